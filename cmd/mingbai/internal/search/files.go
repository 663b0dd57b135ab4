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
	Keys  string            `json:"keys"`
	Units []string          `json:"units"`
	Names map[string]string `json:"names"`
	Heads map[string]string `json:"heads"`
	More  map[string]string `json:"more"`
	Said  []string          `json:"said"`
	keys  []string
}

// textFile is a t file.
type textFile struct {
	Doc   []string     `json:"doc"`   // address, title, other names
	Units [][][]string `json:"units"` // segments: id, heading, text and maybe other names
}

// store reads the files of an index, each once.
type store struct {
	read   func(path string) ([]byte, error)
	dir    string
	gen    string
	shards map[string]*shard
	texts  map[string]*textFile
	docs   map[int][][]string
	words  []string
	firsts map[string][]string
}

// file reads one file into v and checks that it is whole and of this index.
func (s *store) file(name string, v any) error {
	path := s.dir + name + "." + s.gen + ".json"
	data, err := s.read(path)
	if err != nil {
		return err
	}
	return decodeFile(path, data, s.gen, v)
}

// decodeFile decodes a file of the index of one generation; an empty one takes any.
func decodeFile(path string, data []byte, gen string, v any) error {
	var head struct {
		V   int    `json:"v"`
		Gen string `json:"gen"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("%s: damaged: %w", path, err)
	}
	if head.V != Version || gen != "" && head.Gen != gen {
		return fmt.Errorf("%s: version %d of %q, want version %d of %q", path, head.V, head.Gen, Version, gen)
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: damaged: %w", path, err)
	}
	return nil
}

func (s *store) shard(name string) (*shard, error) {
	if sh := s.shards[name]; sh != nil {
		return sh, nil
	}
	var sh shard
	if err := s.file(name, &sh); err != nil {
		return nil, err
	}
	sh.keys = splitKeys(sh.Keys)
	if len(sh.keys) != len(sh.Units)+len(sh.Said) {
		return nil, fmt.Errorf("%s: %d keys but %d lists", name, len(sh.keys), len(sh.Units))
	}
	s.shards[name] = &sh
	return &sh, nil
}

// directory is the first keys of some shards.
func (s *store) directory(name string) ([]string, error) {
	if d := s.firsts[name]; d != nil {
		return d, nil
	}
	var f struct {
		First string `json:"first"`
	}
	if err := s.file(name, &f); err != nil {
		return nil, err
	}
	if s.firsts == nil {
		s.firsts = map[string][]string{}
	}
	s.firsts[name] = splitKeys(f.First)
	return s.firsts[name], nil
}

// part reads the list of a name and a key of a shard, whole or only its head.
func (s *store) part(z sizes, sh *shard, name, key, list string, whole bool) (p set, pages int, err error) {
	p.end = noEnd
	if p.ids, err = z.read(list, name == "names"); err != nil || sh.More[name+" "+key] == "" {
		return p, 0, err
	}
	more, err := readNumbers(sh.More[name+" "+key])
	if err != nil || len(more) != 4 {
		return p, 0, errNumber
	}
	if p.end = more[1] * docSpan; !whole {
		return p, more[0], nil
	}
	for i := range more[3] {
		var f struct {
			List string `json:"list"`
		}
		if err := s.file(fmt.Sprint("c", more[2]+i), &f); err != nil {
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

// text reads the file that has a unit.
func (s *store) text(doc, n int) (*textFile, error) {
	name := fmt.Sprintf("t%d-%d", doc, n)
	if t := s.texts[name]; t != nil {
		return t, nil
	}
	var t textFile
	if err := s.file(name, &t); err != nil {
		return nil, err
	}
	s.texts[name] = &t
	return &t, nil
}

func (s *store) docFile(n int) ([][]string, error) {
	if d := s.docs[n]; d != nil {
		return d, nil
	}
	var f struct {
		Docs [][]string `json:"docs"`
	}
	if err := s.file("d"+strconv.Itoa(n), &f); err != nil {
		return nil, err
	}
	s.docs[n] = f.Docs
	return f.Docs, nil
}

// vocabulary is the list of the words of the text.
func (s *store) vocabulary() ([]string, error) {
	if s.words != nil {
		return s.words, nil
	}
	var f struct {
		Words string `json:"words"`
	}
	if err := s.file("words", &f); err != nil {
		return nil, err
	}
	s.words = strings.Split(f.Words, " ")
	return s.words, nil
}
