package search

import (
	"slices"
	"strings"
)

// answer checks the best of what was found against the text, and relaxes the query when nothing is left.
func (s *asked) answer(all []candidate) (Result, error) {
	want, most := min(s.opt.Limit, maxVerified), 2*min(s.opt.Limit, maxVerified)
	if s.opt.Limit <= firstPage {
		want, most = min(s.opt.Limit, firstChecked), firstChecked+moreChecked
	}
	var passed, undecided, failed []Hit
	next := 0
	for ; next < len(all) && next < most && len(passed) < want; next++ {
		h, v, err := s.verify(all[next])
		if err != nil {
			return Result{}, err
		}
		switch {
		case v >= alike:
			passed = append(passed, h)
		case v == unknown:
			undecided = append(undecided, h)
		default:
			failed = append(failed, h)
			s.kinds[h.Kind]--
		}
	}
	if len(failed) == len(all) {
		return s.relaxed()
	}
	rest := all[next:]
	hits := passed
	for _, c := range rest[:min(len(rest), max(s.opt.Limit-len(hits), 0))] {
		h, err := s.bare(c)
		if err != nil {
			return Result{}, err
		}
		hits = append(hits, h)
	}
	hits = append(hits, undecided...)
	total, part := s.total(len(all))
	unsure := part || len(rest) > 0 && !s.sure() || len(undecided) > 0 || slices.ContainsFunc(passed, func(h Hit) bool { return !h.Exact })
	return Result{Total: total - len(failed), Approximate: s.approximate || s.forms[0].cut || unsure, Kinds: s.kinds,
		Hits: hits[:min(len(hits), s.opt.Limit)], Similar: failed[:min(len(failed), s.opt.Limit)]}, nil
}

// total is the number of pages found, and whether some were only counted: the list of a single key says how many
// it has even where it was read in part.
func (s *asked) total(found int) (n int, part bool) {
	n = found
	for i := range s.forms {
		picks := s.forms[i].picks()
		for _, k := range picks {
			f := s.get(k)
			part = part || f.pages > 0
			if len(picks) == 1 && s.opt == (Options{Limit: s.opt.Limit}) {
				n = max(n, f.pages)
			}
		}
	}
	return n, part
}

// sure reports whether what was found needs no check: every term is a single key.
func (s *asked) sure() bool {
	for _, q := range s.forms {
		for _, t := range q.terms {
			if len(t.keys) > 1 {
				return false
			}
		}
	}
	return true
}

// relaxed answers a query that no page has all of: first without the words of a question, then with the
// pages that have the most of it.
func (s *asked) relaxed() (Result, error) {
	if plain := parseQuery(stripQuestion(s.text)); !s.plain && plain.size > 1 && len(plain.terms) > 0 {
		s.plain = true
		if plain.size < s.forms[0].size || len(plain.terms) > len(s.forms[0].terms) {
			s.forms, s.approximate = []query{plain}, true
			found, err := s.find()
			if err != nil || len(found) > 0 {
				return s.answerIf(found, err)
			}
		}
	}
	if err := s.look(func(q *query) []queryKey { return q.relaxedKeys() }); err != nil {
		return Result{}, err
	}
	all, err := s.narrow(relax(s.layout, s.forms[0], s.get))
	if err != nil {
		return Result{}, err
	}
	r := Result{Total: len(all), Approximate: true, Loose: true, Kinds: s.kinds}
	for i, c := range all[:min(len(all), s.opt.Limit)] {
		var h Hit
		var err error
		if i < maxVerified && (s.opt.Limit > firstPage || i < firstChecked) {
			h, _, err = s.verify(c)
		} else {
			h, err = s.bare(c)
		}
		if err != nil {
			return Result{}, err
		}
		r.Hits = append(r.Hits, h)
	}
	return r, nil
}

// answerIf answers unless there is an error.
func (s *asked) answerIf(found []candidate, err error) (Result, error) {
	if err != nil {
		return Result{}, err
	}
	return s.answer(found)
}

// bare is a hit whose text is not read.
func (s *asked) bare(c candidate) (Hit, error) {
	url, title, err := s.store.doc(s.layout, c.doc)
	if err != nil {
		return Hit{}, err
	}
	return s.hit(c, url, title), nil
}

func (s *asked) hit(c candidate, url, title string) Hit {
	g := s.layout.groupOf(c.doc)
	t := newSearchText(title)
	return Hit{URL: url, Title: title, Kind: g.Kind, Status: g.Status, Query: s.forms[c.alt].text, TitleMarks: marksOf(s.forms[c.alt].marks(t))}
}

func marksOf(spans []span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		out = append(out, s)
	}
	return out
}

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

// verify reads units of a page until every term has been seen, and makes the hit of what was read.
func (s *asked) verify(c candidate) (Hit, verdict, error) {
	q := &s.forms[c.alt]
	reads := maxReads
	if s.opt.Limit <= firstPage {
		reads = firstReads
	}
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
			break
		}
		files[n] = true
		t, err := s.store.text(s.layout, c.doc, place)
		if err != nil {
			return Hit{}, v, err
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
	switch {
	case len(missing) == 0:
		v = has
	case c.near && q.size >= nearSafeSize, c.tier >= tierNear && p.inOrder(q):
		v = alike
	}
	h := s.hit(c, doc[0], doc[1])
	h.Exact = v == has
	p.describe(&h, q, c.tier)
	return h, v, nil
}

// inOrder reports whether a name has the characters of a query in their order: 托育备案 in 托育机构备案.
func (p *page) inOrder(q *query) bool {
	return slices.ContainsFunc(p.names, func(name *searchText) bool {
		have := name.folded.chars
		for _, t := range q.terms {
			for _, run := range t.runs {
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
	})
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
	if best.id != "" && best.size > 0 && (tier < tierNear || tier == tierNear && best.named) {
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
