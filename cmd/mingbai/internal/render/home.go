package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

type homeView struct {
	Guides    []link
	AllGuides *link
	Doors     []door
	Changed   []link
}

// door is a way into the site on the home page.
type door struct {
	ID    string
	Title string
	Href  template.URL
	Text  string
	Links []link
	More  *link
}

// homeLinks is how many links the home page shows of each kind before it points to the list.
const homeLinks = 8

func (b *builder) home() {
	v := &homeView{}
	b.v.Template, b.v.Home = "home", v
	for _, p := range firstOf(b.wanted(), homeLinks) {
		l := b.card(p)
		l.Text = b.html(b.noun(p))
		v.Guides = append(v.Guides, l)
	}
	v.AllGuides = b.more("home-all-guides", content.KindGuide)
	v.Doors = []door{b.itemDoor(), b.policyDoor(), b.agencyDoor()}
	v.Doors = slices.DeleteFunc(v.Doors, func(d door) bool { return d.ID == "" })
	for _, p := range b.changed() {
		l := b.to(p)
		l.Hint = b.dotted(b.dateHTML(p.Updated), b.html(b.say("kind-"+string(p.Kind))))
		v.Changed = append(v.Changed, l)
	}
	b.v.Prose = b.prose(nil)
}

// wanted lists the guides, those first that the page names.
func (b *builder) wanted() []*site.Page {
	guides := slices.Clone(b.p.Plain.Guides)
	for _, g := range b.kindPages(content.KindGuide) {
		if !slices.Contains(guides, g) {
			guides = append(guides, g)
		}
	}
	return guides
}

func firstOf[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// more is the link to the list of a kind, or nil.
func (b *builder) more(key string, kind content.Kind) *link {
	list := b.find(content.KindPage, string(kind)+"/index")
	if list == nil {
		return nil
	}
	return &link{Href: b.href(list.URL), Text: b.html(b.say(key, strconv.Itoa(len(b.kindPages(kind)))))}
}

// itemDoor leads to the items by their field.
func (b *builder) itemDoor() door {
	more := b.more("home-all-items", content.KindLicence)
	if more == nil {
		return door{}
	}
	d := door{ID: "items", Title: b.say("home-items"), Text: b.say("home-items-text"), Href: more.Href, More: more}
	for _, g := range b.bySector(b.kindPages(content.KindLicence)) {
		d.Links = append(d.Links, link{Href: more.Href + "#" + template.URL(urlID(g.ID)), Text: g.Title, Hint: b.html(b.say("count-items", strconv.Itoa(len(g.Links))))})
	}
	return d
}

// policyDoor leads to the policies and their targets.
func (b *builder) policyDoor() door {
	more := b.more("home-all-policies", content.KindPolicy)
	if more == nil {
		return door{}
	}
	d := door{ID: "policies", Title: b.say("home-policies"), Text: b.say("home-policies-text"), Href: more.Href, More: more}
	for _, p := range firstOf(newest(b.kindPages(content.KindPolicy)), 3) {
		d.Links = append(d.Links, b.card(p))
		if len(p.Policy.Targets) > 0 {
			d.Links = append(d.Links, link{Href: b.href(p.URL) + "#targets", Text: b.html(b.say("home-targets")), Hint: b.html(b.say("count-targets", strconv.Itoa(len(p.Policy.Targets))))})
		}
	}
	return d
}

// agencyDoor leads to the departments that handle items.
func (b *builder) agencyDoor() door {
	more := b.more("home-all-agencies", content.KindAgency)
	if more == nil {
		return door{}
	}
	d := door{ID: "departments", Title: b.say("home-agencies"), Text: b.say("home-agencies-text"), Href: more.Href, More: more}
	var busy []*site.Page
	for _, p := range b.kindPages(content.KindAgency) {
		if len(p.Agency.Licences) > 0 {
			busy = append(busy, p)
		}
	}
	slices.SortStableFunc(busy, func(x, y *site.Page) int { return len(y.Agency.Licences) - len(x.Agency.Licences) })
	for _, p := range firstOf(busy, 5) {
		l := b.card(p)
		l.Text = b.html(p.Agency.Short)
		l.Hint = b.html(b.say("count-items", strconv.Itoa(len(p.Agency.Licences))))
		d.Links = append(d.Links, l)
	}
	return d
}

// newest sorts policies by the day they were published, the latest first.
func newest(pages []*site.Page) []*site.Page {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(x, y *site.Page) int {
		return cmp.Compare(y.Policy.Published.String(), x.Policy.Published.String())
	})
	return pages
}

// changed lists the five pages that were changed or checked last.
func (b *builder) changed() []*site.Page {
	return firstOf(latest(b.site, b.p.Lang), 5)
}

// latest lists guides, items and policies of a language by the date that their sources give, the
// latest first; pages without a date or a text in the language are left out.
func latest(s *site.Site, lang content.Lang) []*site.Page {
	var out []*site.Page
	for _, p := range s.Pages {
		if p.Lang == lang && dated(p) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(x, y *site.Page) int {
		return cmp.Compare(y.Updated.String(), x.Updated.String())
	})
	return out
}

// dated reports whether a page may stand in a list of what is new.
func dated(p *site.Page) bool {
	return !p.Fallback && !p.Updated.IsZero() && (p.Guide != nil || p.Licence != nil || p.Policy != nil)
}
