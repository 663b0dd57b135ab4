package search

import "slices"

// picks are the keys of a query that are looked up at first.
func (q *query) picks() []queryKey {
	var all []queryKey
	for _, t := range q.terms {
		all = append(all, t.picks...)
	}
	return all
}

// get is the lookup of what was loaded.
func (s *asked) get(k queryKey) found {
	if f, ok := s.lists[k.id()]; ok {
		return f
	}
	return nothing
}

func (k queryKey) id() string {
	if k.single {
		return "s " + k.text
	}
	return "k " + k.text
}

// look loads the lists of some keys of every form.
func (s *asked) look(keys func(*query) []queryKey) error {
	for i := range s.forms {
		for _, k := range keys(&s.forms[i]) {
			if _, ok := s.lists[k.id()]; ok {
				continue
			}
			f, err := s.load(k)
			if err != nil {
				return err
			}
			s.lists[k.id()] = f
		}
	}
	return nil
}

func (s *asked) load(k queryKey) (found, error) {
	prefix := "k"
	if k.single {
		prefix = "s"
	}
	sh, err := s.store.shard(s.layout, prefix, k.text)
	if sh == nil || err != nil {
		return nothing, err
	}
	return s.store.lists(s.layout.sizes, sh, k.text, s.opt.Limit > maxVerified)
}

// unknown reports whether a key is a Latin word that the index does not have.
func (s *asked) unknown(k queryKey) bool {
	f := s.get(k)
	return k.word != "" && len(f.units.ids)+len(f.names.ids) == 0
}

// guess completes the last word of the query, or corrects words, when the index does not have them.
func (s *asked) guess(text string) error {
	q := &s.forms[0]
	open := !q.cut && text != "" && !isSpace([]rune(text)[len([]rune(text))-1])
	for ti := range q.terms {
		t := &q.terms[ti]
		for _, k := range t.picks {
			if !s.unknown(k) {
				continue
			}
			keys, err := s.guesses(k, open && ti == len(q.terms)-1)
			if err != nil {
				return err
			}
			if len(keys) == 0 {
				continue
			}
			if err := s.standIn(k, keys); err != nil {
				return err
			}
			for f := range s.forms {
				s.forms[f].accept(k.word, keys)
			}
		}
	}
	return nil
}

// accept lets keys stand for a word in all its runs.
func (q *query) accept(word string, keys []string) {
	for _, t := range q.terms {
		for i := range t.runs {
			if t.runs[i].word && t.runs[i].text == word {
				t.runs[i].stems = keys
			}
		}
	}
}

// standIn puts the lists of other keys in the place of those of a key.
func (s *asked) standIn(k queryKey, keys []string) error {
	all := nothing
	for _, key := range keys {
		f, err := s.load(queryKey{text: key})
		if err != nil {
			return err
		}
		all = either(all, f)
	}
	s.lists[k.id()] = all
	s.approximate = true
	return nil
}

// guesses are the keys that a Latin word may stand for: completed if it is open, that is, still being
// typed, or else corrected. Stems are shorter than words, so completing may need the words too.
func (s *asked) guesses(k queryKey, open bool) ([]string, error) {
	size := len([]rune(k.word))
	open = open && size >= minPrefix
	if open {
		sh, err := s.store.shard(s.layout, "k", k.word)
		if err != nil {
			return nil, err
		}
		if sh != nil {
			if keys := completions(k.word, sh.keys); len(keys) > 0 {
				return keys, nil
			}
		}
	}
	if size < minTypo || s.layout.Words == "" {
		return nil, nil
	}
	words, err := s.store.vocabulary(s.layout.Words)
	if err != nil {
		return nil, err
	}
	if open {
		if keys := stems(completions(k.word, words)); len(keys) > 0 {
			return keys, nil
		}
	}
	return stems(corrections(k.word, words)), nil
}

// narrow keeps what the options ask for and counts the kinds.
func (s *asked) narrow(found []candidate) ([]candidate, error) {
	for _, f := range []struct{ name, id string }{{"sector", s.opt.Sector}, {"authority", s.opt.Authority}} {
		if f.id == "" {
			continue
		}
		docs, err := s.facet(f.name, f.id)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(c candidate) bool { _, ok := slices.BinarySearch(docs, c.doc); return !ok })
	}
	s.kinds = map[string]int{}
	for _, c := range found {
		s.kinds[s.layout.groupOf(c.doc).Kind]++
	}
	if s.opt.Kind != "" {
		found = slices.DeleteFunc(found, func(c candidate) bool { return s.layout.groupOf(c.doc).Kind != s.opt.Kind })
	}
	return found, nil
}

// facet returns the docs of a sector or authority.
func (s *asked) facet(name, id string) ([]int, error) {
	if s.layout.Facets == "" {
		return nil, nil
	}
	type lists map[string]string
	f, err := file[struct{ Sector, Authority lists }](&s.store, "facets", s.layout.Facets, nil)
	if err != nil {
		return nil, err
	}
	list := f.Sector[id]
	if name == "authority" {
		list = f.Authority[id]
	}
	ids, err := s.layout.read(list, false)
	return known(ids).docs().ids, err
}
