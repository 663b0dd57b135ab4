package search

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// maxWords is the size in bytes of the file of words.
const maxWords = 64 << 10

// facets makes the file of sectors and authorities; its id is "" if there are none.
func (w *writer) facets(c *corpus) string {
	sectors, authorities := map[string]*list{}, map[string]*list{}
	put := func(m map[string]*list, ids []string, doc int) {
		for _, id := range ids {
			if m[id] == nil {
				m[id] = &list{}
			}
			m[id].add(doc, int(c.class[doc]), 0, noName)
		}
	}
	for i := range c.docs {
		put(sectors, c.docs[i].Sectors, i)
		put(authorities, c.docs[i].Authorities, i)
	}
	if len(sectors)+len(authorities) == 0 {
		return ""
	}
	var b jsonWriter
	b.field("sector").lists(sectors)
	b.field("authority").lists(authorities)
	return w.add("facets", b.buf)
}

// foldTable makes the file of traditional characters whose simplified form the text has.
func (w *writer) foldTable(characters map[string]bool) string {
	var from, to strings.Builder
	for _, r := range slices.Sorted(maps.Keys(tables.simplified)) {
		s := tables.simplified[r]
		if characters[string(s)] && !tables.common[r] {
			from.WriteRune(r)
			to.WriteRune(s)
		}
	}
	if from.Len() == 0 {
		return ""
	}
	var b jsonWriter
	b.field("from").str(from.String())
	b.field("to").str(to.String())
	return w.add("fold", b.buf)
}

// words makes the file of words that a misspelt one is compared with: all, or of very many the commonest.
func (w *writer) words(counts map[string]int) string {
	var words []string
	size := map[int]int{} // of the words that occur so often
	for s, n := range counts {
		if len(s) >= minTypo && len(s) <= maxWord {
			words = append(words, s)
			size[n] += len(s) + 1
		}
	}
	if len(words) == 0 {
		return ""
	}
	total, least := 0, math.MaxInt
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(size))) {
		if total += size[n]; total > maxWords && least != math.MaxInt {
			break
		}
		least = n
	}
	words = slices.DeleteFunc(words, func(s string) bool { return counts[s] < least })
	slices.Sort(words)
	var b jsonWriter
	b.field("words").str(strings.Join(words, " "))
	return w.add("words", b.buf)
}
