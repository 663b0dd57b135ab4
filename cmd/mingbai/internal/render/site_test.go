package render

import (
	"context"
	"io/fs"
	"os"
	"sort"
	"testing"
	"testing/fstest"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/site"
	"mingbai/cmd/mingbai/internal/source"
)

// repository is the root of this repository, whose layouts the tests use.
var repository = os.DirFS("../../../..")

// linked runs the stages up to the frozen site over the content/ and site.toml of a file system.
func linked(tb testing.TB, root fs.FS) *site.Site {
	tb.Helper()
	parser := content.NewParser()
	diags, err := source.Load(context.Background(), root, 2, parser.Add)
	if err != nil {
		tb.Fatal(err)
	}
	add := func(more diag.List) { diags = append(diags, more...) }
	set, more := parser.Set()
	add(more)
	data, err := fs.ReadFile(root, config.FileName)
	if err != nil {
		tb.Fatal(err)
	}
	cfg, more := config.Parse(data)
	add(more)
	s, more := site.Link(cfg, set, content.Date{})
	add(more)
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error {
			tb.Errorf("%s:%d %s %v", d.Pos.File, d.Pos.Line, d.Name, d.Args)
		}
	}
	if tb.Failed() {
		tb.FailNow()
	}
	return s
}

// renderer prepares a site with this repository's layouts.
func renderer(tb testing.TB, s *site.Site) *Renderer {
	tb.Helper()
	t, diags := Load(repository)
	if diags.HasErrors() {
		tb.Fatal(diags)
	}
	names := map[string]string{stylesheet: "assets/main.css", mainScript: "assets/js/main.js", earlyScript: "assets/js/early.js", searchClient: "assets/js/search.js"}
	return New(t, s, Assets{Names: names, Manifests: map[string]string{"zh-CN": "search/zh/manifest.json", "en": "search/en/manifest.json"}})
}

// files makes a file system of an archive's parts.
func files(in map[string][]byte) fs.FS {
	m := fstest.MapFS{}
	for name, data := range in {
		m[name] = &fstest.MapFile{Data: data}
	}
	return m
}

// BenchmarkPage renders the pages of the repository's own site, by kind.
func BenchmarkPage(b *testing.B) {
	s := linked(b, repository)
	r := renderer(b, s)
	kinds := map[string][]*site.Page{}
	for _, p := range s.Pages {
		kinds[string(p.Kind)] = append(kinds[string(p.Kind)], p)
		kinds["all"] = append(kinds["all"], p)
	}
	names := make([]string, 0, len(kinds))
	for k := range kinds {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		b.Run(k, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for i := 0; b.Loop(); i++ {
				f, err := r.Page(kinds[k][i%len(kinds[k])])
				if err != nil {
					b.Fatal(err)
				}
				size += len(f.Data)
			}
			b.ReportMetric(float64(size)/float64(b.N), "bytes/page")
		})
	}
}
