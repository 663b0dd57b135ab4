package build

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"mingbai/cmd/mingbai/internal/assets"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/corpus"
	"mingbai/cmd/mingbai/internal/data"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/render"
	"mingbai/cmd/mingbai/internal/search"
	"mingbai/cmd/mingbai/internal/site"
	"mingbai/cmd/mingbai/internal/source"
)

const repository = "../../../.."

var pages = flag.Int("pages", 500, "pages of the site that benchmarks build, both languages counted")

// made is a site of the given number of pages in memory; see package corpus.
func made(tb testing.TB, pages int) fs.FS {
	tb.Helper()
	root := os.DirFS(repository)
	agencies, terms, err := corpus.Tables(root)
	if err != nil {
		tb.Fatal(err)
	}
	texts, err := corpus.Read(os.DirFS(repository+"/content/zh"), os.DirFS(repository+"/content/en"), terms)
	if err != nil {
		tb.Fatal(err)
	}
	frame, err := corpus.Frame(root)
	if err != nil {
		tb.Fatal(err)
	}
	out := fstest.MapFS{}
	put := func(f corpus.File) error {
		out[f.Path] = &fstest.MapFile{Data: []byte(f.Data)}
		return nil
	}
	for _, f := range frame {
		_ = put(f)
	}
	if err := corpus.Pages(texts, pages, agencies, put); err != nil {
		tb.Fatal(err)
	}
	return out
}

// BenchmarkStages times each stage of a build by itself, and the whole.
func BenchmarkStages(b *testing.B) {
	ctx, root, workers := context.Background(), made(b, *pages), runtime.GOMAXPROCS(0)
	cfg, _, err := settings(root, false)
	if err != nil {
		b.Fatal(err)
	}
	var mu sync.Mutex
	var files []source.File
	_, _ = source.Load(ctx, root, workers, func(f source.File) {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, f)
	})
	set, _ := content.Parse(files, workers)
	linked, _ := site.Link(cfg, set, content.Date{})
	names, _, _ := assets.Load(root)
	layouts, _ := render.Load(root)
	facts, _ := data.Files(linked, &output.Discard{})
	shown := render.Assets{Names: names, Data: facts}
	nothing := func(output.File) error { return nil }
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"load", func() { _, _ = source.Load(ctx, root, workers, func(source.File) {}) }},
		{"parse", func() { content.Parse(files, workers) }},
		{"check", func() { content.Check(set, workers) }},
		{"link", func() { site.Link(cfg, set, content.Date{}) }},
		{"render", func() {
			_ = render.All(ctx, layouts, linked, linked.Pages, shown, &output.Discard{}, workers, func(string, int, int) {})
		}},
		{"search", func() {
			_, _ = search.Build(search.Docs(linked), search.Synonyms(linked), nothing, search.How{Workers: workers})
		}},
		{"data", func() { _, _ = data.Files(linked, &output.Discard{}) }},
		{"all", func() { _, _, _ = Run(ctx, root, nil, Options{}) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(linked.Pages)), "µs/page")
		})
	}
}

// BenchmarkEdit times what serve does until it can show a page whose text has been edited, in a site in memory.
func BenchmarkEdit(b *testing.B) {
	root := made(b, *pages).(fstest.MapFS)
	const file, path = "content/zh/licence/l-00003.md", "licence/l-00003/index.html"
	s := NewSession(root, Options{})
	defer s.Close()
	if _, diags, err := s.Build(context.Background(), nil); err != nil || diags.HasErrors() {
		b.Fatal(diags, err)
	}
	was := string(root[file].Data)
	n := 0
	for b.Loop() {
		n++
		root[file] = &fstest.MapFile{Data: []byte(was + strings.Repeat("字", n) + "\n")}
		live, diags, err := s.Build(context.Background(), []string{file})
		if err != nil || live == nil {
			b.Fatal(diags, err)
		}
		if _, ok := live.Get(path); !ok {
			b.Fatal("no page")
		}
	}
}
