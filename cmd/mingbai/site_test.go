package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// built is this repository's own site in memory.
type built struct {
	files *output.Memory
	site  *site.Site
	err   error
}

// once builds the site for all tests that only read it.
var once = sync.OnceValue(func() built { return buildSite(build.Options{}) })

func buildSite(opt build.Options) built {
	root, err := os.OpenRoot("../..")
	if err != nil {
		return built{err: err}
	}
	defer root.Close()
	b := built{files: &output.Memory{}}
	result, diags, err := build.Run(context.Background(), root.FS(), b.files, opt)
	for _, d := range diags.Sorted() {
		err = errors.Join(err, errors.New(d.String()))
	}
	if b.err = err; err == nil {
		b.site = result.Site
	}
	return b
}

// realSite gives the site, built once.
func realSite(t *testing.T) (*output.Memory, *site.Site) {
	t.Helper()
	b := once()
	if b.err != nil {
		t.Fatal(b.err)
	}
	return b.files, b.site
}

// TestSameBytes builds the site with one worker and with eight.
func TestSameBytes(t *testing.T) {
	first, second := buildSite(build.Options{Workers: 1}), buildSite(build.Options{Workers: 8})
	if err := errors.Join(first.err, second.err); err != nil {
		t.Fatal(err)
	}
	one, eight := first.files, second.files
	if !one.Equal(eight) {
		for _, p := range one.Paths() {
			a, _ := one.Get(p)
			if b, ok := eight.Get(p); !ok || !bytes.Equal(a, b) {
				t.Errorf("%s differs", p)
			}
		}
		t.Fatal("the two builds differ")
	}
}

// TestLinks walks every page: each link leads to a file of the site, and each fragment to an
// element of that page. Links are relative, and ids stand once.
func TestLinks(t *testing.T) {
	files, s := realSite(t)
	pages := map[string]*walked{}
	for _, p := range files.Paths() {
		if path.Ext(p) == ".html" {
			data, _ := files.Get(p)
			pages[p] = walk(t, p, data)
		}
	}
	if len(pages) < 2*len(s.List(content.KindAgency, content.Chinese)) {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, page := range pages {
		for _, link := range page.links {
			checkLink(t, files, pages, name, link)
		}
	}
}

// walked is what matters of a page.
type walked struct {
	ids   map[string]bool
	links []string
}

func walk(t *testing.T, name string, data []byte) *walked {
	w := &walked{ids: map[string]bool{}}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s: %v", name, z.Err())
			}
			return w
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if token.Data == "base" {
				t.Errorf("%s has a base element", name)
			}
			rel := ""
			for _, a := range token.Attr {
				if a.Key == "rel" {
					rel = a.Val
				}
			}
			for _, a := range token.Attr {
				switch a.Key {
				case "id":
					if w.ids[a.Val] {
						t.Errorf("%s: the id %q stands twice", name, a.Val)
					}
					w.ids[a.Val] = true
				case "href", "src", "action", "data-search-client", "data-holidays", "data-search-index", "data-search-page":
					if rel != "canonical" && rel != "alternate" {
						w.links = append(w.links, a.Val)
					}
				case "style", "onclick", "onload":
					t.Errorf("%s: the attribute %s is not allowed by the content security policy", name, a.Key)
				}
			}
		}
	}
}

func checkLink(t *testing.T, files *output.Memory, pages map[string]*walked, from, link string) {
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %q: %v", from, link, err)
		return
	}
	if u.Scheme != "" {
		if u.Scheme != "https" && u.Scheme != "tel" && u.Scheme != "mailto" {
			t.Errorf("%s: link to %q", from, link)
		}
		return
	}
	if strings.HasPrefix(u.Path, "/") {
		t.Errorf("%s: the link %q is not relative", from, link)
		return
	}
	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
		if strings.HasSuffix(u.Path, "/") || target == "." {
			target = path.Join(target, "index.html")
		}
	}
	if _, ok := files.Get(target); !ok {
		t.Errorf("%s: link to %q, but there is no %s", from, link, target)
		return
	}
	if page := pages[target]; page != nil && u.Fragment != "" && !page.ids[u.Fragment] {
		t.Errorf("%s: link to %q, but %s has no such id", from, link, target)
	}
}

// TestResponsibleUnits counts the measures of each responsible unit in the plan of 2023, as a person
// counted them in the gazette.
func TestResponsibleUnits(t *testing.T) {
	_, s := realSite(t)
	tests := []struct {
		id                  string
		named, open, shared int
	}{
		{"health", 19, 0, 0}, {"development-reform", 18, 3, 0}, {"civil-affairs", 17, 0, 0}, {"commerce", 17, 0, 0},
		{"culture-tourism", 15, 0, 0}, {"sports", 13, 0, 0}, {"housing", 12, 0, 0}, {"county-governments", 1, 0, 28},
	}
	for _, lang := range []content.Lang{content.Chinese, content.English} {
		policy := s.Find(content.KindPolicy, lang, "life-services-2023")
		if len(policy.Policy.Parts) != 9 || len(policy.Policy.Measures) != 29 {
			t.Errorf("%s: %d sections and %d measures", lang, len(policy.Policy.Parts), len(policy.Policy.Measures))
		}
		for _, tt := range tests {
			var named, open, shared int
			for _, m := range s.Find(content.KindAgency, lang, tt.id).Agency.Measures {
				switch {
				case m.Shared:
					shared++
				case m.Open:
					open++
				default:
					named++
				}
			}
			if named != tt.named || open != tt.open || shared != tt.shared {
				t.Errorf("%s %s: named in %d, with others in %d, shared %d; want %d, %d, %d",
					lang, tt.id, named, open, shared, tt.named, tt.open, tt.shared)
			}
		}
	}
}
