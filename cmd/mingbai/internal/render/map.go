package render

import (
	"slices"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// mapSlug is the page that lists every page of the site, 网站地图.
const mapSlug = "site-map"

// siteMap lists every page that a reader may open, once, by column; the pages about the site and the
// feeds come last.
func (b *builder) siteMap() {
	v := &listView{Columns: true}
	b.v.Template, b.v.List = "list", v
	listed := 0
	add := func(g linkGroup) {
		if len(g.Links) > 0 {
			v.Groups = append(v.Groups, g)
			b.v.Contents = append(b.v.Contents, link{ID: g.ID, Text: g.Title})
		}
	}
	for _, kind := range columns {
		g := linkGroup{ID: "column-" + string(kind), Title: b.html(b.say("nav-" + string(kind)))}
		if list := b.find(content.KindPage, string(kind)+"/index"); list != nil {
			g.Links = append(g.Links, b.to(list))
		}
		for _, p := range b.kindPages(kind) {
			g.Links = append(g.Links, b.to(p))
		}
		listed += len(g.Links)
		add(g)
	}
	about := linkGroup{ID: "column-site", Title: b.html(b.say("site-pages"))}
	for _, p := range b.sitePages() {
		l := b.to(p)
		if p.Slug == "index" {
			l.Text = b.html(b.say("home"))
		}
		about.Links = append(about.Links, l)
	}
	v.Count = b.say("count-pages", strconv.Itoa(listed+len(about.Links)))
	add(about)
	feeds := linkGroup{ID: "column-feeds", Title: b.html(b.say("feeds"))}
	for _, c := range channels(b.site, b.p.Lang) {
		if c.About.Agency == nil {
			name := c.About.Title
			if c.About.Slug == "index" {
				name = b.say("feeds-all")
			}
			feeds.Links = append(feeds.Links, link{Href: b.href(feedPath(c.About)), Text: b.html(name)})
		}
	}
	add(feeds)
	b.v.Contents = b.contents(b.v.Contents)
	b.v.Prose = b.prose(nil)
}

// sitePages are the pages that belong to no column: first the home page, then those that the foot names,
// then the others.
func (b *builder) sitePages() []*site.Page {
	var out []*site.Page
	for _, slug := range append([]string{"index"}, aboutSite...) {
		if p := b.find(content.KindPage, slug); p != nil && slug != mapSlug {
			out = append(out, p)
		}
	}
	for _, p := range b.site.List(content.KindPage, b.p.Lang) {
		if columnOf(p) == "" && p.Slug != "404" && p.Slug != mapSlug && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}
