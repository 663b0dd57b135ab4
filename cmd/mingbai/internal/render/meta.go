package render

import (
	"net/url"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// columnTypes are the kinds of column that 国办发〔2017〕47号 knows, for our kinds of page.
var columnTypes = map[content.Kind]string{
	content.KindPolicy:  "政策文件",
	content.KindGuide:   "办事服务",
	content.KindLicence: "办事服务",
	content.KindAgency:  "机构职能",
	content.KindPage:    "概况信息",
	dataSlug:            "数据开放",
}

// government fills the required meta tags of a government website. They are in Chinese; an English
// page repeats the code of the site only.
func (b *builder) government() {
	add := func(name, value string) {
		if value != "" {
			b.v.Meta = append(b.v.Meta, meta{name, value})
		}
	}
	code := b.site.Config.Government.SiteCode
	if !b.zh {
		add("SiteIDCode", code)
		return
	}
	add("SiteName", b.site.Config.Name)
	if u, err := url.Parse(b.site.Config.BaseURL); err == nil {
		add("SiteDomain", u.Hostname())
	}
	add("SiteIDCode", code)
	b.columnMeta(add)
	p := b.p
	if p.Policy == nil && p.Guide == nil && p.Licence == nil {
		return
	}
	add("ArticleTitle", p.Title)
	if !p.Updated.IsZero() {
		add("PubDate", p.Updated.String()+" 00:00")
	}
	add("ContentSource", b.contentSource())
	add("Description", p.Summary)
}

// columnMeta describes the column that the page stands in.
func (b *builder) columnMeta(add func(name, value string)) {
	p := b.p
	kind, list := p.Kind, p
	if column := columnOf(p); column != "" {
		kind = content.Kind(strings.TrimSuffix(column, "/index"))
		if found := b.find(content.KindPage, column); found != nil {
			list = found
		}
	}
	if p.Kind == content.KindPage && p.Slug == dataSlug {
		kind = dataSlug
	}
	name := list.Title
	if list.Plain != nil && list.Plain.Column != "" {
		name = list.Plain.Column
	}
	kindName := columnTypes[kind]
	if p.Slug == "index" {
		name, kindName = b.say("home"), b.say("home")
	}
	add("ColumnName", name)
	add("ColumnDescription", list.Summary)
	add("ColumnKeywords", name)
	add("ColumnType", kindName)
}

func (b *builder) contentSource() string {
	switch p := b.p; {
	case p.Policy != nil && p.Policy.Gazette != "":
		return p.Policy.Gazette
	case p.Policy != nil && p.Policy.Issuer != "":
		return p.Policy.Issuer
	case b.site.Config.Government.Host != "":
		return b.site.Config.Government.Host
	}
	return b.site.Config.Name
}
