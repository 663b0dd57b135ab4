package tomlfile

import (
	"reflect"
	"strconv"
)

// Pair is one words value in both languages.
type Pair struct {
	SourcePath, Path string // where it stands in the source and in its translation
	Source, Words    string
}

// Pairs lists the words of a bound struct beside those of its translation, in the order of the
// struct's fields: words that only one of the two has stand beside "". Both are pointers to the same
// struct type, as [Translate] takes and gives them.
func Pairs(src, translated any) []Pair {
	var out []Pair
	pairTables(&out, "", "", reflect.ValueOf(src).Elem(), reflect.ValueOf(translated).Elem())
	return out
}

func pairTables(out *[]Pair, sourcePath, path string, a, b reflect.Value) {
	for _, f := range fields(a.Type()) {
		x, y := a.Field(f.index), b.Field(f.index)
		if x.IsZero() && y.IsZero() {
			continue
		}
		from, at := joinPath(sourcePath, f.name), joinPath(path, f.name)
		if x.Kind() == reflect.Pointer {
			if x.IsNil() || y.IsNil() {
				continue
			}
			x, y = x.Elem(), y.Elem()
		}
		switch {
		case f.words && x.Kind() == reflect.String:
			if x.String()+y.String() != "" {
				*out = append(*out, Pair{from, at, x.String(), y.String()})
			}
		case x.Type() == dateType:
		case x.Kind() == reflect.Struct:
			pairTables(out, from, at, x, y)
		case x.Kind() == reflect.Slice && x.Type().Elem().Kind() == reflect.Struct:
			for i := range min(x.Len(), y.Len()) {
				key := rowKey(x.Index(i))
				if key == "" {
					key = strconv.Itoa(i)
				}
				pairTables(out, joinPath(from, strconv.Itoa(i)), joinPath(at, key), x.Index(i), y.Index(i))
			}
		}
	}
}
