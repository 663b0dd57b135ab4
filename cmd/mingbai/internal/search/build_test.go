package search

import (
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingbai/cmd/mingbai/internal/output"
)

// built are the files of an index.
func built(t testing.TB, docs []Doc, synonyms map[string][]Synonym, how How) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	var mu sync.Mutex
	_, err := Build(docs, synonyms, func(f output.File) error {
		mu.Lock()
		defer mu.Unlock()
		if files[f.Path] != nil {
			t.Errorf("two files at %s", f.Path)
		}
		files[f.Path] = f.Data
		return nil
	}, how)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestBuildIsDeterministic(t *testing.T) {
	docs := append(slices.Clone(testDocs), randomDocs(300)...)
	one := built(t, docs, testSynonyms, How{})
	for range 3 {
		rand.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		eight := built(t, docs, testSynonyms, How{Workers: 8, Store: &memory{}})
		if len(one) != len(eight) {
			t.Fatalf("%d files with one worker, %d with eight", len(one), len(eight))
		}
		for path, data := range one {
			if string(eight[path]) != string(data) {
				t.Fatalf("%s with one worker is not that with eight", path)
			}
		}
	}
}

// memory is a store for tests; it may refuse to take or to give.
type memory struct {
	mu           sync.Mutex
	data         []byte
	full, broken bool
}

func (m *memory) Append(data []byte) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.full {
		return 0, errors.New("full")
	}
	m.data = append(m.data, data...)
	return int64(len(m.data) - len(data)), nil
}

func (m *memory) ReadAt(data []byte, at int64) (int, error) {
	if m.broken {
		return 0, errors.New("broken")
	}
	return copy(data, m.data[at:]), nil
}

// A store that is full is done without; one that loses what it has, and a sink that takes no more, end the build.
func TestBuildFails(t *testing.T) {
	all := built(t, testDocs, testSynonyms, How{})
	if got := built(t, testDocs, testSynonyms, How{Store: &memory{full: true}}); len(got) != len(all) {
		t.Errorf("%d files with a full store, want %d", len(got), len(all))
	}
	nothing := func(output.File) error { return nil }
	if _, err := Build(testDocs, nil, nothing, How{Store: &memory{broken: true}}); err == nil {
		t.Error("a broken store was not noticed")
	}
	for n := range len(all) {
		n++
		_, err := Build(testDocs, testSynonyms, func(output.File) error {
			if n--; n == 0 {
				return errors.New("disk full")
			}
			return nil
		}, How{})
		if err == nil {
			t.Error("a file that could not be written was not noticed")
		}
	}
}

// An edit of one page changes the names of few files, so that those a reader has are of use after it.
func TestNamesSurviveAnEdit(t *testing.T) {
	docs := randomDocs(300)
	before := built(t, docs, nil, How{})
	old := docs[7].Sections()
	docs[7] = docs[7].of(append(slices.Clone(old), Section{Heading: "新", Paragraphs: []string{"玉米种子经营。"}}))
	after := built(t, docs, nil, How{})
	kept, texts := 0, 0
	for path := range before {
		if _, ok := after[path]; !ok {
			continue
		}
		kept++
		if strings.HasPrefix(path, "search/zh-CN/t") {
			texts++
		}
	}
	if kept*10 < len(before)*8 || texts < 290 {
		t.Errorf("%d of %d files keep their names, %d of texts", kept, len(before), texts)
	}
}

// Keys that always stand together have the same long list; each has files of its own.
func TestSameLists(t *testing.T) {
	docs := make([]Doc, 20_000)
	for i := range docs {
		docs[i] = doc(fmt.Sprintf("p/%05d/", i), "policy", fmt.Sprint("文件", i), "第一条")
	}
	files := built(t, docs, nil, How{Workers: 2})
	e, err := Open(reader(files), "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Search("第一条", Options{Limit: 30_000})
	if err != nil || r.Total != len(docs) || len(r.Hits) != len(docs) {
		t.Errorf("%d of %d, %v", len(r.Hits), r.Total, err)
	}
}
