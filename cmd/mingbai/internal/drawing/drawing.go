// Package drawing draws the order of a few items as an SVG picture: columns are the places in the
// order, boxes are items, and a line leads from an item to one that waits for it.
//
// The picture is a pure function of a [Chart], in whole units, so that the same chart gives the same
// bytes. Colours, strokes and type come from the stylesheet by classes; nothing depends on the fonts
// of the machine that builds. 18 units are one em of the page's text: the picture is made to be
// shown at that size and never smaller.
//
// Lines are at right angles. All lines into the items that wait for the same items share a rail in
// the gap before them; a line that passes a column runs through a lane between its boxes. Boxes and
// lines carry the ids of their items in data attributes, so that a script can hide some.
package drawing

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// Em is one em in units.
const Em = 18

const (
	between  = 18 // between columns, and between boxes of a column
	margin   = 14 // from the edge of a column to its boxes
	inset    = 10 // from the edge of a box to its text
	line     = 24 // from line to line of text
	lane     = 2  // the height of a lane
	head     = 36 // above the boxes
	rows     = 6  // boxes in a column at most
	rails    = 4  // rails in a gap at most
	textRise = 26 // from the top of a box to its first line of text
)

// Columns is how many columns a picture has at most, and NameLines how many lines a name has.
const (
	Columns   = 4
	NameLines = 4
)

// Chart is what is drawn.
type Chart struct {
	ID          string // begins the ids in the picture
	Title, Desc string
	Heads       []string // over the columns
	Boxes       []Box
	Edges       []Edge
}

// Box is an item.
type Box struct {
	ID       string
	Column   int
	Name     []string // in lines
	Words    string   // below the name
	Dashed   bool     // needed in some cases only
	Deciding bool     // on the path that decides the total time
	Unknown  bool     // a diamond stands before Words
}

// Edge leads from an item to one that waits for it.
type Edge struct {
	From, To string
	Deciding bool
}

// TextWidth is how much room the text of a box has in a picture of so many columns.
func TextWidth(columns int) int { return columnWidth(columns) - 2*margin - 2*inset }

func columnWidth(columns int) int {
	if columns > 3 {
		return 164
	}
	return 216
}

// SVG draws the chart. It reports false for a chart that would not be clear: too many columns, too
// many boxes in one, or too many rails in a gap.
func (c Chart) SVG() (string, bool) {
	l, ok := c.layout()
	if !ok {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="mb-drawing__svg" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-desc">`, l.width, l.height, c.ID, c.ID)
	fmt.Fprintf(&b, `<title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`, c.ID, html.EscapeString(c.Title), c.ID, html.EscapeString(c.Desc))
	for i, words := range c.Heads {
		fmt.Fprintf(&b, `<text class="mb-drawing__head" data-column="%d" x="%d" y="%d">%s</text>`, i, l.left(i), 20, html.EscapeString(words))
	}
	c.lines(&b, l)
	for _, box := range c.Boxes {
		box.draw(&b, l)
	}
	b.WriteString("</svg>")
	return b.String(), true
}

// lines draws the edges, those of the deciding path last.
func (c Chart) lines(b *strings.Builder, l *layout) {
	edges := slices.Clone(c.Edges)
	slices.SortStableFunc(edges, func(x, y Edge) int {
		switch {
		case x.Deciding == y.Deciding:
			return 0
		case y.Deciding:
			return -1
		}
		return 1
	})
	for _, e := range edges {
		class := "mb-drawing__line"
		if e.Deciding {
			class += " mb-drawing__line--deciding"
		}
		fmt.Fprintf(b, `<path class="%s" data-from="%s" data-to="%s" d="%s"/>`, class, e.From, e.To, l.route(e))
	}
	for _, e := range edges {
		if d := l.dot(e); d != "" {
			fmt.Fprintf(b, `<circle class="mb-drawing__dot" data-from="%s" data-to="%s" %s/>`, e.From, e.To, d)
		}
	}
	for _, box := range c.Boxes {
		if slices.ContainsFunc(c.Edges, func(e Edge) bool { return e.To == box.ID }) {
			x, y := l.left(box.Column), l.middle(box.ID)
			fmt.Fprintf(b, `<path class="mb-drawing__arrow" data-to="%s" d="M%d %dl-11-6v12z"/>`, box.ID, x, y)
		}
	}
}

func (box Box) draw(b *strings.Builder, l *layout) {
	class := "mb-drawing__box"
	if box.Dashed {
		class += " mb-drawing__box--dashed"
	}
	if box.Deciding {
		class += " mb-drawing__box--deciding"
	}
	n := l.nodes[box.ID]
	x := l.left(box.Column)
	fmt.Fprintf(b, `<g class="%s" data-item="%s" data-column="%d"><rect x="%d" y="%d" width="%d" height="%d" rx="4"/>`, class, box.ID, box.Column, x, n.y, l.column-2*margin, n.height)
	at := n.y + textRise
	for _, words := range box.Name {
		fmt.Fprintf(b, `<text class="mb-drawing__name" x="%d" y="%d">%s</text>`, x+inset, at, html.EscapeString(words))
		at += line
	}
	indent := 0
	if box.Unknown {
		fmt.Fprintf(b, `<path class="mb-drawing__unknown" d="M%d %dl7 7-7 7-7-7z"/>`, x+inset+7, at-13)
		indent = 20
	}
	fmt.Fprintf(b, `<text class="mb-drawing__words" x="%d" y="%d">%s</text></g>`, x+inset+indent, at, html.EscapeString(box.Words))
}
