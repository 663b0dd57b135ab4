package search

import (
	"cmp"
	"maps"
	"slices"
)

// found is where a key stands.
type found struct {
	units, names, heads set
	pages               int // in all, when a list was read in part
}

// nothing is where a key stands that the index does not have.
var nothing = found{known(nil), known(nil), known(nil), 0}

// both is where two keys stand.
func both(a, b found) found {
	return found{meet(a.units, b.units), meet(a.names, b.names), meet(a.heads, b.heads), 0}
}

// either is where one of two keys stands.
func either(a, b found) found {
	return found{union(a.units, b.units), union(a.names, b.names), union(a.heads, b.heads), max(a.pages, b.pages)}
}

// lookup gives the lists of a key; a key that the index does not have gives empty ones.
type lookup func(queryKey) found

// The tiers of a hit, best last.
const (
	tierLoose   = iota // some of the query, after relaxing
	tierSpread         // all words, in different units or names
	tierUnit           // all words in one unit
	tierAlike          // a title that is nearly the query
	tierHeading        // all words in headings of one unit, but for those in a title
	tierNear           // a title that has most of the query: what it is worth, its text will show
	tierTitle          // all words in one title, or all characters in their order
	tierExact          // the title
)

// Bounds of ranking, all in whole numbers so that both sides come to the same order.
const (
	nearMinSize  = 4   // characters: shorter queries have no near titles
	nearSafeSize = 6   // shorter ones only those with their characters in order
	nearPercent  = 60  // of the keys in the title, and of the title in the query
	longPercent  = 75  // of the keys in a title that is much longer than the query
	maxLong      = 3   // pages with such titles
	whole        = 100 // what a title that has the words whole has more than one with their characters in order
	maxLoose     = 50  // hits after relaxing
	maxUnits     = 16  // units of a doc that may be read
)

// candidate is a doc that may be a hit.
type candidate struct {
	doc, tier, score int
	alt              int // which form of the query found it: 0 as typed, then synonyms
	units            []int
	kind             int
	dead             bool
	near             bool // a title is nearly the query, if not the query
	// textTier and textScore are what it is without its titles, tierLoose if it has not all words.
	textTier, textScore int
}

