package search

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// maxBlocks is about the number of blocks that a corpus is cut into at most.
const maxBlocks = 256

// blocksOf cuts docs into blocks, whose text files share one id: so the manifest names the text of a hundred
// thousand pages in two kilobytes, and an edit renames the files of one block only. A block ends
// where the hash of an address says so, which no page before or behind it can change.
func blocksOf(docs []Doc) []int {
	size := uint32(1)
	for len(docs)/int(size) > maxBlocks {
		size *= 2
	}
	bounds := []int{0}
	for i := 1; i < len(docs); i++ {
		h := fnv.New32a()
		_, _ = h.Write([]byte(docs[i].URL)) // it cannot fail
		if sum := h.Sum32(); (sum^sum>>16)%size == 0 {
			bounds = append(bounds, i)
		}
	}
	return append(bounds, len(docs))
}

// blockText is the text store of one block.
type blockText struct {
	names  []string
	bodies [][]byte
}

// add adds the text files of a doc, which is number n of its block.
func (b *blockText) add(n int, d *Doc, units []unit) {
	i := 0
	for part := range slices.Chunk(units, unitsPerText) {
		b.names = append(b.names, "t"+strconv.Itoa(n)+"-"+strconv.Itoa(i))
		b.bodies = append(b.bodies, textBody(d, part))
		i++
	}
}

// write hands on the files of a block and returns their id.
func (w *writer) texts(b *blockText) string {
	id := idOf(append([][]byte{[]byte(strings.Join(b.names, " "))}, b.bodies...)...)
	for i, body := range b.bodies {
		w.file(b.names[i], id, body)
	}
	return id
}

// textBody is the JSON of some units of a doc: its address, title and other names, and for each unit its
// segments, [id, heading, text] and, if there are any, the section's other names; and whether the browser needs
// the table of traditional characters to read them.
func textBody(d *Doc, units []unit) []byte {
	size := 256
	for _, u := range units {
		for _, s := range u.segments {
			size += 2*len(s.heading) + 16
			for _, p := range s.paragraphs {
				size += len(p) + 2
			}
		}
	}
	b := jsonWriter{make([]byte, 0, size)}
	b.field("doc").doc(d, true)
	b.field("units").raw("[")
	from := len(b.buf)
	for i, u := range units {
		b.comma(i).raw("[")
		for j, s := range u.segments {
			b.comma(j).raw("[").str(s.id).raw(",").str(s.heading).raw(",").lines(s.paragraphs)
			if len(s.also) > 0 {
				b.raw(",").lines(s.also)
			}
			b.raw("]")
		}
		b.raw("]")
	}
	b.raw("]")
	if traditional(b.buf[from:]) {
		b.field("traditional").raw("1")
	}
	return b.buf
}

// traditional reports whether a text has characters that the browser must fetch the table for.
func traditional(text []byte) bool {
	for _, r := range string(text) { // makes no copy
		if r >= 0x80 && simplify(r) != r && !tables.common[r] {
			return true
		}
	}
	return false
}

// docs makes the files of addresses and titles.
func (w *writer) docs(c *corpus) family {
	s := &shelf{w: w, prefix: "d"}
	for part := range slices.Chunk(c.docs, docsPerFile) {
		s.add("", func() []byte {
			var b jsonWriter
			b.field("docs").raw("[")
			for i := range part {
				b.comma(i).doc(&part[i], false)
			}
			return b.raw("]").buf
		})
	}
	s.flush()
	return family{IDs: strings.Join(s.ids, "")}
}
