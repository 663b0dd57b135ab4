package search

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/output"
)

// Sizes of the files, measured over 1,000 laws: shards twice as large make a query read half as much
// again, half as large the manifest too; eight units a file cost a first query a third more than four.
const (
	shardSize    = 8 << 10 // bytes of keys and lists
	unitsPerText = 4
	docsPerFile  = 64
)

const (
	indexFrom     = "search index"
	generationLen = 10
)

// writer makes the files of one language. Every file begins with the same header, whose generation
// is filled in when all are known.
type writer struct {
	lang         string
	files        []output.File
	manifestPath string
}

func (w *writer) header() []byte {
	return fmt.Appendf(nil, `{"v":%d,"gen":"%s"`, Version, strings.Repeat("-", generationLen))
}

// add adds a file whose JSON object goes on with body, which begins with a comma.
func (w *writer) add(name string, body []byte) {
	w.files = append(w.files, output.File{Path: name, Data: append(append(w.header(), body...), "}\n"...), From: indexFrom})
}

// write makes all files of a corpus; the manifest is the last.
func (w *writer) write(c *corpus, synonyms []Synonym) {
	inv := invert(c)
	keys := w.shards("k", inv.keys)
	singles := w.shards("s", inv.singles)
	w.texts(c)
	w.docs(c)
	m := manifest{Lang: w.lang, Docs: len(c.docs), Units: len(c.units), UnitsPerText: unitsPerText, DocsPerFile: docsPerFile,
		Keys: strings.Join(keys, " "), Singles: strings.Join(singles, " ")}
	m.Facets = w.facets(c)
	m.Fold = w.foldTable(inv)
	m.Words = w.words(inv)
	m.describe(c, inv, synonyms)
	w.add("manifest", m.body())
	w.name()
}

// name gives every file its generation, inside and in its path.
func (w *writer) name() {
	h := sha256.New()
	for _, f := range w.files {
		fmt.Fprintf(h, "%s %d\n", f.Path, len(f.Data))
		h.Write(f.Data)
	}
	gen := strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)))[:generationLen]
	at := len(w.header()) - generationLen - 1
	for i := range w.files {
		copy(w.files[i].Data[at:], gen)
		w.files[i].Path = fmt.Sprintf("search/%s/%s.%s.json", w.lang, w.files[i].Path, gen)
	}
	w.manifestPath = w.files[len(w.files)-1].Path
}

// shards cuts sorted keys into files and returns the first key of each.
func (w *writer) shards(prefix string, all map[string]*postings) []string {
	keys := slices.Sorted(maps.Keys(all))
	var bounds, size = []int{0}, 0
	for i, k := range keys {
		p := all[k]
		size += 2*len(k) + 8 + len(p.units.rest) + len(p.names.rest) + len(p.heads.rest)
		if size >= shardSize && i+1 < len(keys) {
			bounds, size = append(bounds, i+1), 0
		}
	}
	if len(keys) == 0 {
		return nil
	}
	bounds = append(bounds, len(keys))
	bodies := make([][]byte, len(bounds)-1)
	parallel(len(bodies), func(i int) { bodies[i] = shardBody(keys[bounds[i]:bounds[i+1]], all) })
	firsts := make([]string, len(bodies))
	for i, b := range bodies {
		w.add(prefix+strconv.Itoa(i), b)
		firsts[i] = keys[bounds[i]]
	}
	return firsts
}

// shardBody is the JSON of some keys: their names joined by spaces, a list of units for each, and the
// rarer lists of names and headings by key.
func shardBody(keys []string, all map[string]*postings) []byte {
	var b jsonWriter
	b.field("keys").str(strings.Join(keys, " "))
	b.field("units").raw("[")
	for i, k := range keys {
		b.comma(i).str(all[k].units.String())
	}
	b.raw("]")
	for _, part := range []struct {
		name string
		into func(*postings) *list
	}{{"names", intoNames}, {"heads", intoHeads}} {
		b.field(part.name).raw("{")
		n := 0
		for _, k := range keys {
			if l := part.into(all[k]); l.count > 0 {
				b.comma(n).str(k).raw(":").str(l.String())
				n++
			}
		}
		b.raw("}")
	}
	return b.buf
}

// texts makes the text store.
func (w *writer) texts(c *corpus) {
	bodies := make([][]byte, (len(c.units)+unitsPerText-1)/unitsPerText)
	parallel(len(bodies), func(i int) {
		bodies[i] = textBody(c, c.units[i*unitsPerText:min((i+1)*unitsPerText, len(c.units))])
	})
	for i, b := range bodies {
		w.add("t"+strconv.Itoa(i), b)
	}
}

// textBody is the JSON of some units, each as [doc, [id, heading, text], …], and of their docs, each
// as [address, title, other names…].
func textBody(c *corpus, units []unit) []byte {
	var b jsonWriter
	b.field("units").raw("[")
	for i, u := range units {
		b.comma(i).raw("[" + strconv.Itoa(u.doc))
		for _, s := range u.segments {
			b.raw(",[").str(s.id).raw(",").str(s.heading).raw(",").str(s.text).raw("]")
		}
		b.raw("]")
	}
	b.raw("]").field("docs").raw("{")
	for i, u := range units {
		if i > 0 && units[i-1].doc == u.doc {
			continue
		}
		b.comma(i).raw(`"` + strconv.Itoa(u.doc) + `":`)
		b.doc(c.docs[u.doc], true)
	}
	b.raw("}")
	return b.buf
}

// docs makes the files of addresses and titles.
func (w *writer) docs(c *corpus) {
	n := 0
	for chunk := range slices.Chunk(c.docs, docsPerFile) {
		var b jsonWriter
		b.field("docs").raw("[")
		for i, d := range chunk {
			b.comma(i).doc(d, false)
		}
		b.raw("]")
		w.add("d"+strconv.Itoa(n), b.buf)
		n++
	}
}

// facets makes the file of sectors and authorities and reports whether there are any.
func (w *writer) facets(c *corpus) bool {
	sectors, authorities := map[string]*list{}, map[string]*list{}
	put := func(m map[string]*list, ids []string, doc int) {
		for _, id := range ids {
			if m[id] == nil {
				m[id] = &list{}
			}
			m[id].add(doc)
		}
	}
	for i, d := range c.docs {
		put(sectors, d.Sectors, i)
		put(authorities, d.Authorities, i)
	}
	if len(sectors)+len(authorities) == 0 {
		return false
	}
	var b jsonWriter
	b.field("sector").lists(sectors)
	b.field("authority").lists(authorities)
	w.add("facets", b.buf)
	return true
}

// foldTable makes the file of traditional characters whose simplified form the text has.
func (w *writer) foldTable(inv *inverted) bool {
	var from, to strings.Builder
	for _, r := range slices.Sorted(maps.Keys(tables.simplified)) {
		s := tables.simplified[r]
		if inv.singles[string(s)] != nil && !tables.common[r] {
			from.WriteRune(r)
			to.WriteRune(s)
		}
	}
	if from.Len() == 0 {
		return false
	}
	var b jsonWriter
	b.field("from").str(from.String())
	b.field("to").str(to.String())
	w.add("fold", b.buf)
	return true
}

// words makes the file of words that a misspelt one is compared with.
func (w *writer) words(inv *inverted) bool {
	words := slices.Collect(maps.Keys(inv.words))
	words = slices.DeleteFunc(words, func(s string) bool { return len(s) < minTypo || len(s) > maxWord })
	if len(words) == 0 {
		return false
	}
	slices.Sort(words)
	var b jsonWriter
	b.field("words").str(strings.Join(words, " "))
	w.add("words", b.buf)
	return true
}
