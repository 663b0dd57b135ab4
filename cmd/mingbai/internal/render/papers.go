package render

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// guidePapers is the merged list of a guide: every paper once, with the step that gives it.
func (b *builder) guidePapers(g *site.Guide) *papersView {
	if len(g.Materials) == 0 {
		return nil
	}
	given := 0
	t := &table{Class: "mb-records--papers", Caption: b.say("papers-all"), Heads: []string{b.say("col-paper"), b.say("col-source"), b.say("col-form"), b.say("col-for")}}
	for _, m := range g.Materials {
		source := b.origin(*m.Material)
		if len(m.From) > 0 {
			given++
			source = `<span class="mb-given">` + b.sayHTML("from-step", b.stepNumbers(m.From)) + "</span>"
		}
		c := b.paperForm(*m.Material)
		c.Notes = nil // the note belongs to one item; it stands on that item's page
		r := record{
			Items: slugs(m.For), Tick: m.For[0].Licence.Slug + "." + m.ID, First: b.paperName(*m.Material),
			Cells: []cell{{Lines: []template.HTML{source}}, c, {Lines: []template.HTML{b.stepNumbers(m.For)}}},
		}
		if len(m.For) == 1 {
			r.When = caseJSON(m.When)
		}
		t.add(r)
	}
	lead := b.html(b.say("papers-merged", strconv.Itoa(len(g.Materials)), strconv.Itoa(given)))
	if given == 0 {
		lead = b.html(b.say("papers-count", strconv.Itoa(len(g.Materials))))
	}
	return &papersView{Lead: lead, Key: b.p.Slug, Table: t}
}

// slugs names the items of nodes.
func slugs(nodes []*site.Node) string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.Licence.Slug)
	}
	return strings.Join(out, " ")
}

// caseJSON gives the answers on which a paper depends to the script; "" if it always belongs there.
func caseJSON(when content.Answers) string {
	if len(when) == 0 {
		return ""
	}
	data, err := json.Marshal(when)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// itemPapers is the list of one item's papers.
func (b *builder) itemPapers(lic *site.Licence) *papersView {
	if len(lic.Materials) == 0 {
		return nil
	}
	t := &table{Class: "mb-records--papers", Caption: b.say("papers"), Heads: []string{b.say("col-paper"), b.say("col-source"), b.say("col-form")}}
	marks := make([]row, len(lic.Materials))
	for i, m := range lic.Materials {
		marks[i].Mark = b.mark(level(m.Evidence, lic.Evidence.Level))
	}
	common := newRows(marks)
	for i, m := range lic.Materials {
		source := b.origin(m)
		if choices := b.items(m.From); len(choices) > 0 {
			source = b.sayHTML("from-item", b.either(choices))
		}
		c := b.paperForm(m)
		c.Mark = common.Rows[i].Mark
		if basis := b.basisLinks(m.Basis, lic.LegalBasis); basis != "" {
			c.Notes = append(c.Notes, basis)
		}
		t.add(record{ID: "paper-" + m.ID, First: b.paperName(m), Cells: []cell{{Lines: []template.HTML{source}}, c}})
	}
	return &papersView{Mark: common.Mark, Most: common.Most, Table: t}
}

// paperName is a paper with the case in which it is needed.
func (b *builder) paperName(m content.Material) cell {
	c := cell{Lines: []template.HTML{b.html(m.Name)}}
	switch {
	case m.Need == "later":
		c.Badges = []template.HTML{b.html(b.say("need-later"))}
	case m.Need == "conditional" && m.Condition != "":
		c.Badges = []template.HTML{b.html(m.Condition)}
	case m.Need == "conditional":
		c.Badges = []template.HTML{b.html(b.say("need-conditional"))}
	}
	return c
}

// paperForm is the form in which a paper is wanted.
func (b *builder) paperForm(m content.Material) cell {
	c := cell{}
	if m.Form != "" {
		c.Lines = append(c.Lines, b.html(m.Form))
	}
	if m.Originals > 0 {
		c.Lines = append(c.Lines, b.html(b.say("originals", strconv.Itoa(m.Originals))))
	}
	if m.Copies > 0 {
		c.Lines = append(c.Lines, b.html(b.say("copies", strconv.Itoa(m.Copies))))
	}
	if m.Note != "" {
		c.Notes = append(c.Notes, b.html(m.Note))
	}
	return c
}

// origin says who brings a paper that no item yields.
func (b *builder) origin(m content.Material) template.HTML {
	if m.Source == "intermediary" {
		return keep(b.say("source-intermediary"))
	}
	return keep(b.say("source-self"))
}

// items links to items by their slugs.
func (b *builder) items(slugs []string) []template.HTML {
	var out []template.HTML
	for _, slug := range slugs {
		if p := b.find(content.KindLicence, slug); p != nil {
			out = append(out, anchor(b.href(p.URL), b.to(p).Text))
		}
	}
	return out
}
