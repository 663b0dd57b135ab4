package site

import (
	"net/url"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// OfflineSlug names the page that a reader without a network sees instead of one that is not kept on
// the device. A site has it only if it has a service worker.
const OfflineSlug = "offline"

// pageURL is the address of a page relative to the site's root.
func pageURL(kind content.Kind, lang content.Lang, slug string) string {
	prefix := ""
	if lang == content.English {
		prefix = "en/"
	}
	switch {
	case slug == "index":
		return prefix
	case slug == "404" && lang == content.Chinese:
		return "404.html"
	case kind == content.KindPage:
		return prefix + strings.TrimSuffix(slug, "index") + trailing(slug)
	}
	return prefix + string(kind) + "/" + slug + "/"
}

// trailing is the slash that ends a page's folder; a list page's slug ends in one already.
func trailing(slug string) string {
	if strings.HasSuffix(slug, "/index") {
		return ""
	}
	return "/"
}

// placeholder is the host of a public address that has not been set.
const placeholder = "example.invalid"

// rootPath is the path of the public address, "/" or "/a/b/", or "" while it is not set.
func rootPath(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Host == placeholder {
		return ""
	}
	return u.EscapedPath()
}

// Output is the page's file below public/.
func (p *Page) Output() string {
	if p.URL == "" || strings.HasSuffix(p.URL, "/") {
		return p.URL + "index.html"
	}
	return p.URL
}

// Rel is the relative address of target, a path from the site's root, as seen from this page, so
// that the site works below any path. It is never empty: the page itself is "./". Only the error
// page, which a server shows at any address, links from the root of the public address if that is set.
// On disk a link names the file of a page, because a browser lists the files of a folder.
func (p *Page) Rel(target string) string {
	if p.disk {
		if target == "" || strings.HasSuffix(target, "/") {
			target += "index.html"
		}
		return strings.Repeat("../", strings.Count(p.URL, "/")) + target
	}
	if p.root != "" {
		return p.root + target
	}
	up := strings.Repeat("../", strings.Count(p.URL, "/"))
	if up+target == "" {
		return "./"
	}
	return up + target
}
