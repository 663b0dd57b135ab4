package search

import (
	"maps"
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/markdown"
)

// postings are where a key stands: in the text of which units, in which names, in the headings of which units.
type postings struct {
	units        list
	names, heads *list // nil for most keys
}

// inverted is the index of a corpus, still in runs, and what else its text has told.
type inverted struct {
	keys, singles []run
	blockIDs      []string
	// words are the Latin words, each with the number of times it stands.
	words map[string]int
	// units and names are how many there are.
	units, names int
}

// tasksPerWorker is the number of stretches of blocks for each worker: more than one, because some have more text.
const tasksPerWorker = 4

// invert reads the text of all docs once, hands on the text store and makes the runs of the index.
func (w *writer) invert(c *corpus) *inverted {
	found, words := w.stretches(c, min(w.Workers*tasksPerWorker, len(c.blocks)-1), 0, 1)
	all := &inverted{words: words}
	for _, s := range found {
		all.add(s)
	}
	return all
}

// add adds the stretch of docs behind those that are there.
func (all *inverted) add(s task) {
	all.keys, all.singles = append(all.keys, s.keyRuns...), append(all.singles, s.singleRuns...)
	all.units, all.names = all.units+s.units, all.names+s.names
	all.blockIDs = append(all.blockIDs, s.blockIDs...)
}

// stretches cuts the blocks into so many stretches and indexes every step-th from the first on. It gives them in
// order, and the Latin words in them.
func (w *writer) stretches(c *corpus, of, first, step int) ([]task, map[string]int) {
	found, words := make([]task, max(0, of-first+step-1)/step), map[string]int{}
	var free sync.Pool // inverters keep their memory
	var mu sync.Mutex
	parallel(len(found), w.Workers, func(n int) {
		x, ok := free.Get().(*inverter)
		if !ok {
			x = newInverter(c, w.Store)
		}
		x.task = task{}
		from, to := c.stretch(first+n*step, of)
		for b := from; b < to; b++ {
			x.blockIDs = append(x.blockIDs, w.texts(x.block(c.blocks[b], c.blocks[b+1])))
		}
		x.flush()
		mu.Lock()
		defer mu.Unlock()
		found[n] = x.task
		x.count()
		for word, n := range x.words {
			words[word] += n
		}
		clear(x.words)
		free.Put(x)
	})
	return found, words
}

// stretch gives the first block of a stretch and the first behind it.
func (c *corpus) stretch(n, of int) (from, to int) {
	blocks := len(c.blocks) - 1
	return n * blocks / of, (n + 1) * blocks / of
}

// task is what the indexing of a stretch of docs has given.
type task struct {
	keyRuns, singleRuns []run
	units, names        int
	blockIDs            []string
}

// inverter indexes a stretch of docs. The key functions of its tokenizer put what they get into the list that
// into chooses, at the place at hand.
type inverter struct {
	task
	c                 *corpus
	store             markdown.Store
	keys, singles     table
	words             map[string]int // of which the tokenizer has forgotten the stem
	text              int            // characters indexed since the last flush
	tok               tokenizer
	folded            folded
	into              func(*postings) *list
	doc, class, place int
	size              int     // of the name at hand, or noName
	seen              []int32 // by character: the doc, plus one, whose first unit with it was listed last
}

func intoUnits(p *postings) *list { return &p.units }
func intoNames(p *postings) *list { return made(&p.names) }
func intoHeads(p *postings) *list { return made(&p.heads) }

func made(l **list) *list {
	if *l == nil {
		*l = &list{}
	}
	return *l
}

const (
	// maxNames is the number of names of a page that are indexed.
	maxNames = docSpan
	// runText is about the number of characters in a run: its lists are in memory at once, for each worker.
	runText = 1 << 20
	// lastSingle is the last character of the planes that have Han characters.
	lastSingle = 0x3ffff
)

func newInverter(c *corpus, store markdown.Store) *inverter {
	x := &inverter{c: c, store: store, keys: newTable(), singles: newTable(), words: map[string]int{}, seen: make([]int32, lastSingle+1)}
	x.tok = tokenizer{words: map[string]*word{}, key: x.key}
	return x
}

// block indexes the docs of a block and gives their text store.
func (x *inverter) block(from, to int) *blockText {
	text := &blockText{}
	for x.doc = from; x.doc < to; x.doc++ {
		d := &x.c.docs[x.doc]
		units := cutUnits(d.Sections())
		x.class = sizeClass(len(units))
		x.c.class[x.doc] = uint8(x.class)
		x.index(d, units)
		text.add(x.doc-from, d, units)
		if x.text >= runText {
			x.flush()
		}
	}
	return text
}

func (x *inverter) index(d *Doc, units []unit) {
	names := append([]string{d.Title}, d.Also...)
	names = names[:min(len(names), maxNames)]
	x.into, x.tok.single = intoNames, x.nameSingle
	for i, name := range names {
		x.place = i
		x.name(name)
	}
	x.size, x.tok.single = noName, x.unitSingle
	for i, u := range units {
		x.place = i
		x.unit(u.segments)
	}
	x.units, x.names = x.units+len(units), x.names+len(names)
}

