package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/site"
)

// piece is a stretch of a document: a measure, an article, or other text.
type piece struct {
	Measure   *measureView
	Article   bool
	ID        string
	Text      template.HTML
	Permalink template.HTML
}

type measureView struct {
	ID        string
	Heading   template.HTML
	Place     template.HTML
	Text      template.HTML
	Units     []unitView
	Shared    template.HTML
	Targets   []template.HTML
	Links     []link
	Permalink template.HTML
}

type unitView struct {
	Href template.URL
	Name template.HTML
	Open template.HTML // “等有关部门” where the document goes on so
	Now  *unitView     // the body that it has become
}

// unitRow is a unit with the numbers of its measures; no numbers if it has a share in every measure.
type unitRow struct {
	Href    template.URL
	Name    template.HTML
	Count   template.HTML
	Numbers []unitNumber
}

type unitNumber struct {
	ID     string
	Number int
	Label  string
}

// document walks the text in its own order. The head is the text before the first section.
func (b *builder) document() (template.HTML, []piece) {
	p, body := b.p.Policy, b.p.Body
	measures := map[int]*site.Measure{}
	for _, m := range p.Measures {
		measures[m.Section] = m
	}
	parts := map[int]*site.Part{}
	articles := map[int][]site.Article{}
	for _, part := range p.Parts {
		parts[part.Section] = part
		for _, a := range part.Articles {
			articles[a.Section] = append(articles[a.Section], a)
		}
	}
	opening := body.Sections[0].Blocks()
	head := b.staleNote(headID) + b.blocks(opening[:firstArticle(opening, articles[0])])
	var out []piece
	for i, s := range body.Sections {
		blocks := s.Blocks()
		if m := measures[i]; m != nil {
			out = append(out, piece{Measure: b.measure(m, s.HeadingHTML, blocks[:m.Blocks])})
			continue
		}
		text := template.HTML("")
		if i > 0 {
			if part := parts[i]; part != nil {
				s.ID = part.ID
			}
			text = headingHTML(s) + b.staleNote(s.ID)
			text += b.blocks(blocks[:firstArticle(blocks, articles[i])])
		}
		if text != "" {
			out = append(out, piece{Text: text})
		}
		for _, a := range articles[i] {
			out = append(out, piece{Article: true, ID: a.ID, Text: b.blocks(blocks[a.From:a.Past]), Permalink: b.html(b.say("article-link", strconv.Itoa(a.Number)))})
		}
	}
	return head, out
}

// firstArticle is how many blocks of a section stand before its first article.
func firstArticle(blocks []markdown.Block, articles []site.Article) int {
	if len(articles) == 0 {
		return len(blocks)
	}
	return articles[0].From
}

func (b *builder) measure(m *site.Measure, heading string, text []markdown.Block) *measureView {
	n := strconv.Itoa(m.Number)
	v := &measureView{
		ID: m.ID, Heading: template.HTML(heading), Text: b.staleNote(m.ID) + b.blocks(text),
		Place:     b.html(b.say("place", b.partNumber(m.Part.Number), n, strconv.Itoa(len(b.p.Policy.Measures)))),
		Permalink: b.html(b.say("measure-link", n)),
	}
	for _, u := range m.Units {
		v.Units = append(v.Units, b.unit(u))
	}
	if len(m.Shared) > 0 {
		var names []template.HTML
		for _, u := range m.Shared {
			names = append(names, anchor(b.href(u.Agency.URL), b.html(u.Printed)))
		}
		v.Shared = b.sayHTML("units-shared", b.series(names))
	}
	for _, t := range m.Targets {
		v.Targets = append(v.Targets, b.targetText(t))
	}
	for _, p := range m.Guides {
		v.Links = append(v.Links, b.to(p))
	}
	for _, p := range m.Licences {
		v.Links = append(v.Links, b.to(p))
	}
	return v
}

// partNumber is the number of a part as the language writes it: 六, 6.
func (b *builder) partNumber(n int) string {
	if b.zh {
		return hanNumber(n)
	}
	return strconv.Itoa(n)
}

func (b *builder) unit(u site.Unit) unitView {
	v := unitView{Href: b.href(u.Agency.URL), Name: b.html(u.Printed)}
	if u.Open {
		v.Open = b.html(b.say("unit-open"))
	}
	if s := u.Agency.Agency.Successor; s != nil {
		v.Now = &unitView{Href: b.href(s.URL), Name: b.html(s.Agency.Short)}
	}
	return v
}

// unitRows is the index of units; those named most come first.
func (b *builder) unitRows(p *site.Policy) []unitRow {
	var out []unitRow
	for _, u := range p.Units {
		r := unitRow{Href: b.href(u.Agency.URL), Name: b.html(u.Agency.Agency.Short), Count: b.html(b.say("count-measures", strconv.Itoa(len(u.Measures))))}
		if len(u.Measures) < len(p.Measures) || len(p.Measures) < 3 {
			for _, am := range u.Measures {
				n := am.Measure.Number
				r.Numbers = append(r.Numbers, unitNumber{ID: am.Measure.ID, Number: n, Label: b.say("measure-n", strconv.Itoa(n))})
			}
		}
		out = append(out, r)
	}
	return out
}

// targets is the table of a policy's figures.
func (b *builder) targets(p *site.Policy) *table {
	t := b.targetTable()
	for _, target := range p.Targets {
		for _, m := range p.Measures {
			if m.Number == target.Measure {
				t.add(b.targetRow(target, m))
			}
		}
	}
	return t
}

func (b *builder) targetTable() *table {
	return &table{Class: "mb-records--targets", Caption: b.say("targets-index"), Heads: []string{b.say("col-target"), b.say("col-by"), b.say("col-figure"), b.say("col-words"), b.say("col-measure")}}
}

func (b *builder) targetRow(t content.Target, m *site.Measure) record {
	href := template.URL("#" + m.ID)
	if m.Page != b.p {
		href = b.href(m.Page.URL) + href
	}
	one := func(s template.HTML) cell { return cell{Lines: []template.HTML{s}} }
	return record{First: one(b.html(t.Name)), Cells: []cell{
		one(keep(b.say("year", strconv.Itoa(t.By)))), one("<strong>" + b.figureHTML(t) + "</strong>"),
		one(b.sayHTML("quoted", b.html(t.Quote))), one(anchor(href, keep(b.say("measure-n", strconv.Itoa(t.Measure))))),
	}}
}

// figureHTML is a target's figure with its unit and how it is meant: 不少于5家.
func (b *builder) figureHTML(t content.Target) template.HTML {
	figure := b.figure(t.Value)
	if t.Max > 0 {
		figure += b.say("range") + b.figure(t.Max)
	}
	return b.sayHTML("bound-"+string(t.Bound), keep(figure+b.unitWord(t.Unit)))
}

// unitWord is a unit after a figure: 个, %, places.
func (b *builder) unitWord(unit string) string {
	if b.zh || unit == "" || unit == "%" {
		return unit
	}
	return " " + unit
}

// targetText is a target in one line.
func (b *builder) targetText(t content.Target) template.HTML {
	return b.sayHTML("target-line", b.html(t.Name), "<strong>"+b.figureHTML(t)+"</strong>", keep(b.say("year", strconv.Itoa(t.By))))
}
