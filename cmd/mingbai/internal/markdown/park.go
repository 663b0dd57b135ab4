package markdown

import (
	"encoding/binary"
	"io"
	"unsafe"
)

// Store keeps bytes outside of memory, such as in a file. Both methods may be called from several
// goroutines.
type Store interface {
	// Append keeps a copy of data and says where.
	Append(data []byte) (at int64, err error)
	io.ReaderAt
}

// Park moves the blocks of all sections to a store, from which [Section.Blocks] reads them: a large site
// does not fit in memory. If the store cannot take them, they stay.
func (d *Doc) Park(store Store) {
	type place struct{ from, past int }
	var data []byte
	places := make([]place, len(d.Sections))
	for i := range d.Sections {
		from := len(data)
		for _, b := range d.Sections[i].blocks {
			data = b.append(data)
		}
		places[i] = place{from, len(data)}
	}
	at, err := store.Append(data)
	if err != nil {
		return
	}
	for i := range d.Sections {
		s := &d.Sections[i]
		s.parked = parked{store: store, at: at + int64(places[i].from), size: int32(places[i].past - places[i].from), count: int32(len(s.blocks))}
		s.blocks = nil
	}
}

// parked is where the blocks of a section are.
type parked struct {
	store       Store
	at          int64
	size, count int32
}

// blocks reads the blocks back. What the store took it gives again; if the disk fails now, the build
// cannot go on, and has changed nothing yet.
func (p parked) blocks() []Block {
	data := make([]byte, p.size)
	if _, err := p.store.ReadAt(data, p.at); err != nil && p.size > 0 {
		panic("markdown: " + err.Error())
	}
	r := reader{unsafe.String(unsafe.SliceData(data), len(data))} // nothing writes to data from here on
	out := make([]Block, p.count)
	for i := range out {
		out[i] = r.block()
	}
	return out
}

// append writes the block: each list after its length, each number as a varint.
func (b Block) append(data []byte) []byte {
	data = binary.AppendUvarint(data, uint64(len(b.Paragraphs)))
	for _, p := range b.Paragraphs {
		data = appendText(data, p.Text)
		data = binary.AppendUvarint(data, uint64(p.Offset))
		data = binary.AppendUvarint(data, uint64(len(p.Notes)))
		for _, n := range p.Notes {
			data = appendText(data, n.ID)
			data = binary.AppendUvarint(data, uint64(n.At))
			data = binary.AppendUvarint(data, uint64(n.Offset))
		}
	}
	data = binary.AppendUvarint(data, uint64(len(b.parts)))
	for _, part := range b.parts {
		data = appendText(data, part)
	}
	for _, ref := range b.refs { // one less than parts
		data = binary.AppendUvarint(data, uint64(ref))
	}
	return data
}

func appendText(data []byte, s string) []byte {
	return append(binary.AppendUvarint(data, uint64(len(s))), s...)
}

// reader reads what append wrote.
type reader struct{ rest string }

func (r *reader) number() int {
	n, shift := 0, 0
	for i := 0; ; i++ {
		c := r.rest[i]
		n |= int(c&0x7F) << shift
		if shift += 7; c < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
}

func (r *reader) text() string {
	n := r.number()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) block() Block {
	var b Block
	if n := r.number(); n > 0 {
		b.Paragraphs = make([]Paragraph, n)
	}
	for i := range b.Paragraphs {
		p := &b.Paragraphs[i]
		p.Text, p.Offset = r.text(), r.number()
		for range r.number() {
			p.Notes = append(p.Notes, NoteMark{r.text(), r.number(), r.number()})
		}
	}
	b.parts = make([]string, r.number())
	for i := range b.parts {
		b.parts[i] = r.text()
	}
	if n := len(b.parts) - 1; n > 0 {
		b.refs = make([]int, n)
	}
	for i := range b.refs {
		b.refs[i] = r.number()
	}
	return b
}
