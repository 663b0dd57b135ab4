package main

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"mingbai/cmd/mingbai/internal/calendar"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/schedule"
)

// TestHolidays reads the published tables: a year has as many working days as it has weekdays less
// the public holidays of the law (全国年节及纪念日放假办法 art. 2: 11 days, 13 since 2025).
func TestHolidays(t *testing.T) {
	files, _ := realSite(t)
	data, ok := files.Get("data/holidays.json")
	if !ok {
		t.Fatal("no data/holidays.json")
	}
	var published struct {
		Years []struct {
			Year       int
			Title, URL string
			Off, Work  []string
		}
	}
	if err := json.Unmarshal(data, &published); err != nil {
		t.Fatal(err)
	}
	var years []calendar.Year
	for _, y := range published.Years {
		years = append(years, calendar.Year{Year: y.Year, Off: dates(t, y.Off), Work: dates(t, y.Work)})
		if y.Title != fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知", y.Year) || y.URL == "" {
			t.Errorf("%d has no notice: %q %q", y.Year, y.Title, y.URL)
		}
	}
	tables := calendar.New(years)
	for year := 2023; year <= 2026; year++ {
		weekdays, worked, lawful := 0, 0, 11
		if year >= 2025 {
			lawful = 13
		}
		for d := (calendar.Date{Year: year, Month: 1, Day: 1}); d.Year == year; d = d.Next() {
			if !d.Weekend() {
				weekdays++
			}
			working, ok := tables.Working(d)
			if !ok {
				t.Fatalf("no table for %v", d)
			}
			if working {
				worked++
			}
		}
		if worked != weekdays-lawful {
			t.Errorf("%d has %d working days, not %d", year, worked, weekdays-lawful)
		}
	}
}

func dates(t *testing.T, texts []string) (out []calendar.Date) {
	t.Helper()
	for _, text := range texts {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, calendar.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()})
	}
	return out
}

// TestDatesInBrowser gives a guide the day of acceptance. Its official working days end on the date
// that the Go computation gives; for a year without a table there is no date.
func TestDatesInBrowser(t *testing.T) {
	files, _ := realSite(t)
	ctx := tab(t, browser(t))
	base := serveStrict(t, files, "/")
	const set = `(d => { const i = document.querySelector('.mb-dates input'); i.value = d; i.dispatchEvent(new Event('input')); return true; })`
	tests := []struct{ page, start, want string }{
		{"guide/extra-premises/", "2026-02-13", "最长12个工作日，用足的话到2026年3月9日星期一为止"},
		{"guide/extra-premises/", "2026-12-28", "还没有2027年的放假安排"},
		{"en/guide/extra-premises/", "2026-02-13", "at most 12 working days. Used in full, they end on Monday 9 March 2026"},
		{"en/guide/extra-premises/", "2022-02-13", "no holiday table for 2022"},
	}
	for _, tt := range tests {
		run(t, ctx, chromedp.Navigate(base+tt.page), chromedp.WaitReady("main"))
		waitFor(t, ctx, `!document.querySelector('.mb-dates').hidden`)
		eval[bool](t, ctx, set+fmt.Sprintf("(%q)", tt.start))
		waitFor(t, ctx, `document.querySelector('.mb-dates__answer').textContent !== ''`)
		answer(t, ctx, tt.page+" from "+tt.start, tt.want)
	}
	if eval[bool](t, ctx, `[...document.querySelectorAll('.mb-dates [data-part]')].some(p => !p.hidden)`) {
		t.Error("a guide with working days only says that something is left out")
	}
}

// TestDatesFollowAnswers answers each question of a guide in turn: the working days that the box
// counts are those of the Go computation.
func TestDatesFollowAnswers(t *testing.T) {
	files, s := realSite(t)
	ctx := tab(t, browser(t))
	base := serveStrict(t, files, "/")
	graph := s.Find(content.KindGuide, content.Chinese, "tourism").Guide.Graph
	run(t, ctx, chromedp.Navigate(base+"guide/tourism/"), chromedp.WaitReady("main"))
	waitFor(t, ctx, `!document.querySelector('.mb-dates').hidden && !document.querySelector('form[data-graph]').hidden`)
	eval[bool](t, ctx, `(() => { const i = document.querySelector('.mb-dates input'); i.value = '2026-03-02'; i.dispatchEvent(new Event('input')); return true; })()`)
	given, seen := schedule.Answers{}, map[int]bool{}
	for _, q := range graph.Questions {
		for _, a := range q.Answers {
			given[q.ID] = a
			days := 0
			for _, total := range graph.Plan(given).Longest {
				days = max(days, total.Sums["working-days"])
			}
			seen[days] = true
			eval[bool](t, ctx, fmt.Sprintf(`(document.querySelector('input[name="%s"][value="%s"]').click(), true)`, q.ID, a))
			want := fmt.Sprintf(`document.querySelector('.mb-dates__answer').textContent.includes('最长%d个工作日')`, days)
			if days == 0 {
				want = `document.querySelector('.mb-dates').hidden`
			}
			waitFor(t, ctx, want)
		}
	}
	if len(seen) < 2 {
		t.Errorf("no answer changes the working days: %v", seen)
	}
}

func answer(t *testing.T, ctx context.Context, name, want string) {
	t.Helper()
	if !eval[bool](t, ctx, fmt.Sprintf(`document.querySelector('.mb-dates__answer').textContent.replace('Monday,', 'Monday').includes(%q)`, want)) {
		t.Errorf("%s: %s\nwant %s", name, eval[string](t, ctx, `document.querySelector('.mb-dates__answer').textContent`), want)
	}
}
