package search

import (
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
)

// run is the index of a stretch of docs: keys in their order, each with its lists, all in one piece of memory
// that is little larger than what will be written. Runs of neighbouring stretches are merged.
type run []byte

// add adds a key, which must come after those added before.
func (r run) add(key string, p *postings) run {
	r = append(binary.AppendUvarint(r, uint64(len(key))), key...)
	for _, part := range p.parts() {
		r = r.list(part.list)
	}
	return r
}

func (r run) list(l *list) run {
	if l == nil || l.count == 0 {
		return append(r, 0)
	}
	for _, v := range [...]int{int(l.count), int(l.first), int(l.class), int(l.doc - l.first), int(l.place), int(l.open), int(l.size) + 1, int(l.pages), len(l.rest)} {
		r = binary.AppendUvarint(r, uint64(v))
	}
	return append(r, l.rest...)
}

// cursor reads a run. Key and lists are of the record at hand; the lists must be copied before they grow.
type cursor struct {
	rest  run
	order int
	key   []byte
	postings
	lists [2]list
}

// next goes to the next record and reports whether there is one.
func (c *cursor) next() bool {
	if len(c.rest) == 0 {
		return false
	}
	n := c.number()
	c.key, c.rest = c.rest[:n], c.rest[n:]
	c.readList(&c.units)
	c.names, c.heads = nil, nil
	if c.readList(&c.lists[0]) {
		c.names = &c.lists[0]
	}
	if c.readList(&c.lists[1]) {
		c.heads = &c.lists[1]
	}
	return true
}

func (c *cursor) number() int {
	v, n := binary.Uvarint(c.rest)
	c.rest = c.rest[n:]
	return int(v)
}

func (c *cursor) readList(l *list) bool {
	*l = list{}
	n := c.number()
	if n == 0 {
		return false
	}
	l.count, l.first, l.class = int32(n), int32(c.number()), uint8(c.number())
	l.doc = l.first + int32(c.number())
	l.place, l.open, l.size = int16(c.number()), int16(c.number()), int16(c.number()-1)
	l.pages = int32(c.number())
	size := c.number()
	l.rest, c.rest = c.rest[:size:size], c.rest[size:]
	return true
}

// merge gives every key of the runs in order, with its lists joined. The runs must be of neighbouring stretches of
// docs, in their order.
func merge(runs []run, give func(key string, p *postings)) {
	var h cursors
	for i, r := range runs {
		if c := (&cursor{rest: r, order: i}); c.next() {
			h = append(h, c)
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		key := string(h[0].key)
		var all postings
		for len(h) > 0 && string(h[0].key) == key {
			all.join(&h[0].postings)
			if h[0].next() {
				heap.Fix(&h, 0)
			} else {
				heap.Pop(&h)
			}
		}
		give(key, &all)
	}
}

// join adds the lists of a stretch of docs behind those of p.
func (p *postings) join(q *postings) {
	p.units.join(q.units)
	if q.names != nil {
		made(&p.names).join(*q.names)
	}
	if q.heads != nil {
		made(&p.heads).join(*q.heads)
	}
}

// cursors is a heap by key, then by order.
type cursors []*cursor

func (h cursors) Len() int      { return len(h) }
func (h cursors) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h cursors) Less(i, j int) bool {
	return cmp.Or(bytes.Compare(h[i].key, h[j].key), cmp.Compare(h[i].order, h[j].order)) < 0
}
func (h *cursors) Push(x any) { *h = append(*h, x.(*cursor)) }
func (h *cursors) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
