package search

import (
	"regexp"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Docs gives every page of the site as search sees it. Text comes from the sources, never from
// HTML; the ids of sections are those that the page's layout gives them.
func Docs(s *site.Site) []Doc {
	var docs []Doc
	for _, p := range s.Pages {
		if p.Fallback || p.Slug == "404" || p.Slug == site.OfflineSlug || p.Slug == "search" || p.Slug == "index" {
			continue
		}
		docs = append(docs, docOf(s, p))
	}
	return docs
}

// bracket is what a name explains in brackets, and all behind.
var bracket = regexp.MustCompile(`[（(].*$`)

// docOf is a page without its text, which it gives when it is asked for.
func docOf(s *site.Site, p *site.Page) Doc {
	d := Doc{Lang: string(p.Lang), URL: p.URL, Title: p.Title, Kind: string(p.Kind), Sections: func() []Section { return sectionsOf(s, p) }}
	switch {
	case p.Licence != nil:
		d.Also = append(d.Also, p.Licence.Question)
		if r := p.Licence.Result; r != nil { // people ask for the paper that they need
			if name := strings.TrimSpace(r.Name[:len(r.Name)-len(bracket.FindString(r.Name))]); name != "" {
				d.Also = append(d.Also, name)
			}
		}
		for _, s := range p.Licence.Sectors {
			d.Sectors = append(d.Sectors, string(s))
		}
		for _, a := range p.Licence.Authorities {
			d.Authorities = append(d.Authorities, a.Slug)
		}
	case p.Guide != nil:
		d.Also = append(d.Also, p.Guide.Noun)
		d.Sectors = []string{string(p.Guide.Sector)}
	case p.Policy != nil:
		d.Status = string(p.Policy.Status)
		if p.Policy.Number != "" {
			d.Also = append(d.Also, p.Policy.Number)
		}
	case p.Agency != nil:
		d.Also = append(d.Also, p.Agency.Short)
	case p.Slug == "glossary":
		for _, t := range s.Glossary {
			d.Spelt = append(append(d.Spelt, t.Zh), t.Synonyms...)
		}
	}
	return d
}

// sectionsOf is the text of a page.
func sectionsOf(s *site.Site, p *site.Page) []Section {
	t := &text{lang: string(p.Lang)}
	switch {
	case p.Licence != nil:
		t.licence(p)
	case p.Guide != nil:
		t.guide(p)
	case p.Policy != nil:
		t.policy(p)
		return t.sections
	case p.Agency != nil:
		t.agency(p)
	default:
		t.sections = append(t.sections, Section{Paragraphs: []string{p.Summary}})
		if p.Slug == "glossary" {
			t.sections = append(t.sections, terms(s, p.Lang)...)
		}
	}
	t.body(p, 0)
	return t.sections
}

// text is the text of a page as it grows.
type text struct {
	lang     string
	sections []Section
}

// Synonyms gives the glossary's other names, by language: each leads to the term that the site uses.
func Synonyms(s *site.Site) map[string][]Synonym {
	out := map[string][]Synonym{}
	for _, t := range s.Glossary {
		if len(t.Synonyms) > 0 {
			out[string(content.Chinese)] = append(out[string(content.Chinese)], Synonym{Words: t.Synonyms, Means: t.Zh})
		}
		en := string(content.English)
		for i, means := range renderings(t.En) {
			words := t.SynonymsEn
			if i == 0 {
				words = slices.Concat(t.En[1:], words)
			}
			if len(words) > 0 {
				out[en] = append(out[en], Synonym{Words: words, Means: means})
			}
		}
	}
	return out
}

// renderings are the first ways to render a term that search tells apart: not the plural of another.
func renderings(terms []string) []string {
	var out, seen []string
	for _, term := range terms {
		var key []string
		for _, w := range strings.Fields(Fold(term)) {
			key = append(key, stem(w))
		}
		if k := strings.Join(key, " "); len(out) < maxForms-1 && !slices.Contains(seen, k) {
			out, seen = append(out, term), append(seen, k)
		}
	}
	return out
}

// add appends a section of the texts that are not empty.
func (t *text) add(id, heading string, texts ...string) {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	if len(kept) > 0 {
		t.sections = append(t.sections, Section{ID: id, Heading: heading, Also: labels(t.lang, id), Paragraphs: kept})
	}
}

// body appends the sections of a page's own text from index from on.
func (t *text) body(p *site.Page, from int) {
	for _, s := range p.Body.Sections[from:] {
		t.add(s.ID, s.Heading, strings.Split(s.Text(), "\n")...)
	}
}

func (t *text) licence(p *site.Page) {
	l := p.Licence
	t.add("", "", l.Summary, l.Who, l.WhoNot, l.AuthorityNote)
	var texts []string
	for _, c := range l.Conditions {
		texts = append(texts, c.Text)
	}
	t.add("conditions", "", texts...)
	texts = nil
	for _, m := range l.Materials {
		texts = append(texts, joinText(m.Name, m.Condition, m.Form, m.Note))
	}
	t.add("papers", "", texts...)
	texts = nil
	for _, s := range l.Steps {
		texts = append(texts, joinText(s.Name, s.Text))
	}
	t.add("steps", "", texts...)
	texts = nil
	for _, s := range append(append([]content.Special(nil), l.Time.Special...), l.Time.Applicant...) {
		texts = append(texts, joinText(s.Name, s.Note))
	}
	if l.Time.Statutory != nil {
		texts = append(texts, l.Time.Statutory.Note)
	}
	t.add("time", "", texts...)
	if l.Fee != nil {
		t.add("fee", "", l.Fee.Note)
	}
	if l.Result != nil {
		t.add("after", "", l.Result.Name, l.Result.ValidityNote)
	}
	t.handling(l.Licence)
	t.common(l.After, l.FAQ, l.LegalBasis)
}

// handling appends a section for each handling item; people ask for it by what it is done to, such as
// 注销营业执照.
func (t *text) handling(l *content.Licence) {
	names := []string{l.Title, subject(l.Title)}
	if l.Result != nil {
		result, _, _ := strings.Cut(l.Result.Name, "（")
		names = append(names, result)
	}
	for _, h := range l.Handling {
		s := Section{ID: "handling-" + h.ID, Heading: h.Name, Also: handlingLabels(t.lang, h.Kind, names)}
		for _, text := range []string{h.When, joinText(h.Materials, h.Note)} {
			if text != "" {
				s.Paragraphs = append(s.Paragraphs, text)
			}
		}
		t.sections = append(t.sections, s)
	}
}

func (t *text) guide(p *site.Page) {
	g := p.Guide
	t.add("", "", g.Summary, g.Hint)
	for _, n := range g.Steps {
		t.add("step-"+n.Licence.Slug, n.Licence.Title, n.Licence.Licence.Question, n.Need.Note)
	}
	var texts []string
	for _, q := range g.Questions {
		texts = append(texts, q.Text)
	}
	t.add("order", "", texts...)
	t.common(g.After, g.FAQ, g.LegalBasis)
}

// common appends what items and guides share.
func (t *text) common(after []content.Duty, faq []content.FAQ, basis []content.LegalBasis) {
	var texts []string
	for _, x := range after {
		texts = append(texts, x.Text)
	}
	t.add("after", "", texts...)
	for _, f := range faq {
		t.add("faq", f.Question, f.Answer)
	}
	texts = nil
	for _, b := range basis {
		texts = append(texts, joinText(b.Instrument, b.Number, b.Gist, b.Quote))
	}
	t.add("basis", "", texts...)
}

func (t *text) policy(p *site.Page) {
	t.add("", "", p.Policy.Summary, p.Policy.InShort)
	ids, articles := map[int]string{}, map[[2]int]string{}
	for _, part := range p.Policy.Parts {
		ids[part.Section] = part.ID
		for _, a := range part.Articles {
			articles[[2]int{a.Section, a.From}] = a.ID
		}
	}
	for _, m := range p.Policy.Measures {
		ids[m.Section] = m.ID
	}
	for i, s := range p.Body.Sections {
		current := Section{ID: ids[i], Heading: s.Heading}
		for j, b := range s.Blocks() {
			if id := articles[[2]int{i, j}]; id != "" {
				if len(current.Paragraphs) > 0 || j > 0 {
					t.add(current.ID, current.Heading, current.Paragraphs...)
					current.Heading = ""
				}
				current.ID, current.Paragraphs = id, nil
			}
			for _, para := range b.Paragraphs {
				current.Paragraphs = append(current.Paragraphs, para.Text)
			}
		}
		t.add(current.ID, current.Heading, current.Paragraphs...)
	}
}

func (t *text) agency(p *site.Page) {
	a := p.Agency
	t.add("", "", append([]string{a.Note}, a.Aliases...)...)
	for _, l := range a.Licences {
		t.add("items", "", l.Title)
	}
}

// terms gives each term of the glossary as a section of the glossary page.
func terms(s *site.Site, lang content.Lang) []Section {
	var out []Section
	for _, t := range s.Glossary {
		name, explain := t.Zh, t.Explain
		if lang == content.English {
			name, explain = t.En[0], t.ExplainEn
		}
		out = append(out, Section{ID: "term-" + t.ID, Heading: name,
			Paragraphs: []string{joinText(t.Zh, strings.Join(t.En, ", "), explain)}})
	}
	return out
}

// joinText joins the parts that are not empty.
func joinText(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}
