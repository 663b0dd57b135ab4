package render

import (
	"html/template"
	"slices"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// headID names the text before the first heading in a list of passages.
const headID = "head"

// freshness warns the reader at the top of a translation that is older than its source, and of a page
// that nobody has reviewed in time. Each part says so itself, see staleNote.
func (b *builder) freshness() {
	p := b.p
	if len(p.Stale) > 0 && p.Translation != nil && p.Slug != "404" {
		n := b.notice("warn", b.sayHTML("stale", b.dateHTML(p.Version.Date), template.HTML(strconv.Itoa(len(p.Stale)))))
		for _, s := range p.Stale {
			switch {
			case s.ID == content.FrontID:
				n.List = append(n.List, b.html(b.say("stale-front")))
			case s.Heading == "" && s.English == "": // the Chinese has it and the translation does not
				n.List = append(n.List, anchor(b.original(s.ID), b.html(b.say("stale-part"))))
			case s.Heading == "" || s.ID == headID:
				n.List = append(n.List, b.html(b.say("stale-part")))
			default:
				n.List = append(n.List, anchor(template.URL("#"+s.ID), b.html(s.Heading)))
			}
		}
		n.List = slices.Compact(n.List)
		n.Link = &link{Href: b.href(p.Translation.URL), Text: template.HTML(b.say("read-original")), Lang: content.Chinese}
		b.v.Notices = append(b.v.Notices, n)
	}
	if p.Overdue {
		b.v.Notices = append(b.v.Notices, b.notice("warn", b.sayHTML("review-due", b.dateHTML(reviewBy(p)))))
	}
}

// reviewBy is the day by which a guide or item is to be reviewed.
func reviewBy(p *site.Page) content.Date {
	if p.Guide != nil {
		return p.Guide.ReviewBy
	}
	return p.Licence.ReviewBy
}

// staleNote says at the head of a passage that its Chinese has changed since it was translated, and leads
// to the same passage in Chinese; "" for one that is not stale.
func (b *builder) staleNote(id string) template.HTML { return b.staleAt(id, id) }

// staleWords puts such a note at the head of the sections that show words of the front matter. Which of
// these words have changed is not recorded, so the note stands at each of the sections.
func (b *builder) staleWords(into introductions, sections ...string) {
	for _, id := range sections {
		if html, shown := into[id]; shown && b.staleNote(id) == "" {
			into[id] = b.staleAt(content.FrontID, id) + html
		}
	}
}

func (b *builder) staleAt(id, section string) template.HTML {
	at := slices.IndexFunc(b.p.Stale, func(s site.Stale) bool { return s.ID == id })
	if at < 0 || b.p.Translation == nil || b.p.Fallback {
		return ""
	}
	key, href := "stale-here", b.original(section)
	switch {
	case b.p.Stale[at].Gone:
		key, href = "stale-gone", b.href(b.p.Translation.URL)
	case id == content.FrontID:
		key = "stale-words"
	}
	link := template.HTML(`<a href="` + template.HTMLEscapeString(string(href)) + `" lang="zh-CN" hreflang="zh-CN">` + b.say("read-original") + `</a>`)
	return `<p class="mb-stale">` + icon("warn") + b.sayHTML(key, b.dateHTML(b.p.Version.Date)) + " " + link + `</p>`
}

// original is the address of a section in Chinese.
func (b *builder) original(section string) template.URL {
	href := b.href(b.p.Translation.URL)
	if section == headID {
		return href
	}
	return href + template.URL("#"+section)
}

// staleItems says of a section with words of other pages which of these pages have stale words.
func (b *builder) staleItems(pages []*site.Page) template.HTML {
	var out []template.HTML
	for _, p := range pages {
		if slices.ContainsFunc(p.Stale, func(s site.Stale) bool { return s.ID == content.FrontID }) {
			out = append(out, anchor(b.href(p.URL), b.to(p).Text))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return `<p class="mb-stale">` + icon("warn") + b.sayHTML("stale-items", b.series(out)) + `</p>`
}
