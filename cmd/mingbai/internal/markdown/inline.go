package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// inlines writes the inline children of a node, HTML and plain text side by side.
func (w *writer) inlines(n ast.Node) {
	if w.depth > maxDepth {
		w.doc.problem(position(n), "nesting-deep", maxDepth)
		return
	}
	w.depth++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
	w.depth--
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.run(n)
	case *ast.String:
		w.words(string(n.Value))
	case *ast.CodeSpan:
		w.write("<code>")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.plain(string(t.Segment.Value(w.source)))
			}
		}
		w.write("</code>")
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		w.write("<" + tag + ">")
		w.inlines(n)
		w.write("</" + tag + ">")
	case *ast.Link:
		w.write(`<a href="`)
		w.link(string(n.Destination), false, n)
		w.write(">")
		w.inlines(n)
		w.write("</a>")
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.doc.problem(position(n), "raw-html")
	case *noteNode:
		w.note(n)
	case *east.FootnoteLink:
		i := strconv.Itoa(n.Index)
		back := i
		if n.RefIndex > 0 {
			back += "-" + strconv.Itoa(n.RefIndex)
		}
		w.write(`<sup class="mb-footnote-ref"><a id="fnref-` + back + `" href="#fn-` + i + `">[` + i + `]</a></sup>`)
	case *east.FootnoteBacklink:
		i := strconv.Itoa(n.Index)
		if n.RefIndex > 0 {
			i += "-" + strconv.Itoa(n.RefIndex)
		}
		label := "Back to the text"
		if w.opt.Chinese {
			label = "回到正文"
		}
		w.write(` <a class="mb-footnote-back" href="#fnref-` + i + `" aria-label="` + label + `">↩</a>`)
	}
}

func (w *writer) autoLink(n *ast.AutoLink) {
	target := string(n.URL(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(target, "mailto:") {
		target = "mailto:" + target
	}
	w.write(`<a href="`)
	w.link(target, false, n)
	w.write(">")
	w.plain(string(n.Label(w.source)))
	w.write("</a>")
}

// image writes a picture; its words are its alternative text and part of the plain text.
func (w *writer) image(n *ast.Image) {
	var alt strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := c.(*ast.Text); ok && entering {
			alt.WriteString(w.unescape(string(t.Segment.Value(w.source)), t.Segment.Start))
		}
		return ast.WalkContinue, nil
	})
	if strings.TrimSpace(alt.String()) == "" {
		w.doc.problem(position(n), "image-alt")
	}
	w.write(`<img src="`)
	w.link(string(n.Destination), true, n)
	w.write(` alt="` + escape(alt.String()) + `" loading="lazy">`)
	w.text.WriteString(alt.String())
}

// note writes the link to a note of a policy, numbered in the order of the text.
func (w *writer) note(n *noteNode) {
	w.notes++
	w.para.Notes = append(w.para.Notes, NoteMark{ID: n.id, At: w.text.Len(), Offset: position(n)})
	label := "[note " + strconv.Itoa(w.notes) + "]"
	if w.opt.Chinese {
		label = "〔注" + strconv.Itoa(w.notes) + "〕"
	}
	id := escape(n.id)
	w.write(`<sup class="mb-note-ref"><a id="noteref-` + id + `" href="#note-` + id + `">` + label + `</a></sup>`)
}

// run writes a run of text. A soft line break beside a Chinese character is nothing, elsewhere a
// space (CSS Text 3, segment break transformation).
func (w *writer) run(n *ast.Text) {
	value := string(n.Segment.Value(w.source))
	if !n.IsRaw() {
		value = w.unescape(value, n.Segment.Start)
	}
	w.words(value)
	switch {
	case n.HardLineBreak():
		w.write("<br>")
		w.text.WriteByte(' ')
	case n.SoftLineBreak():
		last, _ := utf8.DecodeLastRuneInString(value)
		first := ' '
		if next, ok := n.NextSibling().(*ast.Text); ok {
			first, _ = utf8.DecodeRune(next.Segment.Value(w.source))
		}
		if !isWide(last) && !isWide(first) {
			w.words(" ")
		}
	}
}

// words writes text, closing the label of a contact line at its colon.
func (w *writer) words(s string) {
	if w.label {
		if at := strings.IndexAny(s, "：:"); at >= 0 {
			_, size := utf8.DecodeRuneInString(s[at:])
			w.plain(s[:at])
			w.label = false
			w.text.WriteString(s[at : at+size])
			w.write("</dt><dd>")
			w.plain(strings.TrimLeft(s[at+size:], " "))
			return
		}
	}
	w.plain(s)
}

// plain writes text without marks.
func (w *writer) plain(s string) {
	w.text.WriteString(s)
	w.write(TextHTML(s, w.opt.Chinese))
}

// kept matches what a line may not divide: a document number (发文字号), and the double marks —— and ……
var kept = regexp.MustCompile(`\p{Han}{2,12}〔\d{4}〕\d+号|——|……`)

// han matches a run of Chinese with the punctuation and digits inside it.
var han = regexp.MustCompile(`[《“（〔]?\p{Han}(?:[\p{Han}0-9，。、；：（）《》“”〔〕—…·]*[\p{Han}）》”〕])?`)

// TextHTML is plain text as HTML. In Chinese text, what a line may not divide is kept together; in
// other text, runs of Chinese carry their language.
func TextHTML(s string, chinese bool) string {
	pattern, before, after := kept, `<span class="mb-n">`, "</span>"
	if !chinese {
		pattern, before = han, `<span lang="zh-CN">`
	}
	if !mayMatch(s, chinese) {
		return escape(s)
	}
	found := pattern.FindAllStringIndex(s, -1)
	if found == nil {
		return escape(s)
	}
	var b strings.Builder
	at := 0
	for _, f := range found {
		b.WriteString(escape(s[at:f[0]]))
		b.WriteString(before)
		b.WriteString(escape(s[f[0]:f[1]]))
		b.WriteString(after)
		at = f[1]
	}
	b.WriteString(escape(s[at:]))
	return b.String()
}

// mayMatch reports whether a text can hold what its pattern looks for; most have nothing, and looking costs.
func mayMatch(s string, chinese bool) bool {
	if chinese {
		return strings.Contains(s, "〔") || strings.Contains(s, "——") || strings.Contains(s, "……")
	}
	for i := range len(s) {
		if s[i] >= 0xE3 || s[i] == 0xE2 && i+1 < len(s) && s[i+1] >= 0xBA { // U+2E80, where Chinese begins, and above
			return true
		}
	}
	return false
}
