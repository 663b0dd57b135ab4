package search

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"mingbai/cmd/mingbai/internal/output"
)

// Share says which part of an index is made: of so many, each by a process of its own.
type Share struct {
	Number, Of int // from 1 to Of
	// Folder takes what Merge needs besides the files of the index: "share/".
	Folder string
}

// Part holds the files that a share has put.
type Part interface {
	Section(path string) (*io.SectionReader, error)
}

// stretchesPerShare is how many stretches of neighbouring pages a share has: pages of one kind are of one
// size, so that more than one make shares alike.
const stretchesPerShare = 8

// share is what one process has learnt of its part of the docs of a language.
type share struct {
	Lang      string
	Synonyms  []Synonym
	Of        int // stretches of all shares
	Stretches []stretch
	Words     map[string]int
}

// stretch is the index of neighbouring docs, without the runs.
type stretch struct {
	Number        int
	Docs          []Doc // without text
	Class         []uint8
	BlockIDs      []string
	Units, Names  int
	Keys, Singles []string // files of the runs
}

// sharesFile is where a part keeps its shares of all languages, below its folder.
const sharesFile = "search"

// BuildShare makes a part of the index of all docs: the text files of some of them go to put, and besides what
// [Merge] needs to make the rest.
func BuildShare(docs []Doc, synonyms map[string][]Synonym, part Share, put func(output.File) error, how How) error {
	how.Workers = max(how.Workers, 1)
	var shares []share
	for lang, c := range corpora(docs) {
		w := &writer{lang: lang, put: put, How: how}
		s := share{Lang: lang, Synonyms: synonyms[lang], Of: min(part.Of*stretchesPerShare, len(c.blocks)-1)}
		var found []task
		found, s.Words = w.stretches(c, s.Of, part.Number-1, part.Of)
		if err := w.failed(); err != nil {
			return err
		}
		for i, t := range found {
			n := part.Number - 1 + i*part.Of
			first, last := c.stretch(n, s.Of)
			from, to := c.blocks[first], c.blocks[last]
			x := stretch{Number: n, Docs: c.docs[from:to], Class: c.class[from:to], BlockIDs: t.blockIDs, Units: t.units, Names: t.names}
			folder := fmt.Sprintf("%s%s-%s-%d/", part.Folder, sharesFile, lang, n)
			var err1, err2 error
			x.Keys, err1 = putRuns(folder+"keys", t.keyRuns, put)
			x.Singles, err2 = putRuns(folder+"singles", t.singleRuns, put)
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			s.Stretches = append(s.Stretches, x)
		}
		shares = append(shares, s)
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(shares); err != nil {
		return err
	}
	return put(output.File{Path: part.Folder + sharesFile, Data: data.Bytes(), From: indexFrom})
}

// putRuns hands on runs as files and gives their paths.
func putRuns(name string, runs []run, put func(output.File) error) ([]string, error) {
	var paths []string
	for i, r := range runs {
		data := r.data
		if data == nil {
			data = make([]byte, r.Size())
			if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
				return nil, err
			}
		}
		paths = append(paths, fmt.Sprint(name, i))
		if err := put(output.File{Path: paths[i], Data: data, From: indexFrom}); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

var errShares = errors.New("search index: the shares are not those of one index")

// Merge makes the rest of the index of which all shares are there: the same files as [Build] does, but for
// those of the text, which the shares have put, and the same ids. Folder is that of the shares.
func Merge(parts []Part, folder string, put func(output.File) error, how How) (map[string]string, error) {
	how.Workers = max(how.Workers, 1)
	byLang := map[string]*gathered{}
	for _, part := range parts {
		data, err := part.Section(folder + sharesFile)
		if err != nil {
			return nil, err
		}
		var shares []share
		if err := gob.NewDecoder(data).Decode(&shares); err != nil {
			return nil, fmt.Errorf("%w: %w", errShares, err)
		}
		for _, s := range shares {
			g := byLang[s.Lang]
			if g == nil {
				g = &gathered{of: s.Of, synonyms: s.Synonyms, words: map[string]int{}}
				byLang[s.Lang] = g
			}
			g.add(s, part)
		}
	}
	ids := map[string]string{}
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		c, inv, err := byLang[lang].join()
		if err != nil {
			return nil, err
		}
		w := &writer{lang: lang, put: put, How: how}
		ids[lang] = w.write(c, inv, byLang[lang].synonyms)
		if err := w.failed(); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// gathered are the shares of one language.
type gathered struct {
	of        int
	synonyms  []Synonym
	words     map[string]int
	stretches []lent
}

// lent is a stretch and the part that has its runs.
type lent struct {
	stretch
	part Part
}

func (g *gathered) add(s share, part Part) {
	for word, n := range s.Words {
		g.words[word] += n
	}
	for _, x := range s.Stretches {
		g.stretches = append(g.stretches, lent{x, part})
	}
}

// join puts the stretches together as [writer.invert] would have made them.
func (g *gathered) join() (*corpus, *inverted, error) {
	slices.SortFunc(g.stretches, func(a, b lent) int { return cmp.Compare(a.Number, b.Number) })
	var docs []Doc
	var class []uint8
	inv := &inverted{words: g.words}
	for i, x := range g.stretches {
		if x.Number != i || len(x.Class) != len(x.Docs) {
			return nil, nil, errShares
		}
		t := task{units: x.Units, names: x.Names, blockIDs: x.BlockIDs}
		var err1, err2 error
		t.keyRuns, err1 = getRuns(x.part, x.Keys)
		t.singleRuns, err2 = getRuns(x.part, x.Singles)
		if err := errors.Join(err1, err2); err != nil {
			return nil, nil, err
		}
		docs, class = append(docs, x.Docs...), append(class, x.Class...)
		inv.add(t)
	}
	c := newCorpus(docs)
	if c.class = class; len(g.stretches) != g.of || len(inv.blockIDs) != len(c.blocks)-1 {
		return nil, nil, errShares
	}
	return c, inv, nil
}

// getRuns opens the files that [putRuns] has put.
func getRuns(part Part, paths []string) ([]run, error) {
	runs := make([]run, len(paths))
	for i, p := range paths {
		section, err := part.Section(p)
		if err != nil {
			return nil, err
		}
		runs[i] = run{SectionReader: *section}
	}
	return runs, nil
}
