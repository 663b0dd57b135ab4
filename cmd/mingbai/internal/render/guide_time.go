package render

import (
	"html/template"
	"slices"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// The words of a plan. static/js/guide/words.js says the same for the answers that a reader gives; a
// browser test compares the two.

// totalsShown is how many totals the facts at a glance show; the section on time shows all.
const totalsShown = 2

// itemsNamed is how many items without a known time they name.
const itemsNamed = 2

// totalUnits is the order in which the parts of a total are said.
var totalUnits = []content.Unit{"years", "months", "calendar-days", "days-as-printed", "working-days"}

// known keeps the totals whose figures no other total covers: the items without a known time are
// named beside them.
func known(longest []schedule.Total) []schedule.Total {
	covers := func(t, o schedule.Total) bool {
		return !slices.ContainsFunc(totalUnits, func(u content.Unit) bool { return t.Sums[string(u)] < o.Sums[string(u)] })
	}
	var out []schedule.Total
	for i, t := range longest {
		covered := len(t.Sums) == 0
		for j, o := range longest {
			covered = covered || i != j && covers(o, t) && (!covers(t, o) || j < i)
		}
		if !covered {
			out = append(out, t)
		}
	}
	return out
}

// total puts the units of a total side by side, each with the extensions in it: they are never added.
func (l *locale) total(t schedule.Total) template.HTML { return l.totalOf(t, l.period) }

// totalBrief is the same without the remark that belongs to days as printed.
func (l *locale) totalBrief(t schedule.Total) template.HTML {
	return l.totalOf(t, func(n int, unit content.Unit) template.HTML {
		return keep(l.say("unit-"+string(unit), strconv.Itoa(n)))
	})
}

func (l *locale) totalOf(t schedule.Total, period func(int, content.Unit) template.HTML) template.HTML {
	var parts []template.HTML
	for _, unit := range totalUnits {
		n := t.Sums[string(unit)]
		if n == 0 {
			continue
		}
		part := period(n, unit)
		if extension := t.Extensions[string(unit)]; extension > 0 {
			part += l.sayHTML("total-extension", keep(l.say("unit-"+string(unit), strconv.Itoa(extension))))
		}
		parts = append(parts, part)
	}
	return l.listed(parts)
}

// listed joins words with “和” or “and” before the last.
func (l *locale) listed(parts []template.HTML) template.HTML {
	if len(parts) < 2 {
		return l.series(parts)
	}
	last := len(parts) - 1
	return l.series(parts[:last]) + l.html(l.say("list-and")) + parts[last]
}

// things is a number of items to do, or the least and the most.
func (l *locale) things(plan schedule.Plan) template.HTML {
	if plan.Least == plan.Most {
		return keep(l.say("things", strconv.Itoa(plan.Most)))
	}
	return keep(l.say("things-range", strconv.Itoa(plan.Least), strconv.Itoa(plan.Most)))
}

// countFact is how many items there are to do.
func (b *builder) countFact(plan schedule.Plan) fact {
	words := b.things(plan)
	if plan.Least < plan.Most {
		words = b.sayHTML("things-depend", words)
	}
	return fact{ID: "count", Label: b.say("fact-what"), Lines: []template.HTML{words}}
}

// timeFact is the official time at a glance. A total with an unknown part says so.
func (b *builder) timeFact(g *site.Guide, plan schedule.Plan) fact {
	f := fact{ID: "time", Label: b.say("fact-time")}
	unset, unknown := open(g, plan)
	totals := known(plan.Longest)
	for i, t := range firstOf(totals, totalsShown) {
		key := "time-or"
		switch {
		case i > 0:
		case len(unset)+len(unknown) > 0:
			key = "time-known"
		default:
			key = "time-longest"
		}
		f.Lines = append(f.Lines, b.sayHTML(key, b.totalBrief(t)))
	}
	if slices.ContainsFunc(firstOf(totals, totalsShown), func(t schedule.Total) bool { return t.Sums["days-as-printed"] > 0 }) {
		f.Rest = append(f.Rest, b.html(b.say("time-printed")))
	}
	switch more := len(totals) - totalsShown; {
	case more > 0:
		f.Rest = append(f.Rest, b.html(b.say("time-more", strconv.Itoa(more))))
	case len(totals)+len(unset)+len(unknown) == 0:
		f.Lines = []template.HTML{keep(b.say("unit-on-the-spot"))}
	}
	f.Rest = append(f.Rest, b.named("time-unset", g, unset)...)
	f.Rest = append(f.Rest, b.named("time-unknown", g, unknown)...)
	return f
}

// named is a line that names items; of more than a few it says how many they are.
func (b *builder) named(key string, g *site.Guide, ids []string) []template.HTML {
	switch {
	case len(ids) == 0:
		return nil
	case len(ids) > itemsNamed:
		return []template.HTML{b.html(b.say(key+"-count", strconv.Itoa(len(ids))))}
	}
	return []template.HTML{b.sayHTML(key, b.titles(g, ids))}
}

// open gives the items of a plan for which the rules set no time, and those whose time nobody has
// confirmed.
func open(g *site.Guide, plan schedule.Plan) (unset, unknown []string) {
	for _, s := range plan.Steps {
		at := slices.IndexFunc(g.Graph.Items, func(i schedule.Item) bool { return i.ID == s.ID })
		switch g.Graph.Items[at].Time.Unit {
		case "none-set":
			unset = append(unset, s.ID)
		case "":
			unknown = append(unknown, s.ID)
		}
	}
	return unset, unknown
}

// titles names items of a guide.
func (b *builder) titles(g *site.Guide, ids []string) template.HTML {
	var out []template.HTML
	for _, id := range ids {
		out = append(out, b.title(g, id))
	}
	return b.series(out)
}

func (b *builder) title(g *site.Guide, id string) template.HTML {
	for _, n := range g.Steps {
		if n.Licence.Slug == id {
			return b.to(n.Licence).Text
		}
	}
	return ""
}

// chains says for every total which items wait for each other.
func (b *builder) chains(g *site.Guide, plan schedule.Plan) []template.HTML {
	var out []template.HTML
	for _, t := range plan.Longest {
		var names []template.HTML
		for _, id := range t.Chain {
			names = append(names, b.title(g, id))
		}
		line := joinHTML(names, b.say("chain-then"))
		if total := b.total(t); total != "" {
			line = b.sayHTML("named", line, "<strong>"+total+"</strong>")
		}
		if len(t.Open) > 0 {
			line += b.sayHTML("chain-open", b.titles(g, t.Open))
		}
		out = append(out, line)
	}
	return out
}

// timeExplained says how the totals are to be read.
func (b *builder) timeExplained(plan schedule.Plan) []template.HTML {
	lines := []template.HTML{b.html(b.say("time-lead"))}
	if slices.ContainsFunc(plan.Longest, func(t schedule.Total) bool { return t.Sums["days-as-printed"] > 0 }) {
		lines = append(lines, b.html(b.say("time-units")))
	}
	return lines
}

// guideTime puts the times of all items side by side.
func (b *builder) guideTime(g *site.Guide) *table {
	t := &table{Caption: b.say("time-how"), Heads: []string{b.say("col-item"), b.say("col-time"), b.say("col-from"), b.say("col-outside")}}
	for _, n := range g.Steps {
		lic := n.Licence.Licence
		first := cell{Lines: []template.HTML{b.sayHTML("numbered", b.stepNumber(n), anchor(b.href(n.Licence.URL), b.to(n.Licence).Text))}}
		when, from := cell{Mark: b.mark("unverified")}, cell{}
		if limit := official(lic.Time); limit != nil {
			when.Lines = []template.HTML{"<strong>" + b.limit(limit) + "</strong>"}
			when.Mark = b.brief(level(limit.Evidence, lic.Evidence.Level))
			if limit.From != "" {
				from.Lines = []template.HTML{b.html(limit.From)}
			}
		}
		t.add(record{Items: n.Licence.Slug, First: first, Cells: []cell{when, from, b.specials(lic.Time.Special)}})
	}
	return t
}

// stepNumber is the number of a step, which the answers of a reader may change.
func (b *builder) stepNumber(n *site.Node) template.HTML {
	return template.HTML(`<span data-number="` + n.Licence.Slug + `">` + strconv.Itoa(n.Number) + `</span>`)
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
