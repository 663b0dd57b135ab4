package search

import (
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
		d := Doc{Lang: string(p.Lang), URL: p.URL, Title: p.Title, Kind: string(p.Kind)}
		switch {
		case p.Licence != nil:
			licenceDoc(&d, p)
		case p.Guide != nil:
			guideDoc(&d, p)
		case p.Policy != nil:
			policyDoc(&d, p)
		case p.Agency != nil:
			agencyDoc(&d, p)
		default:
			d.Sections = append(d.Sections, Section{Paragraphs: []string{p.Summary}})
			if p.Slug == "glossary" {
				d.Sections = append(d.Sections, terms(s, p.Lang)...)
				for _, t := range s.Glossary {
					d.Spelt = append(append(d.Spelt, t.Zh), t.Synonyms...)
				}
			}
		}
		if p.Policy == nil {
			d.body(p, 0)
		}
		docs = append(docs, d)
	}
	return docs
}

// Synonyms gives the glossary's other names, by language: each leads to the term that the site uses.
func Synonyms(s *site.Site) map[string][]Synonym {
	out := map[string][]Synonym{}
	for _, t := range s.Glossary {
		if len(t.Synonyms) > 0 {
			out[string(content.Chinese)] = append(out[string(content.Chinese)], Synonym{Words: t.Synonyms, Means: t.Zh})
		}
		words := append(append([]string(nil), t.En[1:]...), t.SynonymsEn...)
		if len(words) > 0 {
			out[string(content.English)] = append(out[string(content.English)], Synonym{Words: words, Means: t.En[0]})
		}
	}
	return out
}

// add appends a section of the texts that are not empty.
func (d *Doc) add(id, heading string, texts ...string) {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	if len(kept) > 0 {
		d.Sections = append(d.Sections, Section{ID: id, Heading: heading, Also: labels(d.Lang, id), Paragraphs: kept})
	}
}

// body appends the sections of a page's own text from index from on.
func (d *Doc) body(p *site.Page, from int) {
	for _, s := range p.Body.Sections[from:] {
		d.add(s.ID, s.Heading, strings.Split(s.Text(), "\n")...)
	}
}

func licenceDoc(d *Doc, p *site.Page) {
	l := p.Licence
	d.Also = append(d.Also, l.Question)
	for _, s := range l.Sectors {
		d.Sectors = append(d.Sectors, string(s))
	}
	for _, a := range l.Authorities {
		d.Authorities = append(d.Authorities, a.Slug)
	}
	d.add("", "", l.Summary, l.Who, l.WhoNot, l.AuthorityNote)
	var texts []string
	for _, c := range l.Conditions {
		texts = append(texts, c.Text)
	}
	d.add("conditions", "", texts...)
	texts = nil
	for _, m := range l.Materials {
		texts = append(texts, joinText(m.Name, m.Condition, m.Form, m.Note))
	}
	d.add("papers", "", texts...)
	texts = nil
	for _, s := range l.Steps {
		texts = append(texts, joinText(s.Name, s.Text))
	}
	d.add("steps", "", texts...)
	texts = nil
	for _, s := range append(append([]content.Special(nil), l.Time.Special...), l.Time.Applicant...) {
		texts = append(texts, joinText(s.Name, s.Note))
	}
	if l.Time.Statutory != nil {
		texts = append(texts, l.Time.Statutory.Note)
	}
	d.add("time", "", texts...)
	if l.Fee != nil {
		d.add("fee", "", l.Fee.Note)
	}
	if l.Result != nil {
		d.add("after", "", l.Result.Name, l.Result.ValidityNote)
	}
	d.common(l.After, l.FAQ, l.LegalBasis)
}

func guideDoc(d *Doc, p *site.Page) {
	g := p.Guide
	d.Also = append(d.Also, g.Noun)
	d.Sectors = []string{string(g.Sector)}
	d.add("", "", g.Summary, g.Hint)
	for _, n := range g.Steps {
		d.add("step-"+n.Licence.Slug, n.Licence.Title, n.Licence.Licence.Question, n.Need.Note)
	}
	var texts []string
	for _, q := range g.Questions {
		texts = append(texts, q.Text)
	}
	d.add("order", "", texts...)
	d.common(g.After, g.FAQ, g.LegalBasis)
}

// common appends what items and guides share.
func (d *Doc) common(after []content.Duty, faq []content.FAQ, basis []content.LegalBasis) {
	var texts []string
	for _, x := range after {
		texts = append(texts, x.Text)
	}
	d.add("after", "", texts...)
	for _, f := range faq {
		d.add("faq", f.Question, f.Answer)
	}
	texts = nil
	for _, b := range basis {
		texts = append(texts, joinText(b.Instrument, b.Number, b.Gist, b.Quote))
	}
	d.add("basis", "", texts...)
}

func policyDoc(d *Doc, p *site.Page) {
	d.Status = string(p.Policy.Status)
	if p.Policy.Number != "" {
		d.Also = append(d.Also, p.Policy.Number)
	}
	d.add("", "", p.Policy.Summary, p.Policy.InShort)
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
		for j, b := range s.Blocks {
			if id := articles[[2]int{i, j}]; id != "" {
				if len(current.Paragraphs) > 0 || j > 0 {
					d.add(current.ID, current.Heading, current.Paragraphs...)
					current.Heading = ""
				}
				current.ID, current.Paragraphs = id, nil
			}
			for _, para := range b.Paragraphs {
				current.Paragraphs = append(current.Paragraphs, para.Text)
			}
		}
		d.add(current.ID, current.Heading, current.Paragraphs...)
	}
}

func agencyDoc(d *Doc, p *site.Page) {
	a := p.Agency
	d.Also = append(d.Also, a.Short)
	d.add("", "", append([]string{a.Note}, a.Aliases...)...)
	for _, l := range a.Licences {
		d.add("items", "", l.Title)
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
