package build

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"mingbai/cmd/mingbai/internal/output"
)

// offlineSite is a small site with a service worker, which names the files of the index.
func offlineSite(t *testing.T) fs.FS {
	t.Helper()
	root := made(t, 10).(fstest.MapFS)
	off, on := []byte("service_worker = false"), []byte("service_worker = true")
	root["site.toml"] = &fstest.MapFile{Data: bytes.Replace(root["site.toml"].Data, off, on, 1)}
	root["content/zh/offline.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"没有网络\"\nsummary = \"存着的页面。\"\n+++\n")}
	return root
}

// part builds one part of a site and opens it.
func part(t *testing.T, root fs.FS, s Shard) *output.Part {
	t.Helper()
	name := filepath.Join(t.TempDir(), output.PartName(s.Number, s.Of))
	z, err := output.NewPart(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Abort()
	_, diags, err := Run(context.Background(), root, z, Options{Shard: &s, Workers: s.Number%3 + 1})
	if err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	if _, err := z.Commit(); err != nil {
		t.Fatal(err)
	}
	parts, err := output.OpenParts([]string{name})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(parts[0].Close)
	return parts[0]
}

// TestMerge builds sites in parts, one of them in more than it has pages, and compares what they make with one
// build of the whole.
func TestMerge(t *testing.T) {
	full, bare := offlineSite(t), made(t, 0).(fstest.MapFS)
	for name := range bare {
		if strings.HasPrefix(name, "content/") && !slices.Contains([]string{"index", "search", "404"}, strings.TrimSuffix(path.Base(name), ".md")) || strings.Count(name, "/") > 2 && path.Ext(name) == ".md" {
			delete(bare, name)
		}
	}
	for _, tt := range []struct {
		root  fs.FS
		parts []int
	}{{full, []int{1, 2, 3}}, {bare, []int{7}}} {
		whole := &output.Memory{}
		result, diags, err := Run(context.Background(), tt.root, whole, Options{})
		if err != nil || diags.HasErrors() {
			t.Fatal(diags, err)
		}
		for _, n := range tt.parts {
			var parts []*output.Part
			for i := range n {
				parts = append(parts, part(t, tt.root, Shard{i + 1, n, Origin{Sources: "0123"}}))
			}
			slices.Reverse(parts) // their order must not matter
			merged := &output.Memory{}
			pages, diags, err := Merge(context.Background(), parts, merged, Options{})
			if err != nil || diags.HasErrors() {
				t.Fatal(diags, err)
			}
			if pages != result.Pages {
				t.Errorf("%d parts: %d pages, not %d", n, pages, result.Pages)
			}
			equal(t, merged, whole)
		}
		t.Logf("%d pages in %d parts", result.Pages, tt.parts)
	}
}

// equal compares all files of two sites.
func equal(t *testing.T, got, want *output.Memory) {
	t.Helper()
	if !slices.Equal(got.Paths(), want.Paths()) {
		t.Errorf("the files are\n%q, not\n%q", got.Paths(), want.Paths())
	}
	for _, p := range want.Paths() {
		a, _ := got.Get(p)
		if b, _ := want.Get(p); string(a) != string(b) {
			t.Errorf("%s differs", p)
		}
	}
}

// TestFit asks whether parts belong together.
func TestFit(t *testing.T) {
	of := func(number, of int, change func(*Origin)) head {
		s := Shard{number, of, Origin{Program: "p", Sources: "s", Today: "2026-11-23"}}
		change(&s.Origin)
		return head{Shard: s}
	}
	same := func(*Origin) {}
	first, second := of(1, 2, same), of(2, 2, same)
	for want, heads := range map[string][]head{
		"":                          {second, first},
		"part-missing":              {first},
		"part-missing part-missing": {of(2, 3, same)},
		"part-repeated":             {first, second, of(2, 2, same)},
		"part-count":                {first, of(2, 3, same)},
		"part-program":              {first, of(2, 2, func(o *Origin) { o.Program = "other" })},
		"part-sources":              {first, of(2, 2, func(o *Origin) { o.Sources = "other" })},
		"part-today":                {first, of(2, 2, func(o *Origin) { o.Today = "2026-11-24" })},
		"part-strict":               {first, of(2, 2, func(o *Origin) { o.Strict = true })},
	} {
		var names []string
		for _, d := range fit([]string{"a.zip", "b.zip", "c.zip"}, heads) {
			names = append(names, d.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestDamagedPart changes bytes of a part, all over it: it is refused, or what it makes is the same.
func TestDamagedPart(t *testing.T) {
	root := made(t, 10)
	p := part(t, root, Shard{1, 1, Origin{Sources: "0123"}})
	data, err := os.ReadFile(p.Name())
	if err != nil {
		t.Fatal(err)
	}
	whole := &output.Memory{}
	if _, _, err := Run(context.Background(), root, whole, Options{}); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for i := range 60 {
		at := (len(data) - 1) * i / 59
		harmed := slices.Clone(data)
		harmed[at] ^= 0x5A
		if i%10 == 9 {
			harmed = harmed[:at] // cut off
		}
		name := filepath.Join(t.TempDir(), "harmed.zip")
		if err := os.WriteFile(name, harmed, 0o666); err != nil {
			t.Fatal(err)
		}
		merged := &output.Memory{}
		parts, err := output.OpenParts([]string{name})
		if err == nil {
			_, _, err = Merge(context.Background(), parts, merged, Options{})
			parts[0].Close()
		}
		switch {
		case err != nil && !strings.Contains(err.Error(), "harmed.zip"):
			t.Errorf("byte %d: the message does not name the part: %v", at, err)
		case err != nil:
			refused++
		case !merged.Equal(whole):
			t.Errorf("byte %d is harmed, and another site comes out", at)
		}
	}
	if refused < 45 {
		t.Errorf("only %d of 60 refused", refused)
	}
}
