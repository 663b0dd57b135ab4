package data

import (
	"iter"
	"reflect"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// folder is where all files stand below the site's root.
const folder = "data/"

// from names the source of the files in messages.
const from = "site.toml"

// Head is what every file says first.
type Head struct {
	Schema  URI   `json:"$schema" zh:"结构说明" en:"schema of the file"`
	Title   Words `json:"title" zh:"名称" en:"title"`
	Page    Links `json:"page" zh:"目录网页" en:"catalogue page"`
	Updated *Date `json:"updated" zh:"内容的最近日期；来源没有日期的是 null" en:"latest date in the sources; null if they give none"`
	Count   int   `json:"count" zh:"行数" en:"number of rows"`
}

// set is one dataset before it is written.
type set struct {
	name    string
	zh, en  string
	sayZh   string
	sayEn   string
	rows    rows
	updated content.Date
	from    []content.Kind // the kinds of page whose dates count
}

// rows are structs of one type, made one by one: those of a large site do not fit in memory.
type rows struct {
	typ   reflect.Type
	count int
	each  func(use func(row any))
}

func rowsOf[T any](seq iter.Seq[T], count int) rows {
	return rows{reflect.TypeFor[T](), count, func(use func(any)) {
		for row := range seq {
			use(row)
		}
	}}
}

// sets makes the rows of every dataset, in the order of the catalogue.
func (m maker) sets() []set {
	count := func(kind content.Kind, of func(*site.Page) int) int {
		n := 0
		for _, p := range m.site.List(kind, content.Chinese) {
			n += of(p)
		}
		return n
	}
	one := func(*site.Page) int { return 1 }
	list := []set{
		{name: "licences", zh: "许可、备案、登记事项", en: "Licences, filings and registrations", rows: rowsOf(m.licences(), count(content.KindLicence, one)), from: []content.Kind{content.KindLicence},
			sayZh: "每个事项一行：谁办、向谁办、时限、收费、条件、步骤、依据。", sayEn: "One row for each item: who needs it, the authority, time, fee, conditions, steps and basis."},
		{name: "guides", zh: "设立指引", en: "Set-up guides", rows: rowsOf(m.guides(), count(content.KindGuide, one)), from: []content.Kind{content.KindGuide, content.KindLicence},
			sayZh: "每个指引一行：问题、要办的事项、先后、官方时限、算出来的最长时间、合并的材料清单。", sayEn: "One row for each guide: questions, items, order, official times, the longest time computed, and the merged list of papers."},
		{name: "materials", zh: "申请材料", en: "Materials", from: []content.Kind{content.KindLicence},
			rows:  rowsOf(m.materials(), count(content.KindLicence, func(p *site.Page) int { return len(p.Licence.Materials) })),
			sayZh: "每个事项的每份材料一行：从哪来、几份、什么情况要、依据。", sayEn: "One row for each paper of each item: where it comes from, how many, in which case, and the basis."},
		{name: "measures", zh: "政策措施", en: "Measures", from: []content.Kind{content.KindPolicy},
			rows:  rowsOf(m.measures(), count(content.KindPolicy, func(p *site.Page) int { return len(p.Policy.Measures) })),
			sayZh: "政策文件的每条措施一行：全文、责任单位、目标、落实它的指引和事项。", sayEn: "One row for each measure of a policy: text, responsible units, targets, and the guides and items that carry it out."},
		{name: "agencies", zh: "部门和单位", en: "Agencies", rows: rowsOf(m.agencies(), count(content.KindAgency, one)),
			sayZh: "每个部门一行：全称、简称、层级、改名、办理的事项、负责的措施。", sayEn: "One row for each body: names, level, successors, the items it handles and the measures it answers for."},
		{name: "targets", zh: "政策目标", en: "Targets", from: []content.Kind{content.KindPolicy},
			rows:  rowsOf(m.targets(), count(content.KindPolicy, func(p *site.Page) int { return len(p.Policy.Targets) })),
			sayZh: "政策里有数字的目标，每个一行，附原文。", sayEn: "One row for each figure that a policy sets, with the words that it was read from."},
	}
	for i := range list {
		list[i].updated = m.latest(list[i].from)
	}
	return list
}

// latest is the last date that the Chinese pages of the kinds give.
func (m maker) latest(kinds []content.Kind) content.Date {
	var out content.Date
	for _, kind := range kinds {
		for _, p := range m.site.List(kind, content.Chinese) {
			if out.Before(p.Updated) {
				out = p.Updated
			}
		}
	}
	return out
}

// root is the type of a dataset's JSON file: the head, then the rows under the dataset's name.
func (s set) root() reflect.Type {
	fields := []reflect.StructField{}
	head := reflect.TypeFor[Head]()
	for i := range head.NumField() {
		fields = append(fields, head.Field(i))
	}
	return reflect.StructOf(append(fields, reflect.StructField{
		Name: "Rows", Type: reflect.SliceOf(s.rows.typ), Tag: reflect.StructTag(`json:"` + s.name + `" zh:"各行" en:"the rows"`),
	}))
}

// Files hands every file of the site's data to the sink and gives the catalogue of them.
func Files(s *site.Site, sink output.Sink) ([]Dataset, error) {
	m := maker{s}
	w := &writer{sink: sink, sizes: map[string]int{}}
	sets := m.sets()
	for _, x := range sets {
		m.write(w, x)
	}
	m.graphs(w)
	m.services(w)
	return m.datasets(sets, w.sizes), w.err
}

// write makes the four files of a dataset.
func (m maker) write(w *writer, x set) {
	root := reflect.New(x.root()).Elem()
	id := m.site.Config.BaseURL + folder + x.name + ".schema.json"
	head := reflect.ValueOf(Head{
		Schema: URI(id), Title: pair(x.zh, x.en), Page: m.catalogue(), Updated: dateOrNull(x.updated), Count: x.rows.count,
	})
	for i := range head.NumField() {
		root.Field(i).Set(head.Field(i))
	}
	rows := root.FieldByName("Rows")
	rows.Set(reflect.MakeSlice(rows.Type(), 0, 0))
	list := w.list(x.name+".json", root.Interface())
	zh, en := w.table(x, content.Chinese), w.table(x, content.English)
	x.rows.each(func(row any) {
		list.add(row)
		zh.add(row)
		en.add(row)
	})
	list.end()
	zh.end()
	en.end()
	w.json(x.name+".schema.json", schema(root.Type(), id, x.zh, x.en))
}

// graphs writes the graph of each guide for the browser, and its schema.
func (m maker) graphs(w *writer) {
	guides := m.site.List(content.KindGuide, content.Chinese)
	for _, p := range guides {
		w.json(strings.TrimPrefix(graphPath(p), folder), p.Guide.Graph)
	}
	if len(guides) > 0 {
		w.json(graphSchema, schema(reflect.TypeFor[schedule.Graph](), m.site.Config.BaseURL+folder+graphSchema, "指引的图", "Graph of a guide"))
	}
}

// graphPath is the file of a guide's graph.
func graphPath(p *site.Page) string { return folder + "guides/" + p.Slug + ".json" }

const graphSchema = "guide-graph.schema.json"

// pair are words that are written here in both languages.
func pair(zh, en string) Words { return Words{zh, &en} }

// catalogue is the page that lists the files; the home page on a site without one.
func (m maker) catalogue() Links {
	p := m.site.Find(content.KindPage, content.Chinese, "data")
	if p == nil {
		p = m.site.Find(content.KindPage, content.Chinese, "index")
	}
	if p == nil {
		return Links{Zh: URI(m.site.Config.BaseURL)}
	}
	return both(p, func(p *site.Page) Links { return m.links(p, "") })
}
