package render

import (
	"encoding/json"
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// holidaysPath is where the holiday tables stand as data.
const holidaysPath = "data/holidays.json"

// holidayData is the table of one year: days off, weekends among them, and weekend days worked.
type holidayData struct {
	Year   int      `json:"year"`
	Title  string   `json:"title"`
	Number string   `json:"number,omitempty"`
	URL    string   `json:"url,omitempty"`
	Off    []string `json:"off"`
	Work   []string `json:"work"`
}

// holidaysData gives the tables to the browser; false if the site has none.
func holidaysData(s *site.Site) (output.File, bool) {
	if len(s.Holidays) == 0 {
		return output.File{}, false
	}
	years := []holidayData{}
	for _, y := range s.Holidays {
		d := holidayData{Year: y.Year, Title: y.Title, Number: y.Number, URL: y.URL, Off: []string{}, Work: []string{}}
		for _, b := range y.Holidays {
			d.Off, d.Work = appendDates(d.Off, b.Off), appendDates(d.Work, b.Work)
		}
		years = append(years, d)
	}
	data, err := json.Marshal(map[string]any{"years": years})
	if err != nil {
		panic("render: holiday tables: " + err.Error()) // text and numbers only: cannot fail
	}
	return output.File{Path: holidaysPath, Data: append(data, '\n'), From: content.HolidaysFile}, true
}

func appendDates(to []string, dates []content.Date) []string {
	for _, d := range dates {
		to = append(to, d.String())
	}
	return to
}

// datesView is the box that turns the working days of a guide into a date.
type datesView struct {
	Holidays    template.URL
	Days        int
	Rest        bool   // something of the plan has no working days and is left out
	First, Last string // days for which there are tables
	Notice      template.HTML
}

// dates is nil if the site has no holiday table, or the guide no working days to count.
func (b *builder) dates(p schedule.Plan) *datesView {
	if len(b.site.Holidays) == 0 {
		return nil
	}
	v := &datesView{Holidays: b.href(holidaysPath)}
	for _, t := range p.Longest {
		v.Days = max(v.Days, t.Sums["working-days"])
		v.Rest = v.Rest || len(t.Open) > 0
		for unit := range t.Sums {
			v.Rest = v.Rest || unit != "working-days"
		}
	}
	if v.Days == 0 {
		return nil
	}
	first, last := b.site.Holidays[0].Year, b.site.Holidays[0].Year
	for _, y := range b.site.Holidays {
		first, last = min(first, y.Year), max(last, y.Year)
	}
	v.First, v.Last = strconv.Itoa(first)+"-01-01", strconv.Itoa(last)+"-12-31"
	v.Notice = b.sayHTML("dates-notice", template.HTML(strconv.Itoa(first)), template.HTML(strconv.Itoa(last)),
		anchor(v.Holidays, b.html(b.say("dates-table"))))
	return v
}
