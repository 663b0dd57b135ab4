package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// shard is a k or s file, and of a p file the keys and what they say.
type shard struct {
	Keys  string             `json:"keys"`
	Units []string           `json:"units"`
	Names map[string]string  `json:"names"`
	Heads map[string]string  `json:"heads"`
	More  map[string]cutList `json:"more"`
	Said  []string           `json:"said"`
	keys  []string
}

// cutList says how a list goes on: pages in all, the first page cut off, the ids of the files.
type cutList struct {
	pages, first int
	ids          string
}

func (c *cutList) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&c.pages, &c.first, &c.ids})
}

// textFile is a t file.
type textFile struct {
	Doc   []string     `json:"doc"`   // address, title, other names
	Units [][][]string `json:"units"` // segments: id, heading, text and maybe other names
}

// store reads the files of an index, each once.
type store struct {
	read  func(path string) ([]byte, error)
	dir   string
	files map[string]any
	used  map[string]bool // paths that the query at hand has asked for
}

// file reads a file, once, checks that it is whole and the one that was asked for, and lets check prepare it.
func file[T any](s *store, name, id string, check func(*T) error) (*T, error) {
	path := s.dir + name + "." + id + ".json"
	s.used[path] = true
	if known, ok := s.files[path].(*T); ok {
		return known, nil
	}
	data, err := s.read(path)
	if err != nil {
		return nil, err
	}
	v := new(T)
	if err := decodeFile(path, data, id, v); err != nil {
		return nil, err
	}
	if check != nil {
		if err := check(v); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	s.files[path] = v
	return v, nil
}

// decodeFile decodes a file of the index that has an id; an empty one takes any.
func decodeFile(path string, data []byte, id string, v any) error {
	var head struct {
		V  int    `json:"v"`
		ID string `json:"id"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("%s: damaged: %w", path, err)
	}
	if head.V != Version || id != "" && head.ID != id {
		return fmt.Errorf("%s: version %d of %q, want version %d of %q", path, head.V, head.ID, Version, id)
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: damaged: %w", path, err)
	}
	return nil
}

// directory is the first keys and ids of some shards.
type directory struct {
	First string `json:"first"`
	IDs   string `json:"ids"`
	first []string
}

// shard is the shard of a family that would have a key, or nil.
func (s *store) shard(l *layout, prefix, key string) (*shard, error) {
	n, ids, per := shardOf(l.first[prefix], key), l.Families[prefix].IDs, l.Families[prefix].Per
	if n < 0 {
		return nil, nil
	}
	at := n
	if per > 0 {
		d, err := file(s, "r"+prefix+strconv.Itoa(n), idAt(ids, shortLen, n), func(d *directory) error {
			d.first = splitKeys(d.First)
			return nil
		})
		if err != nil {
			return nil, err
		}
		at = max(shardOf(d.first, key), 0)
		n, ids = n*per+at, d.IDs
	}
	return file(s, prefix+strconv.Itoa(n), idAt(ids, shortLen, at), func(sh *shard) error {
		sh.keys = splitKeys(sh.Keys)
		if len(sh.keys) != len(sh.Units)+len(sh.Said) {
			return fmt.Errorf("%d keys but %d lists", len(sh.keys), len(sh.Units)+len(sh.Said))
		}
		return nil
	})
}

// part reads the list of a name and a key of a shard, whole or only its head.
func (s *store) part(z sizes, sh *shard, name, key, list string, whole bool) (p set, pages int, err error) {
	p.end = noEnd
	if p.ids, err = z.read(list, name == "names"); err != nil {
		return p, 0, err
	}
	more, cut := sh.More[name+" "+key]
	if !cut {
		return p, 0, nil
	}
	if p.end = more.first * docSpan; !whole {
		return p, more.pages, nil
	}
	for ids := more.ids; ids != ""; ids = ids[min(idLen, len(ids)):] {
		f, err := file[struct{ List string }](s, "c", idAt(ids, idLen, 0), nil)
		if err != nil {
			return p, 0, err
		}
		ids, err := z.read(f.List, name == "names")
		if err != nil {
			return p, 0, err
		}
		p.ids = append(p.ids, ids...)
	}
	p.end = noEnd
	return p, 0, nil
}

// lists reads the lists of one key of a shard.
func (s *store) lists(z sizes, sh *shard, key string, whole bool) (found, error) {
	f := nothing
	i, ok := slices.BinarySearch(sh.keys, key)
	if !ok {
		return f, nil
	}
	for _, part := range []struct {
		to         *set
		name, list string
	}{{&f.units, "units", sh.Units[i]}, {&f.names, "names", sh.Names[key]}, {&f.heads, "heads", sh.Heads[key]}} {
		p, pages, err := s.part(z, sh, part.name, key, part.list, whole)
		if err != nil {
			return f, err
		}
		*part.to, f.pages = p, max(f.pages, pages)
	}
	return f, nil
}

// text reads the file that has a unit of a page.
func (s *store) text(l *layout, doc, unit int) (*textFile, error) {
	name, id := l.textOf(doc, unit)
	return file[textFile](s, name, id, nil)
}

// doc is the address and the title of a page.
func (s *store) doc(l *layout, doc int) (url, title string, err error) {
	n := doc / l.DocsPerFile
	f, err := file(s, "d"+strconv.Itoa(n), idAt(l.Families["d"].IDs, shortLen, n), func(f *struct{ Docs [][2]string }) error {
		if len(f.Docs) == 0 {
			return errNumber
		}
		return nil
	})
	if err != nil {
		return "", "", err
	}
	d := f.Docs[min(doc%l.DocsPerFile, len(f.Docs)-1)]
	return d[0], d[1], nil
}

// vocabulary is the list of the words of the text.
func (s *store) vocabulary(id string) ([]string, error) {
	f, err := file[struct{ Words string }](s, "words", id, nil)
	if err != nil {
		return nil, err
	}
	return strings.Split(f.Words, " "), nil
}
