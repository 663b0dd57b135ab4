package render

import (
	"bytes"
	"encoding/xml"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// feedLimit is how many entries a feed holds.
const feedLimit = 50

func feedPath(lang content.Lang) string { return homeURL(lang) + "feed.xml" }

// feed is the Atom feed (RFC 4287) of guides, items and policies in one language. A date of the
// sources has no hour; midnight in China stands for it.
func feed(s *site.Site, lang content.Lang, entries []*site.Page) output.File {
	name := s.Config.Name
	if lang != content.Chinese {
		name = s.Config.NameEn
	}
	home := escapeXML(s.Config.BaseURL + homeURL(lang))
	var b bytes.Buffer
	write := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
	}
	write(xml.Header, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`, string(lang), "\">\n")
	write("<id>", home, "</id>\n<title>", escapeXML(name), "</title>\n<updated>", instant(entries[0].Updated), "</updated>\n")
	write(`<link rel="alternate" type="text/html" href="`, home, "\"/>\n")
	write(`<link rel="self" type="application/atom+xml" href="`, escapeXML(s.Config.BaseURL+feedPath(lang)), "\"/>\n")
	write("<author><name>", escapeXML(name), "</name></author>\n")
	for _, p := range entries {
		url := xmlURL(s, p)
		write("<entry><id>", url, "</id><title>", escapeXML(p.Title), "</title><updated>", instant(p.Updated), "</updated>")
		write(`<link rel="alternate" type="text/html" href="`, url, `"/><category term="`, string(p.Kind), `"/>`)
		if p.Summary != "" {
			write("<summary>", escapeXML(p.Summary), "</summary>")
		}
		write("</entry>\n")
	}
	write("</feed>\n")
	return output.File{Path: feedPath(lang), Data: b.Bytes(), From: from}
}

func instant(d content.Date) string { return d.String() + "T00:00:00+08:00" }
