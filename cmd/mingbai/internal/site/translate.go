package site

import (
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/digest"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// Linker links a site again and again, as its sources change. The zero value is ready.
type Linker struct {
	// Cache, if set, remembers which pairs of files say the same.
	Cache Cache

	terms []content.Term // with which the pairs were compared
	pairs map[pair]*translation
	items []string // the slugs of all items, with which the guides were planned
	plans map[planKey]planned
}

// Cache keeps values from one build to the next; see [output.Cache].
type Cache interface {
	Get(key [32]byte) (value []byte, ok bool)
	Add(key [32]byte, value []byte)
}

// pair is a Chinese file and its translation.
type pair struct{ zh, en *content.Doc }

// translation is what follows from a Chinese file and its English one, and from no other.
type translation struct {
	meta    any // the facts of the Chinese file with the words of the English one
	version *content.Version
	stale   []Stale
	diags   diag.List
}

// translate compares all pairs, each by itself, on all processors. The results do not depend on the order.
func (l *linker) translate(english map[string]*content.Doc) {
	kept := l.kept.pairs
	if !reflect.DeepEqual(l.kept.terms, l.set.Glossary.Terms) {
		kept = nil
	}
	var pairs []pair
	for _, zh := range l.set.Docs {
		if en := english[englishFile(zh.File)]; zh.Lang == content.Chinese && en != nil {
			pairs = append(pairs, pair{zh, en})
		}
	}
	done := make([]*translation, len(pairs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pairs)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(pairs); i = int(next.Add(1)) - 1 {
				if done[i] = kept[pairs[i]]; done[i] == nil {
					c := comparison{terms: l.terms, glossary: l.set.Files[content.GlossaryFile].Sum, cache: l.kept.Cache}
					done[i] = c.translation(pairs[i].zh, pairs[i].en)
				}
			}
		})
	}
	wg.Wait()
	l.translations = make(map[*content.Doc]*translation, len(pairs))
	l.kept.terms, l.kept.pairs = l.set.Glossary.Terms, make(map[pair]*translation, len(pairs))
	for i, t := range done {
		l.kept.pairs[pairs[i]] = t
		l.translations[pairs[i].zh] = t
		l.diags = append(l.diags, t.diags...)
	}
}

// translation binds the words of an English file to the facts of the Chinese one and compares them.
func (c *comparison) translation(zh, en *content.Doc) *translation {
	meta, faults := tomlfile.Translate(zh.Meta, en.Words)
	en.Report(&c.diags, faults)
	if en.Words != nil && !c.known(zh, en) {
		before := len(c.diags)
		if c.compare(zh, en, meta); len(c.diags) == before && c.cache != nil {
			c.cache.Add(c.key(zh, en), nil)
		}
	}
	t := &translation{meta: meta}
	c.version(t, zh, en, len(faults) == 0)
	t.diags = c.diags
	return t
}

// known reports whether the two files have been compared before, with the same glossary, and nothing was found.
func (c *comparison) known(zh, en *content.Doc) bool {
	if c.cache == nil {
		return false
	}
	_, same := c.cache.Get(c.key(zh, en))
	return same
}

func (c *comparison) key(zh, en *content.Doc) digest.Sum {
	return digest.Of("same", zh.File, zh.Sum, en.File, en.Sum, c.glossary)
}
