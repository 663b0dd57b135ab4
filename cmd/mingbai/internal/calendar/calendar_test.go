package calendar

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"mingbai/cmd/mingbai/internal/nodetest"
)

var update = flag.Bool("update", false, "rewrite testdata/vectors.json")

func date(t *testing.T, text string) Date {
	t.Helper()
	var d Date
	if _, err := fmt.Sscanf(text, "%d-%d-%d", &d.Year, &d.Month, &d.Day); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d Date) String() string {
	if d == (Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// days lists month and days of a year: 2026, 10, 1, 7 is 1 to 7 October.
func days(year, month, from, to int) (out []Date) {
	for d := from; d <= to; d++ {
		out = append(out, Date{year, month, d})
	}
	return out
}

// tables are those of 国办发明电〔2024〕12号 and 国办发明电〔2025〕7号, written by hand.
func tables() []Year {
	join := func(lists ...[]Date) (out []Date) {
		for _, l := range lists {
			out = append(out, l...)
		}
		return out
	}
	return []Year{
		{2025, join(days(2025, 1, 1, 1), days(2025, 1, 28, 31), days(2025, 2, 1, 4), days(2025, 4, 4, 6), days(2025, 5, 1, 5),
			days(2025, 5, 31, 31), days(2025, 6, 1, 2), days(2025, 10, 1, 8)),
			[]Date{{2025, 1, 26}, {2025, 2, 8}, {2025, 4, 27}, {2025, 9, 28}, {2025, 10, 11}}},
		{2026, join(days(2026, 1, 1, 3), days(2026, 2, 15, 23), days(2026, 4, 4, 6), days(2026, 5, 1, 5),
			days(2026, 6, 19, 21), days(2026, 9, 25, 27), days(2026, 10, 1, 7)),
			[]Date{{2026, 1, 4}, {2026, 2, 14}, {2026, 2, 28}, {2026, 5, 9}, {2026, 9, 20}, {2026, 10, 10}}},
	}
}

// TestAddWorkingDays holds dates counted by hand on a wall calendar.
func TestAddWorkingDays(t *testing.T) {
	c := New(tables())
	tests := []struct {
		start string
		n     int
		want  string
	}{
		{"2026-11-23", 1, "2026-11-24"}, // the day of acceptance is not counted
		{"2026-11-23", 5, "2026-11-30"}, // over a weekend
		{"2026-11-23", 0, "2026-11-23"},
		{"2026-11-21", 1, "2026-11-23"}, // accepted on a Saturday
		{"2026-09-30", 1, "2026-10-08"}, // over National Day
		{"2026-09-30", 3, "2026-10-10"}, // the Saturday that is worked
		{"2026-09-18", 5, "2026-09-24"}, // the Sunday that is worked
		{"2026-09-18", 6, "2026-09-28"}, // Mid-Autumn
		{"2026-02-13", 1, "2026-02-14"}, // before Spring Festival, a worked Saturday
		{"2026-02-13", 2, "2026-02-24"}, // after it
		{"2026-02-13", 20, "2026-03-19"},
		{"2025-12-31", 1, "2026-01-04"}, // from one year into the next
		{"2025-12-30", 20, "2026-01-28"},
		{"2026-12-31", 1, ""}, // no table for 2027
		{"2026-12-30", 1, "2026-12-31"},
		{"2026-12-01", 30, ""},
		{"2024-12-31", 1, ""}, // begins before the tables
		{"2026-02-30", 1, ""}, // no such day
		{"2026-01-05", -1, ""},
	}
	for _, tt := range tests {
		got, ok := c.AddWorkingDays(date(t, tt.start), tt.n)
		if got.String() != tt.want || ok != (tt.want != "") {
			t.Errorf("%s + %d: %s, %v; want %s", tt.start, tt.n, got, ok, tt.want)
		}
	}
}

func TestAddCalendarDays(t *testing.T) {
	c := New(tables())
	tests := []struct {
		start string
		n     int
		want  string
	}{
		{"2026-11-23", 7, "2026-11-30"},
		{"2026-11-23", 5, "2026-11-30"},  // ends on a Saturday
		{"2026-09-24", 1, "2026-09-28"},  // ends on Mid-Autumn
		{"2026-09-28", 3, "2026-10-08"},  // ends on National Day
		{"2026-09-10", 10, "2026-09-20"}, // ends on a Sunday that is worked
		{"2026-12-25", 7, ""},
	}
	for _, tt := range tests {
		got, ok := c.AddCalendarDays(date(t, tt.start), tt.n)
		if got.String() != tt.want && tt.want != "" || ok != (tt.want != "") {
			t.Errorf("%s + %d: %s, %v; want %s", tt.start, tt.n, got, ok, tt.want)
		}
	}
}

type vectors struct {
	Years    []map[string]any `json:"years"`
	Working  [][3]any         `json:"working"`
	Calendar [][3]any         `json:"calendar"`
}

func texts(list []Date) []string {
	out := []string{}
	for _, d := range list {
		out = append(out, d.String())
	}
	return out
}

func compute() vectors {
	var v vectors
	for _, y := range tables() {
		v.Years = append(v.Years, map[string]any{"year": y.Year, "off": texts(y.Off), "work": texts(y.Work)})
	}
	c := New(tables())
	text := func(d Date, ok bool) string {
		if !ok {
			return ""
		}
		return d.String()
	}
	for day := time.Date(2024, 12, 28, 0, 0, 0, 0, time.UTC); day.Year() < 2027; day = day.AddDate(0, 0, 5) {
		start := of(day)
		for _, n := range []int{0, 1, 3, 20, 45} {
			v.Working = append(v.Working, [3]any{start.String(), n, text(c.AddWorkingDays(start, n))})
			v.Calendar = append(v.Calendar, [3]any{start.String(), n, text(c.AddCalendarDays(start, n))})
		}
	}
	return v
}

func TestVectors(t *testing.T) {
	const file = "testdata/vectors.json"
	data, err := json.Marshal(compute())
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, '\n')
	if *update {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(file); err != nil || string(kept) != string(data) {
		t.Errorf("%s is not what Go computes (%v); run with -update and read the difference", file, err)
	}
}

// TestJavaScript runs the same vectors through the browser's twin.
func TestJavaScript(t *testing.T) {
	nodetest.Run(t, nil, "testdata/calendar_test.mjs")
}
