package search

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds of answering.
const (
	defaultLimit = 10
	maxVerified  = 50 // hits checked against the text, with an excerpt; who wants more gets whole lists
	maxReads     = 4  // files of a page read to find the phrase
	firstPage    = 10 // hits: for no more than these, less is read
	firstFiles   = 10 // files besides the manifest that a first page is made of; it has fewer hits where these do not suffice
	firstChecked = 5  // hits checked at once of the first page; the others when somebody looks at them
	leastChecked = 2
	maxForms     = 3 // forms of a query looked up: as typed and two synonyms
	maxSaid      = 3 // more forms of a query in pinyin
)

// Engine answers queries from the index of one language. It is for one goroutine at a time.
type Engine struct {
	layout *layout
	store  store
}

// Open opens the index of a language. Files reads a file of the built site by its path.
func Open(files func(path string) ([]byte, error), lang string) (*Engine, error) {
	path := ManifestPath(lang)
	data, err := files(path)
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := decodeFile(path, data, "", &m); err != nil {
		return nil, err
	}
	l, err := newLayout(m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Engine{l, store{read: files, dir: strings.TrimSuffix(path, ".json") + "/", files: map[string]any{}, used: map[string]bool{}}}, nil
}

// Options narrow a search.
type Options struct {
	// Limit is the number of hits wanted, 10 if zero.
	Limit int
	// Kind, Sector and Authority keep only pages of that kind, sector or authority.
	Kind, Sector, Authority string
}

// Result is the answer to a query.
type Result struct {
	// Total is the number of pages found.
	Total int
	// Approximate says that not every page counted is known to have just what was asked for.
	Approximate bool
	// Loose says that no page has all that was asked for; the hits have some of it.
	Loose bool
	// Kinds are the numbers of pages of each kind, whatever kind was asked for.
	Kinds map[string]int
	// Hits are the best pages.
	Hits []Hit
	// Similar are pages that were thought to have the words, but have them apart.
	Similar []Hit
}

// Hit is one page found.
type Hit struct {
	// URL is relative to the site; it ends in the section's fragment if that is where the words are.
	URL     string
	Title   string
	Section string // its heading, or ""
	Kind    string
	Status  string
	// Query is what found it: what was typed, or that with a synonym or what pinyin says put in.
	Query string
	// Excerpt is text around the words, empty past the first hits. Marks are the stretches of
	// characters (not bytes) to mark in it, TitleMarks those in the title.
	Excerpt    string
	Marks      [][2]int
	TitleMarks [][2]int
	// Exact says that the text was read and has what was asked for.
	Exact bool
	// Sections are other sections of the page with the words.
	Sections []SectionHit
}

// SectionHit is a section of a page found.
type SectionHit struct {
	URL, Heading string
}

// Search answers a query. Nothing that can be typed makes it fail; an error means that the index
// could not be read.
func (e *Engine) Search(text string, opt Options) (Result, error) {
	s := &asked{Engine: e, text: text, opt: opt, lists: map[string]found{}}
	if s.opt.Limit <= 0 {
		s.opt.Limit = defaultLimit
	}
	clear(e.store.used)
	s.forms = forms(text, e.layout.Synonyms)
	if len(s.forms[0].terms) == 0 {
		return Result{Kinds: map[string]int{}}, nil
	}
	return s.answerIf(s.find())
}

// findPlain looks up a question, once, without the words that make it one.
func (s *asked) findPlain() ([]candidate, error) {
	plain := forms(stripQuestion(s.text), s.layout.Synonyms)
	if s.plain || plain[0].size < 2 || plain[0].text == s.forms[0].text {
		return nil, nil
	}
	s.forms, s.plain, s.approximate = plain, true, true
	return s.find()
}

// find looks up the forms of the query and ranks what has them.
func (s *asked) find() ([]candidate, error) {
	picks := func(q *query) []queryKey { return q.picks() }
	if err := s.look(picks); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(s.forms[0].picks(), s.unknown) {
		spelt, err := s.spell()
		if err != nil {
			return nil, err
		}
		if spelt {
			err = s.look(picks)
		} else {
			err = s.guess(s.text)
		}
		if err != nil {
			return nil, err
		}
	}
	return s.narrow(rank(s.layout, s.forms, s.get))
}

// asked is one query on its way.
type asked struct {
	*Engine
	text        string
	opt         Options
	forms       []query
	spelt       bool // pinyin was looked for
	plain       bool // the words of a question were taken out
	short       bool // a short name was looked for
	lists       map[string]found
	kinds       map[string]int
	approximate bool
}

// forms are a query as typed, with numbered parts set apart, and with synonyms put in.
func forms(text string, synonyms [][2]string) []query {
	out := []query{parseQuery(text)}
	typed := " " + Fold(cutText(text)) + " "
	if q := otherForm(numbered.ReplaceAllString(typed, " 第$1$3$2$4 ")); q.text != out[0].text {
		q.placed = true
		out = append(out, q)
	}
	for _, s := range synonyms {
		word, means := Fold(s[0]), Fold(s[1])
		at := findSynonym(typed, word)
		if at < 0 || strings.Contains(typed, means) || len(out) == maxForms {
			continue
		}
		out = append(out, otherForm(typed[:at]+" "+means+" "+typed[at+len(word):]))
	}
	return out
}

// findSynonym is where a word stands in a folded query; a Latin word must stand alone.
func findSynonym(typed, word string) int {
	alone := func(r rune) bool { c := classOf(r); return c == gap || c == han }
	for from := 0; word != ""; {
		at := strings.Index(typed[from:], word)
		if at < 0 {
			return -1
		}
		at += from
		before, after := []rune(typed[:at]), []rune(typed[at+len(word):])
		w := []rune(word)
		if (alone(w[0]) || alone(before[len(before)-1])) && (alone(w[len(w)-1]) || alone(after[0])) {
			return at
		}
		from = at + len(word)
	}
	return -1
}
