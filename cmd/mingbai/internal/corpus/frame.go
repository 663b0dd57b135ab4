package corpus

import (
	"io/fs"
	"path"
	"strings"

	"mingbai/cmd/mingbai/internal/compare"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/source"
)

// Frame gives the files that every site has, taken from the root of this repository: layouts, styles,
// scripts and tables; the home page and the list pages without their texts.
func Frame(root fs.FS) ([]File, error) {
	var out []File
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || p == ".":
			return err
		case d.IsDir():
			if top, _, _ := strings.Cut(p, "/"); top != "content" && top != "layouts" && top != "static" {
				return fs.SkipDir
			}
			return nil
		}
		page := strings.HasPrefix(p, "content/") && path.Ext(p) == ".md"
		if page && !common(p) || !page && !wanted(p) {
			return nil
		}
		data, err := fs.ReadFile(root, p)
		f := File{Path: p, Data: string(data)}
		if page {
			f.Data = bare(p)
		}
		if path.Base(p) == "index.md" {
			f.Plain = f.Data
		}
		out = append(out, f)
		return err
	})
	return out, err
}

// wanted reports whether a file belongs to any site.
func wanted(p string) bool {
	return p == "site.toml" || strings.HasPrefix(p, "layouts/") || strings.HasPrefix(p, "static/") || path.Dir(p) == "content"
}

// common reports whether every site has the page.
func common(p string) bool {
	switch path.Base(p) {
	case "index.md", "search.md", "404.md", "data.md":
		return true
	}
	return false
}

// bare is a page without text.
func bare(p string) string {
	title, summary := "页面", "说明"
	if strings.HasPrefix(p, "content/en/") {
		title, summary = "Page", "Summary"
	}
	return "+++\ntitle = \"" + title + "\"\nsummary = \"" + summary + "\"\n+++\n"
}

// Tables reads the agencies and terms of a site.
func Tables(root fs.FS) ([]content.Agency, []compare.Term, error) {
	var files []source.File
	for _, name := range []string{content.AgenciesFile, content.GlossaryFile} {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, source.File{Path: name, Data: data})
	}
	set, _ := content.Parse(files, 1)
	var terms []compare.Term
	for _, t := range set.Glossary.Terms {
		terms = append(terms, compare.Term{ID: t.ID, Zh: t.Zh, En: append(t.En, t.Accept...), Enforced: t.Enforce == nil || *t.Enforce})
	}
	var bodies []content.Agency
	for _, a := range set.Agencies.Agencies {
		if a.Successor == "" && a.ValidTo.IsZero() && !strings.Contains(a.Name, "、") {
			bodies = append(bodies, a)
		}
	}
	return bodies, terms, nil
}
