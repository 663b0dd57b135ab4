package schedule

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/nodetest"
)

var update = flag.Bool("update", false, "rewrite testdata/vectors.json")

// graphs are hand-made; what they must give is worked out by hand in TestPlan and kept for both
// languages in testdata/vectors.json.
var graphs = map[string]Graph{
	"childcare": {
		Questions: []Question{{"profit", []string{"yes", "no"}}, {"meals", []string{"yes", "no"}}},
		Items: []Item{
			{ID: "company", When: Condition{"profit": {"yes"}}, Time: Time{3, 3, "working-days"}},
			{ID: "nonprofit", When: Condition{"profit": {"no"}}, Time: Time{60, 0, "days-as-printed"}},
			{ID: "fire", Time: Time{15, 0, "days-as-printed"}},
			{ID: "hygiene", Time: Time{Unit: "none-set"}},
			{ID: "food", When: Condition{"meals": {"yes"}}, Needs: []Need{{AnyOf: []string{"company", "nonprofit"}}}, Time: Time{20, 10, "working-days"}},
			{ID: "filing", Needs: []Need{{AnyOf: []string{"company", "nonprofit"}}, {AnyOf: []string{"hygiene"}}, {AnyOf: []string{"fire"}},
				{AnyOf: []string{"food"}, When: Condition{"meals": {"yes"}}}}, Time: Time{5, 0, "working-days"}},
		},
	},
	"one unit": {
		Items: []Item{
			{ID: "a", Time: Time{3, 0, "working-days"}},
			{ID: "b", Needs: []Need{{AnyOf: []string{"a"}}}, Time: Time{20, 0, "working-days"}},
			{ID: "c", Needs: []Need{{AnyOf: []string{"a"}}}, Time: Time{5, 0, "working-days"}},
			{ID: "d", Needs: []Need{{AnyOf: []string{"b"}}, {AnyOf: []string{"c"}}}, Time: Time{Unit: "on-the-spot"}},
			{ID: "e", Time: Time{10, 0, "working-days"}},
		},
	},
	"unknown time": {
		Items: []Item{
			{ID: "a"},
			{ID: "b", Needs: []Need{{AnyOf: []string{"a"}}}, Time: Time{20, 0, "working-days"}},
			{ID: "c", Time: Time{25, 0, "working-days"}},
		},
	},
	"empty": {},
}

func TestPlan(t *testing.T) {
	tests := []struct {
		graph   string
		given   Answers
		steps   string // id/rank, ? optional, ! deciding, =slack
		count   string
		longest string
	}{
		{"childcare", Answers{"profit": "yes", "meals": "yes"}, "company/0 fire/0 hygiene/0 food/1 filing/2", "5-5",
			"15 days-as-printed + 5 working-days (fire filing); 41 working-days of which 13 extension (company food filing); 5 working-days open hygiene (hygiene filing)"},
		{"childcare", Answers{"profit": "yes", "meals": "no"}, "company/0 fire/0 hygiene/0 filing/1", "4-4",
			"15 days-as-printed + 5 working-days (fire filing); 11 working-days of which 3 extension (company filing); 5 working-days open hygiene (hygiene filing)"},
		{"childcare", Answers{}, "company/0? nonprofit/0? fire/0 hygiene/0 food/1? filing/2", "4-5",
			"60 days-as-printed + 35 working-days of which 10 extension (nonprofit food filing); 41 working-days of which 13 extension (company food filing); 5 working-days open hygiene (hygiene filing)"},
		{"one unit", nil, "a/0!=0 e/0=13 b/1!=0 c/1=15 d/2!=0", "5-5", "23 working-days (a b d)"},
		{"unknown time", nil, "a/0 c/0 b/1", "3-3", "25 working-days (c); 20 working-days open a (a b)"},
		{"empty", nil, "", "0-0", ""},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.graph, tt.given), func(t *testing.T) {
			plan := graphs[tt.graph].Plan(tt.given)
			if got := stepText(plan.Steps); got != tt.steps {
				t.Errorf("steps   %s\nwant    %s", got, tt.steps)
			}
			if got := fmt.Sprintf("%d-%d", plan.Least, plan.Most); got != tt.count {
				t.Errorf("count   %s, want %s", got, tt.count)
			}
			if got := totalText(plan.Longest); got != tt.longest {
				t.Errorf("longest %s\nwant    %s", got, tt.longest)
			}
		})
	}
}

