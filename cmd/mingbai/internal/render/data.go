package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/data"
	"mingbai/cmd/mingbai/internal/site"
)

// dataSlug is the page that lists the site's data files.
const dataSlug = "data"

// ListsData reports whether a page says how large the data files are, so that they must be made before it.
func ListsData(p *site.Page) bool { return p.Kind == content.KindPage && p.Slug == dataSlug }

type dataView struct {
	Sets  []datasetView
	Codes []codeList
}

type datasetView struct {
	ID     string
	Title  template.HTML
	About  template.HTML
	State  template.HTML // how many rows, and of what date
	Files  []link
	Fields *table
}

// codeList explains the codes of one kind; ids of rows are what services.jsonld points to.
type codeList struct {
	Title string
	Table *table
}

// catalogue is the page of the site's data.
func (b *builder) catalogue() {
	v := &dataView{}
	b.v.Template, b.v.Data = "data", v
	var list []link
	for _, d := range b.assets.Data {
		v.Sets = append(v.Sets, b.dataset(d))
		list = append(list, link{ID: d.Name, Text: b.html(b.bilingual(d.Title))})
	}
	v.Codes = b.codes()
	b.v.Prose = b.prose(nil)
	list = append(list, b.section("codes", "data-codes"))
	b.v.Contents = b.contents(append(list, b.proseContents(nil)...))
}

// bilingual picks the words of the page's language.
func (b *builder) bilingual(w data.Words) string {
	if !b.zh && w.En != nil {
		return *w.En
	}
	return w.Zh
}

func (b *builder) dataset(d data.Dataset) datasetView {
	v := datasetView{ID: d.Name, Title: b.html(b.bilingual(d.Title)), About: b.html(b.bilingual(d.About))}
	date := b.html(b.say("data-undated"))
	if !d.Updated.IsZero() {
		date = b.dateHTML(d.Updated)
	}
	v.State = b.sayHTML("data-date", date)
	if len(d.Fields) > 0 {
		v.State = b.sayHTML("data-state", template.HTML(strconv.Itoa(d.Count)), date)
	}
	for _, f := range d.Files {
		l := link{Href: b.href(f.Path), Hint: b.html(b.say("data-size", strconv.Itoa((f.Size+1023)/1024)))}
		if f.Title != nil {
			l.Text = b.html(b.bilingual(*f.Title))
		} else {
			l.Text = b.html(b.say("data-format-" + f.Format))
		}
		v.Files = append(v.Files, l)
	}
	if len(d.Fields) > 0 {
		v.Fields = b.dataFields(d)
	}
	return v
}

// dataFields is the table of a dataset's fields.
func (b *builder) dataFields(d data.Dataset) *table {
	t := &table{Caption: b.say("data-fields"), Heads: []string{b.say("data-field"), b.say("data-holds"), b.say("data-type")}}
	for _, f := range d.Fields {
		meaning := f.Zh
		if !b.zh {
			meaning = f.En
		}
		kind := b.say("data-type-" + f.Type)
		if f.Null {
			kind = b.say("data-null", kind)
		}
		if !f.CSV {
			kind = b.say("data-json-only", kind)
		}
		t.add(record{First: cell{Lines: []template.HTML{code(f.Name)}}, Cells: []cell{
			{Lines: []template.HTML{b.html(meaning)}}, {Lines: []template.HTML{b.html(kind)}},
		}})
	}
	return t
}

func code(text string) template.HTML {
	return "<code>" + template.HTML(template.HTMLEscapeString(text)) + "</code>"
}

// codes lists the codes that stand for words in the files.
func (b *builder) codes() []codeList {
	var out []codeList
	for _, c := range []struct {
		kind   string
		values []string
	}{
		{"type", content.ItemType("").Allowed()}, {"sector", content.Sector("").Allowed()}, {"level", content.Level("").Allowed()},
		{"unit", content.Unit("").Allowed()}, {"evidence", content.Evidence("").Allowed()}, {"agency-kind", content.AgencyKind("").Allowed()},
		{"applicant", content.Applicant("").Allowed()}, {"need", content.Need("").Allowed()}, {"actor", content.Actor("").Allowed()},
		{"handling", content.HandlingKind("").Allowed()},
	} {
		l := codeList{Title: b.say("data-code-" + c.kind)}
		l.Table = &table{Caption: l.Title, Heads: []string{b.say("data-code"), b.say("data-meaning")}}
		for _, value := range c.values {
			l.Table.add(record{ID: c.kind + "-" + value, First: cell{Lines: []template.HTML{code(value)}},
				Cells: []cell{{Lines: []template.HTML{b.html(b.codeWord(c.kind, value))}}}})
		}
		out = append(out, l)
	}
	return out
}

// codeWord is what a code means. The words of a unit have a place for its figure.
func (b *builder) codeWord(kind, value string) string {
	switch kind {
	case "unit", "applicant", "need", "handling":
		return b.say("data-" + kind + "-" + value)
	}
	return b.say(kind + "-" + value)
}
