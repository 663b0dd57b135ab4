package search

import (
	"math"
	"runtime"
)

// postings are where a key stands: in the text of which units, in which names, in the headings of which units.
type postings struct {
	units        list
	names, heads *list // nil for most keys
}

// inverted is the index of a stretch of docs, or of all.
type inverted struct {
	keys map[string]*postings
	// singles are the characters; of each page only the first unit with the character is listed.
	singles map[string]*postings
	// words are the Latin words, each with the number of units and names that have it.
	words map[string]int
	// units and names are how many there are.
	units, names int
}

func newInverted() *inverted {
	return &inverted{keys: map[string]*postings{}, singles: map[string]*postings{}, words: map[string]int{}}
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
		for w, n := range p.words {
			all.words[w] += n
		}
		all.units, all.names = all.units+p.units, all.names+p.names
	}
	return all
}

// stretches are the bounds of at most n stretches of docs with about as many units each.
func stretches(c *corpus, n int) []int {
	total := 0
	for _, u := range c.units {
		total += len(u)
	}
	bounds, sum := []int{0}, 0
	for d, u := range c.units {
		if sum*n >= total*len(bounds) && d > bounds[len(bounds)-1] && len(bounds) < n {
			bounds = append(bounds, d)
		}
		sum += len(u)
	}
	return append(bounds, len(c.docs))
}

func joinPostings(to, from map[string]*postings) {
	for k, p := range from {
		q := to[k]
		if q == nil {
			to[k] = p
			continue
		}
		q.units.join(p.units)
		for _, part := range []struct {
			to   **list
			from *list
		}{{&q.names, p.names}, {&q.heads, p.heads}} {
			switch {
			case part.from == nil:
			case *part.to == nil:
				*part.to = part.from
			default:
				(*part.to).join(*part.from)
			}
		}
	}
}

// inverter indexes one stretch. The key functions of its tokenizer put what they get into the list that
// into chooses, at the place at hand.
type inverter struct {
	*inverted
	tok               tokenizer
	folded            folded
	into              func(*postings) *list
	doc, class, place int
	size              int // of the name at hand, or noName
	// bySingle are the singles, each with the doc whose first unit was listed last, plus one.
	bySingle map[rune]*singlePostings
}

type singlePostings struct {
	*postings
	seen int
}

func intoUnits(p *postings) *list { return &p.units }
func intoNames(p *postings) *list { return made(&p.names) }
func intoHeads(p *postings) *list { return made(&p.heads) }

func made(l **list) *list {
	if *l == nil {
		*l = &list{}
	}
	return *l
}

// maxNames is the number of names of a page that are indexed.
const maxNames = docSpan

func invertDocs(c *corpus, from, to int) *inverted {
	x := &inverter{inverted: newInverted(), bySingle: map[rune]*singlePostings{}}
	x.tok = tokenizer{stems: map[string]string{}, key: x.key, word: func(w string) { x.words[w]++ }}
	for x.doc = from; x.doc < to; x.doc++ {
		d := &c.docs[x.doc]
		x.class = sizeClass(len(c.units[x.doc]))
		x.into, x.tok.single = intoNames, x.nameSingle
		for i, name := range append([]string{d.Title}, d.Also...)[:min(1+len(d.Also), maxNames)] {
			x.place = i
			x.name(name)
		}
		x.size, x.tok.single = noName, x.unitSingle
		for i, u := range c.units[x.doc] {
			x.place = i
			x.unit(u.segments)
		}
		x.units, x.names = x.units+len(c.units[x.doc]), x.names+1+len(d.Also)
	}
	return x.inverted
}

// name indexes a name. Its size is the number of its characters that are not gaps.
func (x *inverter) name(name string) {
	x.folded.fold(name)
	x.size = 0
	for _, r := range x.folded.chars {
		if classOf(r) != gap && x.size < math.MaxInt16 {
			x.size++
		}
	}
	x.tok.text(x.folded.chars)
}

func (x *inverter) unit(segments []segment) {
	for _, s := range segments {
		if s.opens {
			for _, head := range append([]string{s.heading}, s.also...) {
				x.into = intoHeads
				x.text(head)
				x.into = intoUnits
				x.text(head)
			}
		}
		x.into = intoUnits
		for _, p := range s.paragraphs {
			x.text(p)
		}
	}
}

func (x *inverter) text(text string) {
	x.folded.fold(text)
	x.tok.text(x.folded.chars)
}

func (x *inverter) key(key []byte) {
	p := x.keys[string(key)]
	if p == nil {
		p = &postings{}
		x.keys[string(key)] = p
	}
	x.into(p).add(x.doc, x.class, x.place, x.size)
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

func (x *inverter) nameSingle(r rune) {
	made(&x.singleOf(r).names).add(x.doc, x.class, x.place, x.size)
}

func (x *inverter) unitSingle(r rune) {
	p := x.singleOf(r)
	if p.seen != x.doc+1 {
		p.seen = x.doc + 1
		p.units.add(x.doc, x.class, x.place, noName)
	}
}
