package data

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// bom tells spreadsheets that a file is UTF-8.
const bom = "\ufeff"

// celler is a part of a row that can stand in one cell with others of its list.
type celler interface {
	cell(lang content.Lang) string
}

// inLanguage is a value that differs by language only: [Words] and [Links].
type inLanguage interface {
	in(lang content.Lang) string
}

// column is one column of a CSV file. Parts of a row that are structs have columns of their own.
type column struct {
	path  string // names of the fields, joined by "."
	zh    string
	index []int
}

// columnsOf lists the columns of a row; lists that cannot stand in one cell have none.
func columnsOf(t reflect.Type) []column {
	var out []column
	for _, f := range fieldsOf(t) {
		inner := f.typ
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		_, whole := reflect.Zero(inner).Interface().(inLanguage)
		f.zh, _, _ = strings.Cut(f.zh, "；") // what follows explains
		switch {
		case inner.Kind() == reflect.Struct && !whole:
			for _, c := range columnsOf(inner) {
				out = append(out, column{f.name + "." + c.path, f.zh + "·" + c.zh, append([]int{f.index}, c.index...)})
			}
		case inner.Kind() == reflect.Slice && inner.Elem().Kind() == reflect.Struct && !inner.Elem().Implements(reflect.TypeFor[celler]()):
		default:
			out = append(out, column{f.name, f.zh, []int{f.index}})
		}
	}
	return out
}

// cellAt follows the indices into a row; a part that is null gives an empty cell.
func cellAt(v reflect.Value, index []int, lang content.Lang) string {
	for _, i := range index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return ""
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	}
	return harmless(text(v, lang))
}

// text is a value in words.
func text(v reflect.Value, lang content.Lang) string {
	switch x := v.Interface().(type) {
	case inLanguage:
		return x.in(lang)
	case celler:
		return x.cell(lang)
	}
	switch v.Kind() {
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, text(v.Index(i), lang))
		}
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
	case reflect.Map:
		var parts []string
		for _, k := range v.MapKeys() {
			parts = append(parts, k.String()+"="+strings.ReplaceAll(text(v.MapIndex(k), lang), "; ", "|"))
		}
		sort.Strings(parts)
		return strings.Join(parts, "; ")
	}
	return fmt.Sprint(v.Interface())
}

// harmless puts an apostrophe before words that a spreadsheet would take for a formula; the full-width
// signs count too, because Chinese input methods write them.
func harmless(cell string) string {
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, sign) {
			return "'" + cell
		}
	}
	return cell
}
