package render

import (
	"html/template"
	"reflect"
)

// sample fills a view with something in every place, down to the given depth, so that a run of a
// layout on it meets every name the layout uses: a misspelt one is found when the layouts load and
// not on the page that first needs it.
func sample() *view {
	v := &view{}
	fill(reflect.ValueOf(v).Elem(), 12)
	return v
}

func fill(v reflect.Value, depth int) {
	if depth == 0 || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth-1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth-1)
	case reflect.Map:
		v.Set(reflect.ValueOf(introductions{"order": template.HTML("x")}))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth-1)
		}
	}
}
