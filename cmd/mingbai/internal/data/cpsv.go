package data

import (
	"fmt"

	"mingbai/cmd/mingbai/internal/content"
)

// node is an object of JSON-LD; Go writes its keys in alphabetical order.
type node = map[string]any

// context names the vocabularies. Our own terms, below mb:, say what CPSV-AP has no word for: periods in
// the unit of the law. They are explained on the catalogue page.
func (m maker) context() node {
	link := func(id string) node { return node{"@id": id, "@type": "@id"} }
	return node{
		"cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/", "dct": "http://purl.org/dc/terms/",
		"eli": "http://data.europa.eu/eli/ontology#", "skos": "http://www.w3.org/2004/02/skos/core#", "foaf": "http://xmlns.com/foaf/0.1/",
		"adms": "http://www.w3.org/ns/adms#", "xsd": "http://www.w3.org/2001/XMLSchema#", "mb": m.site.Config.BaseURL + folder + "#",
		"cv:hasCompetentAuthority": link("cv:hasCompetentAuthority"), "cpsv:hasInput": link("cpsv:hasInput"), "cpsv:produces": link("cpsv:produces"),
		"cv:holdsRequirement": link("cv:holdsRequirement"), "cv:hasLegalResource": link("cv:hasLegalResource"), "cpsv:follows": link("cpsv:follows"),
		"cpsv:implements": link("cpsv:implements"), "cv:hasCost": link("cv:hasCost"), "dct:requires": link("dct:requires"),
		"cv:isGroupedBy": link("cv:isGroupedBy"), "cv:hasRelatedService": link("cv:hasRelatedService"), "dct:spatial": link("dct:spatial"),
		"dct:type": link("dct:type"), "dct:audience": link("dct:audience"), "cv:sector": link("cv:sector"), "cv:currency": link("cv:currency"),
		"cv:isDefinedBy": link("cv:isDefinedBy"), "cv:hasParticipant": link("cv:hasParticipant"), "cv:role": link("cv:role"),
		"cv:participates": link("cv:participates"), "foaf:page": link("foaf:page"), "mb:measure": link("mb:measure"), "dct:isPartOf": link("dct:isPartOf"),
		"dct:isReplacedBy": link("dct:isReplacedBy"), "cv:processingTime": node{"@id": "cv:processingTime", "@type": "xsd:duration"},
	}
}

// services gives the whole site in the vocabulary of CPSV-AP 3.2: an item is a PublicService, its papers
// are Evidence, its conditions Requirements, its result an Output, its procedure a Rule, its fee a Cost,
// its legal basis LegalResources; a handling item is a PublicService that
// requires the item; a guide is a BusinessEvent; a unit's share in a measure a Participation.
//
// cv:processingTime is an xsd:duration, which has no working days. It is given only for a limit in
// calendar days, months or years. A limit in working days is mb:workingDays, and every limit stands in
// mb:statutoryLimit or mb:promisedLimit with its figure and unit as the law has them.
func (m maker) services(w *writer) {
	g := &graph{maker: m, concepts: map[string]bool{}}
	g.nodes = w.list("services.jsonld", node{"@context": m.context(), "@graph": []node{}})
	g.area()
	for a := range m.agencies() {
		g.agency(a)
	}
	for l := range m.licences() {
		g.service(l, m.papers(m.site.Find(content.KindLicence, content.Chinese, l.ID)))
	}
	for x := range m.guides() {
		g.event(x)
	}
	policies := map[string]bool{}
	for x := range m.measures() {
		if !policies[x.Policy] {
			policies[x.Policy] = true
			p := m.site.Find(content.KindPolicy, content.Chinese, x.Policy)
			g.add(node{"@id": m.page(content.KindPolicy, x.Policy), "@type": "eli:LegalResource", "dct:identifier": p.Policy.Number, "dct:title": spoken(x.PolicyName)})
		}
		g.measure(x)
	}
	g.nodes.end()
}

// graph writes nodes; concepts are the values in use that have been added.
type graph struct {
	maker
	nodes    *list
	concepts map[string]bool
}

func (g *graph) add(n node) { g.nodes.add(n) }

// page is the address of the Chinese page of a kind and slug, which stands for the thing itself.
func (m maker) page(kind content.Kind, slug string) string {
	if p := m.site.Find(kind, content.Chinese, slug); p != nil {
		return m.site.Config.BaseURL + p.URL
	}
	return ""
}

