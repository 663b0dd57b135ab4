package publish

import (
	"path"
	"slices"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// Promise is an address that must not vanish, with the place where the site promises it.
type Promise struct {
	Address string // from the root of the site, such as "/licence/food/"
	Pos     diag.Pos
}

// Check compares the release with the pages that are public now. It refuses to publish if more than
// most per cent of those are gone, or if an address that the site has promised to keep leads nowhere.
func (r *Release) Check(public map[string]string, promises []Promise, most int) diag.List {
	var diags diag.List
	here := map[string]bool{}
	for _, f := range r.Files {
		here[f.Path] = true
	}
	for _, p := range promises {
		if !here[pageFile(p.Address)] {
			diags.Add(p.Pos, "permanent-gone", p.Address)
		}
	}
	pages, gone := 0, 0
	for p := range public {
		if path.Ext(p) == ".html" {
			pages++
			if !here[p] {
				gone++
			}
		}
	}
	if gone*100 > most*pages {
		diags.Add(diag.Pos{File: "site.toml"}, "publish-drop", gone, pages, most)
	}
	return diags
}

// Moved reports redirects from addresses at which the built site has a page.
func Moved(built string, redirects []Redirect) diag.List {
	var diags diag.List
	list, err := output.List(built)
	for _, r := range redirects {
		if _, there := list[pageFile(r.From)]; err == nil && there {
			diags.Add(r.Pos, "permanent-page", r.From)
		}
	}
	return diags
}

// Addresses are the addresses of the pages of a release, in order; redirects and error pages are none.
func (r *Release) Addresses(redirects []Redirect) []string {
	moved := map[string]bool{"404.html": true}
	for _, m := range redirects {
		moved[pageFile(m.From)] = true
	}
	var out []string
	for _, f := range r.Files {
		if path.Base(f.Path) == "index.html" && !moved[f.Path] {
			if dir := path.Dir(f.Path); dir == "." {
				out = append(out, "/")
			} else {
				out = append(out, "/"+dir+"/")
			}
		}
	}
	slices.Sort(out)
	return out
}
