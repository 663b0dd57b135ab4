package site

import (
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/schedule"
)

// graph makes the guide's graph from what its items say: a paper that another item yields and that
// must be there when the application is made, and every requirement. A paper that may follow later
// holds nothing up.
func (l *linker) graph(p *Page, nodes []*Node) schedule.Graph {
	g := schedule.Graph{Questions: []schedule.Question{}, Items: []schedule.Item{}}
	asked := map[string]bool{}
	for _, q := range p.Guide.Questions {
		question := schedule.Question{ID: q.ID, Answers: []string{}}
		for _, a := range q.Answers {
			question.Answers = append(question.Answers, a.ID)
		}
		g.Questions = append(g.Questions, question)
		asked[q.ID] = true
	}
	for _, n := range nodes {
		lic := n.Licence.Licence
		item := schedule.Item{ID: n.Licence.Slug, When: condition(n.Need.When, asked), Time: official(lic.Time)}
		for _, m := range lic.Materials {
			if len(m.From) > 0 && m.Need != "later" {
				item.Needs = append(item.Needs, schedule.Need{AnyOf: m.From, When: condition(m.When, asked)})
			}
		}
		for _, r := range lic.Require {
			when := condition(r.When, asked)
			if len(r.AnyOf) > 0 {
				item.Needs = append(item.Needs, schedule.Need{AnyOf: r.AnyOf, When: when})
			}
			for _, slug := range r.AllOf {
				item.Needs = append(item.Needs, schedule.Need{AnyOf: []string{slug}, When: when})
			}
		}
		g.Items = append(g.Items, item)
	}
	return g
}

// condition keeps what the guide asks: an item's condition on a question of another guide always holds.
func condition(when content.Answers, asked map[string]bool) schedule.Condition {
	var out schedule.Condition
	for q, answers := range when {
		if asked[q] {
			if out == nil {
				out = schedule.Condition{}
			}
			out[q] = answers
		}
	}
	return out
}

// official is the time to plan with: the promised limit where it is known, else the statutory one.
func official(t content.Time) schedule.Time {
	limit := t.Promised
	if limit == nil {
		limit = t.Statutory
	}
	if limit == nil {
		return schedule.Time{}
	}
	return schedule.Time{Value: limit.Value, Extension: limit.Extension, Unit: string(limit.Unit)}
}

// place puts the nodes in the order of the plan.
func place(g *Guide, nodes []*Node) {
	byID := map[string]*Node{}
	for _, n := range nodes {
		byID[n.Licence.Slug] = n
	}
	for _, s := range g.Plan.Steps {
		n := byID[s.ID]
		n.Rank, n.Number = s.Rank, len(g.Steps)+1
		for _, id := range s.After {
			n.Before = append(n.Before, byID[id])
		}
		g.Steps = append(g.Steps, n)
		if s.Rank == len(g.Ranks) {
			g.Ranks = append(g.Ranks, nil)
		}
		g.Ranks[s.Rank] = append(g.Ranks[s.Rank], n)
	}
}

// checkGraph checks what a reader would stumble over: items in a cycle, items that no answers lead
// to, answers that lead to nothing, and papers that must be handed in and that no item of the guide
// yields under some answers.
func (l *linker) checkGraph(p *Page, nodes []*Node) {
	if p.Lang != content.Chinese {
		return
	}
	g := p.Guide.Graph
	reached := map[string]bool{}
	doors := &closed{answers: map[door][]string{}}
	for _, answers := range g.Combinations(nil) {
		any := false
		for _, item := range g.Items {
			if item.When.Holds(answers) {
				reached[item.ID], any = true, true
			}
		}
		if !any && len(g.Items) > 0 {
			l.diags.Add(l.docs[p].At("questions", 0), "answers-empty", describe(g, answers))
		}
		l.closedDoors(p, nodes, g.Plan(answers), answers, doors)
	}
	for _, d := range doors.order {
		l.diags.Add(l.docs[p].At("needs", d.at), "need-outside", d.from, d.to, strings.Join(doors.answers[d], " | "))
	}
	for i, n := range p.Guide.Needs {
		if l.site.Find(content.KindLicence, p.Lang, n.Licence) != nil && !reached[n.Licence] && l.answerable(p.Guide, n) {
			l.diags.Add(l.docs[p].At("needs", i), "item-unreachable", n.Licence)
		}
	}
	if len(p.Guide.Plan.Steps) < len(reached) {
		l.guideCycle(p, reached)
	}
}

