package corpus

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/source"
)

const repository = "../../../.."

var (
	pages = flag.Int("pages", 0, "make a site of so many pages, both languages counted")
	out   = flag.String("out", "", "folder for the site")
	plain = flag.String("plain", "", "folder for the same pages as plain Markdown")
	zh    = flag.String("zh", repository+"/content/zh", "folder with Chinese texts")
	en    = flag.String("en", repository+"/content/en", "folder with English texts")
)

// make gives all files of a site.
func all(t *testing.T, n int, put func(File) error) {
	t.Helper()
	root := os.DirFS(repository)
	agencies, terms, err := Tables(root)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := Read(os.DirFS(*zh), os.DirFS(*en), terms)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := Frame(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range frame {
		if err := put(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := Pages(texts, n, agencies, put); err != nil {
		t.Fatal(err)
	}
}

// TestWrite writes a site to disk: the benchmark's with -pages and -out, and else a small one that is thrown away.
func TestWrite(t *testing.T) {
	n, dir := *pages, *out
	if n == 0 {
		n, dir = 10, t.TempDir()
	}
	write := func(dir, name, data string) error {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		return os.WriteFile(name, []byte(data), 0o666)
	}
	all(t, n, func(f File) error {
		if dir != "" {
			if err := write(dir, f.Path, f.Data); err != nil {
				return err
			}
		}
		if *plain == "" || f.Plain == "" {
			return nil
		}
		name := strings.TrimPrefix(f.Path, "content/")
		return write(*plain, strings.Replace(name, "/index.md", "/_index.md", 1), f.Plain)
	})
	if *pages > 0 {
		return
	}
	parser := content.NewParser()
	diags, err := source.Load(t.Context(), os.DirFS(dir), 1, parser.Add)
	if err != nil {
		t.Fatal(err)
	}
	set, parsed := parser.Set()
	if diags = append(append(diags, parsed...), content.Check(set, 1)...); len(diags) > 0 || len(set.Docs) < n {
		t.Errorf("%d documents: %v", len(set.Docs), diags)
	}
}

func TestSamePages(t *testing.T) {
	sum := func() map[string]string {
		m := map[string]string{}
		all(t, 40, func(f File) error { m[f.Path] = f.Data + f.Plain; return nil })
		return m
	}
	a, b := sum(), sum()
	for name, data := range a {
		if b[name] != data {
			t.Errorf("%s differs", name)
		}
	}
	if _, there := a["content/en/guide/g-00007.md"]; !there || !fs.ValidPath("content") {
		t.Error("the last guide is missing")
	}
}
