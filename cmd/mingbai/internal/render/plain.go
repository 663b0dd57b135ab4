package render

import (
	"html/template"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// otherView is the part of the error page in the other language.
type otherView struct {
	Lang  content.Lang
	Title template.HTML
	Lead  template.HTML
	Links []link
}

// plain is a page of text; the glossary's text is followed by its terms.
func (b *builder) plain() {
	b.v.Template = "page"
	b.v.Prose = b.prose(nil)
	b.v.Contents = b.contents(b.proseContents(nil))
	if b.p.Slug == "glossary" {
		b.v.Terms, b.v.Contents = b.glossary(), nil
	}
}

// notFound is the error page: one file for both languages, Chinese first.
func (b *builder) notFound() {
	v := b.v
	v.Template = "404"
	v.Prose = b.prose(nil)
	v.Index = b.index()
	v.Index.Departments, v.Index.Letters = nil, nil
	t := b.p.Translation
	if t == nil {
		return
	}
	other := &builder{Renderer: b.Renderer, locale: b.Renderer.locale(t.Lang), p: &site.Page{Lang: t.Lang, URL: b.p.URL}}
	v.Other = &otherView{Lang: t.Lang, Title: other.html(t.Title), Lead: other.html(t.Summary)}
	for _, p := range []*site.Page{other.find(content.KindPage, "index"), other.find(content.KindPage, "search")} {
		if p != nil {
			v.Other.Links = append(v.Other.Links, other.to(p))
		}
	}
	for _, item := range other.nav(false) {
		v.Other.Links = append(v.Other.Links, link{Href: item.Href, Text: item.Text})
	}
}
