package search

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"io"
	"slices"

	"mingbai/cmd/mingbai/internal/markdown"
)

// run is the index of a stretch of docs: keys in their order, each with its lists, little larger than what will
// be written of them. It lies in memory or, if the build has one, in a store. Runs of neighbouring
// stretches are merged.
type run struct {
	data []byte
	io.SectionReader
}

// park moves a run out of memory. If the store cannot take it, it stays.
func park(data []byte, store markdown.Store) run {
	if store != nil {
		if at, err := store.Append(data); err == nil {
			return run{SectionReader: *io.NewSectionReader(store, at, int64(len(data)))}
		}
	}
	return run{data: slices.Clone(data)}
}

// appendRecord adds a key to the data of a run, behind those that come before it.
func appendRecord(b []byte, key string, p *postings) []byte {
	b = append(binary.AppendUvarint(b, uint64(len(key))), key...)
	for _, part := range p.parts() {
		b = appendList(b, part.list)
	}
	return b
}

func appendList(b []byte, l *list) []byte {
	if l == nil || l.count == 0 {
		return append(b, 0)
	}
	for _, v := range [...]int{int(l.count), int(l.first), int(l.class), int(l.doc - l.first), int(l.place), int(l.open), int(l.size) + 1, int(l.pages), len(l.rest)} {
		b = binary.AppendUvarint(b, uint64(v))
	}
	return append(b, l.rest...)
}

// cursor reads a run: key and lists are those of the record at hand.
type cursor struct {
	from  *bufio.Reader
	order int
	key   []byte
	postings
	err error
}

func newCursor(r *run, order int) *cursor {
	if r.data != nil {
		return &cursor{from: bufio.NewReader(bytes.NewReader(r.data)), order: order}
	}
	return &cursor{from: bufio.NewReaderSize(&r.SectionReader, cursorSize), order: order}
}

// cursorSize is what is read of a run at once.
const cursorSize = 64 << 10

// next goes to the next record and reports whether there is one.
func (c *cursor) next() bool {
	if _, err := c.from.Peek(1); err != nil {
		if err != io.EOF {
			c.err = err
		}
		return false
	}
	c.key = c.bytes(c.number(), c.key[:0])
	c.units, c.names, c.heads = list{rest: c.units.rest}, nil, nil
	c.list(func() *list { return &c.units })
	c.list(func() *list { return made(&c.names) })
	c.list(func() *list { return made(&c.heads) })
	return c.err == nil
}

func (c *cursor) number() int {
	v, err := binary.ReadUvarint(c.from)
	if err != nil {
		c.err = err
	}
	return int(v)
}

// bytes reads n bytes behind b.
func (c *cursor) bytes(n int, b []byte) []byte {
	if c.err != nil {
		return b
	}
	b = slices.Grow(b, n)[:len(b)+n]
	if _, err := io.ReadFull(c.from, b[len(b)-n:]); err != nil {
		c.err = err
	}
	return b
}

// list reads a list into what to gives, unless it is empty.
func (c *cursor) list(to func() *list) {
	n := c.number()
	if n == 0 {
		return
	}
	l := to()
	l.count, l.first, l.class = int32(n), int32(c.number()), uint8(c.number())
	l.doc = l.first + int32(c.number())
	l.place, l.open, l.size = int16(c.number()), int16(c.number()), int16(c.number()-1)
	l.pages = int32(c.number())
	l.rest = c.bytes(c.number(), l.rest[:0])
}

// merge gives every key of the runs in order, with its lists joined, which are valid until the next. The runs must be of neighbouring stretches of
// docs, in their order.
func merge(runs []run, give func(key string, p *postings)) error {
	var h cursors
	for i := range runs {
		c := newCursor(&runs[i], i)
		if c.next() {
			h = append(h, c)
		} else if c.err != nil {
			return c.err
		}
	}
	heap.Init(&h)
	var all postings
	for len(h) > 0 {
		key := string(h[0].key)
		all = postings{units: list{rest: all.units.rest[:0]}}
		for len(h) > 0 && string(h[0].key) == key {
			c := h[0]
			all.join(&c.postings)
			switch {
			case c.next():
				heap.Fix(&h, 0)
			case c.err != nil:
				return c.err
			default:
				heap.Pop(&h)
			}
		}
		give(key, &all)
	}
	return nil
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
