package drawing

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/nodetest"
)

var update = flag.Bool("update", false, "rewrite testdata/vectors.json")

// charts are hand-made: each item with its rank and what it waits for. “?” marks an item that is needed
// in some cases only; what stands after “!” is the chain that decides.
var charts = []struct {
	name, chart string
	want        string // rails: rows from > rows to, lane, and = for what decides
}{
	{"nothing waits", "a0 b0 c0", ""},
	{"childcare", "company0? nonprofit0? fire0 hygiene0 food1:company,nonprofit? filing2:company,nonprofit,hygiene,fire,food",
		"1 2>6 lane 0; 1 2 3 4 6>8 lane 1"},
	{"childcare answered", "company0 fire0 hygiene0 food1:company filing2:company,hygiene,fire,food ! company food filing",
		"1>5 lane 0 =1-5; 2 3 5>7 lane 1 =5-7"},
	{"one after the other", "a0 b1:a c2:b ! a b c", "1>3 lane 0 =1-3; 3>5 lane 0 =3-5"},
	{"a case does not imply", "a0 b1:a? c2:a,b", "1>3 lane 0; 1 3>5 lane 1"},
	{"one rail for those that wait for the same", "a0 b0 c1:a,b d1:b,a e1:b", "1 2>4 5 lane 0; 2>6 lane 1"},
	{"many lanes", "a0 b0 c0 d1:a e1:b f1:c g2:a,e h2:b,f i2:c,d", "1>5 lane 0; 2>6 lane 1; 3>7 lane 2; 1 6>9 lane 3; 2 7>10 lane 4; 3 5>11 lane 5"},
}

func chart(text string) Chart {
	var c Chart
	items, chain, _ := strings.Cut(text, " ! ")
	c.Chain = strings.Fields(chain)
	for _, word := range strings.Fields(items) {
		word, optional := strings.CutSuffix(word, "?")
		word, after, _ := strings.Cut(word, ":")
		item := Item{ID: word[:len(word)-1], Rank: int(word[len(word)-1] - '0'), Optional: optional}
		if after != "" {
			item.After = strings.Split(after, ",")
		}
		c.Items = append(c.Items, item)
	}
	return c
}

func TestRails(t *testing.T) {
	for _, tt := range charts {
		c := chart(tt.chart)
		at := map[string]int{}
		for i, row := range c.Rows() {
			at[row.ID] = i
		}
		rails := c.rails(at)
		assign(rails)
		var got []string
		for _, r := range rails {
			text := strings.Trim(fmt.Sprint(r.from), "[]") + ">" + strings.Trim(fmt.Sprint(r.to), "[]") + fmt.Sprintf(" lane %d", r.lane)
			for _, d := range r.deciding {
				text += fmt.Sprintf(" =%d-%d", d[0], d[1])
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, strings.Join(got, "; "), tt.want)
		}
	}
}

// TestRowsJoin checks that lines meet: what leaves a row at its lower edge enters the next at the upper
// one, in the same place.
func TestRowsJoin(t *testing.T) {
	for _, tt := range charts {
		rows := chart(tt.chart).Rows()
		for i, row := range rows {
			var below []string
			if i+1 < len(rows) {
				below = places(rows[i+1].Lines, `y1="0.0em"`)
			}
			if here := places(row.Lines, `y2="100%"`); fmt.Sprint(here) != fmt.Sprint(below) {
				t.Errorf("%s: lines leave row %d at %v and enter the next at %v", tt.name, i, here, below)
			}
		}
	}
}

// places are the positions of the lines that have an end.
func places(svg, end string) []string {
	var out []string
	for _, line := range strings.Split(svg, "<line")[1:] {
		if _, x, _ := strings.Cut(line, `x1="`); strings.Contains(line, end) {
			at, _, _ := strings.Cut(x, `"`)
			out = append(out, at)
		}
	}
	return out
}

type vector struct {
	Name  string `json:"name"`
	Chart Chart  `json:"chart"`
	Rows  []Row  `json:"rows"`
}

// TestVectors compares the rows with those that are kept for both languages.
func TestVectors(t *testing.T) {
	const file = "testdata/vectors.json"
	var v []vector
	for _, tt := range charts {
		c := chart(tt.chart)
		v = append(v, vector{tt.name, c, c.Rows()})
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(file); err != nil || string(kept) != out.String() {
		t.Errorf("%s is not what Go draws (%v); run with -update and read the difference", file, err)
	}
}

// TestJavaScript runs the same vectors through the browser's twin.
func TestJavaScript(t *testing.T) {
	nodetest.Run(t, nil, "testdata/drawing_test.mjs")
}
