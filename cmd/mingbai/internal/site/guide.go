package site

import (
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

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
	nodes := l.nodes(p)
	l.edges(p, nodes)
	l.order(p, nodes)
	g.Materials = l.materials(g)
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

// edges finds, for each node, the nodes that it needs: every item of the guide that can yield a
// paper or meet a requirement. A paper that must be handed in and that only items outside the guide
// yield is an error: the guide would lead to a closed door.
func (l *linker) edges(p *Page, nodes []*Node) {
	byItem := map[*Page]*Node{}
	for _, n := range nodes {
		byItem[n.Licence] = n
	}
	for i, n := range nodes {
		for _, need := range l.needs(n.Licence) {
			found := false
			for _, item := range need.items {
				if m := byItem[item]; m != nil && m != n {
					found = true
					if !slices.Contains(n.Before, m) {
						n.Before = append(n.Before, m)
					}
				}
			}
			if !found && need.sure && p.Lang == content.Chinese {
				l.diags.Add(l.docs[p].At("needs", i), "need-outside", need.items[0].Slug, n.Licence.Slug)
			}
		}
	}
}

// order ranks the nodes by the longest path of needs and numbers them; nodes in a cycle stay out
// and are reported with their path.
func (l *linker) order(p *Page, nodes []*Node) {
	g := p.Guide
	placed := map[*Node]bool{}
	for len(placed) < len(nodes) {
		var rank []*Node
		for _, n := range nodes {
			if !placed[n] && !slices.ContainsFunc(n.Before, func(b *Node) bool { return !placed[b] }) {
				rank = append(rank, n)
			}
		}
		if len(rank) == 0 {
			l.guideCycle(p, nodes, placed)
			return
		}
		for _, n := range rank {
			placed[n] = true
			n.Rank = len(g.Ranks)
			g.Steps = append(g.Steps, n)
			n.Number = len(g.Steps)
		}
		g.Ranks = append(g.Ranks, rank)
	}
}

func (l *linker) guideCycle(p *Page, nodes []*Node, placed map[*Node]bool) {
	if p.Lang != content.Chinese {
		return
	}
	n := nodes[slices.IndexFunc(nodes, func(n *Node) bool { return !placed[n] })]
	var trail []*Node
	for !slices.Contains(trail, n) {
		trail = append(trail, n)
		n = n.Before[slices.IndexFunc(n.Before, func(b *Node) bool { return !placed[b] })]
	}
	var names []string
	for _, t := range append(trail[slices.Index(trail, n):], n) {
		names = append(names, t.Licence.Slug)
	}
	l.diags.Add(l.docs[p].At("needs"), "cycle", strings.Join(names, " → "))
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
				out = append(out, Material{Material: m, From: from})
			}
			out[j].For = append(out[j].For, n)
			if m.Need == "required" {
				out[j].Need, out[j].Condition = m.Need, ""
			}
			out[j].Originals = max(out[j].Originals, m.Originals)
			out[j].Copies += copies(m, ok)
		}
	}
	return out
}

// copies is how many copies a further request for the same paper adds.
func copies(m content.Material, further bool) int {
	if further {
		return m.Copies
	}
	return 0
}
