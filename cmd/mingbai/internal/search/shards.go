package search

import "strings"

// parts are the lists of a key, with the name each has in a shard.
func (p *postings) parts() [3]part {
	return [...]part{{"units", &p.units}, {"names", p.names}, {"heads", p.heads}}
}

type part struct {
	name string
	*list
}

// entry is a key with its lists as a shard has them.
type entry struct {
	key   string
	lists [3]string
	cut   *[3]tail // nil for nearly all
}

// tail is what was cut off a long list.
type tail struct {
	pages int    // of the whole list
	first int    // page cut off
	ids   string // of the c files that go on, 0 if nothing was cut off
}

// lists writes shards of keys with their lists, and the ends of those that are too long for one. It notes
// the keys in seen, if there is one.
func (w *writer) lists(prefix string, runs []run, seen map[string]bool) family {
	s := &shelf{w: w, prefix: prefix}
	var entries []entry
	size := 0
	shelve := func() {
		if len(entries) > 0 {
			batch := entries
			s.add(batch[0].key, func() []byte { return shardBody(batch) })
			entries, size = make([]entry, 0, len(batch)), 0
		}
	}
	err := merge(runs, func(key string, p *postings) {
		if seen != nil {
			seen[key] = true
		}
		e := w.entry(key, p)
		entries = append(entries, e)
		size += 2*len(key) + 8
		for _, l := range e.lists {
			size += len(l)
		}
		if size >= shardSize {
			shelve()
		}
	})
	w.fail(err)
	shelve()
	return s.family()
}

// entry gives the lists of a key and writes what is cut off them.
func (w *writer) entry(key string, p *postings) entry {
	e := entry{key: key}
	for i, part := range p.parts() {
		if part.list == nil || len(part.rest) <= 2*cutSize {
			e.lists[i] = part.String()
			continue
		}
		pieces, firsts := part.pieces(cutSize)
		e.lists[i] = pieces[0]
		if len(pieces) == 1 {
			continue
		}
		ids := make([]string, len(pieces)-1)
		parallel(len(ids), w.Workers, func(n int) {
			var b jsonWriter
			b.field("list").str(pieces[n+1])
			// two keys may have the same list, but not the same file
			ids[n] = idOf([]byte(part.name+" "+key), b.buf)
			w.file("c", ids[n], b.buf)
		})
		if e.cut == nil {
			e.cut = new([3]tail)
		}
		e.cut[i] = tail{int(part.pages), firsts[1], strings.Join(ids, "")}
	}
	return e
}

// shardBody is the JSON of some keys: themselves joined by spaces, a list of units for each, the rarer
// lists of names and headings by key, and by the list's name and key what was cut off.
func shardBody(entries []entry) []byte {
	var b, more jsonWriter
	b.field("keys").raw(`"`)
	for i, e := range entries {
		if i > 0 {
			b.raw(" ")
		}
		b.chars(e.key)
	}
	b.raw(`"`)
	cuts := 0
	for i, name := range []string{"units", "names", "heads"} {
		b.field(name).raw(string("[{{"[i]))
		n := 0
		for _, e := range entries {
			switch {
			case i == 0:
				b.comma(n).str(e.lists[i])
				n++
			case e.lists[i] != "":
				b.comma(n).str(e.key).raw(":").str(e.lists[i])
				n++
			}
			if e.cut != nil && e.cut[i].ids != "" {
				t := e.cut[i]
				more.comma(cuts).str(name + " " + e.key).raw(":[").number(t.pages).raw(",").number(t.first).raw(",").str(t.ids).raw("]")
				cuts++
			}
		}
		b.raw(string("]}}"[i]))
	}
	return b.field("more").raw("{").raw(string(more.buf)).raw("}").buf
}
