package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// card is a link to a page with one line of what it is, for lists.
func (b *builder) card(p *site.Page) link {
	l := b.to(p)
	switch {
	case p.Guide != nil:
		l.Hint = b.guideHint(p)
	case p.Licence != nil:
		l.Hint = b.dotted(b.html(b.say("type-"+string(p.Licence.Type))), b.took(p.Licence.Time))
	case p.Policy != nil:
		l.Badge = b.status(p.Policy.Status)
		l.Hint = b.dotted(b.html(p.Policy.Number), b.dateHTML(p.Policy.Published), b.change(p.Policy))
	case p.Agency != nil:
		l.Hint = b.agencyHint(p)
	}
	return l
}

// dotted joins the parts of a line; the dot stays with what follows it.
func (l *locale) dotted(parts ...template.HTML) template.HTML {
	dot := template.HTML(` <span class="mb-part">·&nbsp;`)
	if l.zh { // the dot of a Chinese font has its own space
		dot = `<span class="mb-part">·`
	}
	var out template.HTML
	for _, p := range parts {
		switch {
		case p == "":
		case out == "":
			out = p
		default:
			out += dot + p + `</span>`
		}
	}
	return out
}

func (b *builder) guideHint(p *site.Page) template.HTML {
	return b.dotted(b.html(p.Guide.Hint), b.sayHTML("to-do", b.things(p.Guide.Plan)))
}

func (b *builder) agencyHint(p *site.Page) template.HTML {
	a := p.Agency
	if a.Successor != nil {
		return b.sayHTML("agency-now", b.html(a.Successor.Title))
	}
	var parts []template.HTML
	if n := len(a.Licences); n > 0 {
		parts = append(parts, b.html(b.say("count-items", strconv.Itoa(n))))
	}
	if n := len(a.Measures); n > 0 {
		parts = append(parts, b.html(b.say("count-measures", strconv.Itoa(n))))
	}
	return b.dotted(parts...)
}

// noun is what a page is called in an index: a guide by the thing that is opened.
func (b *builder) noun(p *site.Page) string {
	switch {
	case p.Guide != nil && !p.Fallback:
		return p.Guide.Noun
	case p.Agency != nil:
		return p.Agency.Short
	}
	return p.Title
}

// cards makes a card for each page.
func (b *builder) cards(pages []*site.Page) []link {
	out := make([]link, 0, len(pages))
	for _, p := range pages {
		out = append(out, b.card(p))
	}
	return out
}

// kindPages lists the pages of a kind in the page's language.
func (b *builder) kindPages(kind content.Kind) []*site.Page { return b.site.List(kind, b.p.Lang) }
