package render

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A program is a layout made ready for the types that it is run on: names of fields are looked up when it is
// made and not for every page. It is made from the tree that html/template has escaped, and so escapes what
// that does, by the same functions. What it does not know, or what goes wrong when it runs, is left to
// html/template: a program gives the same bytes as its layout, or none.
type program struct{ main step }

// step does a part of a layout with its dot.
type step func(r *machine, dot reflect.Value)

// machine is one run of a program.
type machine struct {
	out   *bytes.Buffer
	scope scope
	depth int
	steps int
}

// scope is what one call of a template has for itself.
type scope struct {
	root  reflect.Value   // $
	slots []reflect.Value // its other variables
}

// errForeign says that a program does not know what to do; html/template does.
var errForeign = errors.New("left to html/template")

// maxDepth is how deep templates may call each other in a program.
const maxDepth = 100

// execute runs the program on data and reports whether out has all of it.
func (p *program) execute(out *bytes.Buffer, data any) (ok bool) {
	defer func() {
		if e := recover(); e != nil {
			if e != errForeign {
				panic(e)
			}
			ok = false
		}
	}()
	r := &machine{out: out}
	p.main(r, reflect.ValueOf(data))
	return true
}

// tick counts a piece of text, within the bounds of a page; see [budget].
func (r *machine) tick() {
	if r.steps++; r.steps > maxSteps || r.out.Len() > maxOutput {
		panic(errForeign)
	}
}

// compiler makes programs of the templates of one set.
type compiler struct {
	set  *template.Template
	made map[call]*step // a template that calls itself finds itself here
	vars []variable     // in sight
	max  int            // variables of the template at hand
}

// call is a template with the type of its dot, nil if it has none.
type call struct {
	name string
	dot  reflect.Type
}

type variable struct {
	name string
	typ  reflect.Type
}

// compile makes a program of a layout that has been run before; nil if it holds something that programs do not know.
func compile(t *template.Template, data reflect.Type) (p *program) {
	defer func() {
		if e := recover(); e != nil {
			if e != errForeign {
				panic(e)
			}
			p = nil
		}
	}()
	c := &compiler{set: t, made: map[call]*step{}}
	return &program{*c.template(t.Name(), data)}
}

// template makes the steps of a template for a type of dot.
func (c *compiler) template(name string, dot reflect.Type) *step {
	made := c.made[call{name, dot}]
	if made != nil {
		return made
	}
	made = new(step)
	c.made[call{name, dot}] = made
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		panic(errForeign)
	}
	vars, most := c.vars, c.max
	c.vars, c.max = []variable{{"$", dot}}, 1
	body := c.list(t.Tree.Root, dot)
	slots := c.max - 1
	c.vars, c.max = vars, most
	*made = func(r *machine, dot reflect.Value) {
		if r.depth++; r.depth > maxDepth {
			panic(errForeign)
		}
		caller := r.scope
		r.scope = scope{root: dot}
		if slots > 0 {
			r.scope.slots = make([]reflect.Value, slots)
		}
		body(r, dot)
		r.scope = caller
		r.depth--
	}
	return made
}

// list makes one step of many. Variables that are declared in it are in sight in it only.
func (c *compiler) list(list *parse.ListNode, dot reflect.Type) step {
	if list == nil {
		return func(*machine, reflect.Value) {}
	}
	inSight := len(c.vars)
	var steps []step
	for _, n := range list.Nodes {
		if _, comment := n.(*parse.CommentNode); !comment {
			steps = append(steps, c.node(n, dot))
		}
	}
	c.vars = c.vars[:inSight]
	return func(r *machine, dot reflect.Value) {
		for _, s := range steps {
			s(r, dot)
		}
	}
}

func (c *compiler) node(n parse.Node, dot reflect.Type) step {
	switch n := n.(type) {
	case *parse.TextNode:
		return func(r *machine, _ reflect.Value) {
			r.tick()
			r.out.Write(n.Text)
		}
	case *parse.ActionNode:
		return c.action(n, dot)
	case *parse.IfNode:
		test, then, other := c.test(n.Pipe, dot), c.list(n.List, dot), c.list(n.ElseList, dot)
		return func(r *machine, dot reflect.Value) {
			if test(r, dot) {
				then(r, dot)
			} else {
				other(r, dot)
			}
		}
	case *parse.WithNode:
		return c.with(n, dot)
	case *parse.RangeNode:
		return c.each(n, dot)
	case *parse.TemplateNode:
		if n.Pipe == nil {
			called := c.template(n.Name, nil)
			return func(r *machine, _ reflect.Value) { (*called)(r, reflect.Value{}) }
		}
		get, typ := c.only(n.Pipe, dot)
		called := c.template(n.Name, typ)
		return func(r *machine, dot reflect.Value) { (*called)(r, get(r, dot)) }
	}
	panic(errForeign)
}

// action prints a value through the functions that html/template has put behind it, or keeps it in a variable.
func (c *compiler) action(n *parse.ActionNode, dot reflect.Type) step {
	get, typ := c.command(n.Pipe.Cmds[0], dot)
	switch {
	case len(n.Pipe.Decl) == 1 && len(n.Pipe.Cmds) == 1 && !n.Pipe.IsAssign:
		slot := c.declare(n.Pipe.Decl[0].Ident[0], typ)
		return func(r *machine, dot reflect.Value) { r.scope.slots[slot] = get(r, dot) }
	case len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) < 2:
		panic(errForeign)
	}
	print := printerOf(chainOf(n.Pipe), typ)
	return func(r *machine, dot reflect.Value) {
		r.tick()
		print(r.out, get(r, dot))
	}
}

func (c *compiler) with(n *parse.WithNode, dot reflect.Type) step {
	get, typ := c.only(n.Pipe, dot)
	then, other := c.list(n.List, typ), c.list(n.ElseList, dot)
	return func(r *machine, dot reflect.Value) {
		if v := get(r, dot); truth(v) {
			then(r, v)
		} else {
			other(r, dot)
		}
	}
}

func (c *compiler) each(n *parse.RangeNode, dot reflect.Type) step {
	if len(n.Pipe.Cmds) != 1 || n.Pipe.IsAssign {
		panic(errForeign)
	}
	get, typ := c.command(n.Pipe.Cmds[0], dot)
	if typ == nil || typ.Kind() != reflect.Slice {
		panic(errForeign)
	}
	index, value := -1, -1
	inSight := len(c.vars)
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		value = c.declare(decl[0].Ident[0], typ.Elem())
	case 2:
		index = c.declare(decl[0].Ident[0], reflect.TypeFor[int]())
		value = c.declare(decl[1].Ident[0], typ.Elem())
	}
	turn := c.list(n.List, typ.Elem())
	c.vars = c.vars[:inSight]
	other := c.list(n.ElseList, dot)
	return func(r *machine, dot reflect.Value) {
		list := get(r, dot)
		if list.Len() == 0 {
			other(r, dot)
		}
		for i := range list.Len() {
			if index >= 0 {
				r.scope.slots[index] = reflect.ValueOf(i)
			}
			if value >= 0 {
				r.scope.slots[value] = list.Index(i)
			}
			turn(r, list.Index(i))
		}
	}
}

// declare gives a variable its place in the scope.
func (c *compiler) declare(name string, typ reflect.Type) int {
	c.vars = append(c.vars, variable{name, typ})
	c.max = max(c.max, len(c.vars))
	return len(c.vars) - 2
}
