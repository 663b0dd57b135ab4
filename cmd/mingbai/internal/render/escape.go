package render

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// places are the places of a page where a layout may put a value, each with what stands around it.
var places = [][2]string{
	{"", ""}, {"<title>", "</title>"}, {`<a title="`, `">`}, {`<a href="`, `">`}, {`<a href="#`, `">`}, {`<a href="/`, `">`},
	{`<script type="application/ld+json">`, `</script>`},
}

// escaper is what html/template does to a value in a place: the layout of that place alone, run on the value.
type escaper struct {
	layout        *template.Template
	before, after int // bytes of what stands around it
}

func (e *escaper) escape(value any) string {
	var b strings.Builder
	if err := e.layout.Execute(&b, value); err != nil {
		panic(errForeign)
	}
	return b.String()[e.before : b.Len()-e.after]
}

// escapers are the escapers by the names of the functions that html/template puts behind a value.
var escapers = sync.OnceValue(func() map[string]*escaper {
	out := map[string]*escaper{}
	for _, p := range places {
		t := template.Must(template.New("").Parse(p[0] + "{{.}}" + p[1]))
		e := &escaper{t, len(p[0]), len(p[1])}
		e.escape("")
		for _, n := range t.Tree.Root.Nodes {
			if action, is := n.(*parse.ActionNode); is {
				out[chainOf(action.Pipe)] = e
			}
		}
	}
	return out
})

// chainOf names the functions behind the value of a pipeline.
func chainOf(p *parse.PipeNode) string {
	var names []string
	for _, command := range p.Cmds[1:] {
		name, is := command.Args[0].(*parse.IdentifierNode)
		if !is || len(command.Args) != 1 {
			panic(errForeign)
		}
		names = append(names, name.Ident)
	}
	return strings.Join(names, " ")
}

// printer writes a value into a page.
type printer func(out *bytes.Buffer, v reflect.Value)

type printerKey struct {
	chain string
	typ   reflect.Type
}

var printers sync.Map // of printer by printerKey

// printerOf gives the printer of a chain of functions for a type. Most texts hold nothing that the functions
// change, so that they are only looked through; the others are given to the functions.
func printerOf(chain string, typ reflect.Type) printer {
	if known, ok := printers.Load(printerKey{chain, typ}); ok {
		return known.(printer)
	}
	e := escapers()[chain]
	if e == nil || typ == nil {
		panic(errForeign)
	}
	p := printer(func(out *bytes.Buffer, v reflect.Value) { out.WriteString(e.escape(v.Interface())) })
	switch {
	case typ.Implements(reflect.TypeFor[fmt.Stringer]()) || typ.Implements(reflect.TypeFor[error]()):
	case typ.Kind() == reflect.String:
		p = e.text(typ, p)
	case typ.Kind() == reflect.Int && e.escape(-1234567890) == "-1234567890":
		p = func(out *bytes.Buffer, v reflect.Value) {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
		}
	case typ.Kind() == reflect.Interface:
		panic(errForeign)
	}
	printers.Store(printerKey{chain, typ}, p)
	return p
}

// text is the printer of a type of texts.
func (e *escaper) text(typ reflect.Type, slow printer) printer {
	same := func(s string) bool {
		return e.escape(reflect.ValueOf(s).Convert(typ).Interface()) == s
	}
	var plain [256]bool
	all := true
	beyond := same("é中\u2028\U0001F600")
	for c := range plain {
		plain[c] = c < 0x80 && same(string(rune(c))) || c >= 0x80 && beyond
		all = all && plain[c]
	}
	return func(out *bytes.Buffer, v reflect.Value) {
		s := v.String()
		for i := 0; i < len(s) && !all; i++ {
			if !plain[s[i]] {
				slow(out, v)
				return
			}
		}
		out.WriteString(s)
	}
}
