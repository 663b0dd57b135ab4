package render

import (
	"html/template"
	"net/url"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/qr"
	"mingbai/cmd/mingbai/internal/site"
)

// common fills what every page has: head, heading, breadcrumb, language switch and foot.
func (b *builder) common() error {
	p, v := b.p, b.v
	v.DocTitle = p.Title
	if name := v.Frame.SiteName; p.Slug != "index" {
		v.DocTitle += b.say("title-join") + name
	} else if p.Title != name {
		v.DocTitle = name + b.say("title-join") + p.Title
	}
	v.Description = b.description()
	v.H1 = b.heading(p.Title)
	v.Lead = b.html(p.Summary)
	v.PageID = pageID(p)
	v.Address = b.absolute(p)
	v.Crumbs = b.crumbs()
	b.alternates()
	b.languages()
	b.government()
	b.social()
	if hasFeed(b.site, p) {
		v.Feed = &link{Href: b.href(feedPath(p)), Text: b.html(feedTitle(b.site, p))}
	}
	b.report()
	b.freshness()
	if err := b.code(); err != nil {
		return err
	}
	if p.Fallback {
		v.TitleLang = content.Chinese
		v.H1 = b.zhHeading(p.Title)
		v.Lead = template.HTML(`<span lang="zh-CN">` + template.HTMLEscapeString(p.Summary) + `</span>`)
		n := b.notice("note", b.html(b.say("fallback")))
		v.Notices = append(v.Notices, n)
	}
	return nil
}

// code makes the QR code of the page's address for print. A stand-in leads nowhere and gets none.
func (b *builder) code() error {
	if b.v.NoIndex || b.site.Config.StandIn() {
		return nil
	}
	code, err := qr.New(b.v.Address)
	b.v.QR = &code
	return err
}

// description is the page's summary, or what kind of page it is.
func (b *builder) description() string {
	p := b.p
	switch {
	case p.Summary != "":
		return p.Summary
	case p.Agency != nil:
		return b.say("agency-summary", p.Title)
	}
	return p.Title
}

// pageID names the page for someone who reports an error.
func pageID(p *site.Page) string {
	if p.Kind == content.KindPage {
		return p.Slug
	}
	return string(p.Kind) + "/" + p.Slug
}

// absolute is the public address of a page.
func (b *builder) absolute(p *site.Page) string { return b.site.Config.BaseURL + p.URL }

// crumbs leads from the home page to the page's section, not to the page itself.
func (b *builder) crumbs() []link {
	if b.p.Slug == "index" {
		return nil
	}
	out := []link{{Href: b.v.Frame.Home, Text: b.html(b.say("home"))}}
	if column := columnOf(b.p); column != "" && column != b.p.Slug {
		if list := b.find(content.KindPage, column); list != nil {
			out = append(out, link{Href: b.href(list.URL), Text: b.html(b.say("nav-" + string(b.p.Kind)))})
		}
	}
	return out
}

// alternates gives the canonical address and the addresses in both languages. A page that only
// repeats the other language's text has none and is not for search engines.
func (b *builder) alternates() {
	p, v := b.p, b.v
	if p.Fallback || p.Slug == "404" || p.Slug == site.OfflineSlug {
		v.NoIndex = true
		return
	}
	v.Canonical = template.URL(b.absolute(p))
	versions := versionsOf(p)
	for _, a := range versions {
		v.Alternates = append(v.Alternates, alternate{string(a.Lang), template.URL(b.absolute(a))})
	}
	if first := versions[0]; first.Lang == content.Chinese {
		v.Alternates = append(v.Alternates, alternate{"x-default", template.URL(b.absolute(first))})
	}
}

// versionsOf gives the languages in which a page can be read, Chinese first.
func versionsOf(p *site.Page) []*site.Page {
	out := []*site.Page{p}
	if t := p.Translation; t != nil && !t.Fallback {
		out = append(out, t)
		if t.Lang == content.Chinese {
			out[0], out[1] = t, p
		}
	}
	return out
}

// languages fills the switch to the same page in the other language.
func (b *builder) languages() {
	t := b.p.Translation
	if t == nil || b.p.Slug == "404" {
		return
	}
	s := &link{Href: b.href(t.URL), Lang: t.Lang, Text: template.HTML(b.say("other-language")), Short: b.say("other-short")}
	if t.Fallback {
		s.Text = template.HTML(b.say("other-none"))
	} else if !b.p.Fallback {
		b.v.Offer = &link{Href: s.Href, Lang: t.Lang}
	}
	b.v.Switch = s
}

// report fills the foot of the page.
func (b *builder) report() {
	p, v := b.p, b.v
	checked := p.Updated
	switch {
	case p.Licence != nil:
		checked = p.Licence.Evidence.Checked
	case p.Guide != nil:
		checked = p.Guide.Evidence.Checked
	}
	v.Checked = b.stamp(checked)
	if p.Policy != nil {
		v.Checked = nil // the date of publication is no check
	}
	v.Report = b.reportURL(b.absolute(p), v.PageID, p.Updated)
}

// nationalReport is the address of “我为政府网站找错” for every government website (国办函〔2019〕61号); it asks
// for the code of the site and the address of the page.
const nationalReport = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"

// reportURL is where to report an error, with the address, name and date of the page: the address that
// the site sets, or the national one if the site has its code; "" if neither is known.
func (b *builder) reportURL(address, page string, date content.Date) template.URL {
	g := b.site.Config.Government
	target := g.ReportURL
	if target == "" && g.SiteCode != "" {
		target = nationalReport + "?site_code=" + url.QueryEscape(g.SiteCode)
	}
	u, err := url.Parse(target)
	if err != nil || target == "" {
		return ""
	}
	q := u.Query()
	q.Set("url", address)
	if page != "" {
		q.Set("page", page)
	}
	if !date.IsZero() {
		q.Set("date", date.String())
	}
	u.RawQuery = q.Encode()
	return template.URL(u.String())
}
