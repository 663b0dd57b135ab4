package site

import (
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

// licence resolves the agencies of an item and the items that it needs first.
func (l *linker) licence(p *Page) {
	lic := p.Licence
	for i, id := range lic.Authority {
		if a := l.agency(p, id, "authority", i); a != nil {
			lic.Authorities = append(lic.Authorities, a)
			a.Agency.Licences = append(a.Agency.Licences, p)
		}
	}
	if lic.Owner = l.agency(p, lic.Licence.Owner, "owner"); lic.Owner != nil {
		lic.Owner.Agency.Owns = append(lic.Owner.Agency.Owns, p)
	}
	for i, c := range lic.Contacts {
		l.agency(p, c.Agency, "contacts", i, "agency")
	}
	l.unknownItems(p)
	for _, n := range l.needs(p) {
		if n.sure {
			lic.Needs = append(lic.Needs, n.items)
		}
		for _, item := range n.items {
			if item.Licence != nil && !slices.Contains(item.Licence.Opens, p) {
				item.Licence.Opens = append(item.Licence.Opens, p)
			}
		}
	}
}

// need is something that an item needs first: any one of the items serves.
type need struct {
	items []*Page
	// sure is set if the item cannot be had without it; a paper needed in some cases is not sure.
	sure bool
}

// needs lists what an item needs first: papers that another item yields, and requirements. A need
// for the same items stands once; unknown items are left out, see unknownItems.
func (l *linker) needs(p *Page) []need {
	var out []need
	add := func(slugs []string, sure bool) {
		n := need{sure: sure}
		for _, slug := range slugs {
			if item := l.site.Find(content.KindLicence, p.Lang, slug); item != nil {
				n.items = append(n.items, item)
			}
		}
		if len(n.items) == 0 {
			return
		}
		for i := range out {
			if slices.Equal(out[i].items, n.items) {
				out[i].sure = out[i].sure || n.sure
				return
			}
		}
		out = append(out, n)
	}
	for _, m := range p.Licence.Materials {
		add(m.From, m.Need == "required")
	}
	for _, r := range p.Licence.Require {
		add(r.AnyOf, len(r.When) == 0)
		for _, slug := range r.AllOf {
			add([]string{slug}, len(r.When) == 0)
		}
	}
	return out
}

// unknownItems reports every item that a licence names and the site does not have.
func (l *linker) unknownItems(p *Page) {
	for i, m := range p.Licence.Materials {
		for j, slug := range m.From {
			l.item(p, slug, "materials", i, "from", j)
		}
	}
	for i, r := range p.Licence.Require {
		for j, slug := range r.AnyOf {
			l.item(p, slug, "require", i, "any_of", j)
		}
		for j, slug := range r.AllOf {
			l.item(p, slug, "require", i, "all_of", j)
		}
	}
}

// cycles reports items that can never be had because they wait for each other. An item can be had
// once each of its sure needs can be met by at least one item; the items left over are in cycles or
// behind them, and one cycle is named by its path.
func (l *linker) cycles() {
	items := l.site.List(content.KindLicence, content.Chinese)
	sure := map[*Page][]need{}
	for _, p := range items {
		for _, n := range l.needs(p) {
			if n.sure {
				sure[p] = append(sure[p], n)
			}
		}
	}
	had := map[*Page]bool{}
	for grown := true; grown; {
		grown = false
		for _, p := range items {
			if !had[p] && !slices.ContainsFunc(sure[p], func(n need) bool {
				return !slices.ContainsFunc(n.items, func(i *Page) bool { return had[i] })
			}) {
				had[p], grown = true, true
			}
		}
	}
	for _, p := range items {
		if !had[p] {
			l.cycleFrom(p, sure, had)
			return
		}
	}
}

// cycleFrom follows unmet needs from an item until one repeats, and reports the path.
func (l *linker) cycleFrom(p *Page, sure map[*Page][]need, had map[*Page]bool) {
	var trail []*Page
	for !slices.Contains(trail, p) {
		trail = append(trail, p)
		for _, n := range sure[p] {
			if !slices.ContainsFunc(n.items, func(i *Page) bool { return had[i] }) {
				p = n.items[0]
				break
			}
		}
	}
	trail = append(trail[slices.Index(trail, p):], p)
	names := []string{p.Slug}
	var places []diag.Pos
	for i, t := range trail[1:] {
		names = append(names, t.Slug)
		places = append(places, l.waits(trail[i], t.Slug))
	}
	l.diags.Add(places[0], "cycle", strings.Join(names, " → ")).See(places[1:]...)
}

// backlinks gives items, measures and agencies the guides and items that point at them.
func (l *linker) backlinks() {
	for _, p := range l.site.Pages {
		if p.Guide == nil {
			continue
		}
		for _, n := range p.Guide.Steps {
			lic := n.Licence.Licence
			lic.Guides = append(lic.Guides, p)
			for _, m := range p.Guide.Measures {
				if !slices.Contains(lic.Measures, m) {
					lic.Measures = append(lic.Measures, m)
				}
				if !slices.Contains(m.Licences, n.Licence) {
					m.Licences = append(m.Licences, n.Licence)
				}
			}
		}
		for _, m := range p.Guide.Measures {
			if !slices.Contains(m.Guides, p) {
				m.Guides = append(m.Guides, p)
			}
		}
	}
}
