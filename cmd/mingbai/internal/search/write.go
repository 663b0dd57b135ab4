package search

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/output"
)

// Sizes of the files, measured over 1,000 laws: shards twice as large make a query read half as much
// again, half as large the manifest too; eight units a file cost a first query a third more than four.
const (
	shardSize    = 8 << 10  // bytes of keys and lists
	cutSize      = 4 << 10  // bytes of a list in its shard, and of each piece cut off
	maxFirsts    = 24 << 10 // bytes of first keys that the manifest lists itself
	rareFirsts   = 2 << 10  // the same of a family that few queries need
	maxWords     = 64 << 10
	unitsPerText = 4
	docsPerFile  = 128
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
	cuts         int // c files written
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
	m := manifest{Lang: w.lang, Docs: len(c.docs), Places: inv.units + inv.names, UnitsPerText: unitsPerText, DocsPerFile: docsPerFile,
		Families: map[string]family{}}
	m.Families["k"] = w.lists("k", inv.keys)
	inv.keys = nil // it is large, and the text is still to come
	m.Families["s"] = w.lists("s", inv.singles)
	if spelt := spellings(c); w.lang == "zh-CN" && len(spelt) > 0 {
		m.Families["p"] = w.spellings(spelt)
	}
	w.texts(c)
	w.docs(c)
	m.Facets = w.facets(c)
	m.Fold = w.foldTable(inv)
	m.Words = w.words(inv)
	m.describe(c, synonyms)
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

// shards cuts sorted keys into files of about shardSize and tells where each begins.
func (w *writer) shards(prefix string, keys []string, size func(key string) int, body func(keys []string) []byte) family {
	if len(keys) == 0 {
		return family{}
	}
	bounds, sum := []int{0}, 0
	for i, k := range keys {
		if sum += size(k); sum >= shardSize && i+1 < len(keys) {
			bounds, sum = append(bounds, i+1), 0
		}
	}
	bounds = append(bounds, len(keys))
	bodies := make([][]byte, len(bounds)-1)
	parallel(len(bodies), func(i int) { bodies[i] = body(keys[bounds[i]:bounds[i+1]]) })
	firsts := make([]string, len(bodies))
	for i, b := range bodies {
		w.add(prefix+strconv.Itoa(i), b)
		firsts[i] = keys[bounds[i]]
	}
	return w.directories(prefix, firsts)
}

// directories lists the first keys of shards, in files of their own if there are very many.
func (w *writer) directories(prefix string, firsts []string) family {
	joined := strings.Join(firsts, " ")
	if len(joined) <= rareFirsts || prefix == "k" && len(joined) <= maxFirsts {
		return family{First: joined}
	}
	per := 1
	for per*per < len(firsts) {
		per++
	}
	f := family{Per: per}
	var heads []string
	for part := range slices.Chunk(firsts, per) {
		var b jsonWriter
		b.field("first").str(strings.Join(part, " "))
		w.add("r"+prefix+strconv.Itoa(len(heads)), b.buf)
		heads = append(heads, part[0])
	}
	f.First = strings.Join(heads, " ")
	return f
}

// parts are the lists of a key, with the name each has in a shard.
func (p *postings) parts() [3]part {
	return [...]part{{"units", &p.units}, {"names", p.names}, {"heads", p.heads}}
}

type part struct {
	name string
	*list
}

// tail is what was cut off a long list.
type tail struct {
	head string
	rest string // how many pages the whole list has, the first page cut off, the first c file and their number
}

// lists writes shards of keys with their lists, and the ends of those that are too long for one.
func (w *writer) lists(prefix string, all map[string]*postings) family {
	keys := slices.Sorted(maps.Keys(all))
	tails := map[*list]tail{}
	for _, k := range keys {
		for _, p := range all[k].parts() {
			if p.list != nil && len(p.list.rest) > 2*cutSize {
				tails[p.list] = w.cut(p.list)
			}
		}
	}
	size := func(k string) int {
		n := 2*len(k) + 8
		for _, p := range all[k].parts() {
			if p.list != nil && tails[p.list].head != "" {
				n += cutSize
			} else if p.list != nil {
				n += len(p.list.rest)
			}
		}
		return n
	}
	return w.shards(prefix, keys, size, func(keys []string) []byte { return shardBody(keys, all, tails) })
}

// cut writes all but the head of a long list to files.
func (w *writer) cut(l *list) tail {
	pieces, firsts := l.pieces(cutSize)
	t := tail{head: pieces[0]}
	if len(pieces) > 1 {
		t.rest = string(appendNumber(appendNumber(appendNumber(appendNumber(nil, int(l.pages)), firsts[1]), w.cuts), len(pieces)-1))
	}
	for _, p := range pieces[1:] {
		var b jsonWriter
		b.field("list").str(p)
		w.add("c"+strconv.Itoa(w.cuts), b.buf)
		w.cuts++
	}
	return t
}

// shardBody is the JSON of some keys: themselves joined by spaces, a list of units for each, the rarer
// lists of names and headings by key, and by the list's name and key what was cut off.
func shardBody(keys []string, all map[string]*postings, tails map[*list]tail) []byte {
	var b, more jsonWriter
	cuts := 0
	b.field("keys").str(strings.Join(keys, " "))
	for i, name := range []string{"units", "names", "heads"} {
		if i == 0 {
			b.field(name).raw("[")
		} else {
			b.field(name).raw("{")
		}
		n := 0
		for _, k := range keys {
			p := all[k].parts()[i]
			s := ""
			if t := tails[p.list]; t.head != "" {
				s = t.head
				more.comma(cuts).str(name + " " + k).raw(":").str(t.rest)
				cuts++
			} else {
				s = p.list.String()
			}
			switch {
			case i == 0:
				b.comma(n).str(s)
				n++
			case s != "":
				b.comma(n).str(k).raw(":").str(s)
				n++
			}
		}
		b.raw(string("]}}"[i]))
	}
	return b.field("more").raw("{" + string(more.buf) + "}").buf
}

// texts makes the text store.
func (w *writer) texts(c *corpus) {
	bodies := make([][][]byte, len(c.docs))
	parallel(len(bodies), func(i int) {
		for units := range slices.Chunk(c.units[i], unitsPerText) {
			bodies[i] = append(bodies[i], textBody(c.docs[i], units))
		}
	})
	for i := range bodies {
		for j, b := range bodies[i] {
			w.add("t"+strconv.Itoa(i)+"-"+strconv.Itoa(j), b)
		}
	}
}

// textBody is the JSON of some units of a doc: its address, title and other names, and for each unit its
// segments, [id, heading, text] and, if there are any, the section's other names.
func textBody(d Doc, units []unit) []byte {
	var b jsonWriter
	b.field("doc").doc(d, true)
	b.field("units").raw("[")
	for i, u := range units {
		b.comma(i).raw("[")
		for j, s := range u.segments {
			b.comma(j).raw("[").str(s.id).raw(",").str(s.heading).raw(",").str(strings.Join(s.paragraphs, "\n"))
			if len(s.also) > 0 {
				b.raw(",").str(strings.Join(s.also, "\n"))
			}
			b.raw("]")
		}
		b.raw("]")
	}
	return b.raw("]").buf
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
			m[id].add(doc, sizeClass(len(c.units[doc])), 0, noName)
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

// words makes the file of words that a misspelt one is compared with: all, or of very many the commonest.
func (w *writer) words(inv *inverted) bool {
	var words []string
	size := map[int]int{} // of the words that occur so often
	for s, n := range inv.words {
		if len(s) >= minTypo && len(s) <= maxWord {
			words = append(words, s)
			size[n] += len(s) + 1
		}
	}
	if len(words) == 0 {
		return false
	}
	total, least := 0, math.MaxInt
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(size))) {
		if total += size[n]; total > maxWords && least != math.MaxInt {
			break
		}
		least = n
	}
	words = slices.DeleteFunc(words, func(s string) bool { return inv.words[s] < least })
	slices.Sort(words)
	var b jsonWriter
	b.field("words").str(strings.Join(words, " "))
	w.add("words", b.buf)
	return true
}
