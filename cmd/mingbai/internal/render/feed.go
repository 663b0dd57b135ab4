package render

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// feedLimit is how many entries a feed holds.
const feedLimit = 50

// channel is what one feed follows: the page that lists its entries, and these, the latest first. There
// is at least one.
type channel struct {
	About   *site.Page
	Entries []*site.Page
}

// channels gives the feeds of a language: one of the whole site, one of each kind, one of each agency.
func channels(s *site.Site, lang content.Lang) []channel {
	var out []channel
	add := func(about *site.Page, entries []*site.Page) {
		if about != nil && len(entries) > 0 {
			out = append(out, channel{about, entries})
		}
	}
	all := latest(s, lang)
	add(s.Find(content.KindPage, lang, "index"), all)
	for _, kind := range []content.Kind{content.KindGuide, content.KindLicence, content.KindPolicy} {
		add(s.Find(content.KindPage, lang, string(kind)+"/index"), keepPages(all, func(p *site.Page) bool { return p.Kind == kind }))
	}
	for _, a := range s.List(content.KindAgency, lang) {
		of := concerns(a.Agency)
		add(a, keepPages(all, func(p *site.Page) bool { return of[p] }))
	}
	return out
}

// hasFeed reports whether a page is what one of the channels follows.
func hasFeed(s *site.Site, about *site.Page) bool {
	if about == nil {
		return false
	}
	if about.Agency != nil {
		for p := range concerns(about.Agency) {
			if p.Lang == about.Lang && dated(p) {
				return true
			}
		}
		return false
	}
	kind, isList := strings.CutSuffix(about.Slug, "/index")
	if about.Kind != content.KindPage || !isList && about.Slug != "index" || kind == string(content.KindAgency) {
		return false
	}
	return slices.ContainsFunc(s.Pages, func(p *site.Page) bool {
		return p.Lang == about.Lang && dated(p) && (!isList || string(p.Kind) == kind)
	})
}

// concerns are the pages that speak of an agency's work: what it handles, what it leads, and the
// policies that name it.
func concerns(a *site.Agency) map[*site.Page]bool {
	of := map[*site.Page]bool{}
	for _, p := range a.Licences {
		of[p] = true
	}
	for _, p := range a.Owns {
		of[p] = true
	}
	for _, m := range a.Measures {
		of[m.Measure.Page] = true
	}
	return of
}

func keepPages(list []*site.Page, keep func(*site.Page) bool) []*site.Page {
	var out []*site.Page
	for _, p := range list {
		if keep(p) {
			out = append(out, p)
		}
	}
	return out
}

// feedPath is where the feed of a page stands: beside it.
func feedPath(about *site.Page) string { return about.URL + "feed.xml" }

// feedTitle names a feed by its page and the site.
func feedTitle(s *site.Site, about *site.Page) string {
	name := siteName(s, about.Lang)
	if about.Slug == "index" {
		return name
	}
	return about.Title + " - " + name
}

func siteName(s *site.Site, lang content.Lang) string {
	if lang == content.Chinese {
		return s.Config.Name
	}
	return s.Config.NameEn
}

// feed writes a channel as an Atom feed (RFC 4287). A date of the sources has no hour; midnight in China
// stands for it.
func feed(s *site.Site, c channel) output.File {
	var b bytes.Buffer
	write := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
	}
	home, name := xmlURL(s, c.About), escapeXML(siteName(s, c.About.Lang))
	write(xml.Header, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`, string(c.About.Lang), "\">\n")
	write("<id>", home, "</id>\n<title>", escapeXML(feedTitle(s, c.About)), "</title>\n<updated>", instant(c.Entries[0].Updated), "</updated>\n")
	write(`<link rel="alternate" type="text/html" href="`, home, "\"/>\n")
	write(`<link rel="self" type="application/atom+xml" href="`, escapeXML(s.Config.BaseURL+feedPath(c.About)), "\"/>\n")
	write("<author><name>", name, "</name></author>\n")
	for _, p := range firstOf(c.Entries, feedLimit) {
		url := xmlURL(s, p)
		write("<entry><id>", url, "</id><title>", escapeXML(p.Title), "</title><updated>", instant(p.Updated), "</updated>")
		write(`<link rel="alternate" type="text/html" href="`, url, `"/><category term="`, string(p.Kind), `"/>`)
		if p.Summary != "" {
			write("<summary>", escapeXML(p.Summary), "</summary>")
		}
		write("</entry>\n")
	}
	write("</feed>\n")
	return output.File{Path: feedPath(c.About), Data: b.Bytes(), From: from}
}

func instant(d content.Date) string { return d.String() + "T00:00:00+08:00" }

// changedOn is the day of the last change that a page shows: its own, or of a list that of its latest
// entry; zero if no source gives one.
func changedOn(p *site.Page, lists map[*site.Page]content.Date) content.Date {
	if p.Updated.IsZero() {
		return lists[p]
	}
	return p.Updated
}
