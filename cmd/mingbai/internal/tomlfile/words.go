package tomlfile

import (
	"reflect"
	"strconv"

	"mingbai/cmd/mingbai/internal/diag"
)

// Translate makes the translation of a bound struct: a deep copy of src (a pointer to a struct) in
// which every words field is replaced by the words of the tree. Lists of tables are tables in the
// tree, keyed by each row's key. It returns a pointer of src's type, and every fault: a fact given
// again, an unknown key or row, a value that is not text, and words that src has and the tree lacks.
func Translate(src any, tree Tree) (any, []Fault) {
	out := reflect.New(reflect.TypeOf(src).Elem())
	out.Elem().Set(reflect.ValueOf(src).Elem())
	t := &translator{}
	t.table("", map[string]any(tree), out.Elem())
	return out.Interface(), t.faults
}

type translator struct{ binder }

func (t *translator) table(path string, in map[string]any, out reflect.Value) {
	known := map[string]bool{}
	var names []string
	for _, f := range fields(out.Type()) {
		known[f.name] = true
		v, present := in[f.name]
		at := path
		if !f.words {
			at = joinPath(path, f.name)
		}
		target := out.Field(f.index)
		switch {
		case f.words:
			names = append(names, f.name)
			t.words(at, f.name, v, present, target)
		case target.Type() == dateType:
			t.fact(at, present)
		case target.Kind() == reflect.Struct:
			t.nested(at, v, present, target)
		case target.Kind() == reflect.Pointer && !target.IsNil() && target.Elem().Kind() == reflect.Struct:
			clone := reflect.New(target.Elem().Type())
			clone.Elem().Set(target.Elem())
			target.Set(clone)
			t.nested(at, v, present, clone.Elem())
		case target.Kind() == reflect.Slice && target.Type().Elem().Kind() == reflect.Struct:
			names = append(names, f.name)
			t.rows(at, v, present, target)
		default:
			t.fact(at, present)
		}
	}
	for _, k := range sortedKeys(in) {
		if !known[k] {
			t.fault(joinPath(path, k), "key-unknown", k).Near = diag.Nearest(k, names)
		}
	}
}

func (t *translator) fact(path string, present bool) {
	if present {
		t.fault(path, "fact-repeated", path)
	}
}

func (t *translator) words(path, name string, v any, present bool, target reflect.Value) {
	original := target.Kind() == reflect.String && target.String() == "" ||
		target.Kind() == reflect.Slice && target.Len() == 0
	switch {
	case !present && !original:
		t.fault(path, "words-missing", joinPath(path, name))
	case present && original:
		t.fault(joinPath(path, name), "words-without-source", joinPath(path, name))
	case present:
		target.SetZero()
		t.value(joinPath(path, name), v, target)
	}
}

func (t *translator) nested(path string, v any, present bool, target reflect.Value) {
	m, ok := v.(map[string]any)
	if present && !ok {
		t.wrong(path, v, "table")
		return
	}
	t.table(path, m, target)
}

// rows translates a list of tables, given as a table keyed by each row's key.
func (t *translator) rows(path string, v any, present bool, target reflect.Value) {
	m, ok := v.(map[string]any)
	if present && !ok {
		t.wrong(path, v, "table")
		return
	}
	clone := reflect.MakeSlice(target.Type(), target.Len(), target.Len())
	reflect.Copy(clone, target)
	target.Set(clone)
	keys := map[string]bool{}
	var names []string
	for i := range clone.Len() {
		key := rowKey(clone.Index(i))
		if key == "" {
			key = strconv.Itoa(i)
		}
		keys[key] = true
		names = append(names, key)
		at := joinPath(path, key)
		row, isTable := m[key].(map[string]any)
		if _, given := m[key]; given && !isTable {
			t.wrong(at, m[key], "table")
			continue
		}
		t.table(at, row, clone.Index(i))
	}
	for _, k := range sortedKeys(m) {
		if !keys[k] {
			t.fault(joinPath(path, k), "row-unknown", k, path).Near = diag.Nearest(k, names)
		}
	}
}
