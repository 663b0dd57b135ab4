package render

import (
	"context"
	"os"
	"testing"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
	"mingbai/cmd/mingbai/internal/source"
)

func realSite(tb testing.TB) (*Templates, *site.Site) {
	tb.Helper()
	root := os.DirFS("../../../..")
	files, diags, err := source.Load(context.Background(), root, 2)
	if err != nil {
		tb.Fatal(err)
	}
	set, more := content.Parse(files, 2)
	diags = append(diags, more...)
	data, err := os.ReadFile("../../../../site.toml")
	if err != nil {
		tb.Fatal(err)
	}
	cfg, more := config.Parse(data)
	diags = append(diags, more...)
	s, more := site.Link(cfg, set)
	diags = append(diags, more...)
	t, more := Load(root)
	diags = append(diags, more...)
	if diags.HasErrors() {
		tb.Fatal(diags.Sorted())
	}
	return t, s
}

func BenchmarkPages(b *testing.B) {
	t, s := realSite(b)
	r, err := New(t, s, Assets{})
	if err != nil {
		b.Fatal(err)
	}
	kinds := map[string][]*site.Page{}
	for _, p := range s.Pages {
		k := string(p.Kind)
		if p.Kind == "page" { k = p.Slug }
		if p.Lang == content.Chinese { k += "-zh" } else { k += "-en" }
		kinds[k] = append(kinds[k], p)
		kinds["all"] = append(kinds["all"], p)
	}
	for _, k := range []string{"all", "policy-zh", "policy-en", "guide-zh", "licence-zh", "licence-en", "agency-zh", "about-zh", "index-zh", "search-zh", "glossary-zh", "licence/index-zh"} {
		b.Run(k, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for i := 0; b.Loop(); i++ {
				f, err := r.Page(kinds[k][i%len(kinds[k])])
				if err != nil {
					b.Fatal(err)
				}
				n += len(f.Data)
			}
			b.ReportMetric(float64(n)/float64(b.N), "bytes")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	t, s := realSite(b)
	for b.Loop() {
		if _, err := New(t, s, Assets{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	root := os.DirFS("../../../..")
	for b.Loop() {
		Load(root)
	}
}
