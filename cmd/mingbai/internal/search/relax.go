package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// relax returns the docs with the most of a query, each key weighing by how rare it is, and twice in a
// name.
func relax(l *layout, q query, get lookup) []candidate {
	units, names := map[int]int{}, map[int]int{}
	for _, k := range q.relaxedKeys() {
		f := get(k)
		if n := max(len(f.units.ids)+len(f.names.ids), f.pages); n > 0 {
			weight := bits.Len(uint(l.Places / n))
			for _, u := range f.units.ids {
				units[u] += weight
			}
			for _, n := range f.names.ids {
				names[n] += weight
			}
		}
	}
	type best struct{ unit, unitScore, nameScore int }
	byDoc := map[int]best{}
	for u, s := range units {
		d := u / docSpan
		if b := byDoc[d]; s > b.unitScore || s == b.unitScore && u < b.unit {
			b.unit, b.unitScore = u, s
			byDoc[d] = b
		}
	}
	for n, s := range names {
		d := n / docSpan
		b, ok := byDoc[d]
		if !ok {
			b.unit = d * docSpan
		}
		b.nameScore = max(b.nameScore, s)
		byDoc[d] = b
	}
	r := ranker{layout: l}
	var out []candidate
	top := 0
	for d, b := range byDoc {
		c := r.at(d, tierLoose, b.unitScore+2*b.nameScore)
		c.units = []int{b.unit}
		out = append(out, c)
		top = max(top, c.score)
	}
	out = slices.DeleteFunc(out, func(c candidate) bool { return 2*c.score < top })
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(compareBool(a.dead, b.dead), cmp.Compare(b.score, a.score), better(a, b))
	})
	return out[:min(len(out), maxLoose)]
}

// relaxedKeys are the keys that a query is relaxed to.
func (q *query) relaxedKeys() []queryKey {
	var all []queryKey
	for _, t := range q.terms {
		all = append(all, t.keys...)
	}
	return pick(all, maxKeys)
}
