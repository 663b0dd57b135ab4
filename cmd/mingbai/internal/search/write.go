package search

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"mingbai/cmd/mingbai/internal/output"
)

// Sizes of the files, measured over 1,000 laws: shards twice as large make a query read half as much
// again, half as large the manifest too; eight units a file cost a first query a third more than four.
const (
	shardSize    = 8 << 10 // bytes of keys and lists
	cutSize      = 4 << 10 // bytes of a list in its shard, and of each piece cut off
	unitsPerText = 4
	docsPerFile  = 128
)

// maxFirsts are, for each family, the bytes of first keys that the manifest lists itself: fewer of those that few
// queries need.
var maxFirsts = map[string]int{"k": 24 << 10, "s": 2 << 10, "p": 2 << 10}

const (
	indexFrom = "search index"
	// An id is 40 bits of a hash, five to a character. A file that has a number besides needs an id of its own only to
	// be told from what it was before, and is named by the first few.
	idLen    = 8
	shortLen = 5
)

// writer makes the files of one language.
type writer struct {
	How
	lang string
	put  func(output.File) error

	mu    sync.Mutex
	first error
}

// write makes all files of a corpus but those of its text, the manifest last, and returns its id.
func (w *writer) write(c *corpus, inv *inverted, synonyms []Synonym) string {
	m := manifest{Lang: w.lang, Docs: len(c.docs), Places: inv.units + inv.names, UnitsPerText: unitsPerText, DocsPerFile: docsPerFile,
		Families: map[string]family{}, Texts: strings.Join(inv.blockIDs, "")}
	for i, from := range c.blocks[:len(c.blocks)-1] {
		m.Blocks = string(appendNumber([]byte(m.Blocks), c.blocks[i+1]-from))
	}
	m.Families["k"] = w.lists("k", inv.keys, nil)
	inv.keys = nil // it is large
	characters := map[string]bool{}
	m.Families["s"] = w.lists("s", inv.singles, characters)
	m.Families["p"] = w.spellings(c)
	m.Families["d"] = w.docs(c)
	m.Facets = w.facets(c)
	m.Fold = w.foldTable(characters)
	m.Words = w.words(inv.words)
	m.describe(c, synonyms)
	body := m.body()
	id := idOf(body)
	w.handOn(ManifestPath(w.lang), id, body)
	return id
}

// idOf is a hash of what a file says: its name changes when its content does, and only then.
func idOf(bodies ...[]byte) string {
	h := sha256.New()
	for _, b := range bodies {
		fmt.Fprintf(h, "%d %d\n", Version, len(b))
		h.Write(b)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:idLen*5/8]))
}

// add hands on a file whose JSON object goes on with body, which begins with a comma, and returns its id.
func (w *writer) add(name string, body []byte) string {
	id := idOf(body)
	w.file(name, id, body)
	return id
}

// addShort does so under a short id.
func (w *writer) addShort(name string, body []byte) string {
	id := idOf(body)[:shortLen]
	w.file(name, id, body)
	return id
}

// file hands on a file that is named by its id.
func (w *writer) file(name, id string, body []byte) {
	w.handOn(fmt.Sprintf("search/%s/%s.%s.json", w.lang, name, id), id, body)
}

// handOn hands on a file. Every file begins with the same header.
func (w *writer) handOn(path, id string, body []byte) {
	if w.failed() != nil {
		return
	}
	data := make([]byte, 0, len(body)+32)
	data = fmt.Appendf(data, `{"v":%d,"id":"%s"`, Version, id)
	data = append(append(data, body...), "}\n"...)
	w.fail(w.put(output.File{Path: path, Data: data, From: indexFrom}))
}

// fail remembers the first error; nothing more is written then.
func (w *writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first == nil {
		w.first = err
	}
}

func (w *writer) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.first
}

// shelf collects the files of a family as they become known: the first key of each and what it says.
type shelf struct {
	w      *writer
	prefix string
	firsts []string
	ids    []string
	batch  []func() []byte // bodies to be made
}

// batchSize is the number of files made at once: enough to keep all cores busy.
const batchSize = 64

// add puts a file on the shelf. Body is called from another goroutine.
func (s *shelf) add(first string, body func() []byte) {
	s.firsts, s.batch = append(s.firsts, first), append(s.batch, body)
	if len(s.batch) == batchSize {
		s.flush()
	}
}

func (s *shelf) flush() {
	from := len(s.ids)
	s.ids = append(s.ids, make([]string, len(s.batch))...)
	parallel(len(s.batch), s.w.Workers, func(i int) { s.ids[from+i] = s.w.addShort(s.prefix+strconv.Itoa(from+i), s.batch[i]()) })
	s.batch = s.batch[:0]
}

// family ends the shelf: it lists first keys and ids, in files of their own if there are very many.
func (s *shelf) family() family {
	s.flush()
	joined := strings.Join(s.firsts, " ")
	if len(joined) <= maxFirsts[s.prefix] {
		return family{First: joined, IDs: strings.Join(s.ids, "")}
	}
	per := 1
	for per*per < len(s.ids) {
		per++
	}
	var heads, ids []string
	n := 0
	for part := range slices.Chunk(s.firsts, per) {
		var b jsonWriter
		b.field("first").str(strings.Join(part, " ")).field("ids").str(strings.Join(s.ids[n:n+len(part)], ""))
		heads, ids = append(heads, part[0]), append(ids, s.w.addShort("r"+s.prefix+strconv.Itoa(len(heads)), b.buf))
		n += len(part)
	}
	return family{First: strings.Join(heads, " "), IDs: strings.Join(ids, ""), Per: per}
}
