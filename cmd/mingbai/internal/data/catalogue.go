package data

import (
	"reflect"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Dataset is one entry of the catalogue page.
type Dataset struct {
	Name    string
	Title   Words
	About   Words
	Count   int
	Updated content.Date // zero if the sources give no date
	Files   []File
	Fields  []Field
}

// File is a file of a dataset with its size in bytes.
type File struct {
	Format string // "json", "csv-zh", "csv-en", "schema", "jsonld", "graph"
	Title  *Words // set where the files of a dataset are of several things
	Path   string
	Size   int
}

// Field is one field of a dataset's rows.
type Field struct {
	Name   string
	Zh, En string
	Type   string // "text", "both", "number", "yes-no", "date", "address", "code", "list", "table"
	Values []string
	Null   bool // may be null
	CSV    bool // is in the CSV files too
}

// datasets describes the files.
func (m maker) datasets(sets []set, sizes map[string]int) []Dataset {
	s := m.site
	var out []Dataset
	for _, x := range sets {
		d := Dataset{Name: x.name, Title: pair(x.zh, x.en), About: pair(x.sayZh, x.sayEn), Count: x.rows.count, Updated: x.updated}
		for _, f := range []struct{ format, end string }{{"json", ".json"}, {"csv-zh", ".zh.csv"}, {"csv-en", ".en.csv"}, {"schema", ".schema.json"}} {
			path := folder + x.name + f.end
			d.Files = append(d.Files, File{Format: f.format, Path: path, Size: sizes[path]})
		}
		d.Fields = describe(x.rows.typ)
		out = append(out, d)
	}
	if guides := s.List(content.KindGuide, content.Chinese); len(guides) > 0 {
		out = append(out, graphFiles(s, guides, sizes))
	}
	path := folder + "services.jsonld"
	return append(out, Dataset{
		Name: "services", Title: pair("公共服务（CPSV-AP 3.2）", "Public services (CPSV-AP 3.2)"),
		About:   pair("同样的事实，用欧盟公共服务词汇 CPSV-AP 3.2 写成 JSON-LD，供别的目录收录。", "The same facts in JSON-LD, in the European vocabulary of public services CPSV-AP 3.2, for other catalogues to take up."),
		Updated: (maker{s}).latest([]content.Kind{content.KindLicence, content.KindGuide, content.KindPolicy}),
		Files:   []File{{Format: "jsonld", Path: path, Size: sizes[path]}},
	})
}

// graphFiles is the entry of the graphs, one for each guide.
func graphFiles(s *site.Site, guides []*site.Page, sizes map[string]int) Dataset {
	d := Dataset{
		Name: "graphs", Title: pair("指引的图", "Graphs of the guides"), Count: len(guides), Updated: (maker{s}).latest([]content.Kind{content.KindGuide, content.KindLicence}),
		About: pair("每个指引一份小文件，只有问题、事项、先后和时限，没有文字。网页上回答问题以后重新计算，用的就是它。",
			"One small file for each guide, with its questions, items, order and times, and no words. The page computes from it when the questions are answered."),
	}
	for _, p := range guides {
		title, path := pair(p.Title, p.Translation.Title), graphPath(p)
		d.Files = append(d.Files, File{"graph", &title, path, sizes[path]})
	}
	d.Files = append(d.Files, File{Format: "schema", Path: folder + graphSchema, Size: sizes[folder+graphSchema]})
	return d
}

// describe lists the fields of a row.
func describe(t reflect.Type) []Field {
	inCSV := map[string]bool{}
	for _, c := range columnsOf(t) {
		first, _, _ := strings.Cut(c.path, ".")
		inCSV[first] = true
	}
	var out []Field
	for _, f := range fieldsOf(t) {
		typ := f.typ
		d := Field{Name: f.name, Zh: f.zh, En: f.en, CSV: inCSV[f.name]}
		if typ.Kind() == reflect.Pointer {
			d.Null, typ = true, typ.Elem()
		}
		d.Type, d.Values = kindOf(typ)
		out = append(out, d)
	}
	return out
}

// kindOf says what a field holds, and its values if they are counted.
func kindOf(t reflect.Type) (string, []string) {
	if values := allowedOf(t); values != nil {
		return "code", values
	}
	switch t {
	case reflect.TypeFor[Words]():
		return "both", nil
	case reflect.TypeFor[Links]():
		return "address", nil
	case reflect.TypeFor[Date]():
		return "date", nil
	}
	switch t.Kind() {
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Struct {
			return "table", nil
		}
		return "list", allowedOf(t.Elem())
	case reflect.Struct, reflect.Map:
		return "table", nil
	case reflect.Int, reflect.Float64:
		return "number", nil
	case reflect.Bool:
		return "yes-no", nil
	}
	return "text", nil
}
