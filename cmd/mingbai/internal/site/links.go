package site

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
)

// reserved are ids that the frame of every page uses.
var reserved = []string{"main", "care"}

// links resolves every link of a page's text and of its translation on the same file.
func (l *linker) links(p *Page) {
	doc := l.own[p]
	if doc == nil {
		return
	}
	report := !p.Fallback // the Chinese page reports its own
	for _, s := range p.Body.Sections {
		if report && slices.Contains(reserved, s.ID) {
			l.diags.Add(doc.AtBody(s.Offset), "heading-reserved", s.ID)
		}
	}
	p.Links = make([]markdown.Link, len(p.Body.Refs))
	broken := 0
	for i, ref := range p.Body.Refs {
		link, name, near := l.resolve(p, doc, ref)
		p.Links[i] = link
		if name == "" || !report {
			continue
		}
		switch broken++; {
		case broken > maxBroken:
		case name == "link-empty":
			l.diags.Add(doc.AtBody(ref.Offset), name)
		default:
			l.diags.Add(doc.AtBody(ref.Offset), name, ref.Target).Suggest(near)
		}
	}
	if broken > maxBroken {
		l.diags.Add(diag.Pos{File: doc.File}, "faults-more", broken-maxBroken)
	}
}

const (
	maxBroken = 100     // broken links of a page that are reported
	maxNear   = 1 << 20 // comparisons of broken links of a site with what they may have meant
)

// near finds the near match of a broken link; to compare each with every page of a large site would
// take too long.
func (l *linker) near(word string, candidates func() []string) string {
	if l.looked > maxNear {
		return ""
	}
	list := candidates()
	l.looked += len(list)
	return diag.Nearest(word, list)
}

// resolve finds what a link means. Name is the name of the fault, or "".
func (l *linker) resolve(p *Page, doc *content.Doc, ref markdown.Ref) (link markdown.Link, name, near string) {
	target := strings.TrimSpace(ref.Target)
	before, fragment, _ := strings.Cut(target, "#")
	scheme, rest, hasScheme := strings.Cut(before, ":")
	switch {
	case target == "":
		return link, "link-empty", ""
	case before == "":
		return l.anchor(p, p, fragment)
	case ref.Image && (hasScheme || !isPicture(target)):
		return link, "image-source", ""
	case hasScheme && (scheme == "https" || scheme == "mailto" || scheme == "tel"):
		u, err := url.Parse(target)
		switch {
		case err != nil || scheme == "https" && u.Host == "":
			return link, "link-scheme", ""
		case scheme == "https" && !plainHost(u):
			return link, "link-host", ""
		}
		return markdown.Link{Href: target, External: scheme == "https"}, "", ""
	case hasScheme && isKind(scheme):
		found, near := l.bySlug(p, content.Kind(scheme), rest)
		if found == nil {
			if l.broken(doc.Lang, content.Kind(scheme), rest) {
				return link, "", ""
			}
			return link, "link-broken", near
		}
		return l.anchor(p, found, fragment)
	case hasScheme:
		return link, "link-scheme", ""
	case strings.HasPrefix(before, "/"):
		return link, "link-absolute", ""
	}
	return l.byPath(p, doc, before, fragment)
}

// isPicture reports whether a path names a picture among the sources.
func isPicture(target string) bool {
	return slices.Contains([]string{".png", ".jpg", ".webp", ".svg"}, path.Ext(target))
}

