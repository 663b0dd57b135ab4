package drawing

import (
	"slices"
	"strconv"
	"strings"
)

// Lengths in tenths of an em.
const (
	laneWidth = 7
	edge      = 5  // from the innermost lane to the boxes: room for an arrow
	enter     = 10 // from the top of a row to where lines enter its box
	leave     = 18 // and to where they leave
)

// end is the lower edge of a row.
const end = -1

// lines draws what stands beside the row: first the plain lines, then those that decide, then dots and
// the arrow. It is "" for a picture without lines.
func lines(rails []*rail, lanes, row int) string {
	if lanes == 0 {
		return ""
	}
	g := gutter{width: lanes*laneWidth + edge}
	for _, r := range rails {
		g.rail(r, row)
	}
	for _, r := range rails {
		for _, pair := range r.deciding {
			g.deciding(r, pair[0], pair[1], row)
		}
	}
	for _, r := range rails {
		g.dots(r, row)
	}
	return `<svg class="mb-drawing__lines" width="` + em(g.width) + `" aria-hidden="true">` + g.out.String() + g.arrow + "</svg>"
}

type gutter struct {
	width int
	out   strings.Builder
	arrow string
}

func (g *gutter) x(r *rail) int { return g.width - edge - r.lane*laneWidth - laneWidth/2 }

func (g *gutter) rail(r *rail, row int) {
	if row < r.first() || row > r.last() {
		return
	}
	g.down(r, r.first(), r.last(), row, "")
	if slices.Contains(r.from, row) {
		g.line(g.x(r), leave, g.width, leave, "")
	}
	if slices.Contains(r.to, row) {
		g.line(g.x(r), enter, g.width-edge, enter, "")
		g.arrow = arrow("", g.width)
	}
}

// deciding draws the way from one row to another along a rail, thick.
func (g *gutter) deciding(r *rail, from, to, row int) {
	const class = ` class="mb-drawing__deciding"`
	if row < from || row > to {
		return
	}
	g.down(r, from, to, row, class)
	if row == from {
		g.line(g.x(r), leave, g.width, leave, class)
	}
	if row == to {
		g.line(g.x(r), enter, g.width-edge, enter, class)
		g.arrow = arrow(class, g.width)
	}
}

// down draws the part in this row of a line from one row down to another.
func (g *gutter) down(r *rail, from, to, row int, class string) {
	top, bottom := 0, end
	if row == from {
		top = leave
	}
	if row == to {
		bottom = enter
	}
	g.line(g.x(r), top, g.x(r), bottom, class)
}

func (g *gutter) line(x1, y1, x2, y2 int, class string) {
	g.out.WriteString("<line" + class + ` x1="` + em(x1) + `" y1="` + em(y1) + `" x2="` + em(x2) + `" y2="` + em(y2) + `"/>`)
}

func (g *gutter) dots(r *rail, row int) {
	if row != r.first() && slices.Contains(r.from, row) {
		g.dot(r, leave)
	}
	if row != r.last() && slices.Contains(r.to, row) {
		g.dot(r, enter)
	}
}

func (g *gutter) dot(r *rail, y int) {
	g.out.WriteString(`<circle cx="` + em(g.x(r)) + `" cy="` + em(y) + `" r=".2em"/>`)
}

// arrow points at the box.
func arrow(class string, width int) string {
	return `<svg x="` + em(width-6) + `" y="` + em(enter-3) + `" width=".6em" height=".6em" viewBox="0 0 6 6"><path` + class + ` d="M0 0l6 3-6 3z"/></svg>`
}

// em writes tenths of an em.
func em(tenths int) string {
	if tenths == end {
		return "100%"
	}
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + "em"
}
