package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// plan is what can be said of the time of a guide as a whole without adding unlike units.
type plan struct {
	// longest is the sum of working days along the longest line of items that wait for each other.
	longest int
	// other are the items whose period has another unit; unset those for which the rules set none;
	// unknown those whose period nobody has confirmed.
	other, unset, unknown []*site.Node
	steps                 int
}

// planOf follows the items in their order. Items that are done on the spot add nothing.
func planOf(g *site.Guide) plan {
	p := plan{steps: len(g.Steps)}
	until := map[*site.Node]int{}
	for _, n := range g.Steps {
		for _, before := range n.Before {
			until[n] = max(until[n], until[before])
		}
		t := official(n.Licence.Licence.Time)
		switch {
		case t == nil:
			p.unknown = append(p.unknown, n)
		case t.Unit == "working-days":
			until[n] += t.Value + t.Extension
		case t.Unit == "none-set":
			p.unset = append(p.unset, n)
		case t.Unit.Counted():
			p.other = append(p.other, n)
		}
		p.longest = max(p.longest, until[n])
	}
	return p
}

// timeFact is the official time at a glance. A total with an unknown part says so.
func (b *builder) timeFact(p plan) fact {
	lines := b.timeLines(p)
	return fact{Label: b.say("fact-time"), Lines: firstOf(lines, 1), Rest: lines[min(1, len(lines)):]}
}

func (b *builder) timeLines(p plan) []template.HTML {
	var lines []template.HTML
	if p.longest > 0 {
		key := "time-longest"
		if len(p.other)+len(p.unset)+len(p.unknown) > 0 {
			key = "time-known"
		}
		lines = append(lines, b.sayHTML(key, b.period(p.longest, "working-days")))
	} else if len(p.other)+len(p.unset)+len(p.unknown) == 0 {
		lines = append(lines, keep(b.say("unit-on-the-spot")))
	}
	for _, n := range p.other {
		lines = append(lines, b.sayHTML("time-other", b.to(n.Licence).Text, b.took(n.Licence.Licence.Time)))
	}
	if len(p.unset) > 0 {
		lines = append(lines, b.sayHTML("time-unset", b.titles(p.unset)))
	}
	if len(p.unknown) > 0 {
		lines = append(lines, b.sayHTML("time-unknown", b.titles(p.unknown)))
	}
	return lines
}

func (b *builder) titles(nodes []*site.Node) template.HTML {
	var out []template.HTML
	for _, n := range nodes {
		out = append(out, b.to(n.Licence).Text)
	}
	return b.series(out)
}

// timeExplained says how the total was reached.
func (b *builder) timeExplained(p plan) []template.HTML {
	lines := []template.HTML{b.html(b.say("time-lead"))}
	if p.longest > 0 {
		lines = append(lines, b.sayHTML("time-sum", b.period(p.longest, "working-days")))
	}
	if len(p.other) > 0 {
		lines = append(lines, b.html(b.say("time-units")))
	}
	return lines
}

// guideTime puts the times of all items side by side.
func (b *builder) guideTime(g *site.Guide) *table {
	t := &table{Caption: b.say("time-how"), Heads: []string{b.say("col-item"), b.say("col-time"), b.say("col-from"), b.say("col-outside")}}
	for _, n := range g.Steps {
		lic := n.Licence.Licence
		first := cell{Lines: []template.HTML{b.sayHTML("numbered", template.HTML(strconv.Itoa(n.Number)), anchor(b.href(n.Licence.URL), b.to(n.Licence).Text))}}
		when, from := cell{Mark: b.mark("unverified")}, cell{}
		if limit := official(lic.Time); limit != nil {
			when.Lines = []template.HTML{"<strong>" + b.limit(limit) + "</strong>"}
			when.Mark = b.brief(level(limit.Evidence, lic.Evidence.Level))
			if limit.From != "" {
				from.Lines = []template.HTML{b.html(limit.From)}
			}
			if limit.Note != "" {
				from.Notes = []template.HTML{b.html(limit.Note)}
			}
		}
		t.add(record{First: first, Cells: []cell{when, from, b.specials(lic.Time.Special)}})
	}
	return t
}

// specials names the procedures with a period of their own.
func (b *builder) specials(list []content.Special) cell {
	c := cell{}
	for _, s := range list {
		c.Lines = append(c.Lines, b.special(s))
	}
	return c
}

// special is one such procedure with its period and whether it counts.
func (b *builder) special(s content.Special) template.HTML {
	key := "special-not-counted"
	if s.Counted {
		key = "special-counted"
	}
	name := b.html(s.Name)
	if s.Unit != "" {
		name = b.sayHTML("named", name, b.period(s.Value, s.Unit))
	}
	return b.sayHTML(key, name)
}