// plainHost reports whether a reader can tell whose address it is: no user before the host, and each
// label of the host in Latin letters without marks or in Chinese (UTR 36, section 2.1, homographs).
func plainHost(u *url.URL) bool {
	if u.User != nil || strings.Contains(u.Host, "%") {
		return false
	}
	host, err := idna.ToUnicode(u.Hostname())
	if err != nil {
		return false
	}
	for _, r := range host {
		if r >= 0x80 && !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

func isKind(s string) bool {
	for _, k := range content.Kinds {
		if string(k) == s {
			return true
		}
	}
	return false
}

// broken reports whether the file of a page is there but could not be read.
func (l *linker) broken(lang content.Lang, kind content.Kind, slug string) bool {
	file := "content/" + lang.Folder() + "/" + string(kind) + "/" + slug + ".md"
	if kind == content.KindAgency {
		file = content.AgenciesFile
	}
	return l.set.Broken[file] || l.set.Broken[strings.Replace(file, "content/en/", "content/zh/", 1)]
}

// bySlug finds a page of the same language, with the near match if there is none.
func (l *linker) bySlug(p *Page, kind content.Kind, slug string) (*Page, string) {
	if found := l.site.Find(kind, p.Lang, slug); found != nil {
		return found, ""
	}
	if near := l.near(slug, func() []string { return l.slugs(kind) }); near != "" {
		return nil, string(kind) + ":" + near
	}
	return nil, ""
}

// byPath follows a path to a source file, relative to the file that links.
func (l *linker) byPath(p *Page, doc *content.Doc, target, fragment string) (markdown.Link, string, string) {
	decoded, err := url.PathUnescape(target)
	file := path.Join(path.Dir(doc.File), decoded)
	if err != nil || !strings.HasPrefix(file, "content/") {
		return markdown.Link{}, "link-broken", ""
	}
	if f, ok := l.set.Files[file]; ok && path.Ext(file) != ".md" && path.Ext(file) != ".toml" {
		out := "files/" + strings.TrimPrefix(file, "content/")
		l.publish(Raw{Path: out, Data: f.Data, Source: file})
		return markdown.Link{Href: p.Rel(out)}, "", ""
	}
	if found := l.byFile[file]; found != nil {
		if found.Lang != doc.Lang {
			return markdown.Link{}, "link-language", ""
		}
		if p.Fallback && found.Translation != nil {
			found = found.Translation
		}
		return l.anchor(p, found, fragment)
	}
	if l.set.Broken[file] {
		return markdown.Link{}, "", ""
	}
	near := l.near(file, func() []string {
		var files []string
		for _, d := range l.set.Docs {
			files = append(files, d.File)
		}
		return files
	})
	if near != "" {
		near = relative(path.Dir(doc.File), near)
	}
	return markdown.Link{}, "link-broken", near
}

// publish adds a file that a link needs, once.
func (l *linker) publish(raw Raw) {
	for _, r := range l.site.Raw {
		if r.Path == raw.Path {
			return
		}
	}
	l.site.Raw = append(l.site.Raw, raw)
}

// relative writes a file's path as seen from a folder.
func relative(folder, file string) string {
	up := ""
	for folder != "." && !strings.HasPrefix(file, folder+"/") {
		up += "../"
		folder = path.Dir(folder)
	}
	return up + strings.TrimPrefix(file, folder+"/")
}

// anchor makes the link to a page and, if there is a fragment, checks that the page has it.
func (l *linker) anchor(from, to *Page, fragment string) (markdown.Link, string, string) {
	link := markdown.Link{Href: from.Rel(to.URL)}
	if to == from && fragment != "" {
		link.Href = ""
	}
	if from.Lang != to.Lang {
		link.HrefLang = string(to.Lang)
	}
	if fragment == "" {
		return link, "", ""
	}
	name := fragment
	if decoded, err := url.PathUnescape(fragment); err == nil {
		name = decoded
	}
	known := to.Anchors()
	for _, a := range known {
		if a == name {
			link.Href += "#" + (&url.URL{Fragment: name}).EscapedFragment()
			return link, "", ""
		}
	}
	near := l.near(name, func() []string { return known })
	if near != "" {
		near = "#" + near
	}
	return link, "anchor-broken", near
}

// Anchors are the fragments that a page has, those of its text first.
func (p *Page) Anchors() []string {
	var out []string
	for _, s := range p.Body.Sections[1:] {
		out = append(out, s.ID)
	}
	switch {
	case p.Policy != nil:
		out = nil
		for _, part := range p.Policy.Parts {
			out = append(out, part.ID)
			for _, a := range part.Articles {
				out = append(out, a.ID)
			}
		}
		for _, m := range p.Policy.Measures {
			out = append(out, m.ID)
		}
		for _, n := range p.Policy.Notes {
			out = append(out, "note-"+n.ID, "noteref-"+n.ID)
		}
		if len(p.Policy.Targets) > 0 {
			out = append(out, "targets")
		}
	case p.Guide != nil:
		for _, n := range p.Guide.Steps {
			out = append(out, "step-"+n.Licence.Slug)
		}
	case p.Licence != nil:
		for _, h := range p.Licence.Handling {
			out = append(out, "handling-"+h.ID)
		}
	}
	return append(out, "main")
}
