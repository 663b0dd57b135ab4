package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+86 858": "'+86 858", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\rx": "'\rx",
		"＝1": "'＝1", "－1": "'－1", "a=1": "a=1", "": "", "'=": "'=", "20%": "20%", "“x”": "“x”",
	} {
		if got := harmless(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

type sample struct {
	ID    string   `json:"id" zh:"编号"`
	Name  Words    `json:"name" zh:"名称；说明"`
	Count *int     `json:"count" zh:"数"`
	Value float64  `json:"value" zh:"值"`
	Limit *Limit   `json:"limit" zh:"时限；不知道的是 null"`
	List  []string `json:"list" zh:"列表"`
	Steps []Step   `json:"steps" zh:"步骤"`
	Parts []Code2  `json:"parts" zh:"部分"`
}

// Code2 cannot stand in a cell.
type Code2 struct {
	X string `json:"x" zh:"x"`
}

func TestTable(t *testing.T) {
	n := -3
	en := "=HYPERLINK(\"x\"), \"two\"\nlines"
	rows := []sample{
		{ID: "-x", Name: Words{"＝名", &en}, Count: &n, Value: -0.5, List: []string{"b", "a"}, Steps: []Step{{Name: words("走")}}},
		{ID: "y", Name: words("乙"), Limit: &Limit{Value: &n, Unit: "days-as-printed"}},
	}
	var out bytes.Buffer
	tab := newTable(&out, reflect.TypeFor[sample](), content.English)
	for _, r := range rows {
		tab.add(reflect.ValueOf(r))
	}
	if err := tab.end(); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{
		"id|name|count|value|limit.value|limit.unit|limit.extension|limit.from|limit.basis|limit.evidence|limit.note|list|steps",
		"'-x|'=HYPERLINK(\"x\"), \"two\"\nlines|-3|-0.5||||||||b; a|",
		"y|||0|-3|days-as-printed|||||||",
	}
	for i, want := range lines {
		if line := strings.Join(got[i], "|"); line != want {
			t.Errorf("got  %q\nwant %q", line, want)
		}
	}
	out.Reset()
	if err := newTable(&out, reflect.TypeFor[sample](), content.Chinese).end(); err != nil {
		t.Error(err)
	}
	if head, _, _ := strings.Cut(out.String(), "\r\n"); !strings.HasPrefix(head, "编号,名称,数,值,时限·数,时限·单位") {
		t.Error(head)
	}
}

// TestProcessing: a duration is never made of days that the law did not call calendar days.
func TestProcessing(t *testing.T) {
	n := 20
	for unit, want := range map[content.Unit]string{
		"working-days": `{"mb:workingDays":20}`, "calendar-days": `{"cv:processingTime":"P20D"}`, "months": `{"cv:processingTime":"P20M"}`,
		"days-as-printed": `{}`, "on-the-spot": `{}`, "none-set": `{}`,
	} {
		got := node{}
		limit := &Limit{Unit: unit}
		if unit.Counted() {
			limit.Value = &n
		}
		processing(got, Times{Statutory: limit})
		if text, _ := json.Marshal(got); string(text) != want {
			t.Errorf("%s: %s, want %s", unit, text, want)
		}
	}
	got := node{}
	if processing(got, Times{}); len(got) > 0 {
		t.Errorf("an unknown time: %v", got)
	}
}

// TestBoth: words without a translation are null in English, and missing lists are empty.
func TestBoth(t *testing.T) {
	zh := &site.Page{Title: "甲"}
	row := func(p *site.Page) Material { return Material{Name: words(p.Title), Note: wordsOrNull(p.Summary)} }
	for _, tt := range []struct {
		en   *site.Page
		want string
	}{
		{nil, `{"zh":"甲","en":null}`}, {&site.Page{Title: "甲", Fallback: true}, `{"zh":"甲","en":null}`}, {&site.Page{Title: "A"}, `{"zh":"甲","en":"A"}`},
	} {
		zh.Translation = tt.en
		got := both(zh, row)
		text, _ := json.Marshal(got.Name)
		if string(text) != tt.want || got.Note != nil || got.Basis == nil || got.When == nil {
			t.Errorf("%s, want %s; %+v", text, tt.want, got)
		}
	}
}

// TestEscaped: nothing in the data of a page can end its script element.
func TestEscaped(t *testing.T) {
	p := &site.Page{Kind: content.KindPage, Slug: "about", Lang: content.English, Title: "</script><script>alert(1)</script>"}
	if text := PageLD(&site.Site{}, p, nil); strings.ContainsAny(text, "<>") || !json.Valid([]byte(text)) {
		t.Error(text)
	}
}
