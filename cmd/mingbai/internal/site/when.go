package site

import (
	"maps"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

// conditions checks that what an item's papers and needs depend on is asked: each question by some
// guide, and each answer among those of a guide that asks it. A condition on a question that only
// another guide asks always holds, so a slip of the pen would never be seen.
func (l *linker) conditions() {
	for file := range l.set.Broken {
		if l.set.Broken[file] && strings.HasPrefix(file, "content/zh/guide/") {
			return // what it asks is not known
		}
	}
	asked := map[string][]string{}
	for _, p := range l.site.List(content.KindGuide, content.Chinese) {
		for _, q := range p.Guide.Questions {
			for _, a := range q.Answers {
				asked[q.ID] = append(asked[q.ID], a.ID)
			}
		}
	}
	for _, p := range l.site.List(content.KindLicence, content.Chinese) {
		for i, m := range p.Licence.Materials {
			l.condition(p, m.When, asked, "materials", i, "when")
		}
		for i, r := range p.Licence.Require {
			l.condition(p, r.When, asked, "require", i, "when")
		}
	}
}

func (l *linker) condition(p *Page, when content.Answers, asked map[string][]string, path ...any) {
	for _, question := range slices.Sorted(maps.Keys(when)) {
		at := func() diag.Pos { return l.docs[p].At(append(slices.Clone(path), question)...) }
		answers, there := asked[question]
		if !there {
			l.diags.Add(at(), "when-question", question).Suggest(diag.Nearest(question, slices.Sorted(maps.Keys(asked))))
			continue
		}
		for _, answer := range when[question] {
			if !slices.Contains(answers, answer) {
				l.diags.Add(at(), "answer-unknown", question, answer).Suggest(diag.Nearest(answer, answers))
			}
		}
	}
}

// waits is the place where an item names another that it needs.
func (l *linker) waits(p *Page, other string) diag.Pos {
	doc := l.docs[p]
	for i, m := range p.Licence.Materials {
		if j := slices.Index(m.From, other); j >= 0 {
			return doc.At("materials", i, "from", j)
		}
	}
	for i, r := range p.Licence.Require {
		if j := slices.Index(r.AnyOf, other); j >= 0 {
			return doc.At("require", i, "any_of", j)
		}
		if j := slices.Index(r.AllOf, other); j >= 0 {
			return doc.At("require", i, "all_of", j)
		}
	}
	return doc.At("materials", 0)
}
