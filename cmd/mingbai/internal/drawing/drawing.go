// Package drawing draws the order of a few items as rows, one below the other: words over the items of
// each place in the order, and a box for each item, with lines beside the boxes that lead from an item
// to those that wait for it.
//
// A row is as high as its words: the words are HTML and wrap as they must, at 320 px, in large type and
// on paper, and the lines are a small SVG beside them that stretches with the row. So there is one form
// for every width, nothing is measured, and no number of items is too many.
//
// The lines are a pure function of a [Chart]: the same chart gives the same bytes. The browser draws
// what answers leave over with the same rules (static/js/guide/drawing.js); testdata/vectors.json holds
// what both must give. Colours and strokes come from the stylesheet by classes.
//
// All items that wait for the same items share a rail. A rail runs from the first item that it starts
// from down to the last that it leads to, in a lane of its own; the shortest rails have the lanes next
// to the boxes. A line leaves a box in its lower half and enters in its upper half, with an arrow.
// Where a line joins a rail that runs on there is a dot: lines that only cross have none.
package drawing

import (
	"cmp"
	"slices"
	"strings"
)

// Chart is what is drawn.
type Chart struct {
	// Items stand in an order in which they can be done; items of one rank can be done side by side.
	Items []Item `json:"items"`
	// Chain are the items on the path that decides the total time, in order.
	Chain []string `json:"chain,omitempty"`
}

// Item is a box.
type Item struct {
	ID    string   `json:"id"`
	Rank  int      `json:"rank"`
	After []string `json:"after,omitempty"` // what it waits for: items above it
	// Optional is set for an item that is needed in some cases only.
	Optional bool `json:"optional,omitempty"`
}

// Row is a row of the picture: the box of an item, or, without an ID, the words over a rank.
type Row struct {
	ID    string `json:"id,omitempty"`
	Rank  int    `json:"rank"`
	Lines string `json:"lines"` // SVG
}

// Rows draws the chart.
func (c Chart) Rows() []Row {
	var rows []Row
	at := map[string]int{}
	for i, item := range c.Items {
		if i == 0 || item.Rank != c.Items[i-1].Rank {
			rows = append(rows, Row{Rank: item.Rank})
		}
		at[item.ID] = len(rows)
		rows = append(rows, Row{ID: item.ID, Rank: item.Rank})
	}
	rails := c.rails(at)
	lanes := assign(rails)
	for i := range rows {
		rows[i].Lines = lines(rails, lanes, i)
	}
	return rows
}

// rail leads from some rows to all rows that wait for them.
type rail struct {
	from, to []int // rows in order
	lane     int   // from the boxes outwards
	deciding [][2]int
}

func (r *rail) first() int { return r.from[0] }
func (r *rail) last() int  { return r.to[len(r.to)-1] }

// rails gives the rails in the order of their first targets.
func (c Chart) rails(at map[string]int) []*rail {
	var out []*rail
	known := map[string]*rail{}
	for _, item := range c.Items {
		ids := c.drawn(item)
		if len(ids) == 0 {
			continue
		}
		key := strings.Join(ids, " ")
		r := known[key]
		if r == nil {
			r = &rail{}
			for _, id := range ids {
				r.from = append(r.from, at[id])
			}
			slices.Sort(r.from)
			known[key] = r
			out = append(out, r)
		}
		r.to = append(r.to, at[item.ID])
		if i := slices.Index(c.Chain, item.ID); i > 0 && slices.Contains(ids, c.Chain[i-1]) {
			r.deciding = append(r.deciding, [2]int{at[c.Chain[i-1]], at[item.ID]})
		}
	}
	return out
}

// drawn gives what an item waits for without what another of these, always needed, waits for itself:
// a line from there would say nothing new.
func (c Chart) drawn(item Item) []string {
	var out []string
	for _, id := range item.After {
		if !c.implied(id, item) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (c Chart) implied(from string, to Item) bool {
	return slices.ContainsFunc(c.Items, func(m Item) bool {
		return m.ID != from && !m.Optional && slices.Contains(to.After, m.ID) && (slices.Contains(m.After, from) || c.implied(from, m))
	})
}

// assign gives each rail a lane and counts the lanes. Rails of which one ends where the other begins
// may share a lane.
func assign(rails []*rail) int {
	sorted := slices.Clone(rails)
	slices.SortStableFunc(sorted, func(x, y *rail) int { return cmp.Compare(x.last()-x.first(), y.last()-y.first()) })
	lanes := 0
	for i, r := range sorted {
		for slices.ContainsFunc(sorted[:i], func(o *rail) bool {
			return o.lane == r.lane && o.first() < r.last() && r.first() < o.last()
		}) {
			r.lane++
		}
		lanes = max(lanes, r.lane+1)
	}
	return lanes
}
