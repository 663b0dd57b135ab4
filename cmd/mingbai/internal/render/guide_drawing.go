package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/drawing"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// drawingView is a picture with the words that explain its lines.
type drawingView struct {
	ID, Title, Desc string
	Rows            []drawingRow
	Dashed          bool // what a dashed box is
	Choice          bool // that dashed boxes are a choice
	Deciding        bool // what a thick line is
	Asked           bool // the answers of a reader redraw the picture
}

// drawingRow is the words over a place in the order, or a box.
type drawingRow struct {
	Lines template.HTML
	Head  string
	Box   *boxView
}

type boxView struct {
	Item, Number               string // no number outside an order
	Name, Words                template.HTML
	When                       []template.HTML
	Dashed, Deciding, Unproved bool
}

// orderDrawing draws the order of a guide; nil for a guide of a single item.
func (b *builder) orderDrawing(g *site.Guide) *drawingView {
	if len(g.Steps) < 2 {
		return nil
	}
	v := &drawingView{ID: "order-drawing", Title: b.say("drawing-order"), Desc: b.orderSentence(g.Ranks), Asked: len(g.Questions) > 0}
	boxes := map[string]*boxView{}
	for i, n := range g.Steps {
		step := g.Plan.Steps[i]
		box := b.box(n.Licence)
		box.Number, box.When = strconv.Itoa(n.Number), b.conditions(g, n)
		if length(box.When) > whenShown {
			box.When = nil
		}
		box.Dashed, box.Deciding = step.Optional, step.Deciding
		v.Dashed, v.Deciding = v.Dashed || box.Dashed, v.Deciding || box.Deciding
		boxes[step.ID] = box
	}
	v.Rows = drawingRows(PlanChart(g.Plan), b.columnHeads(len(g.Ranks)), boxes)
	return v
}

// PlanChart is what is drawn of a plan.
func PlanChart(plan schedule.Plan) drawing.Chart {
	var c drawing.Chart
	for _, s := range plan.Steps {
		c.Items = append(c.Items, drawing.Item{ID: s.ID, Rank: s.Rank, After: s.After, Optional: s.Optional})
		if s.Deciding {
			c.Chain = plan.Longest[0].Chain
		}
	}
	return c
}

// whenShown is how long a case may be that stands in a box, in characters; the list has all of them.
const whenShown = 48

func length(texts []template.HTML) int {
	n := 0
	for _, t := range texts {
		n += utf8.RuneCountInString(string(t))
	}
	return n
}

func drawingRows(c drawing.Chart, heads []string, boxes map[string]*boxView) []drawingRow {
	var out []drawingRow
	for _, row := range c.Rows() {
		r := drawingRow{Lines: template.HTML(row.Lines), Box: boxes[row.ID]}
		if row.ID == "" {
			r.Head = heads[row.Rank]
		}
		out = append(out, r)
	}
	return out
}

// box is an item in a drawing: its name, and its official time with the extension.
func (b *builder) box(p *site.Page) *boxView {
	box := &boxView{Item: p.Slug, Name: b.html(p.Title)}
	limit := official(p.Licence.Time)
	switch {
	case limit == nil:
		box.Words, box.Unproved = b.html(b.say("evidence-unverified-brief")), true
	case limit.Unit == "none-set":
		box.Words = b.html(b.say("box-none-set"))
	default:
		box.Words = keep(b.say("unit-"+string(limit.Unit), strconv.Itoa(limit.Value+limit.Extension)))
	}
	return box
}

// columnHeads are the words over the places of an order.
func (b *builder) columnHeads(ranks int) []string {
	if ranks < 2 {
		return []string{b.say("side-by-side")}
	}
	out := []string{b.say("column-first")}
	for range ranks - 2 {
		out = append(out, b.say("column-then"))
	}
	return append(out, b.say("column-last"))
}

// orderSentence is the order in a sentence, for those who do not see the drawing.
func (b *builder) orderSentence(ranks [][]*site.Node) string {
	heads := b.columnHeads(len(ranks))
	var out []string
	for i, rank := range ranks {
		var names []string
		for _, n := range rank {
			names = append(names, n.Licence.Title)
		}
		out = append(out, b.say("named", heads[i], strings.Join(names, b.say("list-comma"))))
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
	v := &drawingView{ID: "item-drawing", Title: b.say("drawing-item")}
	var c drawing.Chart
	boxes := map[string]*boxView{}
	heads := []string{b.say("fact-needs"), b.say("column-this"), b.say("column-opens")}
	var desc, above []string
	for i, list := range [][]*site.Page{before, {p}, after} {
		var names, here []string
		for _, q := range list {
			if boxes[q.Slug] != nil {
				continue
			}
			box := b.box(q)
			box.Dashed = i == 0 && choices[q.Slug]
			v.Choice = v.Choice || box.Dashed
			boxes[q.Slug] = box
			c.Items = append(c.Items, drawing.Item{ID: q.Slug, Rank: i, After: above})
			names, here = append(names, q.Title), append(here, q.Slug)
		}
		above = slices.Clone(here)
		desc = append(desc, b.say("named", heads[i], strings.Join(names, b.say("list-comma"))))
	}
	v.Rows, v.Desc = drawingRows(c, heads, boxes), strings.Join(desc, b.say("part-join"))+b.say("sentence-end")
	return v
}
