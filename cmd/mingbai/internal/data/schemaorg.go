package data

import (
	"encoding/json"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// PageLD gives what a page says of itself in the vocabulary of schema.org, as one JSON-LD object that
// can stand in a script element: "<", ">" and "&" are escaped. It is empty for the error page, which has
// no address of its own.
func PageLD(s *site.Site, p *site.Page, catalogue []Dataset) string {
	if p.Slug == "404" && p.Kind == content.KindPage {
		return ""
	}
	l := local{maker{s}, p}
	nodes := []node{l.crumbs()}
	switch {
	case p.Policy != nil:
		nodes = append(nodes, l.legislation())
	case p.Licence != nil:
		nodes = append(nodes, l.government()...)
	case p.Guide != nil:
		nodes = append(nodes, l.howTo())
	case p.Agency != nil:
		nodes = append(nodes, l.organization(p))
	case p.Slug == "data":
		nodes = append(nodes, l.dataCatalog(catalogue))
	}
	text, err := json.Marshal(node{"@context": "https://schema.org", "@graph": nodes})
	if err != nil {
		panic(err) // maps of texts and numbers can be written
	}
	return string(text)
}

// local makes nodes in the language of a page.
type local struct {
	maker
	p *site.Page
}

func (l local) url(p *site.Page) string { return l.site.Config.BaseURL + p.URL }

// language is the language of the text on the page.
func (l local) language() content.Lang {
	if l.p.Fallback {
		return content.Chinese
	}
	return l.p.Lang
}

// crumbs leads from the home page to the page itself.
func (l local) crumbs() node {
	trail := []*site.Page{}
	if home := l.site.Find(content.KindPage, l.p.Lang, "index"); home != nil {
		trail = append(trail, home)
	}
	if l.p.Kind != content.KindPage {
		if list := l.site.Find(content.KindPage, l.p.Lang, string(l.p.Kind)+"/index"); list != nil {
			trail = append(trail, list)
		}
	}
	if l.p.Slug != "index" {
		trail = append(trail, l.p)
	}
	items := []node{}
	for i, p := range trail {
		name := p.Title
		if p.Slug == "index" {
			name = pair(l.site.Config.Name, l.site.Config.NameEn).in(l.p.Lang)
		}
		items = append(items, node{"@type": "ListItem", "position": i + 1, "name": name, "item": l.url(p)})
	}
	return node{"@type": "BreadcrumbList", "itemListElement": items}
}

// forces says what our words for the state of a policy are in schema.org. An amended text is in force.
var forces = map[content.Status]string{
	"in-force": "InForce", "amended": "InForce", "lapsed": "NotInForce", "repealed": "NotInForce", "not-yet": "NotInForce",
}

func (l local) legislation() node {
	p, url := l.p.Policy, l.url(l.p)
	n := node{
		"@type": "Legislation", "@id": url, "url": url, "name": l.p.Title, "inLanguage": l.language(), "datePublished": p.Published.String(),
		"legislationLegalForce": "https://schema.org/" + forces[p.Status],
	}
	put(n, "description", l.p.Summary)
	put(n, "legislationIdentifier", p.Number)
	put(n, "legislationDate", p.Signed.String())
	put(n, "isBasedOn", p.SourceURL)
	for key, name := range map[string]string{"legislationPassedBy": p.Issuer, "legislationResponsible": p.Drafter} {
		if name != "" {
			n[key] = node{"@type": "GovernmentOrganization", "name": name}
		}
	}
	l.area(n, "legislationJurisdiction")
	if t := l.p.Translation; t != nil && l.p.Lang != content.Chinese && !l.p.Fallback {
		n["translationOfWork"] = node{"@type": "Legislation", "@id": l.url(t)}
	}
	var parts []node
	for _, m := range p.Measures {
		parts = append(parts, node{"@type": "Legislation", "@id": url + "#" + m.ID, "url": url + "#" + m.ID, "name": m.Heading, "position": m.Number})
	}
	if parts != nil {
		n["hasPart"] = parts
	}
	return n
}

// put adds a text that there is.
func put(n node, key, text string) {
	if text != "" {
		n[key] = text
	}
}

// area says where the page's matter applies, if the settings say it.
func (l local) area(n node, key string) {
	a := l.site.Config.Area
	name := a.Name
	if l.p.Lang == content.English && a.NameEn != "" {
		name = a.NameEn
	}
	if name != "" {
		n[key] = node{"@type": "AdministrativeArea", "name": name}
	}
}

func (l local) organization(p *site.Page) node {
	kind := "GovernmentOrganization"
	if p.Agency.Agency.Kind != "government" {
		kind = "Organization"
	}
	n := node{"@type": kind, "@id": l.url(p), "url": l.url(p), "name": p.Agency.Name}
	put(n, "alternateName", p.Agency.Short)
	return n
}

// government is an item as a service; what a licence or a registration yields is a permit, what a filing
// yields is not.
func (l local) government() []node {
	p, url := l.p.Licence, l.url(l.p)
	var operators []node
	for _, a := range p.Authorities {
		operators = append(operators, l.organization(a))
	}
	service := node{
		"@type": "GovernmentService", "@id": url, "url": url, "name": l.p.Title, "description": l.p.Summary, "serviceOperator": operators,
		"audience": node{"@type": "Audience", "audienceType": p.Who},
	}
	l.area(service, "areaServed")
	l.area(service, "jurisdiction")
	if p.Result == nil {
		return []node{service}
	}
	out := node{"@type": "CreativeWork", "@id": url + "#result", "name": p.Result.Name}
	if p.Type == "licence" || p.Type == "registration" {
		out = node{
			"@type": "GovernmentPermit", "@id": url + "#result", "name": p.Result.Name, "issuedBy": operators,
			"issuedThrough": node{"@type": "GovernmentService", "@id": url},
		}
		l.area(out, "validIn")
		if v := p.Result.Validity; v != nil {
			put(out, "validFor", duration(v.Value, v.Unit))
		}
	}
	service["serviceOutput"] = node{"@id": url + "#result"}
	return []node{service, out}
}

// duration is ISO 8601, for the units that it has.
func duration(value int, unit content.Unit) string {
	letter := map[content.Unit]string{"calendar-days": "D", "months": "M", "years": "Y"}[unit]
	if letter == "" {
		return ""
	}
	return "P" + strconv.Itoa(value) + letter
}

// howTo is a guide: items are steps, and what the applicant brings is the supply. It has no total time:
// official times of different units cannot be added.
func (l local) howTo() node {
	g, url := l.p.Guide, l.url(l.p)
	steps, supply := []node{}, []node{}
	for _, n := range g.Steps {
		step := node{"@type": "HowToStep", "position": n.Number, "name": n.Licence.Title, "url": l.url(n.Licence)}
		put(step, "text", n.Need.Note)
		if n.Need.Note == "" {
			step["text"] = n.Licence.Summary
		}
		if len(n.Conditions) > 0 {
			step["description"] = strings.Join(n.Conditions, "; ")
		}
		steps = append(steps, step)
	}
	for _, m := range g.Materials {
		if len(m.From) == 0 {
			supply = append(supply, node{"@type": "HowToSupply", "name": m.Name})
		}
	}
	out := node{"@type": "HowTo", "@id": url, "url": url, "name": l.p.Title, "description": l.p.Summary, "inLanguage": l.language(), "step": steps, "supply": supply}
	put(out, "dateModified", l.p.Updated.String())
	return out
}

func (l local) dataCatalog(catalogue []Dataset) node {
	url := l.url(l.p)
	sets := []node{}
	for _, d := range catalogue {
		var files []node
		for _, f := range d.Files {
			files = append(files, node{
				"@type": "DataDownload", "contentUrl": l.site.Config.BaseURL + f.Path, "encodingFormat": mediaTypes[f.Format], "contentSize": strconv.Itoa(f.Size) + " B",
			})
		}
		n := node{
			"@type": "Dataset", "@id": url + "#" + d.Name, "url": url + "#" + d.Name, "name": d.Title.in(l.p.Lang), "description": d.About.in(l.p.Lang),
			"distribution": files,
		}
		put(n, "dateModified", d.Updated.String())
		sets = append(sets, n)
	}
	return node{"@type": "DataCatalog", "@id": url, "url": url, "name": l.p.Title, "description": l.p.Summary, "dataset": sets}
}

var mediaTypes = map[string]string{"json": "application/json", "csv-zh": "text/csv", "csv-en": "text/csv", "schema": "application/schema+json", "jsonld": "application/ld+json", "graph": "application/json"}
