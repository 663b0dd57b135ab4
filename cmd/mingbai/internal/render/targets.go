package render

import (
	"bytes"
	"encoding/json"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// targetsPath is where the figures of all policies stand as data.
const targetsPath = "data/targets.json"

// targetData is one figure. Addresses are relative to the site's root.
type targetData struct {
	Policy  string   `json:"policy"`
	ID      string   `json:"id"`
	Measure int      `json:"measure"`
	Anchor  string   `json:"measure_id"`
	Name    bothData `json:"name"`
	Value   float64  `json:"value"`
	Max     *float64 `json:"max,omitempty"`
	Bound   string   `json:"bound"`
	Unit    bothData `json:"unit"`
	By      int      `json:"by"`
	Quote   bothData `json:"quote"`
	URL     bothData `json:"url"`
}

// bothData is a text in both languages; English is left out where there is no translation.
type bothData struct {
	Zh string `json:"zh"`
	En string `json:"en,omitempty"`
}

// targetsData lists the targets of all policies, by policy and in its order.
func targetsData(s *site.Site) (output.File, error) {
	out := []targetData{}
	for _, p := range s.List(content.KindPolicy, content.Chinese) {
		for _, t := range p.Policy.Targets {
			out = append(out, target(p, t))
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(map[string]any{"targets": out})
	return output.File{Path: targetsPath, Data: b.Bytes(), From: from}, err
}

func target(p *site.Page, t content.Target) targetData {
	anchor := ""
	for _, m := range p.Policy.Measures {
		if m.Number == t.Measure {
			anchor = m.ID
		}
	}
	d := targetData{
		Policy: p.Slug, ID: t.ID, Measure: t.Measure, Anchor: anchor, Value: t.Value, Bound: string(t.Bound), By: t.By,
		Name: bothData{Zh: t.Name}, Unit: bothData{Zh: t.Unit}, Quote: bothData{Zh: t.Quote}, URL: bothData{Zh: p.URL + "#" + anchor},
	}
	if t.Max > 0 {
		d.Max = &t.Max
	}
	if en := p.Translation; en != nil && !en.Fallback && en.Policy != nil {
		for _, other := range en.Policy.Targets {
			if other.ID == t.ID {
				d.Name.En, d.Unit.En, d.Quote.En = other.Name, other.Unit, other.Quote
				d.URL.En = en.URL + "#" + anchor
			}
		}
	}
	return d
}
