// Package schedule says in which order the items of a set-up guide are done and how long they take.
//
// It computes on a small graph without words ([Graph]): which items there are, under which answers
// each is needed, what each needs first, and its official time. The browser computes the same from
// the same graph (static/js/guide/plan.js); testdata/vectors.json holds what both must give.
//
// # Rules
//
// An item is needed if its condition holds for the answers. It waits for every needed item that can
// meet one of its needs. Its rank is the number of items on the longest chain before it; items of
// one rank can be done side by side.
//
// Time is a [Total]: one figure for each unit, because working days, days as printed and months are
// never converted into each other (行政许可法 art. 82 makes working days of that law's periods only),
// and the items whose time is unknown or not set. The time of a chain is the sum over its items of
// the limit with its extension. A chain decides if no other is longer in some unit, or has an item
// without a known time that it lacks; where several such chains remain, none decides alone and all
// are given. The applicant's own time is in no figure.
//
// A question without an answer stands for every answer: items needed under some of them are optional,
// and the longest times are those over all combinations.
package schedule

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Graph is a guide without words.
type Graph struct {
	Questions []Question `json:"questions"`
	Items     []Item     `json:"items"`
}

// Question is a question of the guide with the ids of its answers.
type Question struct {
	ID      string   `json:"id"`
	Answers []string `json:"answers"`
}

// Item is one item of the guide.
type Item struct {
	ID string `json:"id"`
	// When is the condition under which the item is needed; empty for always.
	When Condition `json:"when,omitempty"`
	// Needs are what it needs first.
	Needs []Need `json:"needs,omitempty"`
	Time  Time   `json:"time"`
}

// Condition asks of each question named that its answer is one of those listed.
type Condition map[string][]string

// Need is met by any one of the items named; it is one only under its condition.
type Need struct {
	AnyOf []string  `json:"any_of"`
	When  Condition `json:"when,omitempty"`
}

// Time is an official limit. Unit is as in the sources; "" if the time is not known.
type Time struct {
	Value     int    `json:"value,omitempty"`
	Extension int    `json:"extension,omitempty"`
	Unit      string `json:"unit,omitempty"`
}

// Answers are the answers given so far, by question.
type Answers map[string]string

// Plan is what follows from the answers.
type Plan struct {
	// Steps are the needed and optional items in an order in which they can be done.
	Steps []Step `json:"steps"`
	// Least and Most are how many items there are to do, over all answers that are still open.
	Least int `json:"least"`
	Most  int `json:"most"`
	// Longest are the times of the chains that can decide, longest first; see the package comment.
	Longest []Total `json:"longest"`
}

// Step is one item of a plan.
type Step struct {
	ID       string   `json:"id"`
	Rank     int      `json:"rank"`
	After    []string `json:"after,omitempty"`
	Optional bool     `json:"optional,omitempty"` // needed under some of the open answers only
	// Deciding is set if one chain decides the total and the item is on it.
	Deciding bool `json:"deciding,omitempty"`
	// Slack is how much the item may take longer before the total does, in Unit; it is known only if
	// one chain decides and all times are in one unit.
	Slack *int `json:"slack,omitempty"`
}

// Total is the time of a chain of items: a sum for each unit, and the items without a known time.
type Total struct {
	Sums map[string]int `json:"sums,omitempty"` // by unit, extensions included
	// Extensions is how much of Sums are extensions.
	Extensions map[string]int `json:"extensions,omitempty"`
	// Open are the items of the chain whose time is unknown or not set.
	Open  []string `json:"open,omitempty"`
	Chain []string `json:"chain"`
}

// Holds reports whether the condition is met by full answers.
func (c Condition) Holds(a Answers) bool {
	for q, allowed := range c {
		if !slices.Contains(allowed, a[q]) {
			return false
		}
	}
	return true
}

// Combinations gives every way to answer the open questions, in the order of questions and answers.
func (g Graph) Combinations(given Answers) []Answers {
	out := []Answers{{}}
	for _, q := range g.Questions {
		answers := q.Answers
		if a, ok := given[q.ID]; ok && slices.Contains(answers, a) {
			answers = []string{a}
		}
		var next []Answers
		for _, base := range out {
			for _, a := range answers {
				full := Answers{q.ID: a}
				for k, v := range base {
					full[k] = v
				}
				next = append(next, full)
			}
		}
		out = next
	}
	return out
}

