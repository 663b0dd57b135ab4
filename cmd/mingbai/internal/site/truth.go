package site

import (
	"mingbai/cmd/mingbai/internal/compare"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// saying is one thing said in both languages: a value of the front matter or a passage of a body.
type saying struct {
	zh, en     string
	zhAt, enAt func(at int) diag.Pos
}

// compare checks that a page and its translation say the same: every figure of one stands in the
// other, and the terms of the glossary are rendered as agreed.
func (l *linker) compare(zh, en *content.Doc, meta any) {
	for _, p := range tomlfile.Pairs(zh.Meta, meta) {
		if p.Source == "" || p.Words == "" {
			continue // reported by tomlfile.Translate
		}
		l.same(saying{p.Source, p.Words,
			func(at int) diag.Pos { return zh.AtWords(p.SourcePath, p.Source, at) },
			func(at int) diag.Pos { return en.AtWords(p.Path, p.Words, at) }})
	}
	a, b := zh.Passages(), en.Passages()
	if !samePassages(zh, a, b) {
		a, b = []content.Passage{whole(a)}, []content.Passage{whole(b)}
	}
	for i := range a {
		l.same(saying{a[i].Text(), b[i].Text(),
			func(at int) diag.Pos { return a[i].At(zh, at) },
			func(at int) diag.Pos { return b[i].At(en, at) }})
	}
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

func (l *linker) same(s saying) {
	l.figures(s)
	for _, use := range l.terms.Missing(s.zh, s.en) {
		l.diags.Warn(s.enAt(0), "glossary-rendering", use.Term.Zh, use.Term.En[0]).See(s.zhAt(use.At))
	}
}

// figures reports every figure that stands on one side only, with the place of the other side.
func (l *linker) figures(s saying) {
	inChinese, inEnglish := compare.Missing(compare.Chinese(s.zh), compare.English(s.en))
	for _, f := range inChinese {
		l.diags.Add(s.zhAt(f.At), "figure-zh-only", f.Text).See(s.enAt(0))
	}
	for _, f := range inEnglish {
		l.diags.Add(s.enAt(f.At), "figure-en-only", f.Text).See(s.zhAt(0))
	}
}

// glossary makes the terms ready for comparison.
func glossary(list []content.Term) *compare.Terms {
	var terms []compare.Term
	for _, t := range list {
		terms = append(terms, compare.Term{ID: t.ID, Zh: t.Zh, En: t.En, Enforced: t.Enforce == nil || *t.Enforce})
	}
	return compare.NewTerms(terms)
}
