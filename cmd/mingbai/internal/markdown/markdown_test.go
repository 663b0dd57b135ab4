package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mingbai/cmd/mingbai/internal/golden"
)

// dump shows a document: HTML with each link's target, then plain text, headings and problems.
func dump(doc *Doc, source []byte) map[string]string {
	links := make([]Link, len(doc.Refs))
	for i, r := range doc.Refs {
		links[i] = Link{Href: r.Target}
	}
	var page, text, problems strings.Builder
	for _, s := range doc.Sections {
		if s.Level > 0 {
			fmt.Fprintf(&page, "<h%d id=%q>%s</h%d>\n", s.Level, s.ID, s.HeadingHTML, s.Level)
			fmt.Fprintf(&text, "%s %s\n", strings.Repeat("#", s.Level), s.Heading)
		}
		for _, b := range s.Blocks() {
			fmt.Fprintln(&page, b.HTML(links))
			for _, p := range b.Paragraphs {
				line, col := LineColumn(source, p.Offset)
				fmt.Fprintf(&text, "%d:%d %s\n", line, col, p.Text)
				for _, n := range p.Notes {
					fmt.Fprintf(&text, "  note %s after %q\n", n.ID, p.Text[:n.At])
				}
			}
		}
	}
	for _, p := range doc.Problems {
		line, col := LineColumn(source, p.Offset)
		fmt.Fprintf(&problems, "%d:%d %s %v\n", line, col, p.Name, p.Args)
	}
	out := map[string]string{"want.html": page.String(), "want.text": text.String()}
	if problems.Len() > 0 {
		out["want.problems"] = problems.String()
	}
	return out
}

func TestParse(t *testing.T) {
	p := New()
	golden.Run(t, "testdata/*.txtar", func(_ *testing.T, in map[string][]byte) map[string]string {
		if src, ok := in["en.md"]; ok {
			return dump(p.Parse(src, Options{}), src)
		}
		return dump(p.Parse(in["zh.md"], Options{Chinese: true, Head: true}), in["zh.md"])
	})
}

func TestSlug(t *testing.T) {
	tests := map[string]string{
		"选场地：三件事":               "选场地-三件事",
		"Choose a site (first)": "choose-a-site-first",
		"！！":                    "",
		"3岁以下":                  "3岁以下",
	}
	for in, want := range tests {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestHostile gives texts that make naive parsers slow or deep. None may take seconds.
func TestHostile(t *testing.T) {
	tests := map[string]string{
		"quotes in one line":      strings.Repeat("> ", 5000) + "x",
		"quotes line by line":     nestedQuotes(300),
		"nested lists":            nestedLists(300),
		"open brackets":           strings.Repeat("[", 50000),
		"brackets in many lines":  strings.Repeat("[a\n", 20000),
		"links in links":          strings.Repeat("[a](", 20000),
		"links line by line":      strings.Repeat("[a](\n", 20000),
		"closed brackets":         strings.Repeat("[a](b", 20000) + strings.Repeat(")", 20000),
		"pictures":                strings.Repeat("![a](", 20000),
		"entities":                strings.Repeat("&#x41;", 100000),
		"note marks":              strings.Repeat("{note:a", 50000),
		"emphasis":                strings.Repeat("*a **a ", 10000),
		"backquotes":              strings.Repeat("`a``b", 10000),
		"a table of many columns": strings.Repeat("|a", 3000) + "|\n" + strings.Repeat("|-", 3000) + "|\n" + strings.Repeat(strings.Repeat("|b", 3000)+"|\n", 20),
		"blocks in blocks":        strings.Repeat("::: notice\n", 500),
		"angle brackets":          strings.Repeat("<a ", 50000),
		"references":              strings.Repeat("[a]: x\n", 5000) + strings.Repeat("[a] ", 5000),
		"footnotes":               strings.Repeat("[^1] ", 5000) + "\n\n[^1]: x",
	}
	p := New()
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			done := make(chan struct{})
			go func() {
				p.Parse([]byte(text), Options{Chinese: true})
				close(done)
			}()
			select {
			case <-done:
			case <-time.After(20 * time.Second):
				t.Fatal("still parsing after 20 seconds")
			}
		})
	}
}

func nestedQuotes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(">", i+1) + " x\n\n")
	}
	return b.String()
}

func nestedLists(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

func TestFindPlace(t *testing.T) {
	source := []byte("第一段。\n\n责任**单位**{note:a}：甲、\\*乙\n")
	doc := New().Parse(source, Options{Chinese: true})
	p := doc.Sections[0].Blocks()[1].Paragraphs[0]
	for _, word := range []string{"单", "甲", "乙", "*"} {
		at := strings.Index(p.Text, word)
		if at < 0 {
			t.Fatalf("%q not in %q", word, p.Text)
		}
		if found := p.Find(source, at); !strings.HasPrefix(string(source[found:]), word) {
			t.Errorf("place of %q shows %q", word, source[found:])
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"# a\n\n**粗体。**所以", "::: notice warn\nx\n:::\n", "|a|b|\n|-|-|\n|c|d|", "a[^1]\n\n[^1]: b",
		"词\n:   义", "{note:x}", "- [x](y#z)\n> ![a](b)", "::: contacts\n- 电话：12345\n:::", "<b>x</b>"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	p := New()
	f.Fuzz(func(t *testing.T, text string, chinese bool) {
		doc := p.Parse([]byte(text), Options{Chinese: chinese, Head: true})
		for name, out := range dump(doc, []byte(text)) {
			if name == "want.html" && (strings.Contains(out, "<script") || strings.Contains(out, "onerror=\"")) {
				t.Fatalf("HTML passed through: %q", out)
			}
		}
	})
}
