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
	CareHelp    template.URL  // what a reader without scripts can do for larger type
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
	rooted  bool   // the page is the error page, whose links begin elsewhere
}

func keyOf(p *site.Page) frameKey {
	column := columnOf(p)
	return frameKey{p.Lang, strings.Count(p.URL, "/"), column, p.Slug == column, p.Slug == "404"}
}

// columns are the list pages of the main menu, in order.
var columns = []content.Kind{content.KindGuide, content.KindLicence, content.KindPolicy, content.KindAgency}

// aboutSite are the pages about the site as a whole that the foot of every page leads to, in order.
var aboutSite = []string{"search", "glossary", dataSlug, mapSlug, "about", "accessibility", site.OfflineSlug}

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
	Sectors, Authorities  []choice // to narrow the results of the search page by
}

// choice is one option of a list.
type choice struct {
	ID   string
	Text template.HTML
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
	f := &frame{SiteName: siteName(r.site, p.Lang), Home: b.href(homeURL(p.Lang)), Root: b.href("")}
	if r.site.Config.Offline.ServiceWorker {
		f.Worker = b.href(workerFile)
	}
	search := searchView{Action: f.Home, Disk: r.site.Config.Disk}
	if s := b.find(content.KindPage, "search"); s != nil {
		search.Action = b.href(s.URL)
	}
	f.SearchPage = search.Action
	if p := b.find(content.KindPage, "accessibility"); p != nil {
		f.CareHelp = b.href(p.URL) + "#large"
	}
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
	large.Sectors, large.Authorities = b.searchChoices()
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

// searchChoices are the sectors that have pages and the authorities that handle items.
func (b *builder) searchChoices() (sectors, authorities []choice) {
	used := map[content.Sector]bool{}
	for _, p := range b.site.Pages {
		switch {
		case p.Lang != b.p.Lang:
		case p.Agency != nil && len(p.Agency.Licences) > 0:
			authorities = append(authorities, choice{p.Slug, b.html(p.Agency.Short)})
		default:
			for _, sector := range sectorsOf(p) {
				used[sector] = true
			}
		}
	}
	for _, sector := range content.Sector("").Allowed() {
		if used[content.Sector(sector)] {
			sectors = append(sectors, choice{sector, b.html(b.say("sector-" + sector))})
		}
	}
	return sectors, authorities
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
	if home := b.find(content.KindPage, "index"); hasFeed(b.site, home) {
		h.Feed = b.href(feedPath(home))
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

// footer lists the sections, the pages about the site, and the required marks of a government website;
// empty ones are said to be empty.
func (b *builder) footer() footerView {
	v := footerView{Nav: b.nav(false)}
	for _, slug := range aboutSite {
		if p := b.find(content.KindPage, slug); p != nil {
			v.Nav = append(v.Nav, navItem{Href: b.href(p.URL), Text: b.html(p.Title)})
		}
	}
	v.Facts = b.marks()
	return v
}

// Where the numbers of a site can be looked up (工业和信息化部 and 公安部).
const (
	icpRegister    = "https://beian.miit.gov.cn/"
	policeRegister = "https://beian.mps.gov.cn/#/query/webSearch?code="
)

// marks are the required marks of a government website, as plain links: the crawlers of the inspection
// look for them in the foot of the page.
func (b *builder) marks() []footerFact {
	g := b.site.Config.Government
	var out []footerFact
	add := func(key, value string, href string) {
		f := footerFact{Label: b.say(key), Text: b.html(value), Href: template.URL(href)}
		if value == "" {
			f.Text, f.Href = b.html(b.say("to-fill")), ""
		}
		out = append(out, f)
	}
	report := string(b.reportURL(b.site.Config.BaseURL, "", content.Date{}))
	word := func(key, href string) string {
		if href == "" {
			return ""
		}
		return b.say(key)
	}
	add("gov-report", word("report-link", report), report)
	add("gov-mark", word("gov-mark-see", g.PartyMark), g.PartyMark)
	add("gov-code", g.SiteCode, "")
	add("gov-icp", g.ICP, icpRegister)
	add("gov-police", g.PublicSecurity, policeRegister+digits(g.PublicSecurity))
	add("gov-host", b.pick(g.Host, g.HostEn), "")
	add("gov-organiser", b.pick(g.Organiser, g.OrganiserEn), "")
	add("gov-contact", b.pick(g.Contact, g.ContactEn), reach(b.pick(g.Contact, g.ContactEn)))
	add("gov-hotline", g.Hotline, "tel:"+g.Hotline)
	return out
}

// reach is the address by which a way of contact is reached: a telephone number, a mail address or a
// web address that stands alone; "" for anything else, such as a number with words.
func reach(contact string) string {
	switch {
	case strings.HasPrefix(contact, "https://"), strings.HasPrefix(contact, "http://"):
		return contact
	case strings.Contains(contact, "@") && !strings.ContainsAny(contact, " ：:，,；;"):
		return "mailto:" + contact
	case digits(contact) != "" && strings.Trim(contact, "0123456789+-") == "":
		return "tel:" + contact
	}
	return ""
}

// digits are the digits of a text.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// pick takes the value of the page's language, or the other one if that is empty.
func (b *builder) pick(zh, en string) string {
	if b.zh || en == "" {
		return zh
	}
	return en
}
