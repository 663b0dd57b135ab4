package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/drawing"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// drawingView is a picture with the words that explain its lines. Columns chooses the width from
// which it is shown.
type drawingView struct {
	Columns  int
	SVG      template.HTML
	Time     bool // what the times in the boxes are
	Dashed   bool // what a dashed box is
	Choice   bool // that dashed boxes are a choice
	Deciding bool // what a thick line is
	Asked    bool // the answers of a reader may make a line thick
}

// orderDrawing draws the order of a guide; nil if the picture would not be clear.
func (b *builder) orderDrawing(g *site.Guide) *drawingView {
	columns := len(g.Ranks)
	if columns < 2 || columns > drawing.Columns {
		return nil
	}
	c := drawing.Chart{ID: "order-drawing", Title: b.say("drawing-order"), Desc: b.orderSentence(g), Heads: b.columnHeads(columns)}
	v := &drawingView{Columns: columns, Time: true, Asked: len(g.Questions) > 0}
	for i, n := range g.Steps {
		box, ok := b.box(n.Licence, n.Rank, columns)
		if !ok {
			return nil
		}
		box.Dashed, box.Deciding = g.Plan.Steps[i].Optional, g.Plan.Steps[i].Deciding
		v.Dashed, v.Deciding = v.Dashed || box.Dashed, v.Deciding || box.Deciding
		c.Boxes = append(c.Boxes, box)
	}
	chain := decidingChain(g)
	for _, n := range g.Steps {
		for _, before := range n.Before {
			if !implied(before, n) {
				c.Edges = append(c.Edges, drawing.Edge{From: before.Licence.Slug, To: n.Licence.Slug, Deciding: chain[before.Licence.Slug+" "+n.Licence.Slug]})
			}
		}
	}
	svg, ok := c.SVG()
	if !ok || len(c.Edges) == 0 {
		return nil
	}
	v.SVG = template.HTML(svg)
	return v
}

// implied reports whether an item that is always needed stands between the two, so that a line from
// the one to the other would say nothing new.
func implied(from, to *site.Node) bool {
	return slices.ContainsFunc(to.Before, func(m *site.Node) bool {
		return m != from && len(m.Need.When) == 0 && (slices.Contains(m.Before, from) || implied(from, m))
	})
}

// decidingChain gives the pairs of items that follow each other on the chain that decides the total.
func decidingChain(g *site.Guide) map[string]bool {
	out := map[string]bool{}
	if len(g.Plan.Longest) != 1 || !slices.ContainsFunc(g.Plan.Steps, func(s schedule.Step) bool { return s.Deciding }) {
		return out
	}
	chain := g.Plan.Longest[0].Chain
	for i := 1; i < len(chain); i++ {
		out[chain[i-1]+" "+chain[i]] = true
	}
	return out
}

// box is an item in a drawing of so many columns; false if its name does not fit.
func (b *builder) box(p *site.Page, column, columns int) (drawing.Box, bool) {
	box := drawing.Box{ID: p.Slug, Column: column}
	width := drawing.TextWidth(columns)
	name, fits := b.boxName(p.Title, width)
	box.Name = name
	limit := official(p.Licence.Time)
	switch {
	case limit == nil:
		box.Words, box.Unknown = b.say("evidence-unverified-brief"), true
	case limit.Unit == "none-set":
		box.Words = b.say("box-none-set")
	default:
		box.Words = b.say("unit-"+string(limit.Unit), strconv.Itoa(limit.Value+limit.Extension))
	}
	return box, fits && drawing.Width(box.Words) <= width
}

// boxName breaks the name of an item into lines; what stands in brackets is left out of a name that
// does not fit: the list has it.
func (b *builder) boxName(title string, width int) ([]string, bool) {
	lines, ok := drawing.Break(drawing.Pieces(title, b.terms.word), width, drawing.NameLines)
	if ok {
		return lines, true
	}
	open, shut := "（", "）"
	if !b.zh {
		open, shut = " (", ")"
	}
	before, rest, found := strings.Cut(title, open)
	_, after, closed := strings.Cut(rest, shut)
	if !found || !closed {
		return nil, false
	}
	return drawing.Break(drawing.Pieces(before+after, b.terms.word), width, drawing.NameLines)
}

func (b *builder) columnHeads(columns int) []string {
	out := []string{b.say("column-first")}
	for range columns - 2 {
		out = append(out, b.say("column-then"))
	}
	return append(out, b.say("column-last"))
}

// orderSentence is the order in a sentence, for those who do not see the drawing.
func (b *builder) orderSentence(g *site.Guide) string {
	var out []string
	for i, rank := range g.Ranks {
		var names []string
		for _, n := range rank {
			names = append(names, n.Licence.Title)
		}
		out = append(out, b.say("named", b.columnHeads(len(g.Ranks))[i], strings.Join(names, b.say("list-comma"))))
	}
	return strings.Join(out, b.say("part-join")) + b.say("drawing-below")
}

// licenceDrawing draws what an item needs first and what its result opens: one step back and one
// forward; nil if there is little to see.
func (b *builder) licenceDrawing(p *site.Page) *drawingView {
	lic := p.Licence
	var before []*site.Page
	choices := map[string]bool{}
	for _, choice := range lic.Needs {
		before = append(before, choice...)
		for _, q := range choice {
			choices[q.Slug] = len(choice) > 1
		}
	}
	after := lic.Opens
	if len(before) == 0 || len(after) == 0 || len(before)+len(after) < 3 {
		return nil
	}
	c := drawing.Chart{ID: "item-drawing", Title: b.say("drawing-item"), Heads: []string{b.say("fact-needs"), b.say("column-this"), b.say("column-opens")}}
	desc := []string{}
	for i, list := range [][]*site.Page{before, {p}, after} {
		var names []string
		for _, q := range list {
			box, ok := b.box(q, i, 3)
			if !ok || slices.ContainsFunc(c.Boxes, func(x drawing.Box) bool { return x.ID == q.Slug }) {
				return nil
			}
			box.Dashed = i == 0 && choices[q.Slug]
			c.Boxes = append(c.Boxes, box)
			names = append(names, q.Title)
			switch i {
			case 0:
				c.Edges = append(c.Edges, drawing.Edge{From: q.Slug, To: p.Slug})
			case 2:
				c.Edges = append(c.Edges, drawing.Edge{From: p.Slug, To: q.Slug})
			}
		}
		desc = append(desc, b.say("named", c.Heads[i], strings.Join(names, b.say("list-comma"))))
	}
	c.Desc = strings.Join(desc, b.say("part-join")) + b.say("sentence-end")
	svg, ok := c.SVG()
	if !ok {
		return nil
	}
	dashed := slices.ContainsFunc(c.Boxes, func(x drawing.Box) bool { return x.Dashed })
	return &drawingView{Columns: 3, SVG: template.HTML(svg), Time: true, Choice: dashed}
}
