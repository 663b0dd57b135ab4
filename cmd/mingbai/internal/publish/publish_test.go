package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// page is a page that loads a style and leads on.
func page(style string, links ...string) string {
	text := `<!doctype html><title>x</title><link rel="stylesheet" href="` + style + `">` + strings.Repeat("<p>words and more words</p>", 20)
	for _, l := range links {
		text += `<a href="` + l + `">x</a>`
	}
	return text
}

const oldStyle, newStyle = "assets/main.000000000001.css", "assets/main.000000000002.css"

// before and after are two versions of a site: a page goes, a page comes, the style changes.
var before = map[string]string{
	"index.html":      page(oldStyle, "a/", "gone/"),
	"a/index.html":    page("../"+oldStyle, "../", "./"),
	"gone/index.html": page("../" + oldStyle),
	"404.html":        page(oldStyle),
	"search/zh.json":  `{"pages":["a/","gone/"]}`,
	oldStyle:          "a{color:red}",
}

var after = map[string]string{
	"index.html":     page(newStyle, "a/", "new/"),
	"a/index.html":   page("../"+newStyle, "../", "../new/"),
	"new/index.html": page("../" + newStyle),
	"404.html":       page(newStyle),
	"search/zh.json": `{"pages":["a/","new/"]}`,
	newStyle:         "a{color:blue}",
}

