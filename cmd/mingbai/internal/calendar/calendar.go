// Package calendar turns periods of the law into dates.
//
// A period of an administrative licence is counted in working days, without public holidays
// (行政许可法 art. 82). The day of acceptance is not counted: the period begins the next day (民法典
// art. 201). A period whose last day is a public holiday ends on the day after the holidays (民法典
// art. 203). Which days are worked is decided each year by a notice of the State Council; weekends
// are free unless the notice says that one is worked. For a year without a table there is no date.
//
// The browser computes the same (static/js/guide/calendar.js); testdata/vectors.json holds what both
// must give. The package is pure: it knows no clock and no zone.
package calendar

import "time"

// Date is a day of the calendar.
type Date struct{ Year, Month, Day int }

// Year is the table of one year. A New Year's holiday may begin in December of the year before.
type Year struct {
	Year int
	Off  []Date // days off by the notice
	Work []Date // weekend days that are worked
}

// Calendar knows which days are worked, for the years of its tables.
type Calendar struct {
	years map[int]bool
	off   map[Date]bool
	work  map[Date]bool
}

// New makes a calendar of the tables.
func New(years []Year) *Calendar {
	c := &Calendar{years: map[int]bool{}, off: map[Date]bool{}, work: map[Date]bool{}}
	for _, y := range years {
		c.years[y.Year] = true
		for _, d := range y.Off {
			c.off[d] = true
		}
		for _, d := range y.Work {
			c.work[d] = true
		}
	}
	return c
}

// Valid reports whether there is such a day.
func (d Date) Valid() bool {
	return d == of(d.time())
}

// Weekend reports whether the day is a Saturday or a Sunday.
func (d Date) Weekend() bool {
	w := d.time().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// Next is the day after d.
func (d Date) Next() Date { return of(d.time().AddDate(0, 0, 1)) }

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func of(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// Working reports whether the day is worked; ok is false for a year without a table.
func (c *Calendar) Working(d Date) (working, ok bool) {
	if !c.years[d.Year] || !d.Valid() {
		return false, false
	}
	return c.work[d] || !d.Weekend() && !c.off[d], true
}

// AddWorkingDays gives the last day of a period of n working days that begins with acceptance on the
// day start, which is not counted; with n = 0 that day itself. It is not ok if the count touches a
// year without a table.
func (c *Calendar) AddWorkingDays(start Date, n int) (Date, bool) {
	if _, ok := c.Working(start); !ok || n < 0 {
		return Date{}, false
	}
	for d := start; ; {
		if n == 0 {
			return d, true
		}
		d = d.Next()
		working, ok := c.Working(d)
		switch {
		case !ok:
			return Date{}, false
		case working:
			n--
		}
	}
}

// AddCalendarDays gives the last day of a period of n calendar days after the day start, moved to the
// next working day if it falls on a day off (民法典 art. 203).
func (c *Calendar) AddCalendarDays(start Date, n int) (Date, bool) {
	if _, ok := c.Working(start); !ok || n < 0 {
		return Date{}, false
	}
	for d := of(start.time().AddDate(0, 0, n)); ; d = d.Next() {
		working, ok := c.Working(d)
		if !ok || working {
			return d, ok
		}
	}
}
