package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

// published is what the cross-check reads of data/guides.json: nothing else of the program is used.
type published struct {
	Guides []struct {
		ID        string
		Questions []struct {
			ID      string
			Answers []struct{ ID string }
		}
		Items []publishedItem
		Plan  struct {
			Least, Most int
			Longest     []length
		}
	}
}

type publishedItem struct {
	Licence string
	When    map[string][]string
	Needs   []struct {
		AnyOf []string `json:"any_of"`
		When  map[string][]string
	}
	Time *struct {
		Value     *int
		Unit      string
		Extension int
	}
}

// length is how long a chain of items takes: a sum for each unit, and the items without a known time.
type length struct {
	Sums map[string]int
	Open []string
}

func (l length) text() string {
	var parts []string
	for u, n := range l.Sums {
		parts = append(parts, fmt.Sprintf("%s=%d", u, n))
	}
	for _, id := range l.Open {
		parts = append(parts, "?"+id)
	}
	sort.Strings(parts)
	return strings.Join(parts, " ")
}

// beats reports whether l is as long as o in every unit, lacks none of its open items, and differs.
func (l length) beats(o length) bool {
	for u, n := range o.Sums {
		if l.Sums[u] < n {
			return false
		}
	}
	for _, id := range o.Open {
		if !slices.Contains(l.Open, id) {
			return false
		}
	}
	return l.text() != o.text()
}

// TestLongestTimes recomputes the longest times of every guide from data/guides.json alone: every
// chain under every combination of answers, one by one.
func TestLongestTimes(t *testing.T) {
	files, _ := realSite(t)
	var p published
	if err := json.Unmarshal(get(t, files, "data/guides.json"), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Guides) < 7 {
		t.Fatalf("%d guides", len(p.Guides))
	}
	for _, g := range p.Guides {
		combinations := []map[string]string{{}}
		for _, q := range g.Questions {
			var next []map[string]string
			for _, c := range combinations {
				for _, a := range q.Answers {
					full := map[string]string{q.ID: a.ID}
					for k, v := range c {
						full[k] = v
					}
					next = append(next, full)
				}
			}
			combinations = next
		}
		least, most, all := len(g.Items), 0, map[string]length{}
		for _, answers := range combinations {
			n := chainsUnder(g.Items, answers, all)
			least, most = min(least, n), max(most, n)
		}
		var want, got []string
		for text, l := range all {
			beaten := false
			for _, o := range all {
				beaten = beaten || o.beats(l)
			}
			if !beaten {
				want = append(want, text)
			}
		}
		for _, l := range g.Plan.Longest {
			got = append(got, l.text())
		}
		sort.Strings(want)
		sort.Strings(got)
		if !slices.Equal(got, want) || g.Plan.Least != least || g.Plan.Most != most {
			t.Errorf("%s: %d to %d items, longest\n%s\nby hand %d to %d\n%s", g.ID, g.Plan.Least, g.Plan.Most,
				strings.Join(got, "\n"), least, most, strings.Join(want, "\n"))
		}
	}
}

// chainsUnder adds the length of every chain under the answers and returns how many items there are.
func chainsUnder(items []publishedItem, answers map[string]string, all map[string]length) int {
	holds := func(when map[string][]string) bool {
		for q, list := range when {
			if !slices.Contains(list, answers[q]) {
				return false
			}
		}
		return true
	}
	needed := map[string]publishedItem{}
	for _, it := range items {
		if holds(it.When) {
			needed[it.Licence] = it
		}
	}
	var back func(id string, tail length)
	back = func(id string, tail length) {
		it := needed[id]
		l := length{Sums: map[string]int{}, Open: slices.Clone(tail.Open)}
		for u, n := range tail.Sums {
			l.Sums[u] = n
		}
		switch {
		case it.Time == nil || it.Time.Unit == "none-set":
			l.Open = append(l.Open, id)
		case it.Time.Value != nil:
			l.Sums[it.Time.Unit] += *it.Time.Value + it.Time.Extension
		}
		all[l.text()] = l
		for _, n := range it.Needs {
			if !holds(n.When) {
				continue
			}
			for _, before := range n.AnyOf {
				if _, here := needed[before]; here && before != id {
					back(before, l)
				}
			}
		}
	}
	for id := range needed {
		back(id, length{})
	}
	return len(needed)
}