// Size gives how many ways there are to answer the questions and how many chains the items can make,
// at most math.MaxInt32 each. [Graph.Plan] goes through all of them.
func (g Graph) Size() (ways, chains int) {
	ways = 1
	for _, q := range g.Questions {
		ways = min(ways*max(1, len(q.Answers)), math.MaxInt32)
	}
	ending := map[string]int{}
	for _, s := range g.chart(func(Condition) bool { return true }).steps() {
		for _, id := range s.After {
			ending[s.ID] = min(ending[s.ID]+ending[id], math.MaxInt32)
		}
		ending[s.ID] = max(ending[s.ID], 1)
		chains = min(chains+ending[s.ID], math.MaxInt32)
	}
	return ways, chains
}

// Plan computes what follows from the answers given so far. The graph must have no cycle among items
// that are needed together; items in one are left out.
func (g Graph) Plan(given Answers) Plan {
	var plan Plan
	everywhere := map[string]int{}
	combinations := g.Combinations(given)
	var totals []Total
	for i, full := range combinations {
		c := g.needed(full)
		for _, it := range c.items {
			everywhere[it.ID]++
		}
		n := len(c.items)
		if i == 0 {
			plan.Least, plan.Most = n, n
		}
		plan.Least, plan.Most = min(plan.Least, n), max(plan.Most, n)
		totals = append(totals, c.longest()...)
	}
	plan.Longest = frontier(totals)
	all := g.any(combinations)
	plan.Steps = all.steps()
	for i := range plan.Steps {
		plan.Steps[i].Optional = everywhere[plan.Steps[i].ID] < len(combinations)
	}
	if len(combinations) == 1 {
		all.decide(plan.Steps, plan.Longest)
	}
	return plan
}

// chart is the items needed together with what each waits for.
type chart struct {
	items  []Item
	before map[string][]string
}

// needed gives the items for full answers.
func (g Graph) needed(a Answers) chart {
	return g.chart(func(c Condition) bool { return c.Holds(a) })
}

// any gives the items needed under some of the combinations.
func (g Graph) any(combinations []Answers) chart {
	return g.chart(func(c Condition) bool {
		return slices.ContainsFunc(combinations, c.Holds)
	})
}

func (g Graph) chart(holds func(Condition) bool) chart {
	c := chart{before: map[string][]string{}}
	present := map[string]bool{}
	for _, it := range g.Items {
		if holds(it.When) {
			present[it.ID] = true
		}
	}
	for _, it := range g.Items {
		if !present[it.ID] {
			continue
		}
		c.items = append(c.items, it)
		for _, n := range it.Needs {
			if !holds(n.When) {
				continue
			}
			for _, id := range n.AnyOf {
				if present[id] && id != it.ID && !slices.Contains(c.before[it.ID], id) {
					c.before[it.ID] = append(c.before[it.ID], id)
				}
			}
		}
	}
	return c
}

// steps ranks the items by the longest chain before each.
func (c chart) steps() []Step {
	rank := map[string]int{}
	var out []Step
	for level := 0; len(out) < len(c.items); level++ {
		found := len(out)
		for _, it := range c.items {
			_, done := rank[it.ID]
			waiting := slices.ContainsFunc(c.before[it.ID], func(id string) bool {
				r, placed := rank[id]
				return !placed || r == level
			})
			if !done && !waiting {
				rank[it.ID] = level
				out = append(out, Step{ID: it.ID, Rank: level, After: c.before[it.ID]})
			}
		}
		if len(out) == found {
			break
		}
	}
	return out
}

// compareTotals orders totals for showing: longer first, by the units in their fixed order.
func compareTotals(a, b Total) int {
	for _, unit := range units {
		if d := cmp.Compare(b.Sums[unit], a.Sums[unit]); d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(len(b.Open), len(a.Open)), cmp.Compare(len(b.Chain), len(a.Chain)),
		cmp.Compare(strings.Join(a.Chain, " "), strings.Join(b.Chain, " ")))
}
