package search

import (
	"maps"
	"runtime"
	"slices"
)

// postings are where a key stands: in the text of which units, in which names, in the headings of which units.
type postings struct {
	units, names, heads list
}

// inverted is the index of a stretch of docs, or of all.
type inverted struct {
	keys map[string]*postings
	// singles are the characters; of each page only the first unit with the character is listed.
	singles map[string]*postings
	words   map[string]bool
	// nameSizes are the characters of each name that are not gaps.
	nameSizes []int
}

func newInverted() *inverted {
	return &inverted{keys: map[string]*postings{}, singles: map[string]*postings{}, words: map[string]bool{}}
}

// invert indexes a corpus: each core a stretch of docs, joined in their order.
func invert(c *corpus) *inverted {
	bounds := stretches(c, runtime.GOMAXPROCS(0))
	parts := make([]*inverted, len(bounds)-1)
	parallel(len(parts), func(i int) { parts[i] = invertDocs(c, bounds[i], bounds[i+1]) })
	all := parts[0]
	for _, p := range parts[1:] {
		joinPostings(all.keys, p.keys)
		joinPostings(all.singles, p.singles)
		maps.Copy(all.words, p.words)
		all.nameSizes = append(all.nameSizes, p.nameSizes...)
	}
	return all
}

// stretches are the bounds of at most n stretches of docs with about as many units each.
func stretches(c *corpus, n int) []int {
	bounds := []int{0}
	for i := 1; i < n; i++ {
		doc, _ := slices.BinarySearch(c.firstUnit, len(c.units)*i/n)
		if doc > bounds[len(bounds)-1] && doc < len(c.docs) {
			bounds = append(bounds, doc)
		}
	}
	return append(bounds, len(c.docs))
}

func joinPostings(to, from map[string]*postings) {
	for k, p := range from {
		if q := to[k]; q != nil {
			q.units.join(p.units)
			q.names.join(p.names)
			q.heads.join(p.heads)
		} else {
			to[k] = p
		}
	}
}

// inverter indexes one stretch. The key functions of its tokenizer put what they get into
// the list that into chooses.
type inverter struct {
	*inverted
	tok    tokenizer
	folded folded
	into   func(*postings) *list
	number int // of the unit or name at hand
	// bySingle are the singles, each with the doc whose first unit was listed last, plus one.
	bySingle map[rune]*singlePostings
}

type singlePostings struct {
	*postings
	seen int
}

func intoUnits(p *postings) *list { return &p.units }
func intoNames(p *postings) *list { return &p.names }
func intoHeads(p *postings) *list { return &p.heads }

func invertDocs(c *corpus, from, to int) *inverted {
	x := &inverter{inverted: newInverted(), bySingle: map[rune]*singlePostings{}}
	x.tok = tokenizer{stems: map[string]string{}, key: x.key, word: func(w string) { x.words[w] = true }}
	for d := from; d < to; d++ {
		x.into, x.tok.single = intoNames, x.nameSingle
		for i, name := range append([]string{c.docs[d].Title}, c.docs[d].Also...) {
			x.number = c.firstName[d] + i
			x.nameSizes = append(x.nameSizes, x.text(name))
		}
		end := len(c.units)
		if d+1 < len(c.docs) {
			end = c.firstUnit[d+1]
		}
		for u := c.firstUnit[d]; u < end; u++ {
			x.unit(d, u, c.units[u].segments)
		}
	}
	return x.inverted
}

func (x *inverter) unit(doc, number int, segments []segment) {
	x.number = number
	x.tok.single = func(r rune) { x.unitSingle(r, doc) }
	for _, s := range segments {
		if s.opens && s.heading != "" {
			x.into = intoHeads
			x.text(s.heading)
			x.into = intoUnits
			x.text(s.heading)
		}
		x.into = intoUnits
		x.text(s.text)
	}
}

// text indexes a text and counts its characters that are not gaps.
func (x *inverter) text(text string) int {
	x.folded.fold(text)
	x.tok.text(x.folded.chars)
	n := 0
	for _, r := range x.folded.chars {
		if classOf(r) != gap {
			n++
		}
	}
	return n
}

func (x *inverter) key(key []byte) {
	p := x.keys[string(key)]
	if p == nil {
		p = &postings{}
		x.keys[string(key)] = p
	}
	x.into(p).add(x.number)
}

func (x *inverter) singleOf(r rune) *singlePostings {
	p := x.bySingle[r]
	if p == nil {
		p = &singlePostings{postings: &postings{}}
		x.bySingle[r] = p
		x.singles[string(r)] = p.postings
	}
	return p
}

func (x *inverter) nameSingle(r rune) { x.singleOf(r).names.add(x.number) }

func (x *inverter) unitSingle(r rune, doc int) {
	p := x.singleOf(r)
	if p.seen != doc+1 {
		p.seen = doc + 1
		p.units.add(x.number)
	}
}
