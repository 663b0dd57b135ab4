package tomlfile

import (
	"fmt"
	"strings"
	"testing"
)

// unit is an enumeration for the tests.
type unit string

func (unit) Allowed() []string { return []string{"working-days", "months"} }

type row struct {
	ID   string              `toml:"id,key"`
	Name string              `toml:"name,required,words"`
	Unit unit                `toml:"unit"`
	From []string            `toml:"from"`
	When map[string][]string `toml:"when"`
}

type sample struct {
	Title string  `toml:"title,required,words"`
	Note  string  `toml:"note,words"`
	Day   Date    `toml:"day"`
	Count int     `toml:"count"`
	Share float64 `toml:"share"`
	Yes   bool    `toml:"yes"`
	Inner *row    `toml:"inner"`
	Rows  []row   `toml:"rows"`
}

// bind parses and binds text and gives every fault as "line:col name args".
func bind(text string, dst any) string {
	tree, faults := Parse(text)
	if tree != nil {
		faults = Bind(tree, dst)
	}
	return describe(text, faults)
}

func describe(text string, faults []Fault) string {
	var out []string
	for _, f := range faults {
		line, col := f.Place(text)
		s := fmt.Sprintf("%d:%d %s %v", line, col, f.Name, f.Args)
		if f.Near != "" {
			s += " near " + f.Near
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestBindFaults(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"all well", "title = 'x'\nday = 2026-11-23\nshare = 4\n[[rows]]\nid = 'a'\nname = 'n'\nwhen = { meals = 'yes' }", ""},
		{"missing key", "count = 1", "1:1 key-missing [title]"},
		{"empty key", "title = ''", "1:9 value-empty [title]"},
		{"unknown key with near match", "title = 'x'\ntitel = 'y'", "2:1 key-unknown [titel] near title"},
		{"wrong type", "title = 'x'\ncount = 'three'", "2:9 value-type [count integer text]"},
		{"wrong type of title", "title = 5", "1:9 value-type [title text integer]"},
		{"a date with a time", "title = 'x'\nday = 2026-11-23T10:00:00", "2:7 value-type [day date date]"},
		{"a row in an array of tables", "title='x'\n\n[[rows]]\nid='a'\nname='n'\n\n[[rows]]\nid='b'\nname='n'\nunit='workingdays'",
			"10:6 value-unknown [workingdays working-days, months] near working-days"},
		{"an element of a list", "title='x'\n[[rows]]\nid='a'\nname='n'\nfrom = ['ok',\n  5]", "6:3 value-type [1 text integer]"},
		{"repeated row", "title='x'\n[[rows]]\nid='a'\nname='n'\n[[rows]]\nid='a'\nname='m'", "5:1 row-repeated [a]"},
		{"two faults at once", "titel = 'x'\ncount = 'y'", "2:9 value-type [count integer text]\n1:1 key-unknown [titel] near title\n1:1 key-missing [title]"},
		{"nested table", "title='x'\n[inner]\nid='i'\nname='n'\nunit='years'", "5:6 value-unknown [years working-days, months]"},
		{"Chinese before the value counts as characters", "title = 'x' # 中文\nnote = 7", "2:8 value-type [note text integer]"},
		{"syntax", "title = 'x'\nnote = \n", "2:8 toml-syntax [expected value but found '\\n' instead]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := bind(tt.text, &sample{})
			if !sameLines(got, tt.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// sameLines compares without regard to order.
func sameLines(a, b string) bool {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(x) != len(y) {
		return false
	}
	for _, line := range x {
		found := false
		for _, other := range y {
			found = found || line == other
		}
		if !found {
			return false
		}
	}
	return true
}

func TestBindValues(t *testing.T) {
	var s sample
	if faults := bind("title='x'\nday=2026-02-28\ncount=3\nshare=4.5\nyes=true\n[inner]\nid='i'\nname='n'\nwhen={a=['b','c'], d='e'}", &s); faults != "" {
		t.Fatal(faults)
	}
	if s.Day.String() != "2026-02-28" || s.Count != 3 || s.Share != 4.5 || !s.Yes || s.Inner.Name != "n" {
		t.Errorf("bound %+v", s)
	}
	if got := fmt.Sprint(s.Inner.When); got != "map[a:[b c] d:[e]]" {
		t.Errorf("answers %s", got)
	}
}

func TestTranslate(t *testing.T) {
	source := sample{Title: "标题", Note: "注", Count: 3, Rows: []row{{ID: "a", Name: "甲"}, {ID: "b", Name: "乙"}}, Inner: &row{ID: "i", Name: "内"}}
	tests := []struct{ name, text, want string }{
		{"complete", "title='T'\nnote='N'\n[inner]\nname='I'\n[rows.a]\nname='A'\n[rows.b]\nname='B'", ""},
		{"a fact again", "title='T'\nnote='N'\ncount=3\n[inner]\nname='I'\n[rows.a]\nname='A'\n[rows.b]\nname='B'", "3:1 fact-repeated [count]"},
		{"a fact in a row", "title='T'\nnote='N'\n[inner]\nname='I'\n[rows.a]\nname='A'\nunit='months'\n[rows.b]\nname='B'", "7:1 fact-repeated [rows.a.unit]"},
		{"missing words", "title='T'\nnote='N'\n[inner]\nname='I'\n[rows.a]\nname='A'", "1:1 words-missing [rows.b.name]"},
		{"unknown row", "title='T'\nnote='N'\n[inner]\nname='I'\n[rows.a]\nname='A'\n[rows.b]\nname='B'\n[rows.bb]\nname='C'", "9:1 row-unknown [bb rows] near b"},
		{"unknown key", "title='T'\nnote='N'\nnotes='N'\n[inner]\nname='I'\n[rows.a]\nname='A'\n[rows.b]\nname='B'", "3:1 key-unknown [notes] near note"},
		{"words are not text", "title=1\nnote='N'\n[inner]\nname='I'\n[rows.a]\nname='A'\n[rows.b]\nname='B'", "1:7 value-type [title text integer]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree, faults := Parse(tt.text)
			if tree == nil {
				t.Fatal(faults)
			}
			_, faults = Translate(&source, tree)
			if got := describe(tt.text, faults); !sameLines(got, tt.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
	tree, _ := Parse(tests[0].text)
	meta, _ := Translate(&source, tree)
	got := meta.(*sample)
	if got.Title != "T" || got.Count != 3 || got.Rows[1].Name != "B" || got.Rows[1].ID != "b" || got.Inner.Name != "I" {
		t.Errorf("translated %+v %+v", got, got.Inner)
	}
	if source.Rows[1].Name != "乙" || source.Inner.Name != "内" {
		t.Error("the source was changed")
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"title = 'x'", "[[rows]]\nid='a'\n[rows.x]\ny=1", "a = [1,\n2]\nb = {c = '''\n'''}", "[a.b]\n\"q\\\"\" = 1 # x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree, faults := Parse(text)
		if tree != nil {
			faults = Bind(tree, &sample{})
		}
		for _, fault := range faults {
			if line, col := fault.Place(text); line < 1 || col < 1 || line > strings.Count(text, "\n")+1 {
				t.Fatalf("%q: place %d:%d outside the text", fault.Path, line, col)
			}
		}
	})
}
