package render

import (
	"html/template"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// frame is what all pages of one language, depth and column share, rendered once.
type frame struct {
	SiteName    string
	Home        template.URL
	SearchPage  template.URL
	Root        template.URL
	Worker      template.URL  // the service worker, if the site has one
	Head        template.HTML // links to stylesheet, scripts and feed
	Search      template.HTML // the form of the header
	SearchLarge template.HTML // the form of the search page
	Nav         template.HTML
	Footer      template.HTML
}

type frameKey struct {
	lang    content.Lang
	depth   int
	column  string // the list page of the kind
	current bool   // the page is that list page
}

func keyOf(p *site.Page) frameKey {
	column := columnOf(p)
	return frameKey{p.Lang, strings.Count(p.URL, "/"), column, p.Slug == column}
}

// columns are the list pages of the main menu, in order.
var columns = []content.Kind{content.KindGuide, content.KindLicence, content.KindPolicy, content.KindAgency}

// columnOf is the slug of the list page that a page belongs to, or "".
func columnOf(p *site.Page) string {
	if p.Kind != content.KindPage {
		return string(p.Kind) + "/index"
	}
	if strings.HasSuffix(p.Slug, "/index") {
		return p.Slug
	}
	return ""
}

type headView struct {
	Icon, CSS, Feed, Early, Main template.URL
	Disk                         bool
}

type searchView struct {
	Action, Client, Index template.URL
	Other                 template.URL // the index of the other language
	OtherLang             content.Lang
	Large                 bool // the form of the search page
	Disk                  bool
}

type navItem struct {
	Href    template.URL
	Text    template.HTML
	Current string
}

// frame renders the shared parts as seen from a page.
func (r *Renderer) frame(p *site.Page) (*frame, error) {
	b := &builder{Renderer: r, locale: r.locale(p.Lang), p: p}
	parts := r.templates.of(p.Lang).parts
	f := &frame{SiteName: r.site.Config.Name, Home: b.href(homeURL(p.Lang)), Root: b.href("")}
	if r.site.Config.Offline.ServiceWorker {
		f.Worker = b.href(workerFile)
	}
	if !b.zh {
		f.SiteName = r.site.Config.NameEn
	}
	search := searchView{Action: f.Home, Disk: r.site.Config.Disk}
	if s := b.find(content.KindPage, "search"); s != nil {
		search.Action = b.href(s.URL)
	}
	f.SearchPage = search.Action
	client, index := r.assets.Names[searchClient], r.assets.Manifests[string(p.Lang)]
	if search.Disk {
		client = r.assets.Names[mainScript] // holds them all
	}
	if client != "" && index != "" {
		search.Client, search.Index = b.href(client), b.href(index)
		search.OtherLang = otherLang(p.Lang)
		if other := r.assets.Manifests[string(search.OtherLang)]; other != "" {
			search.Other = b.href(other)
		}
	}
	large := search
	large.Large = true
	for _, part := range []struct {
		into *template.HTML
		name string
		data any
	}{
		{&f.Head, "head", b.head()},
		{&f.Search, "search", search},
		{&f.SearchLarge, "search", large},
		{&f.Nav, "nav", b.nav(true)},
		{&f.Footer, "footer", b.footer()},
	} {
		var err error
		if *part.into, err = run(parts, part.name, part.data); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func otherLang(lang content.Lang) content.Lang {
	if lang == content.Chinese {
		return content.English
	}
	return content.Chinese
}

func homeURL(lang content.Lang) string {
	if lang == content.Chinese {
		return ""
	}
	return "en/"
}

func (b *builder) head() headView {
	asset := func(name string) template.URL {
		if b.assets.Names[name] == "" {
			return ""
		}
		return b.href(b.assets.Names[name])
	}
	h := headView{Icon: asset(siteIcon), CSS: asset(stylesheet), Early: asset(earlyScript), Main: asset(mainScript), Disk: b.site.Config.Disk}
	if b.feeds[b.p.Lang] {
		h.Feed = b.href(feedPath(b.p.Lang))
	}
	return h
}

// nav is the main menu; with current, the page's own place in it is marked.
func (b *builder) nav(current bool) []navItem {
	var out []navItem
	for _, kind := range columns {
		list := b.find(content.KindPage, string(kind)+"/index")
		if list == nil {
			continue
		}
		item := navItem{Href: b.href(list.URL), Text: b.html(b.say("nav-" + string(kind)))}
		switch {
		case !current:
		case b.p.Slug == list.Slug:
			item.Current = "page"
		case columnOf(b.p) == list.Slug:
			item.Current = "true"
		}
		out = append(out, item)
	}
	return out
}

type footerView struct {
	Nav   []navItem
	Facts []footerFact
}

type footerFact struct {
	Label string
	Text  template.HTML
	Href  template.URL
}

// footer lists the sections, the pages about the site, and the required marks of a government
// website; empty ones are said to be empty.
func (b *builder) footer() footerView {
	v := footerView{Nav: b.nav(false)}
	for _, slug := range []string{"search", "glossary", dataSlug, "about", "accessibility", site.OfflineSlug} {
		if p := b.find(content.KindPage, slug); p != nil {
			text := b.html(p.Title)
			if slug == "search" {
				text = b.html(b.say("site-map"))
			}
			v.Nav = append(v.Nav, navItem{Href: b.href(p.URL), Text: text})
		}
	}
	g := b.site.Config.Government
	add := func(key, value string) {
		text := b.html(value)
		if value == "" {
			text = b.html(b.say("to-fill"))
		}
		v.Facts = append(v.Facts, footerFact{Label: b.say(key), Text: text})
	}
	add("gov-host", b.pick(g.Host, g.HostEn))
	add("gov-organiser", b.pick(g.Organiser, g.OrganiserEn))
	add("gov-code", g.SiteCode)
	add("gov-icp", g.ICP)
	add("gov-police", g.PublicSecurity)
	add("gov-contact", b.pick(g.Contact, g.ContactEn))
	add("gov-hotline", g.Hotline)
	if g.Hotline != "" {
		v.Facts[len(v.Facts)-1].Href = template.URL("tel:" + g.Hotline)
	}
	return v
}

// pick takes the value of the page's language, or the other one if that is empty.
func (b *builder) pick(zh, en string) string {
	if b.zh || en == "" {
		return zh
	}
	return en
}
