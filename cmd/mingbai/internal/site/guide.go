package site

import (
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/schedule"
)

// maxWays bounds the ways to answer a guide's questions, and the chains of its items: each is gone
// through, here and in the reader's browser.
const maxWays = 4096

// guide resolves the items of a guide, orders them, and merges their papers.
func (l *linker) guide(p *Page) {
	g := p.Guide
	if g.Owner = l.agency(p, g.Guide.Owner, "owner"); g.Owner != nil {
		g.Owner.Agency.Owns = append(g.Owner.Agency.Owns, p)
	}
	for i, ref := range g.Guide.Measures {
		if m := l.measureRef(p, ref, i); m != nil {
			g.Measures = append(g.Measures, m)
		}
	}
	for i, q := range g.Questions {
		for j, a := range q.Answers {
			for k, held := range a.Has {
				l.item(p, held, "questions", i, "answers", j, "has", k)
			}
		}
	}
	nodes := l.nodes(p)
	if !l.planned(p, nodes) {
		return
	}
	place(g, nodes)
	g.Materials = l.materials(g)
}

// planned makes the graph and the plan of a guide and checks them, unless that has been done for the same guide
// with the same items. It reports whether there is a plan.
func (l *linker) planned(p *Page, nodes []*Node) bool {
	g, key := p.Guide, planKey{p.Guide.Guide, p.Lang}
	var items []*content.Licence
	for _, n := range nodes {
		items = append(items, n.Licence.Licence.Licence)
	}
	if was, known := l.kept.plans[key]; known && slices.Equal(was.items, items) {
		g.Graph, g.Plan, l.plans[key] = was.graph, was.plan, was
		return true
	}
	g.Graph = l.graph(p, nodes)
	if ways, chains := g.Graph.Size(); ways > maxWays || chains > maxWays {
		if p.Lang == content.Chinese {
			l.diags.Add(l.docs[p].At("needs"), "guide-large", maxWays)
		}
		return false
	}
	g.Plan = g.Graph.Plan(nil)
	before := len(l.diags)
	l.checkGraph(p, nodes)
	if len(l.diags) == before {
		l.plans[key] = planned{items, g.Graph, g.Plan}
	}
	return true
}

// planKey is a guide in a language: a page without a translation has the Chinese one.
type planKey struct {
	*content.Guide
	content.Lang
}

// planned is what follows from a guide and its items, as long as the site has the same items, and in which
// nothing is wrong.
type planned struct {
	items []*content.Licence
	graph schedule.Graph
	plan  schedule.Plan
}

// plain resolves the guides that the home page puts first. No other page shows any.
func (l *linker) plain(p *Page) {
	for i, slug := range p.Plain.Plain.Guides {
		guide := l.site.Find(content.KindGuide, p.Lang, slug)
		switch {
		case guide != nil && p.Slug == "index":
			p.Plain.Guides = append(p.Plain.Guides, guide)
		case p.Lang != content.Chinese || l.set.Broken["content/zh/guide/"+slug+".md"]:
		case p.Slug != "index":
			l.diags.Add(l.docs[p].At("guides"), "guides-place")
			return
		default:
			l.diags.Add(l.docs[p].At("guides", i), "guide-unknown", slug).Suggest(diag.Nearest(slug, l.slugs(content.KindGuide)))
		}
	}
}

// measureRef finds a measure by “policy-slug#measure-19”.
func (l *linker) measureRef(p *Page, ref string, at int) *Measure {
	slug, anchor, _ := strings.Cut(ref, "#")
	number, err := strconv.Atoi(strings.TrimPrefix(anchor, "measure-"))
	policy := l.site.Find(content.KindPolicy, p.Lang, slug)
	if err == nil && policy != nil && number >= 1 && number <= len(policy.Policy.Measures) {
		return policy.Policy.Measures[number-1]
	}
	if p.Lang == content.Chinese {
		l.diags.Add(l.docs[p].At("measures", at), "measure-unknown", ref).
			Suggest(diag.Nearest(slug, l.slugs(content.KindPolicy)))
	}
	return nil
}

// nodes makes one node for each need, in the order of the file.
func (l *linker) nodes(p *Page) []*Node {
	var nodes []*Node
	for i, n := range p.Guide.Needs {
		item := l.item(p, n.Licence, "needs", i, "licence")
		if item == nil {
			continue
		}
		nodes = append(nodes, &Node{Licence: item, Need: n, Conditions: conditions(p.Guide.Guide, n.When)})
	}
	return nodes
}

// conditions gives the words of the answers that a need depends on, in the order of the questions.
func conditions(g *content.Guide, when content.Answers) []string {
	var out []string
	for _, q := range g.Questions {
		for _, a := range q.Answers {
			if !slices.Contains(when[q.ID], a.ID) {
				continue
			}
			if a.Condition != "" {
				out = append(out, a.Condition)
			} else {
				out = append(out, a.Text)
			}
		}
	}
	return out
}

// materials merges the papers of all steps: papers that the same items of the guide yield are one,
// and papers that the applicant brings are one if they have the same name in Chinese.
func (l *linker) materials(g *Guide) []Material {
	var out []Material
	at := map[string]int{}
	steps := map[string]*Node{}
	for _, n := range g.Steps {
		steps[n.Licence.Slug] = n
	}
	for _, n := range g.Steps {
		source := l.site.Find(content.KindLicence, content.Chinese, n.Licence.Slug).Licence
		for i, m := range n.Licence.Licence.Materials {
			var from []*Node
			k := source.Materials[i].Name
			for _, slug := range m.From {
				if s := steps[slug]; s != nil && s != n {
					from = append(from, s)
				}
			}
			if len(from) > 0 {
				k = "from"
				for _, s := range from {
					k += " " + s.Licence.Slug
				}
			}
			j, ok := at[k]
			if !ok {
				j = len(out)
				at[k] = j
				out = append(out, Material{Material: &n.Licence.Licence.Materials[i], From: from, For: []*Node{n}})
				continue
			}
			merged := *out[j].Material // the item's own stays as it is
			if m.Need == "required" {
				merged.Need, merged.Condition = m.Need, ""
			}
			merged.Originals = max(merged.Originals, m.Originals)
			merged.Copies += m.Copies
			out[j].Material = &merged
			out[j].For = append(out[j].For, n)
		}
	}
	return slices.Clip(out)
}
