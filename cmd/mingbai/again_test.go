package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/cli"
)

// TestBuildAgain builds a site again and again, as a clerk does: each time it must be the site that a first
// build makes, with the same messages. What follows from random edits, TestEdits of package build asks.
func TestBuildAgain(t *testing.T) {
	root := t.TempDir()
	if err := tinySite(root, "testdata/tinysite.txtar", "../.."); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "public")
	about, page := filepath.Join(root, "content/zh/about.md"), filepath.Join(out, "about/index.html")
	was, err := os.ReadFile(about)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, data string) func() error {
		return func() error { return os.WriteFile(name, []byte(data), 0o666) }
	}
	nothing := func() error { return nil }
	for _, step := range []struct {
		name   string
		change func() error
		code   int
		quick  bool // nothing is to be written
	}{
		{"first", nothing, 0, false},
		{"nothing", nothing, 0, true},
		{"a word", write(about, string(was)+"\n又一句。\n"), 0, false},
		{"nothing after a word", nothing, 0, true},
		{"a fault", write(about, "no front matter"), 1, false},
		{"the fault again", nothing, 1, false},
		{"the word back", write(about, string(was)), 0, false},
		{"a built page by hand", write(page, "by hand"), 0, false},
		{"a built page lost", func() error { return os.Remove(page) }, 0, false},
		{"nothing after all", nothing, 0, true},
		{"memory lost", func() error { return os.RemoveAll(filepath.Join(out, ".mingbai", "memo")) }, 0, true},
	} {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		first := filepath.Join(t.TempDir(), "public")
		code, said := buildTo(root, out)
		wantCode, wantSaid := buildTo(root, first)
		if code != step.code || wantCode != code || messages(said) != messages(wantSaid) {
			t.Fatalf("%s: exit code %d, a first build has %d\n%s\nfirst:\n%s", step.name, code, wantCode, said, wantSaid)
		}
		if code == 0 {
			sameSite(t, step.name, filesOf(t, out), filesOf(t, first))
			if quick := strings.Contains(said, " 0 files written"); quick != step.quick {
				t.Errorf("%s: %s", step.name, said)
			}
		}
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
