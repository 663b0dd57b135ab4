package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/cli"
)

// TestBuildAgain changes a site at random, many times: words, renames, deletions, new pages,
// layouts, settings, the built files and what the builds remember. Each time the site that was built again
// and again must be the site that a first build makes, or neither can be built.
func TestBuildAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a site hundreds of times")
	}
	root := t.TempDir()
	if err := tinySite(root, "testdata/tinysite.txtar", "../.."); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "public")
	c := &changer{t: t, root: root, out: again, rand: rand.New(rand.NewPCG(6, 6))}
	const rounds = 24
	quick := 0
	for n := range rounds {
		what := c.change()
		first := filepath.Join(t.TempDir(), "public")
		code, said := buildTo(root, again)
		wantCode, wantSaid := buildTo(root, first)
		if code != wantCode || messages(said) != messages(wantSaid) {
			t.Fatalf("change %d, %s: exit code %d, a first build has %d\n%s\nfirst:\n%s", n, what, code, wantCode, said, wantSaid)
		}
		if code == 0 {
			sameSite(t, fmt.Sprintf("change %d, %s", n, what), filesOf(t, again), filesOf(t, first))
		}
		if strings.Contains(said, " 0 files written") {
			quick++
		}
		if code != 0 {
			c.undo()
		}
		_ = os.RemoveAll(first)
	}
	if quick == 0 || quick > rounds*3/4 {
		t.Errorf("%d of %d builds had nothing to do", quick, rounds)
	}
}

func buildTo(root, out string) (int, string) {
	var said bytes.Buffer
	code := cli.Main([]string{"build", "--root", root, "--out", out, "--today", "2026-01-01", "--lang", "en"}, nil, &said, &said, func(string) string { return "" })
	return code, said.String()
}

// messages are the warnings and errors of the sources, without what was said of the built files.
func messages(said string) string {
	var out []string
	for line := range strings.Lines(said) {
		if strings.Contains(line, "content/") || strings.Contains(line, "layouts/") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// filesOf reads a site without the folder that the program keeps for itself.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && p != ".mingbai" {
			return err
		}
		if p == ".mingbai" {
			return fs.SkipDir
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		files[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameSite(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for p, data := range want {
		if have, there := got[p]; !there {
			t.Fatalf("%s: %s is missing", what, p)
		} else if have != data {
			t.Fatalf("%s: %s differs", what, p)
		}
	}
	for p := range got {
		if _, there := want[p]; !there {
			t.Fatalf("%s: %s remains", what, p)
		}
	}
}

// changer changes a site.
type changer struct {
	t         *testing.T
	root, out string
	rand      *rand.Rand
	undo      func() // takes the last change of the sources back
}

// pick is a file below a folder with the given ending.
func (c *changer) pick(dir, folder, ending string) string {
	var list []string
	_ = fs.WalkDir(os.DirFS(dir), folder, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ending) {
			list = append(list, p)
		}
		return nil
	})
	return list[c.rand.IntN(len(list))]
}

func (c *changer) write(dir, name, data string) {
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
		c.t.Fatal(err)
	}
}

func (c *changer) read(name string) string {
	data, err := os.ReadFile(filepath.Join(c.root, filepath.FromSlash(name)))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(data)
}

// edit writes a source anew; undo writes it as it was.
func (c *changer) edit(name, data string) string {
	was := c.read(name)
	c.undo = func() { c.write(c.root, name, was) }
	c.write(c.root, name, data)
	return name
}

func (c *changer) change() string {
	c.undo = func() {}
	words := []string{"新的一句话。", "A new sentence.", "另一句。"}
	word := words[c.rand.IntN(len(words))]
	switch c.rand.IntN(14) {
	case 0, 1, 2: // words at the end of a page
		name := c.pick(c.root, "content", ".md")
		return c.edit(name, c.read(name)+"\n"+word+"\n")
	case 3: // a title
		name := c.pick(c.root, "content", ".md")
		return c.edit(name, strings.Replace(c.read(name), `title = "`, `title = "`+[]string{"新", "New "}[c.rand.IntN(2)], 1))
	case 4: // a layout
		name := c.pick(c.root, "layouts", ".html")
		return c.edit(name, c.read(name)+"\n<!-- -->")
	case 5: // a style
		name := c.pick(c.root, "static", ".css")
		return c.edit(name, c.read(name)+fmt.Sprintf("\n.x%d{margin:0}\n", c.rand.IntN(5)))
	case 6: // the settings
		return c.edit("site.toml", strings.Replace(c.read("site.toml"), `name = "`, `name = "新`, 1))
	case 7: // a new page in both languages
		slug := fmt.Sprintf("page-%d", c.rand.IntN(9))
		c.write(c.root, "content/zh/"+slug+".md", "+++\ntitle = \"页\"\nsummary = \"一页。\"\n+++\n\n"+word+"\n")
		c.undo = func() { _ = os.Remove(filepath.Join(c.root, "content/zh/"+slug+".md")) }
		return "new " + slug
	case 8: // a page goes
		name := c.pick(c.root, "content/zh", ".md")
		was := c.read(name)
		c.undo = func() { c.write(c.root, name, was) }
		_ = os.Remove(filepath.Join(c.root, name))
		return "without " + name
	case 9: // a page is renamed
		name := c.pick(c.root, "content/zh", ".md")
		to := strings.TrimSuffix(name, ".md") + "-2.md"
		_ = os.Rename(filepath.Join(c.root, name), filepath.Join(c.root, to))
		c.undo = func() { _ = os.Rename(filepath.Join(c.root, to), filepath.Join(c.root, name)) }
		return name + " renamed"
	case 10: // a built file is lost
		if _, err := os.Stat(c.out); err == nil {
			name := c.pick(c.out, ".", ".html")
			_ = os.Remove(filepath.Join(c.out, name))
			return "lost " + name
		}
	case 11: // a built file is changed by hand
		if _, err := os.Stat(c.out); err == nil {
			name := c.pick(c.out, "agency", ".html")
			c.write(c.out, name, "changed by hand")
			return "by hand " + name
		}
	case 12: // what the builds remember is damaged or lost
		memo := filepath.Join(c.out, ".mingbai", "memo")
		if data, err := os.ReadFile(memo); err == nil && len(data) > 0 {
			data[c.rand.IntN(len(data))] ^= 0xFF
			_ = os.WriteFile(memo, data[:len(data)-c.rand.IntN(2)*c.rand.IntN(len(data))], 0o666)
		}
		return "damaged memory"
	}
	return "nothing"
}
