package render

import (
	"reflect"
	"slices"
	"text/template/parse"
)

// getter finds a value from the dot.
type getter func(r *machine, dot reflect.Value) reflect.Value

// only makes a getter of a pipeline that is one value and nothing else.
func (c *compiler) only(p *parse.PipeNode, dot reflect.Type) (getter, reflect.Type) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		panic(errForeign)
	}
	return c.command(p.Cmds[0], dot)
}

func (c *compiler) command(n *parse.CommandNode, dot reflect.Type) (getter, reflect.Type) {
	if len(n.Args) != 1 {
		panic(errForeign)
	}
	return c.value(n.Args[0], dot)
}

// value makes a getter of a value and gives its type.
func (c *compiler) value(n parse.Node, dot reflect.Type) (getter, reflect.Type) {
	switch n := n.(type) {
	case *parse.DotNode:
		return func(_ *machine, dot reflect.Value) reflect.Value { return dot }, dot
	case *parse.FieldNode:
		return fieldsOf(dot, n.Ident, func(_ *machine, dot reflect.Value) reflect.Value { return dot })
	case *parse.VariableNode:
		for i, v := range slices.Backward(c.vars) {
			if v.name == n.Ident[0] {
				from := func(r *machine, _ reflect.Value) reflect.Value { return r.scope.slots[i-1] }
				if i == 0 {
					from = func(r *machine, _ reflect.Value) reflect.Value { return r.scope.root }
				}
				return fieldsOf(v.typ, n.Ident[1:], from)
			}
		}
	}
	panic(errForeign)
}

// fieldsOf follows names from a value: .Guide.Prose.order.
func fieldsOf(typ reflect.Type, names []string, from getter) (getter, reflect.Type) {
	for _, name := range names {
		from, typ = fieldOf(typ, name, from)
	}
	return from, typ
}

func fieldOf(typ reflect.Type, name string, from getter) (getter, reflect.Type) {
	if typ == nil {
		panic(errForeign)
	}
	if typ.Kind() == reflect.Pointer {
		pointer := from
		from = func(r *machine, dot reflect.Value) reflect.Value {
			v := pointer(r, dot)
			if v.IsNil() {
				panic(errForeign)
			}
			return v.Elem()
		}
		typ = typ.Elem()
	}
	if _, method := reflect.PointerTo(typ).MethodByName(name); method {
		panic(errForeign)
	}
	switch typ.Kind() {
	case reflect.Struct:
		f, known := typ.FieldByName(name)
		if !known || !f.IsExported() || len(f.Index) != 1 {
			panic(errForeign)
		}
		i := f.Index[0]
		return func(r *machine, dot reflect.Value) reflect.Value { return from(r, dot).Field(i) }, f.Type
	case reflect.Map:
		if typ.Key().Kind() != reflect.String || typ.Elem().Kind() != reflect.String {
			panic(errForeign)
		}
		key, none := reflect.ValueOf(name).Convert(typ.Key()), reflect.Zero(typ.Elem())
		return func(r *machine, dot reflect.Value) reflect.Value {
			if v := from(r, dot).MapIndex(key); v.IsValid() {
				return v
			}
			return none // prints nothing, as no value does
		}, typ.Elem()
	}
	panic(errForeign)
}

// test makes a condition: a value, or not, and, or of values.
func (c *compiler) test(p *parse.PipeNode, dot reflect.Type) func(r *machine, dot reflect.Value) bool {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		panic(errForeign)
	}
	args := p.Cmds[0].Args
	word, isWord := args[0].(*parse.IdentifierNode)
	if !isWord {
		get, _ := c.command(p.Cmds[0], dot)
		return func(r *machine, dot reflect.Value) bool { return truth(get(r, dot)) }
	}
	var values []getter
	for _, arg := range args[1:] {
		get, _ := c.value(arg, dot)
		values = append(values, get)
	}
	holds := func(want bool) func(*machine, reflect.Value) bool {
		return func(r *machine, dot reflect.Value) bool {
			return slices.ContainsFunc(values, func(get getter) bool { return truth(get(r, dot)) == want })
		}
	}
	switch {
	case word.Ident == "or" && len(values) > 0:
		return holds(true)
	case word.Ident == "not" && len(values) == 1:
		return holds(false)
	case word.Ident == "and" && len(values) > 0:
		unless := holds(false)
		return func(r *machine, dot reflect.Value) bool { return !unless(r, dot) }
	}
	panic(errForeign)
}

// truth is what text/template takes for true: what is not empty.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() > 0
	case reflect.Int:
		return v.Int() != 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	panic(errForeign)
}
