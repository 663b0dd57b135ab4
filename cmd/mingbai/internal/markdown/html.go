package markdown

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"mingbai/cmd/mingbai/internal/unseen"
)

// writer walks a syntax tree once and writes a Doc: HTML and plain text side by side.
type writer struct {
	source []byte
	opt    Options
	doc    *Doc

	block *Block          // the top-level block being written
	out   strings.Builder // HTML since the last cut
	text  *strings.Builder
	para  *Paragraph
	notes int
	depth int
	label bool // inside ::: contacts, before the colon of an item
}

// document writes the top-level blocks, each to the section that its heading began.
func (w *writer) document(root ast.Node) {
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			w.heading(h)
			continue
		}
		section := &w.doc.Sections[len(w.doc.Sections)-1]
		section.blocks = append(section.blocks, Block{})
		w.block = &section.blocks[len(section.blocks)-1]
		w.node(n)
		w.cut()
		if len(w.block.parts) == 1 && w.block.parts[0] == "" {
			section.blocks = section.blocks[:len(section.blocks)-1]
		}
	}
}

// heading begins a section. Its inline marks are written as a block of their own and then kept as
// the heading's HTML; a heading holds no links (a target that is itself a link confuses).
func (w *writer) heading(h *ast.Heading) {
	w.block = &Block{}
	w.leaf(h)
	w.cut()
	s := Section{Level: h.Level, Offset: position(h), HeadingHTML: w.block.HTML(make([]Link, len(w.doc.Refs)))}
	if len(w.block.Paragraphs) > 0 {
		s.Heading = w.block.Paragraphs[0].Text
	}
	if s.HeadingHTML == s.Heading {
		s.HeadingHTML = s.Heading // one string in memory for both
	}
	if id, ok := h.AttributeString("id"); ok {
		if b, ok := id.([]byte); ok {
			s.ID = string(b)
		}
	}
	w.doc.Sections = append(w.doc.Sections, s)
}

// cut ends the current part of the block's HTML.
func (w *writer) cut() {
	w.block.parts = append(w.block.parts, w.out.String())
	w.out.Reset()
}

// link ends a part where the address of a link belongs.
func (w *writer) link(target string, image bool, n ast.Node) {
	w.cut()
	w.block.refs = append(w.block.refs, len(w.doc.Refs))
	w.doc.Refs = append(w.doc.Refs, Ref{Target: target, Image: image, Offset: position(n)})
}

func (w *writer) write(s string) { w.out.WriteString(s) }

// children writes all children of a block.
func (w *writer) children(n ast.Node) {
	if w.depth > maxDepth {
		w.doc.problem(position(n), "nesting-deep", maxDepth)
		return
	}
	w.depth++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
	w.depth--
}

func (w *writer) wrap(open string, n ast.Node, end string) {
	w.write(open)
	w.children(n)
	w.write(end)
}

// leaf writes the inline content of a block and keeps its plain text as one paragraph.
func (w *writer) leaf(n ast.Node) {
	at := position(n)
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		at = lines.At(0).Start
	}
	w.text, w.para = &strings.Builder{}, &Paragraph{Offset: at}
	w.inlines(n)
	w.para.Text = strings.TrimRight(w.text.String(), " \n")
	if w.para.Text != "" {
		w.block.Paragraphs = append(w.block.Paragraphs, *w.para)
	}
}

// node writes one block.
func (w *writer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.write("<p>")
		w.leaf(n)
		w.write("</p>")
	case *ast.TextBlock:
		w.leaf(n)
	case *ast.Heading: // inside a quotation or list
		tag := "h" + strconv.Itoa(n.Level)
		w.write("<" + tag + ">")
		w.leaf(n)
		w.write("</" + tag + ">")
	case *ast.ThematicBreak:
		w.write("<hr>")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n)
	case *ast.Blockquote:
		w.wrap("<blockquote>", n, "</blockquote>")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.wrap("<li>", n, "</li>")
	case *ast.HTMLBlock:
		w.doc.problem(position(n), "raw-html")
	case *containerNode:
		w.container(n)
	default:
		w.extended(n)
	}
}

