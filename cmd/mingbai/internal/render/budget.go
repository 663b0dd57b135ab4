package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"text/template/parse"
)

// Bounds of what one layout may make of one page: a slip in a layout must not run without an end.
const (
	maxSteps  = 5 << 20  // pieces of text, with every turn of a loop and every template called
	maxOutput = 64 << 20 // bytes
	maxString = 4 << 20  // bytes of a text made by print, printf and the like
)

var errBudget = errors.New("it goes on without an end, or the page grows too large")

// budget is a writer that takes so many pieces and bytes and then fails.
type budget struct {
	io.Writer
	steps, bytes int
}

func (b *budget) Write(p []byte) (int, error) {
	b.steps++
	b.bytes += len(p)
	if b.steps > maxSteps || b.bytes > maxOutput {
		return 0, errBudget
	}
	if len(p) == 0 {
		return 0, nil
	}
	return b.Writer.Write(p)
}

// count puts an empty text at the start of every loop and of the template itself, so that a budget
// sees each turn, even of a loop that writes nothing.
func count(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			count(n.List)
			count(n.ElseList)
		case *parse.WithNode:
			count(n.List)
			count(n.ElseList)
		case *parse.RangeNode:
			count(n.List)
			count(n.ElseList)
			n.List.Nodes = append([]parse.Node{&parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos}}, n.List.Nodes...)
		}
	}
}

// texts are the functions of a layout that make texts, with a bound: a few lines could otherwise make
// one that fills the memory.
func texts() template.FuncMap {
	bounded := func(make func(args ...any) string) func(args ...any) (string, error) {
		return func(args ...any) (string, error) {
			size := 0
			for _, a := range args {
				if s, ok := a.(string); ok {
					size += len(s)
				}
			}
			if size > maxString {
				return "", errBudget
			}
			return make(args...), nil
		}
	}
	return template.FuncMap{
		"print": bounded(fmt.Sprint), "println": bounded(fmt.Sprintln), "html": bounded(template.HTMLEscaper),
		"js": bounded(template.JSEscaper), "urlquery": bounded(template.URLQueryEscaper),
		"printf": bounded(func(args ...any) string {
			if len(args) == 0 {
				return ""
			}
			return fmt.Sprintf(fmt.Sprint(args[0]), args[1:]...)
		}),
	}
}
