package data

import (
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// service adds an item with everything that belongs to it.
func (g *graph) service(l Licence, papers []Material) {
	id := string(l.URL.Zh)
	n := node{
		"@id": id, "@type": "cpsv:PublicService", "dct:identifier": identifier(l), "dct:title": spoken(l.Name),
		"dct:description": spoken(l.Summary), "cv:hasCompetentAuthority": g.pages(content.KindAgency, l.Authority),
		"dct:type": []string{g.concept("type", string(l.Type))}, "dct:audience": concepts(g, "applicant", l.Applicants),
		"cv:sector": concepts(g, "sector", l.Sectors), "dct:spatial": []string{g.areaID()}, "foaf:page": pagesOf(l.URL),
		"mb:evidence": l.Evidence.Level, "mb:checked": l.Evidence.Checked, "mb:statutoryLimit": period(l.Time.Statutory),
		"mb:promisedLimit": period(l.Time.Promised), "cv:isGroupedBy": g.pages(content.KindGuide, l.Guides),
	}
	processing(n, l.Time)
	if required := g.required(l); len(required) > 0 {
		n["dct:requires"] = required
	}
	n["cpsv:hasInput"] = g.evidence(papers)
	n["cv:holdsRequirement"] = g.requirements(l)
	legal := g.legal(l)
	n["cv:hasLegalResource"] = legal
	n["cpsv:follows"] = []string{g.rule(l, legal)}
	if l.Result != nil {
		n["cpsv:produces"] = []string{id + "#result"}
		g.add(node{"@id": id + "#result", "@type": "cv:Output", "dct:identifier": l.ID + "/result", "dct:title": spoken(l.Result.Name)})
	}
	if l.Fee != nil {
		n["cv:hasCost"] = []string{g.cost(l)}
	}
	g.add(n)
	for _, h := range l.Handling {
		g.handling(l, h)
	}
}

// handling adds a handling item as a service of its own that requires the item: only who has the
// result can renew, change or give it up.
func (g *graph) handling(l Licence, h Handling) {
	about := h.Name
	if h.When != nil {
		about = *h.When
	}
	n := node{
		"@id": string(h.URL.Zh), "@type": "cpsv:PublicService", "dct:identifier": l.ID + "/" + h.ID, "dct:title": spoken(h.Name),
		"dct:description": spoken(about), "cv:hasCompetentAuthority": g.pages(content.KindAgency, l.Authority),
		"dct:type": []string{g.concept("handling", string(h.Kind))}, "dct:requires": []string{string(l.URL.Zh)},
		"cv:hasLegalResource": g.resources(l, h.Basis), "dct:spatial": []string{g.areaID()}, "foaf:page": pagesOf(h.URL),
		"mb:evidence": h.Evidence, "mb:statutoryLimit": period(h.Time),
	}
	processing(n, Times{Statutory: h.Time})
	g.add(n)
}

// resources are the nodes that legal made of the rows named.
func (g *graph) resources(l Licence, ids []string) []string {
	out := []string{}
	for _, b := range l.LegalBasis {
		if slices.Contains(ids, b.ID) {
			id, _ := g.resource(l, b)
			out = append(out, id)
		}
	}
	return out
}

// resource is the node of an instrument: a policy of the site where it has the text, else one of the item.
func (g *graph) resource(l Licence, b Basis) (id string, policy bool) {
	if b.Policy != nil {
		if url := g.page(content.KindPolicy, *b.Policy); url != "" {
			return url, true
		}
	}
	return string(l.URL.Zh) + "#basis-" + b.ID, false
}

// identifier is the implementing code of the item where it is known, else our own id.
func identifier(l Licence) string {
	if len(l.Codes) > 0 {
		return l.Codes[0].Code
	}
	return l.ID
}

// processing says how long the item takes as far as the vocabulary can: calendar days, months and years
// are durations, working days are our own term, and days as printed are neither.
func processing(n node, t Times) {
	limit := t.Promised
	if limit == nil {
		limit = t.Statutory
	}
	if limit == nil || limit.Value == nil {
		return
	}
	letters := map[content.Unit]string{"calendar-days": "D", "months": "M", "years": "Y"}
	switch letter := letters[limit.Unit]; {
	case letter != "":
		n["cv:processingTime"] = "P" + strconv.Itoa(*limit.Value) + letter
	case limit.Unit == "working-days":
		n["mb:workingDays"] = *limit.Value
	}
}

// period is a limit in our own terms; nil if it is not known.
func period(l *Limit) any {
	if l == nil {
		return nil
	}
	out := node{"mb:unit": l.Unit, "mb:evidence": l.Evidence}
	if l.Value != nil {
		out["mb:value"] = *l.Value
	}
	if l.Extension != nil {
		out["mb:extension"] = *l.Extension
	}
	return out
}

// required are the items without which this one cannot be had; where any one of several serves, none of
// them is required.
func (g *graph) required(l Licence) []string {
	var out []string
	for _, n := range l.Needs {
		if len(n.AnyOf) == 1 && len(n.When) == 0 {
			out = append(out, g.pages(content.KindLicence, n.AnyOf)...)
		}
	}
	return out
}

func (g *graph) evidence(papers []Material) []string {
	out := []string{}
	for _, m := range papers {
		id := string(m.URL.Zh)
		n := node{"@id": id, "@type": "cv:Evidence", "dct:identifier": m.ID, "dct:title": spoken(m.Name), "mb:need": m.Need}
		if m.Note != nil {
			n["dct:description"] = spoken(*m.Note)
		}
		g.add(n)
		out = append(out, id)
	}
	return out
}

func (g *graph) requirements(l Licence) []string {
	out := []string{}
	for _, c := range l.Conditions {
		id := string(l.URL.Zh) + "#condition-" + c.ID
		g.add(node{"@id": id, "@type": "cv:Requirement", "dct:identifier": l.ID + "/" + c.ID, "dct:title": spoken(c.Text), "mb:evidence": c.Evidence})
		out = append(out, id)
	}
	return out
}

// legal adds the instruments; one whose text the site has is the policy itself.
func (g *graph) legal(l Licence) []string {
	out := []string{}
	for _, b := range l.LegalBasis {
		id, policy := g.resource(l, b)
		if out = append(out, id); policy {
			continue
		}
		n := node{"@id": id, "@type": "eli:LegalResource", "dct:identifier": l.ID + "/" + b.ID, "dct:title": spoken(b.Instrument), "mb:evidence": b.Evidence}
		if b.Number != nil {
			n["dct:identifier"] = *b.Number
		}
		if len(b.Articles) > 0 {
			n["mb:articles"] = b.Articles
		}
		g.add(n)
	}
	return out
}

// rule is the procedure of the item.
func (g *graph) rule(l Licence, legal []string) string {
	id := string(l.URL.Zh) + "#steps"
	steps := func(lang content.Lang) string {
		var out []string
		for _, s := range l.Steps {
			out = append(out, s.Name.in(lang))
		}
		return strings.Join(out, " → ")
	}
	g.add(node{
		"@id": id, "@type": "cpsv:Rule", "dct:identifier": l.ID + "/steps", "dct:title": spoken(l.Name),
		"dct:description": spoken(pair(steps(content.Chinese), steps(content.English))), "cpsv:implements": legal,
	})
	return id
}

// cost is a figure only where the authority is known to charge nothing: amounts are words.
func (g *graph) cost(l Licence) string {
	id := string(l.URL.Zh) + "#fee"
	n := node{"@id": id, "@type": "cv:Cost", "dct:identifier": l.ID + "/fee", "mb:charged": l.Fee.Charged, "mb:evidence": l.Fee.Evidence}
	if !l.Fee.Charged && l.Fee.Evidence != content.EvidenceUnverified {
		n["cv:hasValue"] = node{"@value": "0", "@type": "xsd:double"}
		n["cv:currency"] = "http://publications.europa.eu/resource/authority/currency/CNY"
	}
	if l.Fee.Amount != nil {
		n["mb:amount"] = *l.Fee.Amount
	}
	if l.Fee.Note != nil {
		n["dct:description"] = spoken(*l.Fee.Note)
	}
	g.add(n)
	return id
}