// extended writes the blocks of goldmark's extensions.
func (w *writer) extended(n ast.Node) {
	switch n := n.(type) {
	case *east.Table:
		w.wrap(`<div class="mb-table-scroll" tabindex="0"><table>`, n, "</tbody></table></div>")
	case *east.TableHeader:
		w.wrap("<thead><tr>", n, "</tr></thead><tbody>")
	case *east.TableRow:
		w.wrap("<tr>", n, "</tr>")
	case *east.TableCell:
		tag, scope := "td", ""
		if n.Parent().Kind() == east.KindTableHeader {
			tag, scope = "th", ` scope="col"`
		}
		w.write("<" + tag + scope + ">")
		w.leaf(n)
		w.write("</" + tag + ">")
	case *east.DefinitionList:
		w.wrap("<dl>", n, "</dl>")
	case *east.DefinitionTerm:
		w.write("<dt>")
		w.leaf(n)
		w.write("</dt>")
	case *east.DefinitionDescription:
		w.wrap("<dd>", n, "</dd>")
	case *east.FootnoteList:
		w.wrap(`<ol class="mb-footnotes">`, n, "</ol>")
	case *east.Footnote:
		w.wrap(`<li id="fn-`+strconv.Itoa(n.Index)+`">`, n, "</li>")
	}
}

func (w *writer) code(n ast.Node) {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(w.source))
	}
	w.write("<pre><code>" + escape(b.String()) + "</code></pre>")
	w.block.Paragraphs = append(w.block.Paragraphs, Paragraph{Text: strings.TrimSpace(b.String()), Offset: position(n)})
}

func (w *writer) list(n *ast.List) {
	switch {
	case !n.IsOrdered():
		w.wrap("<ul>", n, "</ul>")
	case n.Start != 1:
		w.wrap(`<ol start="`+strconv.Itoa(n.Start)+`">`, n, "</ol>")
	default:
		w.wrap("<ol>", n, "</ol>")
	}
}

// container writes one of our own blocks.
func (w *writer) container(n *containerNode) {
	at := position(n)
	if !n.closed {
		w.doc.problem(at, "block-open", n.name)
	}
	switch {
	case n.name == "notice":
		kind := n.argument
		if kind == "" {
			kind = "note"
		} else if kind != "warn" && kind != "stop" {
			w.doc.problem(at, "block-argument", kind)
		}
		w.wrap(`<div class="mb-notice mb-notice--`+escape(kind)+`">`, n, "</div>")
	case n.name == "steps":
		w.wrap(`<div class="mb-procedure">`, n, "</div>")
	case n.name == "contacts":
		w.contacts(n)
	case n.name == "head" && w.opt.Head:
		w.wrap(`<div class="mb-dochead">`, n, "</div>")
	case n.name == "head":
		w.doc.problem(at, "block-place", n.name)
	default:
		w.doc.problem(at, "block-unknown", n.name, strings.Join(containerNames, ", "))
	}
}

// contacts writes a list of “label：value” lines as a description list.
func (w *writer) contacts(n ast.Node) {
	w.write(`<dl class="mb-contacts">`)
	for list := n.FirstChild(); list != nil; list = list.NextSibling() {
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			w.label = true
			w.write("<dt>")
			for c := item.FirstChild(); c != nil; c = c.NextSibling() {
				w.leaf(c)
			}
			if w.label {
				w.write("</dt><dd>")
			}
			w.write("</dd>")
			w.label = false
		}
	}
	w.write("</dl>")
}

// escape makes text safe in HTML content and in double-quoted attributes.
func escape(s string) string {
	if !strings.ContainsAny(s, `&<>"`) {
		return s
	}
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// unescape resolves escapes and references. A reference can stand for a character that is refused
// when a file is read, so the result is looked at again.
func (w *writer) unescape(s string, offset int) string {
	out := unescape(s)
	if at, r := unseen.Index(out); at >= 0 && len(out) != len(s) {
		w.doc.problem(offset, "text-unseen", r)
	}
	return out
}

// unescape resolves backslash escapes and character references of a run of Markdown text.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			b.WriteByte(s[i+1])
			i += 2
		case c == '&':
			end := strings.IndexByte(s[i:min(len(s), i+34)], ';')
			if end < 0 {
				b.WriteByte(c)
				i++
				continue
			}
			b.WriteString(html.UnescapeString(s[i : i+end+1]))
			i += end + 1
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			b.WriteRune(r)
			i += size
		}
	}
	return b.String()
}

func isPunct(c byte) bool {
	return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')
}
