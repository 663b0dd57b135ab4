package schedule

import "slices"

// units in the order in which totals are compared for showing; they are never added.
var units = []string{"years", "months", "calendar-days", "days-as-printed", "working-days"}

// counted reports whether a time has a figure.
func (t Time) counted() bool { return t.Unit != "" && t.Unit != "none-set" && t.Unit != "on-the-spot" }

// plus adds an item at the end of a chain. An item done on the spot adds nothing.
func (t Total) plus(it Item) Total {
	out := Total{Sums: map[string]int{}, Extensions: map[string]int{}, Open: []string{}}
	for u, n := range t.Sums {
		out.Sums[u] = n
	}
	for u, n := range t.Extensions {
		out.Extensions[u] = n
	}
	out.Open = append(out.Open, t.Open...)
	out.Chain = append(slices.Clone(t.Chain), it.ID)
	switch {
	case it.Time.counted():
		out.Sums[it.Time.Unit] += it.Time.Value + it.Time.Extension
		if it.Time.Extension > 0 {
			out.Extensions[it.Time.Unit] += it.Time.Extension
		}
	case it.Time.Unit != "on-the-spot":
		out.Open = append(out.Open, it.ID)
	}
	return out
}

// covers reports whether t is at least as long as o in every unit and lacks none of its open items.
func (t Total) covers(o Total) bool {
	for u, n := range o.Sums {
		if t.Sums[u] < n {
			return false
		}
	}
	for _, id := range o.Open {
		if !slices.Contains(t.Open, id) {
			return false
		}
	}
	return true
}

// frontier keeps the totals that no other covers, each time once, in the order for showing.
func frontier(totals []Total) []Total {
	sorted := slices.Clone(totals)
	slices.SortStableFunc(sorted, compareTotals)
	var out []Total
	for i, t := range sorted {
		covered := false
		for j, o := range sorted {
			if i != j && o.covers(t) && (!t.covers(o) || j < i) {
				covered = true
				break
			}
		}
		if !covered {
			out = append(out, t)
		}
	}
	return out
}

// longest gives the totals of the chains that can decide, over all items.
func (c chart) longest() []Total {
	var ends []Total
	for _, found := range c.chains() {
		ends = append(ends, found...)
	}
	return frontier(ends)
}

// chains gives, for each item, the totals of the chains ending in it that can decide.
func (c chart) chains() map[string][]Total {
	byID := map[string]Item{}
	for _, it := range c.items {
		byID[it.ID] = it
	}
	out := map[string][]Total{}
	for _, s := range c.steps() {
		var before []Total
		for _, id := range s.After {
			before = append(before, out[id]...)
		}
		if len(before) == 0 {
			before = []Total{{}}
		}
		var ends []Total
		for _, t := range before {
			ends = append(ends, t.plus(byID[s.ID]))
		}
		out[s.ID] = frontier(ends)
	}
	return out
}

// decide marks the chain that decides the total, if there is one, and the slack of every step if all
// times are in one unit.
func (c chart) decide(steps []Step, longest []Total) {
	if len(longest) != 1 || len(longest[0].Sums) == 0 {
		return
	}
	for i := range steps {
		steps[i].Deciding = slices.Contains(longest[0].Chain, steps[i].ID)
	}
	unit := ""
	for _, it := range c.items {
		if it.Time.counted() {
			if unit != "" && unit != it.Time.Unit {
				return
			}
			unit = it.Time.Unit
		}
	}
	through := c.through(unit)
	total := longest[0].Sums[unit]
	for i := range steps {
		slack := total - through[steps[i].ID]
		steps[i].Slack = &slack
	}
}

// through gives, for each item, the length in unit of the longest chain that runs through it.
func (c chart) through(unit string) map[string]int {
	own := map[string]int{}
	after := map[string][]string{}
	for _, it := range c.items {
		if it.Time.Unit == unit {
			own[it.ID] = it.Time.Value + it.Time.Extension
		}
		for _, b := range c.before[it.ID] {
			after[b] = append(after[b], it.ID)
		}
	}
	steps := c.steps()
	head, tail, out := map[string]int{}, map[string]int{}, map[string]int{}
	for _, s := range steps {
		for _, b := range s.After {
			head[s.ID] = max(head[s.ID], head[b])
		}
		head[s.ID] += own[s.ID]
	}
	for i := len(steps) - 1; i >= 0; i-- {
		id := steps[i].ID
		for _, a := range after[id] {
			tail[id] = max(tail[id], tail[a])
		}
		tail[id] += own[id]
		out[id] = head[id] + tail[id] - own[id]
	}
	return out
}