func stepText(steps []Step) string {
	var out []string
	for _, s := range steps {
		text := fmt.Sprintf("%s/%d", s.ID, s.Rank)
		if s.Optional {
			text += "?"
		}
		if s.Deciding {
			text += "!"
		}
		if s.Slack != nil {
			text += fmt.Sprintf("=%d", *s.Slack)
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func totalText(totals []Total) string {
	var out []string
	for _, t := range totals {
		var sums []string
		extension := ""
		for _, u := range units {
			if n, ok := t.Sums[u]; ok {
				sums = append(sums, fmt.Sprintf("%d %s", n, u))
			}
			if n := t.Extensions[u]; n > 0 {
				extension = fmt.Sprintf(" of which %d extension", n)
			}
		}
		text := strings.Join(sums, " + ") + extension
		if len(t.Open) > 0 {
			text += " open " + strings.Join(t.Open, " ")
		}
		out = append(out, text+" ("+strings.Join(t.Chain, " ")+")")
	}
	return strings.Join(out, "; ")
}

// vector is one case that Go and JavaScript must agree on.
type vector struct {
	Graph string  `json:"graph"`
	Given Answers `json:"given"`
	Plan  Plan    `json:"plan"`
}

type vectors struct {
	Graphs map[string]Graph `json:"graphs"`
	Cases  []vector         `json:"cases"`
}

// partial gives every way to answer some of the questions.
func partial(g Graph) []Answers {
	out := []Answers{{}}
	for _, q := range g.Questions {
		for _, base := range out {
			for _, a := range q.Answers {
				full := Answers{q.ID: a}
				for k, v := range base {
					full[k] = v
				}
				out = append(out, full)
			}
		}
	}
	return out
}

func TestVectors(t *testing.T) {
	const file = "testdata/vectors.json"
	v := vectors{Graphs: graphs}
	for _, name := range []string{"childcare", "one unit", "unknown time", "empty"} {
		for _, given := range partial(graphs[name]) {
			v.Cases = append(v.Cases, vector{name, given, graphs[name].Plan(given)})
		}
	}
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(kept, &a) != nil || json.Unmarshal(data, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%s is not what Go computes; run with -update and read the difference", file)
	}
}

// TestJavaScript runs the same vectors through the browser's twin.
func TestJavaScript(t *testing.T) {
	nodetest.Run(t, nil, "testdata/plan_test.mjs")
}

// TestSize counts without going through: 40 questions, and 40 items of which each may come after any before.
func TestSize(t *testing.T) {
	var g Graph
	for i := range 40 {
		id := fmt.Sprint("i", i)
		g.Questions = append(g.Questions, Question{ID: id, Answers: []string{"yes", "no"}})
		item := Item{ID: id}
		for j := range i {
			item.Needs = append(item.Needs, Need{AnyOf: []string{fmt.Sprint("i", j)}})
		}
		g.Items = append(g.Items, item)
	}
	if ways, chains := g.Size(); ways != math.MaxInt32 || chains != math.MaxInt32 {
		t.Errorf("%d ways, %d chains", ways, chains)
	}
	g.Questions, g.Items = g.Questions[:3], g.Items[:3]
	if ways, chains := g.Size(); ways != 8 || chains != 4 { // 0, 0-1, 0-2, 0-1-2
		t.Errorf("%d ways, %d chains", ways, chains)
	}
}
