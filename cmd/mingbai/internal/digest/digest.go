// Package digest gives plain values a hash, so that a build can tell whether something would be made from
// the same as last time.
package digest

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
)

// Sum is a hash of values. Two lists of values of the same types have the same only if they are equal.
type Sum = [sha256.Size]byte

// buffers are reused: a page's view is large.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Of is the hash of values that consist of texts, numbers, truth values and of lists, maps, structs,
// pointers and interfaces of such; pointers stand for what they point to, which must come to an end. It panics on
// anything else, such as a function: what that would give, nobody can tell.
func Of(values ...any) Sum {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	b := (*buffer)[:0]
	for i := range values {
		b = appendValue(b, reflect.ValueOf(&values[i]).Elem())
	}
	*buffer = b
	return sha256.Sum256(b)
}

// appendValue writes a value so that its end can be told from its beginning and its type.
func appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Slice, reflect.Array:
		return appendList(b, v)
	case reflect.Map:
		return appendMap(b, v)
	case reflect.Struct:
		for i := range v.NumField() {
			b = appendValue(b, v.Field(i))
		}
		return b
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(b, 0)
		}
		b = append(b, 1)
		if v.Kind() == reflect.Interface {
			b = appendValue(b, reflect.ValueOf(v.Elem().Type().String()))
		}
		return appendValue(b, v.Elem())
	}
	panic(fmt.Sprintf("digest: %s has no hash", v.Type()))
}

// appendList writes a list. One that is nil is told from an empty one: a template may.
func appendList(b []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Slice {
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1)
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return append(b, v.Bytes()...)
		}
	}
	for i := range v.Len() {
		b = appendValue(b, v.Index(i))
	}
	return b
}

// appendMap writes a map in the order of its keys as written.
func appendMap(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(v.Len())+1)
	type pair struct {
		key   string
		value reflect.Value
	}
	var pairs []pair
	for it := v.MapRange(); it.Next(); {
		pairs = append(pairs, pair{string(appendValue(nil, it.Key())), it.Value()})
	}
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Compare(x.key, y.key) })
	for _, p := range pairs {
		b = appendValue(append(b, p.key...), p.value)
	}
	return b
}
