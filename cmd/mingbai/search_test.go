package main

import (
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/search"
)

// asked is a query and the pages of which one should come first.
type asked struct {
	Q    string   `toml:"q"`
	Want []string `toml:"want"`
}

// TestSearchQuality asks the real site what people ask. A page in the first place counts 1, in the second
// 1/2 and so on; the mean must not fall. Who changes the content or the search sees here what it does.
func TestSearchQuality(t *testing.T) {
	data, err := os.ReadFile("internal/search/testdata/queries.toml")
	if err != nil {
		t.Fatal(err)
	}
	var queries struct {
		Zh []asked `toml:"zh"`
		En []asked `toml:"en"`
	}
	if err := toml.Unmarshal(data, &queries); err != nil {
		t.Fatal(err)
	}
	files, _ := realSite(t, 0)
	for _, part := range []struct {
		lang    string
		queries []asked
		floor   float64
	}{{"zh-CN", queries.Zh, 0.9}, {"en", queries.En, 0.9}} {
		if got := meanRank(t, files, part.lang, part.queries); got < part.floor {
			t.Errorf("%s: mean reciprocal rank %.3f of %d queries, want %.2f", part.lang, got, len(part.queries), part.floor)
		}
	}
}

// meanRank is the mean reciprocal rank of the first page wanted.
func meanRank(t *testing.T, files *output.Memory, lang string, queries []asked) float64 {
	t.Helper()
	engine, err := search.Open(func(path string) ([]byte, error) {
		if data, ok := files.Get(path); ok {
			return data, nil
		}
		return nil, os.ErrNotExist
	}, lang)
	if err != nil {
		t.Fatal(err)
	}
	sum, first := 0.0, 0
	for _, q := range queries {
		for _, page := range q.Want {
			url, _, _ := strings.Cut(page, "#")
			if _, ok := files.Get(url + "index.html"); !ok {
				t.Errorf("%q wants %s, but there is no such page", q.Q, page)
			}
		}
		result, err := engine.Search(q.Q, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		rank := rankOf(result.Hits, q.Want)
		switch {
		case rank == 1:
			first++
			sum++
		case rank > 1:
			sum += 1 / float64(rank)
			t.Logf("%q: place %d, behind %s", q.Q, rank, result.Hits[0].URL)
		case len(result.Hits) == 0:
			t.Logf("%q: nothing found", q.Q)
		default:
			t.Logf("%q: not found, first is %s", q.Q, result.Hits[0].URL)
		}
	}
	t.Logf("%s: %d queries, %d with the right page first, mean reciprocal rank %.3f", lang, len(queries), first, sum/float64(len(queries)))
	return sum / float64(len(queries))
}

// rankOf is the place of the first hit that is wanted, from 1, or 0.
func rankOf(hits []search.Hit, want []string) int {
	for i, h := range hits {
		page, _, _ := strings.Cut(h.URL, "#")
		for _, w := range want {
			if w == h.URL || w == page {
				return i + 1
			}
		}
	}
	return 0
}
