package content

import (
	"slices"
	"time"

	"mingbai/cmd/mingbai/internal/diag"
)

// HolidaysFile is the table of public holidays.
const HolidaysFile = "content/holidays.toml"

// Holidays is content/holidays.toml: for each year, what the State Council's notice says.
type Holidays struct {
	Years []HolidayYear `toml:"year,required"`
}

// HolidayYear is the table of one year with its source.
type HolidayYear struct {
	Year     int            `toml:"year,required"`
	Title    string         `toml:"title,required"` // of the notice
	Number   string         `toml:"number"`
	URL      string         `toml:"url"`
	Holidays []HolidayBlock `toml:"holiday,required"`
}

// HolidayBlock is one paragraph of the notice. Two holidays that meet have one block.
type HolidayBlock struct {
	Names []Holiday `toml:"names,required"`
	Off   []Date    `toml:"off,required"` // days off, weekends among them
	Work  []Date    `toml:"work"`         // weekend days that are worked instead
}

// Holiday is a public holiday (全国年节及纪念日放假办法 art. 2).
type Holiday string

// Allowed lists the public holidays: 元旦, 春节, 清明节, 劳动节, 端午节, 中秋节, 国庆节.
func (Holiday) Allowed() []string {
	return []string{"new-year", "spring-festival", "qingming", "labour-day", "dragon-boat", "mid-autumn", "national-day"}
}

// length is how many days off the holiday has by itself, without weekends and days made up for
// (全国年节及纪念日放假办法 art. 2; two days more since 2025).
func (h Holiday) length(year int) int {
	switch {
	case h == "national-day":
		return 3
	case h == "spring-festival" && year >= 2025:
		return 4
	case h == "spring-festival":
		return 3
	case h == "labour-day" && year >= 2025:
		return 2
	}
	return 1
}

// first is the date of a holiday that always begins on the same day.
func (h Holiday) first(year int) Date {
	switch h {
	case "new-year":
		return Date{Year: year, Month: 1, Day: 1}
	case "labour-day":
		return Date{Year: year, Month: 5, Day: 1}
	case "national-day":
		return Date{Year: year, Month: 10, Day: 1}
	}
	return Date{}
}

// checkHolidays checks that the table of a year is whole: every public holiday stands in it, in a
// block without gaps; every date belongs to the year and stands once; a day made up for is a weekend
// day; and the days off less the days made up for are those that the law gives.
func checkHolidays(set *Set, diags *diag.List) {
	h := &holidayChecker{set: set, diags: diags, seen: map[Date]func() diag.Pos{}}
	years := map[int]bool{}
	for i, y := range set.Holidays.Years {
		if years[y.Year] {
			diags.Add(h.at("year", i, "year"), "holiday-year-repeated", y.Year)
			continue
		}
		years[y.Year] = true
		var there []Holiday
		for j, b := range y.Holidays {
			there = append(there, b.Names...)
			h.block(y, b, i, j)
		}
		for _, name := range Holiday("").Allowed() {
			switch n := count(there, Holiday(name)); {
			case n == 0:
				diags.Add(h.at("year", i, "year"), "holiday-missing", y.Year, name)
			case n > 1:
				diags.Add(h.at("year", i, "year"), "holiday-twice", y.Year, name)
			}
		}
	}
}

func count(list []Holiday, name Holiday) (n int) {
	for _, h := range list {
		if h == name {
			n++
		}
	}
	return n
}

type holidayChecker struct {
	set   *Set
	diags *diag.List
	seen  map[Date]func() diag.Pos
}

func (h *holidayChecker) at(parts ...any) diag.Pos { return h.set.At(HolidaysFile, parts...) }

func (h *holidayChecker) block(y HolidayYear, b HolidayBlock, i, j int) {
	free := 0
	if slices.ContainsFunc(slices.Concat(b.Off, b.Work), Date.IsZero) {
		return // reported when the file was read
	}
	for k, d := range b.Off {
		h.day(y.Year, d, "year", i, "holiday", j, "off", k)
		if !weekend(d) {
			free++
		}
		if k > 0 && !day(d).Equal(day(b.Off[k-1]).AddDate(0, 0, 1)) {
			h.diags.Add(h.at("year", i, "holiday", j, "off", k), "holiday-gap", d.String(), b.Off[k-1].String())
		}
	}
	for k, d := range b.Work {
		h.day(y.Year, d, "year", i, "holiday", j, "work", k)
		if !weekend(d) {
			h.diags.Add(h.at("year", i, "holiday", j, "work", k), "holiday-workday", d.String())
		}
	}
	lawful := 0
	for _, name := range b.Names {
		lawful += name.length(y.Year)
		if first := name.first(y.Year); !first.IsZero() && !slices.Contains(b.Off, first) {
			h.diags.Add(h.at("year", i, "holiday", j, "off"), "holiday-first", string(name), first.String())
		}
	}
	if got := free - len(b.Work); got != lawful {
		h.diags.Warn(h.at("year", i, "holiday", j), "holiday-length", free, len(b.Work), lawful)
	}
}

// day checks that a date belongs to the year and stands once. A New Year's holiday, and what is
// worked for it, may stand in the last week of the year before.
func (h *holidayChecker) day(year int, d Date, path ...any) {
	at := func() diag.Pos { return h.at(path...) }
	if d.Year != year && (d.Year != year-1 || d.Month != 12 || d.Day < 25) {
		h.diags.Add(at(), "holiday-year", d.String(), year)
	}
	if first, there := h.seen[d]; there {
		h.diags.Add(at(), "holiday-date", d.String()).See(first())
		return
	}
	h.seen[d] = at
}

func day(d Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func weekend(d Date) bool {
	w := day(d).Weekday()
	return w == time.Saturday || w == time.Sunday
}