// build writes a site as a build does.
func build(t *testing.T, dir string, site map[string]string) {
	t.Helper()
	w, err := output.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for p, data := range site {
		if err := w.Put(output.File{Path: p, Data: []byte(data), From: p}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

// pack builds a site and makes a release of it.
func pack(t *testing.T, releases string, site map[string]string, redirects ...Redirect) *Release {
	t.Helper()
	return packFor(t, Settings{BaseURL: "https://www.example.gov.cn/", Redirects: redirects}, releases, site)
}

func packFor(t *testing.T, settings Settings, releases string, site map[string]string) *Release {
	t.Helper()
	built := t.TempDir()
	build(t, built, site)
	r, err := Pack(built, releases, settings)
	if err != nil {
		t.Fatal(err)
	}
	if diags := r.Verify(); len(diags) > 0 {
		t.Fatal(diags)
	}
	return r
}

func quiet(int, int) {}

func TestPack(t *testing.T) {
	releases := t.TempDir()
	r := pack(t, releases, before)
	files := map[string]File{}
	for _, f := range r.Files {
		files[f.Path] = f
	}
	for p, want := range map[string]File{
		"index.html":    {Type: "text/html; charset=utf-8"},
		"index.html.br": {Type: "text/html; charset=utf-8", Encoding: "br"},
		"index.html.gz": {Type: "text/html; charset=utf-8", Encoding: "gzip"},
		oldStyle:        {Type: "text/css; charset=utf-8", Immutable: true},
		"_headers":      {Type: "text/plain; charset=utf-8"},
	} {
		got, there := files[p]
		if !there || got.Type != want.Type || got.Encoding != want.Encoding || got.Immutable != want.Immutable || len(got.Sum) != 64 {
			t.Errorf("%s: %+v", p, got)
		}
	}
	if files["index.html.br"].Size >= files["index.html"].Size || files[oldStyle+".br"].Path != "" {
		t.Error("compressed forms")
	}
	again, err := Load(r.Dir)
	if err != nil || !slices.Equal(again.Files, r.Files) || again.ID != r.ID {
		t.Errorf("%v, %+v", err, again)
	}
	if same := pack(t, releases, before); same.ID != r.ID {
		t.Error("the same site has another release")
	}
}

// TestRepair packs anew what is damaged, and takes nothing from a damaged release.
func TestRepair(t *testing.T) {
	releases := t.TempDir()
	r := pack(t, releases, before)
	if err := os.WriteFile(r.Path("a/index.html.br"), []byte("damaged"), 0o666); err != nil {
		t.Fatal(err)
	}
	if diags := r.Verify(); len(diags) != 1 || diags[0].Name != "release-damaged" {
		t.Errorf("%v", diags)
	}
	pack(t, releases, before)
	changed := maps.Clone(before)
	changed["index.html"] += "!"
	if err := os.WriteFile(r.Path("a/index.html.br"), []byte("damaged"), 0o666); err != nil {
		t.Fatal(err)
	}
	pack(t, releases, changed)
}

func TestVerifyLinks(t *testing.T) {
	broken := maps.Clone(before)
	broken["a/index.html"] = page("../"+oldStyle, "../nothing/", "https://www.gov.cn/", "#x", "mailto:a@b.cn")
	built := t.TempDir()
	build(t, built, broken)
	r, err := Pack(built, t.TempDir(), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if diags := r.Verify(); len(diags) != 1 || diags[0].String() != `a/index.html: the link "../nothing/" leads to no file of the release [release-link]` {
		t.Errorf("%v", diags)
	}
}

func TestChangedSinceBuilt(t *testing.T) {
	built := t.TempDir()
	build(t, built, before)
	if err := os.WriteFile(filepath.Join(built, "index.html"), []byte("other"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Pack(built, t.TempDir(), Settings{}); err == nil || !strings.Contains(err.Error(), "has been changed since it was built") {
		t.Error(err)
	}
}

func TestCheck(t *testing.T) {
	releases := t.TempDir()
	public := map[string]string{}
	for p := range before {
		public[p] = "sum"
	}
	at := diag.Pos{File: "content/permanent.toml", Line: 3, Col: 8}
	promise := func(address string) []Promise { return []Promise{{address, at}} }
	for _, tt := range []struct {
		name     string
		promises []Promise
		most     int
		redirect []Redirect
		want     string
	}{
		{"a fourth may go", nil, 25, nil, ""},
		{"less may go", nil, 24, nil, "site.toml: 1 of 4 public pages would vanish, more than 24 per cent; if that is right, publish with --drop [publish-drop]"},
		{"a promise is broken", promise("/gone/"), 100, nil, "content/permanent.toml:3:8: the address /gone/ may not vanish: keep the page, or say in to = where it has gone [permanent-gone]"},
		{"a promise is kept", promise("/a/"), 100, nil, ""},
		{"a promise is kept by a redirect", promise("/gone/"), 0, []Redirect{{From: "/gone/", To: "/new/"}}, ""},
	} {
		r := pack(t, releases, after, tt.redirect...)
		got := ""
		for _, d := range r.Check(public, tt.promises, tt.most) {
			got += d.String()
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestRedirects(t *testing.T) {
	r := pack(t, t.TempDir(), after, Redirect{From: "/gone/deep/", To: "/new/"}, Redirect{From: "/away/", To: "https://www.gov.cn/"})
	read := func(p string) string {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for p, want := range map[string]string{
		r.Path("_redirects"):                  "/gone/deep/ /new/ 301\n/away/ https://www.gov.cn/ 301\n",
		r.Path("gone/deep/index.html"):        `content="0; url=../../new/"`,
		r.Path("away/index.html"):             `content="0; url=https://www.gov.cn/"`,
		filepath.Join(r.Dir, "nginx.conf"):    "location = /gone/deep/ { return 301 /new/; }",
		filepath.Join(r.Dir, "Caddyfile"):     "redir /gone/deep/ /new/ permanent",
		r.Path("_headers"):                    "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
		filepath.Join(r.Dir, "manifest.json"): r.ID,
	} {
		if !strings.Contains(read(p), want) {
			t.Errorf("%s lacks %q:\n%s", p, want, read(p))
		}
	}
	if got := fmt.Sprint(r.Addresses([]Redirect{{From: "/gone/deep/"}, {From: "/away/"}})); got != "[/ /a/ /new/]" {
		t.Error(got)
	}
}

func TestFolder(t *testing.T) {
	releases, to, ctx := t.TempDir(), Folder(filepath.Join(t.TempDir(), "www")), context.Background()
	if public, err := to.Public(ctx); err != nil || len(public) > 0 {
		t.Errorf("%v, %v", public, err)
	}
	first, second := pack(t, releases, before), pack(t, releases, after)
	for _, step := range []struct {
		r    *Release
		site map[string]string
	}{{first, before}, {second, after}, {first, before}} {
		if _, err := to.Sync(ctx, step.r, quiet); err != nil {
			t.Fatal(err)
		}
		if report, err := to.Sync(ctx, step.r, quiet); err != nil || report.Written+report.Removed > 0 {
			t.Errorf("a second time: %+v, %v", report, err)
		}
		public, err := to.Public(ctx)
		if err != nil || len(public) != len(step.r.Files) {
			t.Errorf("%d files, %v", len(public), err)
		}
		for p, want := range step.site {
			if got, err := os.ReadFile(filepath.Join(string(to), p)); string(got) != want {
				t.Errorf("%s: %v", p, err)
			}
		}
	}
	ctx, stop := context.WithCancel(ctx)
	stop()
	if _, err := to.Sync(ctx, second, quiet); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestState(t *testing.T) {
	releases := t.TempDir()
	theirs := filepath.Join(releases, "theirs", "notes.txt")
	if err := errors.Join(os.Mkdir(filepath.Dir(theirs), 0o777), os.WriteFile(theirs, []byte("notes"), 0o666)); err != nil {
		t.Fatal(err)
	}
	for i, site := range []map[string]string{before, after, before, {"index.html": "third"}} {
		r := pack(t, releases, site)
		s, err := LoadState(releases)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Published(releases, "www", r.ID); err != nil {
			t.Fatal(err)
		}
		if s["www"].Current != r.ID || (s["www"].Former == "") != (i == 0) {
			t.Errorf("%+v", s)
		}
	}
	kept, err := filepath.Glob(filepath.Join(releases, "*", manifestName))
	if err != nil || len(kept) != 2 {
		t.Errorf("%q are kept, %v", kept, err)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Error("a folder that is no release was deleted")
	}
	for _, text := range []string{"{", `{"www":{"current":"../../etc"}}`} {
		if err := os.WriteFile(filepath.Join(releases, stateName), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadState(releases); err == nil || !strings.HasSuffix(err.Error(), "[release-state]") {
			t.Errorf("%s is taken: %v", text, err)
		}
	}
}

// What the build names by its content is kept for good by whoever has read it; what keeps its name is asked for again.
func TestImmutable(t *testing.T) {
	for p, want := range map[string]bool{
		"assets/main.0a1b2c3d4e5f.css":           true,
		"assets/js/search/index.0a1b2c3d4e5f.js": true,
		"search/zh-CN/k12.4xmod.json":            true,
		"search/zh-CN/t0-3.f5mykq2i.json":        true,
		"search/zh-CN.json":                      false,
		"search/index.html":                      false,
		"data/holidays.json":                     false,
		"assets/main.css":                        false,
	} {
		if got := immutable(p); got != want {
			t.Errorf("%s: %v", p, got)
		}
	}
}
