package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// page is what has been read of a page.
type page struct {
	names []*searchText
	units []readUnit
}

// readUnit is a unit that has been read: its segments, each a heading, a text and maybe other names.
type readUnit struct {
	segments [][]string
	texts    []*searchText // heading, text and other names of each segment in turn
}

// verdict says what reading a page has shown.
type verdict int

const (
	hasNot  verdict = iota // every unit that could have the terms was read
	unknown                // not all of them were
	alike                  // it has not the terms, but a name that is nearly the query
	has
)

// checked is a hit and the candidate that it was, ranked by what its text has shown.
type checked struct {
	candidate
	Hit
}

// verify reads units of a page, from so many files at most, until every term has been seen, and makes the hit of
// what was read.
func (s *asked) verify(c candidate, reads int) (checked, verdict, error) {
	q := &s.forms[c.alt]
	var p page
	var doc []string
	missing := q.terms
	files := map[int]bool{}
	v := hasNot
	if len(c.units) == maxUnits {
		v = unknown
	}
	for _, u := range c.units {
		place := u % docSpan
		n := place / s.layout.UnitsPerText
		if len(p.units) > 0 && len(missing) == 0 {
			break
		}
		if len(files) == reads && !files[n] {
			v = unknown
			continue
		}
		files[n] = true
		t, err := s.store.text(s.layout, c.doc, place)
		if err != nil {
			return checked{}, v, err
		}
		if doc == nil {
			doc = t.Doc
			for _, name := range doc[1:] {
				p.names = append(p.names, newSearchText(name))
			}
		}
		p.units = append(p.units, newReadUnit(t.Units[place%s.layout.UnitsPerText]))
		missing = p.missing(missing)
	}
	alikeName := p.judge(&c, q)
	switch {
	case len(missing) == 0:
		v = has
	case alikeName:
		v = alike
	}
	h := s.hit(c, doc[0], doc[1])
	h.Exact = v == has
	p.describe(&h, q, c.tier)
	return checked{c, h}, v, nil
}

// judge ranks a candidate by the names that were read, and reports whether one is nearly the query. The lists had
// only shown that the keys of the query stand there.
func (p *page) judge(c *candidate, q *query) bool {
	if c.tier < tierNear {
		return false
	}
	if c.tier > tierNear {
		if stands, together := q.standsIn(p.names); stands {
			if !together {
				c.score -= whole
			}
			return false
		}
	}
	size := 0 // of the shortest name with the characters of the query in their order
	for _, n := range p.names {
		if s := n.size(); n.hasInOrder(q) && (size == 0 || s < size) {
			size = s
		}
	}
	switch {
	case size > 0:
		c.tier, c.score = tierTitle, likeness(q.size, size)
		return true
	case c.near && q.size >= nearSafeSize:
		if c.tier > tierNear {
			c.score = 0
		}
		if c.tier = tierAlike; c.textTier > tierAlike {
			c.tier, c.score = c.textTier, c.textScore
		}
		return true
	}
	c.tier, c.score = c.textTier, c.textScore
	return false
}

// standsIn reports whether one of some names has all terms, and whether one has them together.
func (q *query) standsIn(names []*searchText) (stands, together bool) {
	for _, name := range names {
		from, to, all := len(name.chars), 0, true
		for _, t := range q.terms {
			for _, r := range t.runs {
				found := r.find(name)
				if all = all && len(found) > 0; all {
					from, to = min(from, found[0][0]), max(to, found[0][1])
				}
			}
		}
		stands = stands || all
		together = together || all && to-from <= utf8.RuneCountInString(q.text)+maxBetween
	}
	return stands, together
}

// maxBetween is the number of characters that may stand between the words of a query in a name, or more in its words.
const maxBetween = 4

// size is the number of characters that are not gaps.
func (t *searchText) size() int {
	n := 0
	for _, r := range t.folded.chars {
		if classOf(r) != gap {
			n++
		}
	}
	return n
}

// hasInOrder reports whether a name has the characters of a query in their order: 托育备案 in 托育机构备案.
func (t *searchText) hasInOrder(q *query) bool {
	have := t.folded.chars
	for _, term := range q.terms {
		for _, run := range term.runs {
			for _, r := range run.text {
				i := slices.Index(have, r)
				if i < 0 {
					return false
				}
				have = have[i+1:]
			}
		}
	}
	return true
}

func newReadUnit(segments [][]string) readUnit {
	r := readUnit{segments: segments}
	for _, seg := range segments {
		r.texts = append(r.texts, newSearchText(seg[1]), newSearchText(seg[2]), newSearchText(strings.Join(seg[3:], "")))
	}
	return r
}

// missing are the terms that neither a name nor the last unit has.
func (p *page) missing(terms []term) []term {
	return slices.DeleteFunc(slices.Clone(terms), func(t term) bool {
		if t.has(p.units[len(p.units)-1].texts) {
			return true
		}
		return slices.ContainsFunc(p.names, func(n *searchText) bool { return t.has([]*searchText{n}) })
	})
}

// describe gives a hit its excerpt and sections from the units that were read. A section with a name
// that is the query comes before one with more of its characters; the hit leads to it even where the
// title is nearly the query (注销营业执照 beside 营业执照登记).
func (p *page) describe(h *Hit, q *query, tier int) {
	type place struct {
		id, heading string
		size        int
		named       bool // a name of the section has every term whole
	}
	var best place
	best.size = -1
	var others []place
	for _, u := range p.units {
		for i, seg := range u.segments {
			head := markedSize(u.texts[3*i], q.marks(u.texts[3*i])) + markedSize(u.texts[3*i+2], q.marks(u.texts[3*i+2]))
			named := q.in(u.texts[3*i]) || q.in(u.texts[3*i+2])
			at := place{seg[0], seg[1], head, named}
			for _, para := range strings.Split(seg[2], "\n") {
				t := newSearchText(para)
				marks := q.marks(t)
				size := head + markedSize(t, marks)
				at.size = max(at.size, size)
				if named && !best.named || named == best.named && size > best.size {
					best = place{seg[0], seg[1], size, named}
					text, moved := excerpt(t, marks)
					h.Excerpt, h.Marks = text, marksOf(moved)
				}
			}
			if at.size > 0 {
				others = append(others, at)
			}
		}
	}
	base := h.URL
	if best.id != "" && best.size > 0 && tier < tierNear && (tier != tierAlike || best.named) {
		h.URL, h.Section = base+"#"+best.id, best.heading
	}
	for _, o := range others {
		link := SectionHit{base + "#" + o.id, o.heading}
		if o.id != "" && o.heading != "" && link.URL != h.URL && 2*o.size >= best.size && len(h.Sections) < maxSections && !slices.Contains(h.Sections, link) {
			h.Sections = append(h.Sections, link)
		}
	}
}

// in reports whether every term of the query stands whole in a text.
func (q *query) in(t *searchText) bool {
	return !slices.ContainsFunc(q.terms, func(x term) bool { return !x.has([]*searchText{t}) })
}

// maxSections is the number of further sections that a hit names.
const maxSections = 3
