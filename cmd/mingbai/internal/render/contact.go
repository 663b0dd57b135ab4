package render

import (
	"html/template"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

type contactView struct {
	Title     string
	Prose     template.HTML
	Rows      []fact
	Sentences []template.HTML
}

// licenceAsk says whom to ask, where to complain, and what to do against a decision.
func (b *builder) licenceAsk(lic *site.Licence) *contactView {
	v := &contactView{Title: b.say("ask-licence")}
	b.departments(v, lic.Authorities)
	for _, c := range lic.Contacts {
		b.contact(v, c)
	}
	b.hotline(v, len(lic.Contacts) > 0)
	v.Rows = append(v.Rows,
		fact{Label: b.say("complain"), Lines: []template.HTML{b.hotlineText("complain-text")}},
		fact{Label: b.say("appeal"), Lines: []template.HTML{b.html(b.say("appeal-text"))}})
	return v
}

// guideAsk says whom to ask about a guide: the department in charge and those that handle the items.
func (b *builder) guideAsk(g *site.Guide, into introductions) *contactView {
	v := &contactView{Title: b.say("ask"), Prose: into["ask"]}
	var bodies []*site.Page
	for _, n := range g.Steps {
		for _, a := range n.Licence.Licence.Authorities {
			if !slices.Contains(bodies, a) {
				bodies = append(bodies, a)
			}
		}
	}
	b.departments(v, bodies)
	if g.Owner != nil {
		v.Rows = append(v.Rows, fact{Label: b.say("in-charge"), Lines: []template.HTML{anchor(b.href(g.Owner.URL), b.html(g.Owner.Title))}})
	}
	b.hotline(v, false)
	return v
}

// agencyAsk says how to reach a body; the site knows no addresses unless a source gives them.
func (b *builder) agencyAsk(p *site.Page) *contactView {
	v := &contactView{Title: b.say("contact")}
	b.departments(v, []*site.Page{p})
	known := false
	for _, item := range p.Agency.Licences {
		for _, c := range item.Licence.Contacts {
			if c.Agency == p.Slug && !known {
				b.contact(v, c)
				known = true
			}
		}
	}
	b.hotline(v, known)
	return v
}

func (b *builder) departments(v *contactView, bodies []*site.Page) {
	if len(bodies) == 0 {
		return
	}
	f := fact{Label: b.say("department")}
	for _, a := range bodies {
		name := b.html(a.Title)
		if a != b.p {
			name = anchor(b.href(a.URL), name)
		}
		f.Lines = append(f.Lines, name)
	}
	v.Rows = append(v.Rows, f)
}

// contact adds what is known of one place to ask.
func (b *builder) contact(v *contactView, c content.Contact) {
	add := func(key string, text template.HTML) {
		if text != "" {
			v.Rows = append(v.Rows, fact{Label: b.say(key), Lines: []template.HTML{text}})
		}
	}
	add("address", b.html(c.Address))
	add("hours", b.html(c.Hours))
	if c.Phone != "" {
		add("phone", anchor(template.URL("tel:"+strings.ReplaceAll(c.Phone, " ", "")), keep(c.Phone)))
	}
	if c.Complaint != "" {
		add("complain", anchor(template.URL("tel:"+strings.ReplaceAll(c.Complaint, " ", "")), keep(c.Complaint)))
	}
	if c.URL != "" {
		add("online", anchor(template.URL(c.URL), b.html(b.say("online-link"))))
	}
}

// hotline adds the general number; without a known address and telephone, a sentence says so.
func (b *builder) hotline(v *contactView, known bool) {
	if !known {
		v.Sentences = append(v.Sentences, b.hotlineText("contact-unknown"))
	}
}

// hotlineText puts the hotline as a telephone link into a text.
func (b *builder) hotlineText(key string) template.HTML {
	number := b.site.Config.Government.Hotline
	if number == "" {
		return b.html(b.say(key + "-none"))
	}
	return b.sayHTML(key, anchor(template.URL("tel:"+number), keep(number)))
}
