package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/output"
)

// minimums are the properties that the SHACL shapes of CPSV-AP 3.2.0 ask for (sh:minCount 1), and those
// that may stand once only.
var minimums = map[string]struct{ required, once string }{
	"cpsv:PublicService":    {"dct:identifier dct:title dct:description cv:hasCompetentAuthority", "dct:identifier cv:processingTime adms:status"},
	"cv:PublicOrganisation": {"skos:prefLabel dct:spatial", ""},
	"foaf:Agent":            {"dct:identifier dct:title", "dct:identifier"},
	"cv:Evidence":           {"dct:identifier dct:title", "dct:identifier dct:type"},
	"cv:Requirement":        {"dct:identifier dct:title", "dct:identifier"},
	"cv:Output":             {"dct:identifier dct:title", "dct:identifier"},
	"cv:Event":              {"dct:identifier dct:title", "dct:identifier"},
	"cv:BusinessEvent":      {"", ""},
	"cpsv:Rule":             {"dct:identifier dct:title dct:description", "dct:identifier dct:type"},
	"cv:Cost":               {"dct:identifier", "dct:identifier cv:hasValue cv:currency"},
	"cv:Participation":      {"dct:identifier dct:description cv:hasParticipant cv:role", "dct:identifier cv:hasParticipant"},
	"eli:LegalResource":     {"dct:identifier dct:title", ""},
	"dct:Location":          {"", ""},
	"skos:Concept":          {"skos:notation", ""},
}

// pointsTo has the classes that the shapes ask of what a property points to.
var pointsTo = map[string]string{
	"cv:hasCompetentAuthority": "cv:PublicOrganisation", "cpsv:hasInput": "cv:Evidence", "cpsv:produces": "cv:Output",
	"cv:holdsRequirement": "cv:Requirement", "cv:hasLegalResource": "eli:LegalResource", "cpsv:follows": "cpsv:Rule",
	"cpsv:implements": "eli:LegalResource", "cv:hasCost": "cv:Cost", "dct:requires": "cpsv:PublicService", "cv:isGroupedBy": "cv:Event",
	"cv:hasRelatedService": "cpsv:PublicService", "cv:hasParticipant": "foaf:Agent", "cv:role": "skos:Concept", "cv:sector": "skos:Concept",
	"dct:audience": "skos:Concept", "dct:type": "skos:Concept", "dct:spatial": "dct:Location", "mb:measure": "eli:LegalResource",
}

// values makes a list of a JSON value.
func values(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// classes are the types of a node.
func classes(n map[string]any) []string {
	var out []string
	for _, c := range values(n["@type"]) {
		out = append(out, c.(string))
	}
	return out
}

// TestServices checks services.jsonld against the published minimums: required properties, properties
// that stand once, the class of everything that is pointed to, and no duration made of working days.
func TestServices(t *testing.T) {
	files, s := realSite(t)
	root := parsed(t, files, "data/services.jsonld").(map[string]any)
	byID := map[string]map[string]any{}
	for _, x := range root["@graph"].([]any) {
		n := x.(map[string]any)
		id := n["@id"].(string)
		if byID[id] != nil {
			t.Errorf("%s stands twice", id)
		}
		byID[id] = n
	}
	found := map[string]int{}
	for id, n := range byID {
		for _, class := range classes(n) {
			shape, known := minimums[class]
			if !known {
				t.Errorf("%s: unknown class %s", id, class)
			}
			found[class]++
			for _, p := range strings.Fields(shape.required) {
				if v, ok := n[p]; !ok || v == "" || len(values(v)) == 0 {
					t.Errorf("%s (%s) has no %s", id, class, p)
				}
			}
			for _, p := range strings.Fields(shape.once) {
				if v, ok := n[p]; ok && len(values(v)) != 1 {
					t.Errorf("%s (%s): %s stands more than once", id, class, p)
				}
			}
		}
		for p, class := range pointsTo {
			for _, target := range values(n[p]) {
				if url, ok := target.(string); ok && p != "cv:currency" && (byID[url] == nil || !slices.Contains(classes(byID[url]), class)) {
					t.Errorf("%s: %s points to %s, which is no %s", id, p, url, class)
				}
			}
		}
		if limit, _ := n["mb:statutoryLimit"].(map[string]any); n["mb:promisedLimit"] == nil && limit != nil {
			unit := limit["mb:unit"].(string)
			_, iso := n["cv:processingTime"]
			if iso != slices.Contains([]string{"calendar-days", "months", "years"}, unit) {
				t.Errorf("%s: processing time of a limit in %s", id, unit)
			}
			if _, working := n["mb:workingDays"]; working != (unit == "working-days") {
				t.Errorf("%s: working days of a limit in %s", id, unit)
			}
		}
	}
	n := 0
	for _, p := range s.List("licence", "zh-CN") {
		n += 1 + len(p.Licence.Handling) // a handling item is a service that requires its item
	}
	if found["cpsv:PublicService"] != n || found["cv:Participation"] < 100 {
		t.Errorf("%v, want %d services", found, n)
	}
}

var (
	block  = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
	needed = map[string]string{
		"Legislation": "name url inLanguage legislationLegalForce hasPart", "GovernmentService": "name url description serviceOperator audience",
		"GovernmentPermit": "name issuedBy issuedThrough", "HowTo": "name url description step supply", "BreadcrumbList": "itemListElement",
		"DataCatalog": "name url dataset", "GovernmentOrganization": "name url", "Organization": "name url", "CreativeWork": "name",
	}
)

// TestStructuredData parses the JSON-LD of every page: the required properties of each kind are there and
// every address leads to a page of the site.
func TestStructuredData(t *testing.T) {
	files, s := realSite(t)
	pages := pagesOf(t, files)
	found := map[string]int{}
	for _, p := range s.Pages {
		if p.Slug == "404" {
			continue
		}
		text := get(t, files, p.Output())
		m := block.FindAllSubmatch(text, -1)
		if len(m) != 1 {
			t.Fatalf("%s: %d blocks", p.URL, len(m))
		}
		var root struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal(m[0][1], &root); err != nil || root.Context != "https://schema.org" || bytes.ContainsAny(m[0][1], "<>") {
			t.Fatalf("%s: %v", p.URL, err)
		}
		for _, n := range root.Graph {
			class := n["@type"].(string)
			found[class]++
			properties, known := needed[class]
			if !known {
				t.Errorf("%s: unknown class %s", p.URL, class)
			}
			for _, key := range strings.Fields(properties) {
				if v, ok := n[key]; !ok || v == "" || v == nil {
					t.Errorf("%s: %s has no %s", p.URL, class, key)
				}
			}
			follow(t, files, pages, p.URL, s.Config.BaseURL, n)
		}
		if got := root.Graph[0]["itemListElement"].([]any); got[len(got)-1].(map[string]any)["item"] != s.Config.BaseURL+p.URL {
			t.Errorf("%s: the trail does not end at the page", p.URL)
		}
	}
	for class := range needed {
		if found[class] == 0 {
			t.Errorf("no page has a %s", class)
		}
	}
}

// follow checks every address of the site in a node; ids of things that are no place on a page are left
// out.
func follow(t *testing.T, files *output.Memory, pages map[string]*walked, from, base string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if url, ok := inner.(string); ok && key == "@id" {
				inner, _, _ = strings.Cut(url, "#")
			}
			follow(t, files, pages, from, base, inner)
		}
	case []any:
		for _, inner := range v {
			follow(t, files, pages, from, base, inner)
		}
	case string:
		leads(t, files, pages, from, base, v)
	}
}
