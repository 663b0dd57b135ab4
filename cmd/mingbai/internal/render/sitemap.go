package render

import (
	"bytes"
	"encoding/xml"
	"sort"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// Extras gives the files that belong to the site as a whole: the sitemap, robots.txt, the feeds and the
// pictures of shared links. Every date in them comes from the content.
func Extras(s *site.Site) ([]output.File, error) {
	drawn, err := pictures()
	if err != nil {
		return nil, err
	}
	files := append([]output.File{robots(s)}, drawn...)
	if holidays, there := holidaysData(s); there {
		files = append(files, holidays)
	}
	lists := map[*site.Page]content.Date{}
	for _, lang := range []content.Lang{content.Chinese, content.English} {
		for _, c := range channels(s, lang) {
			lists[c.About] = c.Entries[0].Updated
			files = append(files, feed(s, c))
		}
	}
	files = append(files, sitemap(s, lists))
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	return files, nil
}

// from names the source of these files in messages.
const from = "site.toml"

// sitemap lists every page that search engines may show, with its other language. Lists gives the day of
// the last change in each page that lists others.
func sitemap(s *site.Site, lists map[*site.Page]content.Date) output.File {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, p := range s.Pages {
		if p.Fallback || p.Kind == content.KindPage && (p.Slug == "404" || p.Slug == site.OfflineSlug) {
			continue
		}
		b.WriteString("<url><loc>" + xmlURL(s, p) + "</loc>")
		if day := changedOn(p, lists); !day.IsZero() {
			b.WriteString("<lastmod>" + day.String() + "</lastmod>")
		}
		if all := versionsOf(p); len(all) > 1 {
			for _, v := range all {
				b.WriteString(`<xhtml:link rel="alternate" hreflang="` + string(v.Lang) + `" href="` + xmlURL(s, v) + `"/>`)
			}
			b.WriteString(`<xhtml:link rel="alternate" hreflang="x-default" href="` + xmlURL(s, all[0]) + `"/>`)
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return output.File{Path: "sitemap.xml", Data: b.Bytes(), From: from}
}

func xmlURL(s *site.Site, p *site.Page) string { return escapeXML(s.Config.BaseURL + p.URL) }

func escapeXML(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer does not fail
	return b.String()
}

func robots(s *site.Site) output.File {
	text := "User-agent: *\nAllow: /\n\nSitemap: " + s.Config.BaseURL + "sitemap.xml\n"
	return output.File{Path: "robots.txt", Data: []byte(text), From: from}
}
