package data

import (
	"iter"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Measure is a numbered measure of a policy.
type Measure struct {
	ID           string   `json:"id" zh:"编号" en:"id"`
	Policy       string   `json:"policy" zh:"政策编号" en:"policy id"`
	PolicyName   Words    `json:"policy_name" zh:"政策名称" en:"policy"`
	PolicyNumber *string  `json:"policy_number" zh:"发文字号" en:"document number"`
	Number       int      `json:"number" zh:"第几条措施" en:"number of the measure"`
	Part         int      `json:"part" zh:"第几部分" en:"number of the part"`
	PartName     Words    `json:"part_name" zh:"部分的标题" en:"heading of the part"`
	Heading      Words    `json:"heading" zh:"标题" en:"heading"`
	Text         Words    `json:"text" zh:"全文" en:"text"`
	URL          Links    `json:"url" zh:"网页" en:"page"`
	Units        []Unit   `json:"units" zh:"责任单位（第一个排在最前）" en:"responsible units, in order"`
	Shared       []string `json:"shared" zh:"按条款各项措施都负责的单位（部门编号）" en:"units responsible for every measure (agency ids)"`
	Targets      []string `json:"targets" zh:"目标编号" en:"target ids"`
	Guides       []string `json:"guides" zh:"落实它的指引" en:"guides that carry it out"`
	Licences     []string `json:"licences" zh:"落实它的事项" en:"items that carry it out"`
}

// Unit is a responsible unit of a measure.
type Unit struct {
	Agency  string `json:"agency" zh:"部门编号" en:"agency id"`
	Printed Words  `json:"printed" zh:"文件里的写法" en:"name as printed"`
	Open    bool   `json:"open" zh:"后面写着“等有关部门”" en:"followed by “and other departments”"`
}

func (u Unit) cell(lang content.Lang) string { return u.Printed.in(lang) }

// measures makes a row for each measure of each policy.
func (m maker) measures() iter.Seq[Measure] {
	return func(yield func(Measure) bool) {
		for _, p := range m.site.List(content.KindPolicy, content.Chinese) {
			for i := range p.Policy.Measures {
				if !yield(both(p, func(p *site.Page) Measure { return m.measure(p.Policy.Measures[i]) })) {
					return
				}
			}
		}
	}
}

func (m maker) measure(x *site.Measure) Measure {
	p := x.Page
	out := Measure{
		ID: measureID(x), Policy: p.Slug, PolicyName: words(p.Title), PolicyNumber: textOrNull(p.Policy.Number), Number: x.Number,
		Part: x.Part.Number, PartName: words(x.Part.Heading), Heading: words(x.Heading), Text: words(measureText(x)),
		URL: m.links(p, x.ID), Guides: slugs(x.Guides), Licences: slugs(x.Licences),
	}
	for _, u := range x.Units {
		out.Units = append(out.Units, Unit{u.Agency.Slug, words(u.Printed), u.Open})
	}
	for _, u := range x.Shared {
		out.Shared = append(out.Shared, u.Agency.Slug)
	}
	for _, t := range x.Targets {
		out.Targets = append(out.Targets, targetID(p, t))
	}
	return out
}

// measureText is the text of a measure, a line for each paragraph.
func measureText(m *site.Measure) string {
	var lines []string
	for _, b := range m.Page.Body.Sections[m.Section].Blocks()[:m.Blocks] {
		for _, para := range b.Paragraphs {
			lines = append(lines, para.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// Target is a figure that a policy sets for a year.
type Target struct {
	Policy  string        `json:"policy" zh:"政策编号" en:"policy id"`
	ID      string        `json:"id" zh:"编号（在政策里）" en:"id within the policy"`
	Measure int           `json:"measure" zh:"第几条措施" en:"number of the measure"`
	Anchor  string        `json:"measure_id" zh:"措施在网页里的位置" en:"place of the measure on the page"`
	Name    Words         `json:"name" zh:"目标" en:"target"`
	Value   float64       `json:"value" zh:"数" en:"figure"`
	Max     *float64      `json:"max" zh:"上限；不是范围的是 null" en:"upper end; null if not a range"`
	Bound   content.Bound `json:"bound" zh:"怎样算达到" en:"how the figure is meant"`
	Unit    Words         `json:"unit" zh:"单位" en:"unit"`
	By      int           `json:"by" zh:"年份" en:"year"`
	Quote   Words         `json:"quote" zh:"原文" en:"words of the measure"`
	URL     Links         `json:"url" zh:"网页" en:"page"`
}

// TargetsPath is the file of all targets, to which each policy points.
const TargetsPath = folder + "targets.json"

// targetID names a target among all: "life-services-2023/places".
func targetID(p *site.Page, t content.Target) string { return p.Slug + "/" + t.ID }

// targets makes a row for each target, by policy and in its order.
func (m maker) targets() iter.Seq[Target] {
	return func(yield func(Target) bool) {
		for _, p := range m.site.List(content.KindPolicy, content.Chinese) {
			for i := range p.Policy.Targets {
				if !yield(both(p, func(p *site.Page) Target { return m.target(p, p.Policy.Targets[i]) })) {
					return
				}
			}
		}
	}
}

func (m maker) target(p *site.Page, t content.Target) Target {
	anchor := ""
	for _, x := range p.Policy.Measures {
		if x.Number == t.Measure {
			anchor = x.ID
		}
	}
	out := Target{
		Policy: p.Slug, ID: t.ID, Measure: t.Measure, Anchor: anchor, Name: words(t.Name), Value: t.Value, Bound: t.Bound,
		Unit: words(t.Unit), By: t.By, Quote: words(t.Quote), URL: m.links(p, anchor),
	}
	if t.Max > 0 {
		out.Max = &t.Max
	}
	return out
}
