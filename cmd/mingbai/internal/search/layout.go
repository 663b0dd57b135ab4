package search

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// layout is the manifest unpacked: what belongs to what.
type layout struct {
	manifest
	first  map[string][]string // first keys of the shards, or of the directories, of each family
	blocks []int               // the first doc of each block
	sizes
}

func newLayout(m manifest) (*layout, error) {
	l := &layout{m, map[string][]string{}, nil, sizes{map[int]int{}, map[int]int{}}}
	for name, f := range m.Families {
		l.first[name] = splitKeys(f.First)
	}
	sizes, err := readNumbers(m.Blocks)
	if err != nil {
		return nil, err
	}
	sum := 0
	for _, n := range sizes {
		l.blocks, sum = append(l.blocks, sum), sum+n
	}
	if sum != m.Docs || len(m.Texts) != idLen*len(l.blocks) || len(m.Groups) == 0 || m.UnitsPerText < 1 || m.DocsPerFile < 1 {
		return nil, fmt.Errorf("search index: manifest of %s contradicts itself", m.Lang)
	}
	return l, nil
}

func splitKeys(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, " ")
}

// groupOf is the stretch of docs of one kind and status that doc belongs to.
func (l *layout) groupOf(doc int) group {
	i, _ := slices.BinarySearchFunc(l.Groups, doc+1, func(g group, d int) int { return g.First - d })
	return l.Groups[i-1]
}

// textOf is the name and the id of the text file of a page that has some unit.
func (l *layout) textOf(doc, unit int) (name, id string) {
	b, _ := slices.BinarySearch(l.blocks, doc+1)
	return fmt.Sprintf("t%d-%d", doc-l.blocks[b-1], unit/l.UnitsPerText), idAt(l.Texts, idLen, b-1)
}

// idAt is one of several ids of some size, "" if there are not as many.
func idAt(ids string, size, n int) string {
	if len(ids) < size*(n+1) {
		return ""
	}
	return ids[size*n : size*(n+1)]
}

// shardOf is the number of the shard that would have a key, given their first keys.
func shardOf(firsts []string, key string) int {
	i, found := slices.BinarySearch(firsts, key)
	if found {
		return i
	}
	return i - 1
}

// set is an ascending list of numbers that may have been read only in part: numbers from end on may
// belong to it or not.
type set struct {
	ids []int
	end int
}

// noEnd is the end of a set that is known whole.
const noEnd = math.MaxInt

// known is a whole set.
func known(ids []int) set { return set{ids, noEnd} }

// meet keeps what is in both sets. Where one is not known, the other decides.
func meet(a, b set) set {
	out := set{end: max(a.end, b.end)}
	i, j := 0, 0
	for i < len(a.ids) || j < len(b.ids) {
		switch {
		case j == len(b.ids) || i < len(a.ids) && a.ids[i] < b.ids[j]:
			if a.ids[i] >= b.end {
				out.ids = append(out.ids, a.ids[i])
			}
			i++
		case i == len(a.ids) || a.ids[i] > b.ids[j]:
			if b.ids[j] >= a.end {
				out.ids = append(out.ids, b.ids[j])
			}
			j++
		default:
			out.ids = append(out.ids, a.ids[i])
			i++
			j++
		}
	}
	return out
}

// union has what is in either set.
func union(a, b set) set {
	out := set{end: min(a.end, b.end)}
	switch {
	case len(a.ids) == 0:
		out.ids = b.ids
	case len(b.ids) == 0:
		out.ids = a.ids
	default:
		out.ids = slices.Concat(a.ids, b.ids)
		slices.Sort(out.ids)
		out.ids = slices.Compact(out.ids)
	}
	return out
}

// within are the places of a page in a set.
func (s set) within(doc int) []int {
	a, _ := slices.BinarySearch(s.ids, doc*docSpan)
	b, _ := slices.BinarySearch(s.ids, (doc+1)*docSpan)
	return s.ids[a:b]
}

// docs are the pages of a set of places.
func (s set) docs() set {
	out := set{end: s.end}
	if s.end != noEnd {
		out.end /= docSpan
	}
	for _, id := range s.ids {
		if d := id / docSpan; len(out.ids) == 0 || out.ids[len(out.ids)-1] != d {
			out.ids = append(out.ids, d)
		}
	}
	return out
}
