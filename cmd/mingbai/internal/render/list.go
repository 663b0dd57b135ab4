package render

import (
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

type listView struct {
	Count   string
	Columns bool // links without hints
	Groups  []linkGroup
}

// linkGroup is a heading with links; Href is set if the heading itself leads somewhere.
type linkGroup struct {
	ID    string
	Title template.HTML
	Href  template.URL
	Links []link
}

// list is the complete list of one kind of page, grouped.
func (b *builder) list() {
	kind := content.Kind(strings.TrimSuffix(b.p.Slug, "/index"))
	pages := b.kindPages(kind)
	v := &listView{Count: b.say("count-"+string(kind), strconv.Itoa(len(pages)))}
	switch kind {
	case content.KindGuide, content.KindLicence:
		v.Groups = b.bySector(pages)
	case content.KindPolicy:
		v.Groups = b.byYear(newest(pages))
	case content.KindAgency:
		v.Groups = b.byLevel(pages)
	default:
		v = nil
	}
	b.v.Template, b.v.List = "list", v
	b.v.Prose = b.prose(nil)
	if v == nil {
		return
	}
	for _, g := range v.Groups {
		b.v.Contents = append(b.v.Contents, link{ID: g.ID, Text: g.Title})
	}
	b.v.Contents = b.contents(append(b.v.Contents, b.proseContents(nil)...))
}

// sectorsOf are the fields that a page belongs to.
func sectorsOf(p *site.Page) []content.Sector {
	if p.Guide != nil {
		return []content.Sector{p.Guide.Sector}
	}
	if p.Licence != nil {
		return p.Licence.Sectors
	}
	return nil
}

// bySector groups pages by field, in the order of the fields; the fields common to all come first.
func (b *builder) bySector(pages []*site.Page) []linkGroup {
	var out []linkGroup
	for _, sector := range content.Sector("").Allowed() {
		g := linkGroup{ID: "sector-" + sector, Title: b.html(b.say("sector-" + sector))}
		for _, p := range pages {
			if slices.Contains(sectorsOf(p), content.Sector(sector)) {
				g.Links = append(g.Links, b.card(p))
			}
		}
		if len(g.Links) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// byYear groups policies by the year of publication.
func (b *builder) byYear(pages []*site.Page) []linkGroup {
	var out []linkGroup
	for _, p := range pages {
		year := strconv.Itoa(p.Policy.Published.Year)
		if id := "year-" + year; len(out) == 0 || out[len(out)-1].ID != id {
			out = append(out, linkGroup{ID: id, Title: b.html(b.say("year", year))})
		}
		out[len(out)-1].Links = append(out[len(out)-1].Links, b.card(p))
	}
	return out
}

// byLevel groups agencies by level of government and sort of body; those renamed since come last.
func (b *builder) byLevel(pages []*site.Page) []linkGroup {
	var out []linkGroup
	add := func(id, title string, match func(*site.Agency) bool) {
		g := linkGroup{ID: id, Title: b.html(title)}
		for _, p := range pages {
			if match(p.Agency) {
				g.Links = append(g.Links, b.card(p))
			}
		}
		if len(g.Links) > 0 {
			out = append(out, g)
		}
	}
	for _, level := range content.Level("").Allowed() {
		for _, kind := range content.AgencyKind("").Allowed() {
			title := b.say("agencies-group", b.say("level-"+level), b.say("agency-kind-"+kind))
			add("agencies-"+level+"-"+kind, title, func(a *site.Agency) bool {
				return a.Successor == nil && string(a.Level) == level && string(a.Agency.Kind) == kind
			})
		}
	}
	add("agencies-former", b.say("agencies-former"), func(a *site.Agency) bool { return a.Successor != nil })
	return out
}

// urlID is an id as the fragment of an address.
func urlID(id string) string { return (&url.URL{Fragment: id}).EscapedFragment() }
