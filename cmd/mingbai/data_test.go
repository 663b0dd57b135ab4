package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mingbai/cmd/mingbai/internal/output"
)

var datasets = []string{"licences", "guides", "materials", "measures", "agencies", "targets"}

// get is a file of the built site.
func get(t *testing.T, files *output.Memory, name string) []byte {
	t.Helper()
	data, ok := files.Get(name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return data
}

// parsed is a JSON file of the built site.
func parsed(t *testing.T, files *output.Memory, name string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(get(t, files, name)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// TestDataSchemas validates every data file against its own schema, and that the schema refuses a file
// with a value outside its list and one with a field left out.
func TestDataSchemas(t *testing.T) {
	files, s := realSite(t)
	validate := func(name, schema string) *jsonschema.Schema {
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource("schema.json", parsed(t, files, schema)); err != nil {
			t.Fatal(err)
		}
		compiled, err := c.Compile("schema.json")
		if err != nil {
			t.Fatalf("%s: %v", schema, err)
		}
		if err := compiled.Validate(parsed(t, files, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return compiled
	}
	for _, name := range datasets {
		compiled := validate("data/"+name+".json", "data/"+name+".schema.json")
		root := parsed(t, files, "data/"+name+".json").(map[string]any)
		row := root[name].([]any)[0].(map[string]any)
		delete(row, "id")
		if compiled.Validate(root) == nil {
			t.Errorf("%s: a row without id is valid", name)
		}
		row["id"] = "x"
		row["colour"] = "red"
		if compiled.Validate(root) == nil {
			t.Errorf("%s: a row with an unknown field is valid", name)
		}
	}
	for _, p := range s.List("guide", "zh-CN") {
		validate("data/guides/"+p.Slug+".json", "data/guide-graph.schema.json")
		want, err := json.Marshal(p.Guide.Graph)
		var got bytes.Buffer
		if err != nil || json.Compact(&got, get(t, files, "data/guides/"+p.Slug+".json")) != nil || got.String() != string(want) {
			t.Errorf("data/guides/%s.json is not the graph", p.Slug)
		}
	}
}

// TestDataCSV reads every CSV file back: as many rows as the JSON file, no field without a name, and no
// cell that a spreadsheet would compute.
func TestDataCSV(t *testing.T) {
	files, _ := realSite(t)
	number := regexp.MustCompile(`^-?\d+(\.\d+)?$`)
	for _, name := range datasets {
		rows := parsed(t, files, "data/"+name+".json").(map[string]any)[name].([]any)
		for _, lang := range []string{"zh", "en"} {
			file := "data/" + name + "." + lang + ".csv"
			text := get(t, files, file)
			body, ok := bytes.CutPrefix(text, []byte("\ufeff"))
			if !ok || bytes.Count(body, []byte("\n")) != bytes.Count(body, []byte("\r\n")) || !bytes.HasSuffix(body, []byte("\r\n")) {
				t.Errorf("%s: byte order mark or line ends", file)
			}
			r := csv.NewReader(bytes.NewReader(body))
			records, err := r.ReadAll()
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if len(records) != len(rows)+1 {
				t.Errorf("%s: %d rows, the JSON file has %d", file, len(records)-1, len(rows))
			}
			heads := map[string]bool{}
			for _, h := range records[0] {
				if h == "" || heads[h] {
					t.Errorf("%s: the head %q is empty or stands twice", file, h)
				}
				heads[h] = true
			}
			for _, record := range records[1:] {
				for _, cell := range record {
					if strings.ContainsAny(firstRune(cell), "=+-@\t\r＝＋－＠") && !number.MatchString(cell) {
						t.Errorf("%s: %q begins like a formula", file, cell)
					}
				}
			}
		}
	}
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// pagesOf walks every page of the site.
func pagesOf(t *testing.T, files *output.Memory) map[string]*walked {
	t.Helper()
	pages := map[string]*walked{}
	for _, p := range files.Paths() {
		if path.Ext(p) == ".html" {
			pages[p] = walk(t, p, get(t, files, p))
		}
	}
	return pages
}

// leads checks that an absolute address is a file of the site, and its fragment an element of that page.
func leads(t *testing.T, files *output.Memory, pages map[string]*walked, from, base, url string) {
	t.Helper()
	rest, ours := strings.CutPrefix(url, base)
	if !ours {
		return
	}
	name, fragment, _ := strings.Cut(rest, "#")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if _, ok := files.Get(name); !ok {
		t.Errorf("%s: %s leads to no page", from, url)
	} else if fragment != "" && pages[name] != nil && !pages[name].ids[fragment] {
		t.Errorf("%s: %s has no such place", from, url)
	}
}

// TestDataAddresses follows every address of the site that stands in its data.
func TestDataAddresses(t *testing.T) {
	files, s := realSite(t)
	pages := pagesOf(t, files)
	address := regexp.MustCompile(regexp.QuoteMeta(s.Config.BaseURL) + `[^"\s,]*`)
	seen := 0
	for _, name := range datasets {
		for _, file := range []string{name + ".json", name + ".zh.csv", name + ".en.csv"} {
			for _, url := range address.FindAllString(string(get(t, files, "data/"+file)), -1) {
				leads(t, files, pages, file, s.Config.BaseURL, url)
				seen++
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d addresses", seen)
	}
}
