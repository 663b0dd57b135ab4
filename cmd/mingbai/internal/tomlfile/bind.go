package tomlfile

import (
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/unseen"
)

// Enum is a named string type with a closed set of values.
type Enum interface{ Allowed() []string }

// Date is a calendar date without a time or zone, as TOML's local date. The zero Date is "absent".
type Date struct{ Year, Month, Day int }

// IsZero reports whether the date is absent.
func (d Date) IsZero() bool { return d == Date{} }

// String is the date in ISO 8601, "2026-11-23", or "" if absent.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.String() < e.String() }

// Bind fills the struct that dst points to from the tree by the tags of its fields, and returns
// every fault: unknown keys, missing and empty required keys, values of the wrong type or outside
// their enumeration, rows without or with a repeated key.
func Bind(tree Tree, dst any) []Fault {
	b := &binder{}
	b.table("", map[string]any(tree), reflect.ValueOf(dst).Elem())
	sort.SliceStable(b.faults, func(i, j int) bool { return b.faults[i].Path < b.faults[j].Path })
	return b.faults
}

type binder struct{ faults []Fault }

func (b *binder) fault(path, name string, args ...any) *Fault {
	b.faults = append(b.faults, Fault{Path: path, Name: name, Args: args})
	return &b.faults[len(b.faults)-1]
}

// field is one field of a struct with what its tag says.
type field struct {
	name                 string
	index                int
	required, key, words bool
	address              bool
}

// types remembers the fields of struct types, of which there are few.
var types sync.Map

// fields are the fields of a struct type; they must not be changed.
func fields(t reflect.Type) []field {
	known, ok := types.Load(t)
	if !ok {
		known, _ = types.LoadOrStore(t, readFields(t))
	}
	return known.([]field)
}

// readFields reads the tags of a struct type.
func readFields(t reflect.Type) []field {
	out := make([]field, 0, t.NumField())
	for i := range t.NumField() {
		tag := t.Field(i).Tag.Get("toml")
		if tag == "" {
			continue
		}
		name, opts, _ := strings.Cut(tag, ",")
		f := field{name: name, index: i}
		for _, o := range strings.Split(opts, ",") {
			f.required = f.required || o == "required" || o == "key"
			f.key = f.key || o == "key"
			f.words = f.words || o == "words"
			f.address = f.address || o == "address"
		}
		out = append(out, f)
	}
	return out
}

