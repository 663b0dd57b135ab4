package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// shard is a k or s file.
type shard struct {
	Keys  string            `json:"keys"`
	Units []string          `json:"units"`
	Names map[string]string `json:"names"`
	Heads map[string]string `json:"heads"`
	keys  []string
}

// textFile is a t file.
type textFile struct {
	Units []textUnit
	Docs  map[int][]string // address, title, other names
}

// textUnit is a unit of the text store.
type textUnit struct {
	Doc      int
	Segments [][3]string // id, heading, text
}

// UnmarshalJSON reads [doc, [id, heading, text], …].
func (u *textUnit) UnmarshalJSON(b []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil || len(parts) == 0 {
		return fmt.Errorf("unit: %w", err)
	}
	if err := json.Unmarshal(parts[0], &u.Doc); err != nil {
		return err
	}
	u.Segments = make([][3]string, len(parts)-1)
	for i, p := range parts[1:] {
		if err := json.Unmarshal(p, &u.Segments[i]); err != nil {
			return err
		}
	}
	return nil
}

// store reads the files of an index, each once.
type store struct {
	read   func(path string) ([]byte, error)
	dir    string
	gen    string
	shards map[string]*shard
	texts  map[int]*textFile
	docs   map[int][][]string
	words  []string
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
	if len(sh.keys) != len(sh.Units) {
		return nil, fmt.Errorf("%s: %d keys but %d lists", name, len(sh.keys), len(sh.Units))
	}
	s.shards[name] = &sh
	return &sh, nil
}

// lists reads the lists of one key of a shard.
func (sh *shard) lists(key string) (f found, err error) {
	i, ok := slices.BinarySearch(sh.keys, key)
	if !ok {
		return f, nil
	}
	for _, part := range []struct {
		to  *[]int
		str string
	}{{&f.units, sh.Units[i]}, {&f.names, sh.Names[key]}, {&f.heads, sh.Heads[key]}} {
		if *part.to, err = readList(part.str); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (s *store) text(n int) (*textFile, error) {
	if t := s.texts[n]; t != nil {
		return t, nil
	}
	var t textFile
	if err := s.file("t"+strconv.Itoa(n), &t); err != nil {
		return nil, err
	}
	s.texts[n] = &t
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