func (m maker) pages(kind content.Kind, slugs []string) []string {
	out := []string{}
	for _, slug := range slugs {
		if url := m.page(kind, slug); url != "" {
			out = append(out, url)
		}
	}
	return out
}

// spoken are words with their languages.
func spoken(w Words) []node {
	out := []node{{"@value": w.Zh, "@language": "zh-CN"}}
	if w.En != nil && *w.En != "" {
		out = append(out, node{"@value": *w.En, "@language": "en"})
	}
	return out
}

// concept refers to a value of one of our enumerations.
func (g *graph) concept(scheme, value string) string {
	id := g.site.Config.BaseURL + folder + "#" + scheme + "-" + value
	if !g.concepts[id] {
		g.concepts[id] = true
		g.add(node{"@id": id, "@type": "skos:Concept", "skos:notation": value})
	}
	return id
}

func concepts[T ~string](g *graph, scheme string, values []T) []string {
	out := []string{}
	for _, v := range values {
		out = append(out, g.concept(scheme, string(v)))
	}
	return out
}

func (g *graph) areaID() string { return g.site.Config.BaseURL + folder + "#area" }

func (g *graph) area() {
	n := node{"@id": g.areaID(), "@type": "dct:Location"}
	if a := g.site.Config.Area; a.Name != "" {
		n["skos:prefLabel"] = spoken(pair(a.Name, a.NameEn))
		if a.Code != "" {
			n["dct:identifier"] = a.Code
		}
	}
	g.add(n)
}

func (g *graph) agency(a Agency) {
	id := string(a.URL.Zh)
	n := node{
		"@id": id, "@type": []string{"cv:PublicOrganisation", "foaf:Agent"}, "dct:identifier": a.ID, "dct:title": spoken(a.Name),
		"skos:prefLabel": spoken(a.Name), "skos:altLabel": spoken(a.Short), "dct:spatial": []string{g.areaID()}, "foaf:page": pagesOf(a.URL),
	}
	if a.Successor != nil {
		n["dct:isReplacedBy"] = g.page(content.KindAgency, *a.Successor)
	}
	g.add(n)
}

// pagesOf are the web pages of a thing.
func pagesOf(l Links) []string {
	out := []string{string(l.Zh)}
	if l.En != nil {
		out = append(out, string(*l.En))
	}
	return out
}

func (g *graph) event(x Guide) {
	var items []string
	for _, i := range x.Items {
		items = append(items, i.Licence)
	}
	g.add(node{
		"@id": string(x.URL.Zh), "@type": []string{"cv:BusinessEvent", "cv:Event"}, "dct:identifier": x.ID, "dct:title": spoken(x.Name),
		"dct:description": spoken(x.Summary), "dct:type": []string{g.concept("sector", string(x.Sector))},
		"cv:hasRelatedService": g.pages(content.KindLicence, items), "foaf:page": pagesOf(x.URL),
	})
}

// measure adds a provision of a policy, and the part that each responsible unit has in it.
func (g *graph) measure(x Measure) {
	id := string(x.URL.Zh)
	g.add(node{
		"@id": id, "@type": "eli:LegalResource", "dct:identifier": x.ID, "dct:title": spoken(x.Heading),
		"dct:isPartOf": g.page(content.KindPolicy, x.Policy), "foaf:page": pagesOf(x.URL),
	})
	share := func(agency, role string, name Words) {
		en := ""
		if x.Heading.En != nil && name.En != nil {
			en = fmt.Sprintf("%s: responsible for measure %d, %s", *name.En, x.Number, *x.Heading.En)
		}
		g.add(node{
			"@id": id + "-" + agency, "@type": "cv:Participation", "dct:identifier": x.ID + "/" + agency,
			"dct:description":   spoken(pair(fmt.Sprintf("%s：第%d条措施“%s”的责任单位", name.Zh, x.Number, x.Heading.Zh), en)),
			"cv:hasParticipant": g.page(content.KindAgency, agency), "cv:role": []string{g.concept("role", role)}, "mb:measure": id,
		})
	}
	for i, u := range x.Units {
		role := "responsible"
		if i == 0 {
			role = "lead"
		}
		share(u.Agency, role, u.Printed)
	}
	for _, slug := range x.Shared {
		p := g.site.Find(content.KindAgency, content.Chinese, slug)
		share(slug, "shared", pair(p.Agency.Short, p.Translation.Agency.Short))
	}
}
