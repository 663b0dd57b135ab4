package search

import (
	"slices"
	"strings"
)

// answer checks the best of what was found against the text, and relaxes the query when nothing is left.
func (s *asked) answer(all []candidate) (Result, error) {
	want, most, reads := s.bounds(len(all))
	var passed []checked
	var undecided, failed []Hit
	next := 0
	for ; next < len(all) && next < most && len(passed) < want; next++ {
		got, v, err := s.verify(all[next], reads)
		if err != nil {
			return Result{}, err
		}
		switch {
		case v >= alike:
			passed = append(passed, got)
		case v == unknown:
			undecided = append(undecided, got.Hit)
		default:
			failed = append(failed, got.Hit)
			s.kinds[got.Kind]--
		}
	}
	if len(failed) == len(all) {
		return s.relaxed()
	}
	slices.SortStableFunc(passed, func(a, b checked) int { return better(a.candidate, b.candidate) })
	if len(passed) == 0 || passed[0].alt > 0 || passed[0].tier < tierUnit {
		typed, approximate, counts := s.forms, s.approximate, s.kinds
		if plain, err := s.findPlain(); err != nil || len(plain) > 0 {
			return s.answerIf(plain, err)
		}
		s.forms, s.approximate, s.kinds = typed, approximate, counts
	}
	var hits []Hit
	exact := true
	for _, p := range passed {
		hits, exact = append(hits, p.Hit), exact && p.Exact
	}
	rest := all[next:]
	for _, c := range s.cheap(rest[:min(len(rest), max(s.opt.Limit-len(hits), 0))]) {
		h, err := s.bare(c)
		if err != nil {
			return Result{}, err
		}
		hits = append(hits, h)
	}
	hits = append(hits, undecided...)
	total, part := s.total(len(all))
	unsure := part || len(rest) > 0 && !s.sure() || len(undecided) > 0 || !exact
	return Result{Total: total - len(failed), Approximate: s.approximate || s.forms[0].cut || unsure, Kinds: s.kinds,
		Hits: hits[:min(len(hits), s.opt.Limit)], Similar: failed[:min(len(failed), s.opt.Limit)]}, nil
}

// bounds are how many hits are checked, of how many candidates at most, and how many files of each are read. Of a
// first page as many as its files suffice for.
func (s *asked) bounds(found int) (want, most, reads int) {
	if s.opt.Limit > firstPage {
		want = min(s.opt.Limit, maxVerified)
		return want, 2 * want, maxReads
	}
	spare := max(s.spare()-1, leastChecked)
	want = max(min(s.opt.Limit, found, spare, firstChecked), 1)
	return want, want, min(spare/want, maxReads)
}

// spare is how many files a first page may still read.
func (s *asked) spare() int { return firstFiles - len(s.store.used) }

// cheap are as many of the next candidates as can be shown with the files that are left, at least one.
func (s *asked) cheap(next []candidate) []candidate {
	if s.opt.Limit > firstPage {
		return next
	}
	files, most := map[int]bool{}, max(s.spare(), 1)
	for i, c := range next {
		files[c.doc/s.layout.DocsPerFile] = true
		if len(files) > most {
			return next[:i]
		}
	}
	return next
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

// relaxed answers a query that no page has all of: as a plain query, as a short name, or else with the pages that have the most of it.
func (s *asked) relaxed() (Result, error) {
	if plain, err := s.findPlain(); err != nil || len(plain) > 0 {
		return s.answerIf(plain, err)
	}
	if short, err := s.abbreviated(); err != nil || len(short) > 0 {
		return s.answerIf(short, err)
	}
	if err := s.look(func(q *query) []queryKey { return q.relaxedKeys() }); err != nil {
		return Result{}, err
	}
	all, err := s.narrow(relax(s.layout, s.forms[0], s.get))
	if err != nil {
		return Result{}, err
	}
	r := Result{Total: len(all), Approximate: true, Loose: true, Kinds: s.kinds}
	want, _, reads := s.bounds(len(all))
	want = min(want, len(all))
	for _, c := range all[:want] {
		got, _, err := s.verify(c, reads)
		if err != nil {
			return Result{}, err
		}
		r.Hits = append(r.Hits, got.Hit)
	}
	for _, c := range s.cheap(all[want:min(len(all), s.opt.Limit)]) {
		h, err := s.bare(c)
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

// abbreviated are the pages that have the characters of a short run of Han in a name: 市监局 in 市场监督管理局.
func (s *asked) abbreviated() ([]candidate, error) {
	q := &s.forms[0]
	if s.short || len(q.terms) != 1 || len(q.terms[0].runs) != 1 || q.size < 2 || q.size > maxShort || !allHan(q.terms[0].runs[0].text) {
		return nil, nil
	}
	s.short, s.approximate = true, true
	names := set{}
	for i, r := range []rune(q.terms[0].runs[0].text) {
		f, err := s.load(queryKey{text: string(r), single: true})
		if err != nil {
			return nil, err
		}
		if i == 0 {
			names = f.names
		} else {
			names = meet(names, f.names)
		}
	}
	return s.narrow(shortNames(s.layout, *q, names))
}

// maxShort is the number of characters of a short name at most.
const maxShort = 6

func allHan(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return classOf(r) != han })
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