func (b *binder) table(path string, in map[string]any, out reflect.Value) {
	fs := fields(out.Type())
	known := 0
	for _, f := range fs {
		v, present := in[f.name]
		if !present && !f.required {
			continue
		}
		at := joinPath(path, f.name)
		switch {
		case !present && f.required:
			b.fault(path, "key-missing", f.name)
		case present && f.required && empty(v):
			b.fault(at, "value-empty", f.name)
		case present:
			b.value(at, v, out.Field(f.index))
			b.shape(at, f, out.Field(f.index))
		}
		if present {
			known++
		}
	}
	if known == len(in) {
		return
	}
	names := make([]string, len(fs))
	for i, f := range fs {
		names[i] = f.name
	}
	for _, k := range sortedKeys(in) {
		if !slices.Contains(names, k) {
			b.fault(joinPath(path, k), "key-unknown", k).Near = diag.Nearest(k, names)
		}
	}
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// shape checks ids, which become part of addresses, and addresses, which readers follow.
func (b *binder) shape(path string, f field, v reflect.Value) {
	if v.Kind() != reflect.String || v.String() == "" {
		return
	}
	if f.key && !idShape.MatchString(v.String()) {
		b.fault(path, "id-shape", v.String())
	}
	if f.address {
		u, err := url.Parse(v.String())
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsAny(v.String(), "\"'<>\\ ") {
			b.fault(path, "address-shape", v.String())
		}
	}
}

func empty(v any) bool {
	list, isList := v.([]any)
	return v == "" || isList && len(list) == 0
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

var dateType = reflect.TypeFor[Date]()

func (b *binder) value(path string, in any, out reflect.Value) {
	if out.Type() == dateType {
		b.date(path, in, out)
		return
	}
	switch out.Kind() {
	case reflect.String:
		b.text(path, in, out)
	case reflect.Bool:
		if v, ok := in.(bool); ok {
			out.SetBool(v)
		} else {
			b.wrong(path, in, "true|false")
		}
	case reflect.Int:
		if v, ok := in.(int64); ok {
			out.SetInt(v)
		} else {
			b.wrong(path, in, "integer")
		}
	case reflect.Float64:
		switch v := in.(type) {
		case int64:
			out.SetFloat(float64(v))
		case float64:
			out.SetFloat(v)
		default:
			b.wrong(path, in, "number")
		}
	case reflect.Pointer:
		out.Set(reflect.New(out.Type().Elem()))
		b.value(path, in, out.Elem())
	case reflect.Struct:
		if m, ok := in.(map[string]any); ok {
			b.table(path, m, out)
		} else {
			b.wrong(path, in, "table")
		}
	case reflect.Slice:
		b.slice(path, in, out)
	case reflect.Map:
		b.mapping(path, in, out)
	default:
		panic("tomlfile: unsupported field type " + out.Type().String())
	}
}

func (b *binder) text(path string, in any, out reflect.Value) {
	v, ok := in.(string)
	if !ok {
		b.wrong(path, in, "text")
		return
	}
	if at, r := unseen.Index(v); at >= 0 {
		b.fault(path, "text-unseen", r)
	}
	if e, ok := out.Interface().(Enum); ok && !slices.Contains(e.Allowed(), v) {
		b.fault(path, "value-unknown", v, strings.Join(e.Allowed(), ", ")).Near = diag.Nearest(v, e.Allowed())
	}
	out.SetString(v)
}

func (b *binder) date(path string, in any, out reflect.Value) {
	t, ok := in.(time.Time)
	if !ok || t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0 {
		b.wrong(path, in, "date")
		return
	}
	out.Set(reflect.ValueOf(Date{t.Year(), int(t.Month()), t.Day()}))
}

func (b *binder) slice(path string, in any, out reflect.Value) {
	elem := out.Type().Elem()
	if elem.Kind() != reflect.Struct || elem == dateType {
		list, ok := in.([]any)
		if !ok {
			b.wrong(path, in, "list")
			return
		}
		out.Set(reflect.MakeSlice(out.Type(), len(list), len(list)))
		for i, v := range list {
			b.value(joinPath(path, strconv.Itoa(i)), v, out.Index(i))
		}
		return
	}
	list, ok := rows(in)
	if !ok {
		b.wrong(path, in, "list of tables")
		return
	}
	out.Set(reflect.MakeSlice(out.Type(), len(list), len(list)))
	seen := map[string]int{}
	for i, m := range list {
		at := joinPath(path, strconv.Itoa(i))
		b.table(at, m, out.Index(i))
		if key := rowKey(out.Index(i)); key != "" {
			if _, repeated := seen[key]; repeated {
				b.fault(at, "row-repeated", key)
			}
			seen[key] = i
		}
	}
}

// mapping binds a table with free keys: strings, or a string or list of strings each.
func (b *binder) mapping(path string, in any, out reflect.Value) {
	m, ok := in.(map[string]any)
	if !ok {
		b.wrong(path, in, "table")
		return
	}
	out.Set(reflect.MakeMapWithSize(out.Type(), len(m)))
	for _, k := range sortedKeys(m) {
		v := reflect.New(out.Type().Elem()).Elem()
		value := m[k]
		if _, single := value.(string); single && v.Kind() == reflect.Slice {
			value = []any{value}
		}
		b.value(joinPath(path, k), value, v)
		out.SetMapIndex(reflect.ValueOf(k), v)
	}
}

func (b *binder) wrong(path string, in any, want string) {
	name := path[strings.LastIndexByte(path, '.')+1:]
	b.fault(path, "value-type", name, want, typeName(in))
}

func typeName(v any) string {
	switch v.(type) {
	case string:
		return "text"
	case bool:
		return "true|false"
	case int64:
		return "integer"
	case float64:
		return "number"
	case time.Time:
		return "date"
	case []any:
		return "list"
	case []map[string]any:
		return "list of tables"
	}
	return "table"
}

// rowKey is the value of the field tagged "key", or "".
func rowKey(row reflect.Value) string {
	for _, f := range fields(row.Type()) {
		if f.key {
			return row.Field(f.index).String()
		}
	}
	return ""
}
