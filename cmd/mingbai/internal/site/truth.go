package site

import (
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/compare"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/digest"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// comparison finds where two languages do not say the same.
type comparison struct {
	terms    *compare.Terms // the glossary
	glossary digest.Sum     // its file
	cache    Cache          // nil if nothing is remembered
	diags    diag.List
}

// saying is one thing said in both languages: a value of the front matter or a passage of a body.
type saying struct {
	zh, en     string
	zhAt, enAt func(at int) diag.Pos
}

// compare checks that a page and its translation say the same: every figure of one stands in the
// other, and the terms of the glossary are rendered as agreed. Figures are compared value by value of
// the front matter and passage by passage of the body. Terms likewise, but a sentence of the front
// matter may leave a word to its neighbours (“the receipt” for 备案回执), so that only names are
// compared one by one, and the other values together.
func (c *comparison) compare(zh, en *content.Doc, meta any) {
	var sentences []saying
	for _, p := range tomlfile.Pairs(zh.Meta, meta) {
		if p.Source == "" || p.Words == "" {
			continue // reported by tomlfile.Translate
		}
		s := saying{p.Source, p.Words,
			func(at int) diag.Pos { return zh.AtWords(p.SourcePath, p.Source, at) },
			func(at int) diag.Pos { return en.AtWords(p.Path, p.Words, at) }}
		c.figures(s)
		if isName(p.Path) {
			c.rendering([]saying{s})
		}
		sentences = append(sentences, s)
	}
	c.rendering(sentences)
	a, b := zh.Passages(), en.Passages()
	switch same := samePassages(zh, a, b); {
	case !same && zh.Outline != nil:
		return // reported by sameNumbering
	case !same:
		a, b = []content.Passage{whole(a)}, []content.Passage{whole(b)}
	}
	for i := range a {
		s := saying{a[i].Text(), b[i].Text(),
			func(at int) diag.Pos { return a[i].At(zh, at) },
			func(at int) diag.Pos { return b[i].At(en, at) }}
		c.figures(s)
		c.rendering([]saying{s})
	}
}

// isName reports whether a value names something.
func isName(path string) bool {
	switch path[strings.LastIndexByte(path, '.')+1:] {
	case "title", "name", "noun", "instrument":
		return true
	}
	return false
}

// samePassages reports whether two bodies can be compared passage by passage.
func samePassages(zh *content.Doc, a, b []content.Passage) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID && (a[i].ID == "head" || b[i].ID == "head" || zh.Outline != nil) {
			return false
		}
	}
	return true
}

// whole makes one passage of a body.
func whole(list []content.Passage) content.Passage {
	var out content.Passage
	for _, p := range list {
		out.Lines = append(out.Lines, p.Lines...)
	}
	return out
}

// tables compares what the tables of both languages explain.
func (l *linker) tables() {
	for i, a := range l.set.Agencies.Agencies {
		l.row(content.AgenciesFile, "agency", i, a.Note, a.NoteEn, "note", "note_en")
	}
	for i, t := range l.set.Glossary.Terms {
		l.row(content.GlossaryFile, "term", i, t.Explain, t.ExplainEn, "explain", "explain_en")
	}
}

func (l *linker) row(file, table string, i int, zh, en, zhKey, enKey string) {
	if zh == "" || en == "" {
		return
	}
	l.figures(saying{zh, en,
		func(int) diag.Pos { return l.set.At(file, table, i, zhKey) },
		func(int) diag.Pos { return l.set.At(file, table, i, enKey) }})
}

// rendering reports every term of the glossary that the English of some sayings, taken together, does
// not render as agreed.
func (c *comparison) rendering(list []saying) {
	zh, en := make([]string, len(list)), make([]string, len(list))
	for i, s := range list {
		zh[i], en[i] = s.zh, s.en
	}
	for _, use := range c.terms.Missing(strings.Join(zh, "\n"), strings.Join(en, "\n")) {
		at, i := use.At, 0
		for at > len(list[i].zh) {
			at -= len(list[i].zh) + 1
			i++
		}
		c.diags.Warn(list[i].enAt(0), "glossary-rendering", use.Term.Zh, use.Term.En[0]).See(list[i].zhAt(at))
	}
}

// figures reports every figure that stands on one side only, with the place of the other side. As
// many on one side as on the other are most probably the same figures, written differently.
func (c *comparison) figures(s saying) {
	zh, en := compare.Missing(compare.Chinese(s.zh), compare.English(s.en))
	if len(zh) == len(en) {
		for i := range zh {
			c.diags.Add(s.enAt(en[i].At), "figure-differs", en[i].Text, zh[i].Text).See(s.zhAt(zh[i].At))
		}
		return
	}
	for _, f := range zh {
		c.diags.Add(s.zhAt(f.At), "figure-zh-only", f.Text).See(s.enAt(beside(s.zh, f.At, s.en)))
	}
	for _, f := range en {
		c.diags.Add(s.enAt(f.At), "figure-en-only", f.Text).See(s.zhAt(beside(s.en, f.At, s.zh)))
	}
}

// beside is the start of the line of another text that stands beside a place in this one; 0 if the two
// do not have the same lines.
func beside(text string, at int, other string) int {
	if strings.Count(text, "\n") != strings.Count(other, "\n") {
		return 0
	}
	start := 0
	for range strings.Count(text[:at], "\n") {
		start += strings.IndexByte(other[start:], '\n') + 1
	}
	return start
}

// glossary makes the terms ready for comparison.
func glossary(list []content.Term) *compare.Terms {
	var terms []compare.Term
	for _, t := range list {
		terms = append(terms, compare.Term{ID: t.ID, Zh: t.Zh, En: slices.Concat(t.En, t.Accept), Enforced: t.Enforce == nil || *t.Enforce})
	}
	return compare.NewTerms(terms)
}