// answerable reports whether a need names only questions and answers that there are; others have
// been reported.
func (l *linker) answerable(g *Guide, n content.GuideNeed) bool {
	for question, answers := range n.When {
		at := slices.IndexFunc(g.Graph.Questions, func(q schedule.Question) bool { return q.ID == question })
		if at < 0 || slices.ContainsFunc(answers, func(a string) bool { return !slices.Contains(g.Graph.Questions[at].Answers, a) }) {
			return false
		}
	}
	return true
}

// door is an item that cannot be had in a guide for want of another; at is its place in needs.
type door struct {
	from, to string
	at       int
}

// closed collects doors, each with the answers under which it is closed.
type closed struct {
	order   []door
	answers map[door][]string
}

func (c *closed) add(d door, answers string) {
	if c.answers[d] == nil {
		c.order = append(c.order, d)
	}
	c.answers[d] = append(c.answers[d], answers)
}

// closedDoors collects papers and requirements without which an item cannot be had and that, under
// the answers, no item of the guide gives.
func (l *linker) closedDoors(p *Page, nodes []*Node, plan schedule.Plan, answers schedule.Answers, doors *closed) {
	here := map[string]bool{}
	for _, s := range plan.Steps {
		here[s.ID] = true
	}
	for _, q := range p.Guide.Questions {
		for _, a := range q.Answers {
			for _, held := range a.Has {
				here[held] = here[held] || answers[q.ID] == a.ID
			}
		}
	}
	for _, n := range nodes {
		if !here[n.Licence.Slug] {
			continue
		}
		if here[n.Licence.Slug] && !slices.ContainsFunc(plan.Steps, func(s schedule.Step) bool { return s.ID == n.Licence.Slug }) {
			continue // held already
		}
		for _, need := range l.needs(n.Licence) {
			if need.sure && !slices.ContainsFunc(need.items, func(i *Page) bool { return here[i.Slug] }) {
				at := slices.IndexFunc(p.Guide.Needs, func(x content.GuideNeed) bool { return x.Licence == n.Licence.Slug })
				doors.add(door{need.items[0].Slug, n.Licence.Slug, at}, describe(p.Guide.Graph, answers))
			}
		}
	}
}

// describe writes answers as “meals=yes profit=no”, or “-” if nothing is asked.
func describe(g schedule.Graph, answers schedule.Answers) string {
	var out []string
	for _, q := range g.Questions {
		out = append(out, q.ID+"="+answers[q.ID])
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " ")
}

// guideCycle names the path of a cycle among the items that the plan could not place.
func (l *linker) guideCycle(p *Page, reached map[string]bool) {
	g := p.Guide
	placed := map[string]bool{}
	for _, s := range g.Plan.Steps {
		placed[s.ID] = true
	}
	waits := map[string]string{}
	at := ""
	for _, item := range g.Graph.Items {
		if placed[item.ID] || !reached[item.ID] {
			continue
		}
		at = item.ID
		for _, need := range item.Needs {
			for _, id := range need.AnyOf {
				if !placed[id] && reached[id] && id != item.ID {
					waits[item.ID] = id
				}
			}
		}
	}
	var trail []string
	for !slices.Contains(trail, at) {
		trail = append(trail, at)
		at = waits[at]
	}
	trail = append(trail[slices.Index(trail, at):], at)
	l.diags.Add(l.docs[p].At("needs"), "cycle", strings.Join(trail, " → "))
}