// flush makes runs of what was indexed.
func (x *inverter) flush() {
	if len(x.keys.lists)+len(x.singles.lists) > 0 {
		x.keyRuns = append(x.keyRuns, x.keys.run(x.store))
		x.singleRuns = append(x.singleRuns, x.singles.run(x.store))
	}
	clear(x.seen)
	x.text = 0
	if len(x.tok.words) > maxStems {
		x.count()
		clear(x.tok.words)
	}
}

// maxStems bounds the stems that are remembered.
const maxStems = 100_000

// count takes over how often the tokenizer has met each word.
func (x *inverter) count() {
	for s, w := range x.tok.words {
		if w.count > 0 {
			x.words[s] += w.count
			w.count = 0
		}
	}
}

// name indexes a name. Its size is the number of its characters that are not gaps.
func (x *inverter) name(name string) {
	x.folded.fold(name)
	x.size = 0
	for _, r := range x.folded.chars {
		if classOf(r) != gap && x.size < math.MaxInt16 {
			x.size++
		}
	}
	x.tok.text(x.folded.chars)
}

func (x *inverter) unit(segments []segment) {
	for _, s := range segments {
		if s.opens {
			for _, head := range append([]string{s.heading}, s.also...) {
				x.into = intoHeads
				x.passage(head)
				x.into = intoUnits
				x.passage(head)
			}
		}
		x.into = intoUnits
		for _, p := range s.paragraphs {
			x.passage(p)
		}
	}
}

func (x *inverter) passage(text string) {
	x.folded.fold(text)
	x.tok.text(x.folded.chars)
	x.text += len(x.folded.chars)
}

func (x *inverter) key(key []byte) { x.into(x.keys.of(key)).add(x.doc, x.class, x.place, x.size) }

func (x *inverter) nameSingle(r rune) {
	made(&x.singles.of(utf8.AppendRune(x.tok.buf[:0], r)).names).add(x.doc, x.class, x.place, x.size)
}

func (x *inverter) unitSingle(r rune) {
	if x.seen[r] != int32(x.doc+1) {
		x.seen[r] = int32(x.doc + 1)
		x.singles.of(utf8.AppendRune(x.tok.buf[:0], r)).units.add(x.doc, x.class, x.place, noName)
	}
}

// table is the lists of keys while they grow. It keeps its memory from one run to the next.
type table struct {
	short map[uint64]int32 // keys of up to eight bytes, packed: nearly all
	long  map[string]int32
	lists []postings
	data  []byte
}

func newTable() table { return table{short: map[uint64]int32{}, long: map[string]int32{}} }

// pack makes a number of up to eight bytes of a key. Numbers are in the order of the keys, because no key
// has a zero byte.
func pack(key []byte) (n uint64) {
	for i, c := range key[:min(len(key), 8)] {
		n |= uint64(c) << (56 - 8*i)
	}
	return n
}

// unpack appends the key.
func unpack(b []byte, n uint64) []byte {
	for ; n != 0; n <<= 8 {
		b = append(b, byte(n>>56))
	}
	return b
}

// of is the postings of a key, which it copies. They may move when another key comes.
func (t *table) of(key []byte) *postings {
	if len(key) > 8 {
		i, ok := t.long[string(key)]
		if !ok {
			i = t.grow()
			t.long[string(key)] = i
		}
		return &t.lists[i]
	}
	n := pack(key)
	i, ok := t.short[n]
	if !ok {
		i = t.grow()
		t.short[n] = i
	}
	return &t.lists[i]
}

// grow adds empty postings and gives their place.
func (t *table) grow() int32 {
	i := len(t.lists)
	if i < cap(t.lists) {
		t.lists = t.lists[:i+1]
		t.lists[i] = postings{units: list{rest: t.lists[i].units.rest[:0]}}
	} else {
		t.lists = append(t.lists, postings{})
	}
	return int32(i)
}

// run writes the table as a run and empties it.
func (t *table) run(store markdown.Store) run {
	long := slices.Sorted(maps.Keys(t.long))
	t.data = t.data[:0]
	var key []byte
	for _, n := range slices.Sorted(maps.Keys(t.short)) {
		for len(long) > 0 && pack([]byte(long[0])) < n {
			t.data = appendRecord(t.data, long[0], &t.lists[t.long[long[0]]])
			long = long[1:]
		}
		key = unpack(key[:0], n)
		t.data = appendRecord(t.data, string(key), &t.lists[t.short[n]])
	}
	for _, k := range long {
		t.data = appendRecord(t.data, k, &t.lists[t.long[k]])
	}
	clear(t.short)
	clear(t.long)
	t.lists = t.lists[:0]
	return park(t.data, store)
}