// better orders candidates. Of those with a title that is nearly the query the nearest comes first, whatever its kind.
func better(a, b candidate) int {
	last := func(c candidate) bool { return c.dead && c.tier < tierExact }
	byScore := 0
	if a.tier == tierNear || a.tier == tierAlike {
		byScore = cmp.Compare(b.score, a.score)
	}
	return cmp.Or(compareBool(last(a), last(b)), cmp.Compare(b.tier, a.tier), compareBool(a.dead, b.dead), byScore,
		cmp.Compare(a.kind, b.kind), cmp.Compare(b.score, a.score), cmp.Compare(a.alt, b.alt), cmp.Compare(a.doc, b.doc))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// ranker finds and orders the docs of one form of a query.
type ranker struct {
	*layout
	terms []found // where each term stands whole
	all   found   // where all terms stand
	size  int
}

// rank returns the docs that have all of any of the forms of a query, best first.
func rank(l *layout, forms []query, get lookup) []candidate {
	best := map[int]candidate{}
	for alt, q := range forms {
		r := newRanker(l, q, get)
		for _, c := range r.candidates(q, get) {
			c.alt = alt
			if q.placed && c.textTier != tierHeading {
				continue
			}
			if old, ok := best[c.doc]; !ok || better(c, old) < 0 {
				best[c.doc] = c
			}
		}
	}
	out := make([]candidate, 0, len(best))
	for _, c := range best {
		out = append(out, c)
	}
	slices.SortFunc(out, better)
	return out
}

func newRanker(l *layout, q query, get lookup) *ranker {
	r := &ranker{layout: l, size: q.size}
	for i, t := range q.terms {
		var at found
		for j, k := range t.picks {
			if j == 0 {
				at = get(k)
			} else {
				at = both(at, get(k))
			}
		}
		r.terms = append(r.terms, at)
		if i == 0 {
			r.all = at
		} else {
			r.all = both(r.all, at)
		}
	}
	return r
}

// candidates are the docs that have every term, and those whose title is nearly the query.
func (r *ranker) candidates(q query, get lookup) []candidate {
	var all set
	for i, t := range r.terms {
		d := union(t.units.docs(), t.names.docs())
		if i == 0 {
			all = d
		} else {
			all = meet(all, d)
		}
	}
	docs := all.ids
	var out []candidate
	for _, d := range docs {
		out = append(out, r.candidate(d))
	}
	for _, c := range r.near(q, get) {
		i, ok := slices.BinarySearch(docs, c.doc)
		if !ok {
			out = append(out, c)
			continue
		}
		out[i].near = c.near
		if c.tier > out[i].tier {
			out[i].tier, out[i].score = c.tier, c.score
		}
	}
	return out
}

// at starts a candidate with what only depends on the doc.
func (r *ranker) at(doc, tier, score int) candidate {
	g := r.groupOf(doc)
	return candidate{doc: doc, tier: tier, score: score, kind: kindRank(g.Kind), dead: dead(g.Status)}
}

func (r *ranker) candidate(doc int) candidate {
	together, heads := r.all.units.within(doc), r.heads(doc)
	hits := len(together)
	c := r.at(doc, tierUnit, 0)
	c.units = append(slices.Clone(heads), together...)
	for _, t := range r.terms {
		units := t.units.within(doc)
		c.units = append(c.units, units...)
		if len(together) == 0 {
			hits += len(units)
		}
	}
	c.units = distinct(c.units)
	if len(c.units) == 0 {
		c.units = []int{doc * docSpan}
	}
	c.score = 800 * hits / (8*hits + 8 + 1<<r.class[doc])
	switch {
	case len(heads) > 0:
		c.tier = tierHeading
	case len(together) == 0:
		c.tier = tierSpread
	}
	c.textTier, c.textScore = c.tier, c.score
	switch title := r.bestName(doc); {
	case title > 0 && title == r.size:
		c.tier, c.score = tierExact, 0
	case title > 0:
		c.tier, c.score = tierTitle, whole+likeness(r.size, title)
	}
	return c
}

// heads are the units of a doc with all terms in their headings, but for those that stand in a name: an article of a law.
func (r *ranker) heads(doc int) []int {
	heads := known(nil)
	found := false
	for _, t := range r.terms {
		switch {
		case len(r.terms) > 1 && len(t.names.within(doc)) > 0:
		case found:
			heads = meet(heads, t.heads)
		default:
			heads, found = t.heads, true
		}
	}
	return heads.within(doc)
}

// likeness is how near two sizes are, in percent.
func likeness(a, b int) int { return 100 * min(a, b) / max(a, b) }

// bestName is the size of the name of a doc, with all terms, that is nearest to the query: the same
// size, or else the shortest; 0 if none has all terms.
func (r *ranker) bestName(doc int) int {
	best := 0
	for _, n := range r.all.names.within(doc) {
		if s := r.sizes.name[n]; s == r.size || best == 0 || best != r.size && s < best {
			best = s
		}
	}
	return best
}

// near are the docs with a title that has most keys of the query: and little else, a title with a word
// left out or wrong; or more, if its text shows the characters of the query in their order.
func (r *ranker) near(q query, get lookup) []candidate {
	if q.size < nearMinSize {
		return nil
	}
	counts, keys := map[int]int{}, 0
	for _, t := range q.terms {
		for _, k := range t.picks {
			if f := get(k); f.names.end == noEnd { // what is known of a cut list would favour its first pages
				keys++
				for _, n := range f.names.ids {
					counts[n]++
				}
			}
		}
	}
	best := map[int]candidate{}
	for n, count := range counts {
		like := likeness(r.sizes.name[n], q.size)
		near := 100*count >= nearPercent*keys && like >= nearPercent
		if !near && (100*count < longPercent*keys || keys < 3 || r.sizes.name[n] < q.size) {
			continue
		}
		doc := n / docSpan
		c := r.at(doc, tierNear, 100*count/keys*1000+like)
		c.units, c.near = []int{doc * docSpan}, near
		if old, ok := best[doc]; !ok || c.near && !old.near || c.near == old.near && c.score > old.score {
			best[doc] = c
		}
	}
	var out, long []candidate
	for _, c := range best {
		if c.near {
			out = append(out, c)
		} else {
			long = append(long, c)
		}
	}
	slices.SortFunc(long, better)
	return append(out, long[:min(len(long), maxLong)]...)
}

// shortNames are the docs whose names have all characters of a query, the likest first.
func shortNames(l *layout, q query, names set) []candidate {
	r := ranker{layout: l}
	best := map[int]candidate{}
	for _, n := range names.ids {
		c := r.at(n/docSpan, tierNear, likeness(l.sizes.name[n], q.size))
		c.units = []int{c.doc * docSpan}
		if old, ok := best[c.doc]; !ok || c.score > old.score {
			best[c.doc] = c
		}
	}
	out := slices.SortedFunc(maps.Values(best), better)
	return out[:min(len(out), maxLoose)]
}

// distinct keeps the first of each number, at most maxUnits.
func distinct(list []int) []int {
	var out []int
	for _, n := range list {
		if len(out) < maxUnits && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
