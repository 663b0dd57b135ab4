package search

import (
	"fmt"
	"slices"
	"strings"
)

// layout is the manifest unpacked: what belongs to what.
type layout struct {
	manifest
	keys, singles []string // first keys of the shards
	firstUnit     []int    // of each doc, and the number of units behind the last
	firstName     []int    // of each doc, and the number of names behind the last
	nameSizes     []int
}

func newLayout(m manifest) (*layout, error) {
	l := &layout{manifest: m, keys: splitKeys(m.Keys), singles: splitKeys(m.Singles)}
	var err [3]error
	l.firstUnit, err[0] = starts(m.DocUnits)
	l.firstName, err[1] = starts(m.DocNames)
	l.nameSizes, err[2] = readNumbers(m.NameSizes)
	for _, e := range err {
		if e != nil {
			return nil, e
		}
	}
	if len(l.firstUnit) != m.Docs+1 || l.firstUnit[m.Docs] != m.Units || len(l.firstName) != m.Docs+1 || l.firstName[m.Docs] != len(l.nameSizes) {
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

// starts turns counts into the number of the first of each, with the total at the end.
func starts(counts string) ([]int, error) {
	n, err := readNumbers(counts)
	out := make([]int, len(n)+1)
	for i, c := range n {
		out[i+1] = out[i] + c
	}
	return out, err
}

// ownerOf is the doc whose stretch, of those that begin at first, has number n.
func ownerOf(first []int, n int) int {
	i, found := slices.BinarySearch(first, n+1)
	if found {
		for i > 0 && first[i-1] == n+1 {
			i--
		}
	}
	return i - 1
}

// groupOf is the stretch of docs of one kind and status that doc belongs to.
func (l *layout) groupOf(doc int) group {
	i, _ := slices.BinarySearchFunc(l.Groups, doc+1, func(g group, d int) int { return g.First - d })
	return l.Groups[i-1]
}

// within are the members of an ascending list that belong to doc.
func within(list, first []int, doc int) []int {
	a, _ := slices.BinarySearch(list, first[doc])
	b, _ := slices.BinarySearch(list, first[doc+1])
	return list[a:b]
}

// owners are the docs, ascending, that own the members of an ascending list.
func owners(list, first []int) []int {
	var docs []int
	for _, n := range list {
		if len(docs) == 0 || n >= first[docs[len(docs)-1]+1] {
			docs = append(docs, ownerOf(first, n))
		}
	}
	return docs
}

// shardOf is the number of the shard that would have a key, given their first keys.
func shardOf(firsts []string, key string) int {
	i, found := slices.BinarySearch(firsts, key)
	if found {
		return i
	}
	return i - 1
}

// intersect keeps what is in both ascending lists.
func intersect(a, b []int) []int {
	var out []int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i++
			j++
		}
	}
	return out
}

// union merges ascending lists.
func union(a, b []int) []int {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
