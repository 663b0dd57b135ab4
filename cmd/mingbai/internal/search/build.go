package search

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/output"
)

// unitSize is the least number of characters in a unit, where the page has as many left.
const unitSize = 600

// kinds in the order in which equal hits are shown. A kind that is not listed comes last.
var kinds = []string{"guide", "licence", "page", "agency", "policy"}

// How is how to build, which changes nothing of what is built.
type How struct {
	// Workers is the number of goroutines, 1 if less.
	Workers int
	// Store, if set, takes what has been indexed until all has been, so that memory does not grow with it.
	Store markdown.Store
}

// Build makes the index of all docs, each language apart, and hands every file to put as soon as it is done:
// from several goroutines, those that others name first. Synonyms are keyed by language. It returns, by language, the
// id of the index, which changes whenever a file does. The files depend on nothing but docs and synonyms, not on
// the order of docs. An error is one of put or of the store.
func Build(docs []Doc, synonyms map[string][]Synonym, put func(output.File) error, how How) (map[string]string, error) {
	how.Workers = max(how.Workers, 1)
	ids := map[string]string{}
	for lang, c := range corpora(docs) {
		w := &writer{lang: lang, put: put, How: how}
		ids[lang] = w.write(c, w.invert(c), synonyms[lang])
		if err := w.failed(); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// corpora are the docs of each language, in the order of the languages' names.
func corpora(docs []Doc) iter.Seq2[string, *corpus] {
	byLang := map[string][]Doc{}
	for _, d := range docs {
		byLang[d.Lang] = append(byLang[d.Lang], d)
	}
	return func(yield func(string, *corpus) bool) {
		for _, lang := range slices.Sorted(maps.Keys(byLang)) {
			if !yield(lang, newCorpus(byLang[lang])) {
				return
			}
		}
	}
}

// dead reports whether a page is shown for reference only.
func dead(status string) bool { return status == "repealed" || status == "lapsed" }

// statuses in the order of pages of one kind.
var statuses = []string{"", "in-force", "amended", "not-yet", "lapsed", "repealed"}

func statusRank(status string) int { return max(slices.Index(statuses, status), 0) }

func kindRank(kind string) int {
	if i := slices.Index(kinds, kind); i >= 0 {
		return i
	}
	return len(kinds)
}

// corpus is the docs of one language in order, and what has been learnt of them. Their text is not kept.
type corpus struct {
	docs   []Doc
	blocks []int   // the first doc of each block, and the number of docs
	class  []uint8 // size class of each doc, once it has been indexed
}

// unit is a block of whole paragraphs of one doc.
type unit struct{ segments []segment }

// segment is the part of a unit that lies below one heading.
type segment struct {
	id, heading string
	paragraphs  []string
	also        []string // other names of the section, where it opens
	// opens is set on the segment right below its heading: there the heading is indexed.
	opens bool
}

func newCorpus(docs []Doc) *corpus {
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b Doc) int {
		return cmp.Or(cmp.Compare(kindRank(a.Kind), kindRank(b.Kind)), strings.Compare(a.Kind, b.Kind),
			cmp.Compare(statusRank(a.Status), statusRank(b.Status)), strings.Compare(a.URL, b.URL))
	})
	return &corpus{docs: docs, blocks: blocksOf(docs), class: make([]uint8, len(docs))}
}

// cutUnits cuts a page into units. A page has at least one, so that every hit has text.
func cutUnits(sections []Section) []unit {
	var units []unit
	var cur unit
	size := 0
	flush := func() {
		units = append(units, cur)
		cur, size = unit{}, 0
	}
	for _, s := range sections {
		cur.segments = append(cur.segments, segment{id: s.ID, heading: s.Heading, also: s.Also, opens: true})
		for _, p := range s.Paragraphs {
			if len(cur.segments) == 0 {
				cur.segments = append(cur.segments, segment{id: s.ID, heading: s.Heading})
			}
			last := &cur.segments[len(cur.segments)-1]
			last.paragraphs = append(last.paragraphs, p)
			if size += utf8.RuneCountInString(p); size >= unitSize && len(units) < docSpan-1 {
				flush()
			}
		}
	}
	if len(cur.segments) > 0 || len(units) == 0 {
		flush()
	}
	return units
}

// parallel calls do for 0 to n-1 from so many workers. Results are stored by number, so order cannot matter.
func parallel(n, workers int, do func(i int)) {
	var next sync.Mutex
	var wg sync.WaitGroup
	at := 0
	take := func() int {
		next.Lock()
		defer next.Unlock()
		at++
		return at - 1
	}
	for range min(workers, n) {
		wg.Go(func() {
			for i := take(); i < n; i = take() {
				do(i)
			}
		})
	}
	wg.Wait()
}
