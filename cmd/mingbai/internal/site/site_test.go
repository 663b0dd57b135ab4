package site

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/golden"
	"mingbai/cmd/mingbai/internal/source"
)

// base is a small complete site; an archive of testdata changes it by giving files of its own. A
// file that holds only “remove” takes the base's file away.
func base(t *testing.T) map[string][]byte {
	archive, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	return files
}

// link runs the stages up to the site over the base with changes.
func link(t *testing.T, changes map[string][]byte) (*Site, diag.List, map[string][]byte) {
	files := base(t)
	for name, data := range changes {
		if strings.TrimSpace(string(data)) == "remove" {
			delete(files, name)
		} else {
			files[name] = data
		}
	}
	var list []source.File
	for name, data := range files {
		list = append(list, source.File{Path: name, Data: data, Sum: sha256.Sum256(data)})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path < list[j].Path })
	set, diags := content.Parse(list, 2)
	diags = append(diags, content.Check(set, 2)...)
	s, more := Link(config.Config{Name: "网站", NameEn: "Site", BaseURL: "https://example.invalid/"}, set, content.Date{Year: 2026, Month: 11, Day: 23})
	diags = slices.DeleteFunc(append(diags, more...), func(d diag.Diagnostic) bool {
		return d.Name == "translation-none" || d.Name == "translation-unrecorded" // the base has few translations, to be short
	})
	return s, diags, files
}

// TestFaults gives the base with one or more faults, and wants every message with its place.
func TestFaults(t *testing.T) {
	golden.Run(t, "testdata/fault_*.txtar", func(t *testing.T, in map[string][]byte) map[string]string {
		_, diags, files := link(t, in)
		var out strings.Builder
		if err := diags.Print(&out, diag.English, func(name string) []byte { return files[name] }); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"want": out.String()}
	})
}

// TestLink shows what a site knows: addresses, order of items, responsibilities, links.
func TestLink(t *testing.T) {
	golden.Run(t, "testdata/link_*.txtar", func(t *testing.T, in map[string][]byte) map[string]string {
		s, diags, _ := link(t, in)
		for _, d := range diags.Sorted() {
			t.Error(d)
		}
		return map[string]string{"want": dump(s)}
	})
}

func dump(s *Site) string {
	var b strings.Builder
	for _, p := range s.Pages {
		fmt.Fprintf(&b, "/%s  %s %s %q", p.URL, p.Lang, p.Kind, p.Title)
		if p.Translation != nil {
			fmt.Fprintf(&b, " <-> /%s", p.Translation.URL)
		}
		if p.Fallback {
			b.WriteString(" (fallback)")
		}
		b.WriteByte('\n')
		for i, r := range p.Body.Refs {
			fmt.Fprintf(&b, "  link %s -> %s\n", r.Target, p.Links[i].Href)
		}
		switch {
		case p.Guide != nil:
			for _, n := range p.Guide.Steps {
				fmt.Fprintf(&b, "  step %d rank %d %s after %v if %v\n", n.Number, n.Rank, n.Licence.Slug, slugs(n.Before), n.Conditions)
			}
			for _, m := range p.Guide.Materials {
				fmt.Fprintf(&b, "  paper %s (%s) for %v from %v\n", m.Name, m.Need, slugs(m.For), slugs(m.From))
			}
		case p.Licence != nil:
			fmt.Fprintf(&b, "  handled by %v; opens %v; in guides %v\n", pages(p.Licence.Authorities), pages(p.Licence.Opens), pages(p.Licence.Guides))
		case p.Policy != nil:
			for _, m := range p.Policy.Measures {
				fmt.Fprintf(&b, "  #%s %s: %v shared %v guides %v\n", m.ID, m.Heading, units(m.Units), units(m.Shared), pages(m.Guides))
			}
		case p.Agency != nil:
			for _, m := range p.Agency.Measures {
				fmt.Fprintf(&b, "  measure %d first %v open %v shared %v\n", m.Measure.Number, m.First, m.Open, m.Shared)
			}
		}
	}
	return b.String()
}

func slugs(nodes []*Node) (out []string) {
	for _, n := range nodes {
		out = append(out, n.Licence.Slug)
	}
	return out
}

func pages(list []*Page) (out []string) {
	for _, p := range list {
		out = append(out, p.Slug)
	}
	return out
}

func units(list []Unit) (out []string) {
	for _, u := range list {
		out = append(out, u.Printed)
	}
	return out
}

func TestErrorPageRoot(t *testing.T) {
	tests := map[string]string{"https://example.invalid/": "search/", "https://a.gov.cn/": "/search/", "https://a.gov.cn/x/y/": "/x/y/search/"}
	for base, want := range tests {
		if got := (&Page{URL: "404.html", root: rootPath(base)}).Rel("search/"); got != want {
			t.Errorf("with %s the error page links to %q, want %q", base, got, want)
		}
	}
}

func TestRel(t *testing.T) {
	tests := []struct{ from, to, want string }{
		{"", "", "./"}, {"", "en/", "en/"}, {"licence/x/", "", "../../"}, {"licence/x/", "licence/y/", "../../licence/y/"},
		{"en/guide/x/", "guide/x/", "../../../guide/x/"}, {"404.html", "search/", "search/"},
	}
	for _, tt := range tests {
		if got := (&Page{URL: tt.from}).Rel(tt.to); got != tt.want {
			t.Errorf("from %q to %q: %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
