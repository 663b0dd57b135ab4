package site

import (
	"runtime"
	"sync"
	"sync/atomic"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// translation is what follows from a Chinese file and its English one, and from no other.
type translation struct {
	meta    any // the facts of the Chinese file with the words of the English one
	version *content.Version
	stale   []Stale
	diags   diag.List
}

// translate compares all pairs, each by itself, on all processors. The results do not depend on the order.
func (l *linker) translate(english map[string]*content.Doc) {
	var pairs [][2]*content.Doc
	for _, zh := range l.set.Docs {
		if en := english[englishFile(zh.File)]; zh.Lang == content.Chinese && en != nil {
			pairs = append(pairs, [2]*content.Doc{zh, en})
		}
	}
	done := make([]*translation, len(pairs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pairs)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(pairs); i = int(next.Add(1)) - 1 {
				c := comparison{terms: l.terms}
				done[i] = c.translation(pairs[i][0], pairs[i][1])
			}
		})
	}
	wg.Wait()
	l.translations = make(map[*content.Doc]*translation, len(pairs))
	for i, t := range done {
		l.translations[pairs[i][0]] = t
		l.diags = append(l.diags, t.diags...)
	}
}

// translation binds the words of an English file to the facts of the Chinese one and compares them.
func (c *comparison) translation(zh, en *content.Doc) *translation {
	meta, faults := tomlfile.Translate(zh.Meta, en.Words)
	en.Report(&c.diags, faults)
	if en.Words != nil {
		c.compare(zh, en, meta)
	}
	t := &translation{meta: meta}
	c.version(t, zh, en, len(faults) == 0)
	t.diags = c.diags
	return t
}
