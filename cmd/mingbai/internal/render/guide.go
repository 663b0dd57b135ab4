package render

import (
	"html/template"
	"slices"
	"strconv"

	"mingbai/cmd/mingbai/internal/site"
)

type guideView struct {
	Prose       introductions
	Facts       []fact
	Unconfirmed *notice
	OrderLead   template.HTML
	Groups      []stepGroup
	Papers      *papersView
	TimeLead    []template.HTML
	Time        *table
	Dates       *datesView
	After       *rows
	FAQ         *faqView
	Ask         *contactView
	Basis       *basisView
	Measures    []link
	Proof       *proofView
}

// stepGroup is one place in the order: an item, or several that stand side by side. Among these,
// items of which a reader needs only one stand together as a choice.
type stepGroup struct {
	Together string // the words over items that stand side by side; "" for a single item or choice
	Choices  []stepChoice
}

type stepChoice struct {
	Words string // the words over a choice; "" for a single item
	Steps []stepView
}

type stepView struct {
	ID         string
	Number     int
	Spoken     string // "Step 2: " for those who do not see the number
	Href       template.URL
	Name       template.HTML
	Type, Who  template.HTML
	Time       template.HTML
	Mark       *mark
	Conditions []template.HTML
	After      template.HTML
	Text       template.HTML
}

type papersView struct {
	Lead  template.HTML
	Mark  *mark
	Most  bool
	Table *table
}

func (b *builder) guide() {
	g := b.p.Guide
	into := introductions{"order": "", "papers": "", "time": "", "after": "", "faq": "", "ask": "", "basis": ""}
	if len(g.After) == 0 {
		delete(into, "after")
	}
	v := &guideView{Prose: into}
	b.v.Template, b.v.Guide = "guide", v
	b.v.Kind = dotted(b.html(b.say("kind-guide")), b.html(b.say("sector-"+string(g.Sector))))
	b.cautions(g.Cautions)
	b.v.Prose = b.prose(into)
	plan := planOf(g)
	v.Facts = []fact{
		{Label: b.say("fact-what"), Lines: []template.HTML{b.counts(g)}},
		b.timeFact(plan),
		{Label: b.say("fact-fee"), Lines: b.feeLines(g)},
		b.firstFact(g),
	}
	v.Unconfirmed = b.unconfirmed(g.Unconfirmed)
	v.OrderLead = b.html(b.say("order-lead"))
	v.Groups = b.stepGroups(g)
	v.Papers = b.guidePapers(g)
	v.TimeLead = b.timeExplained(plan)
	v.Time = b.guideTime(g)
	v.Dates = b.dates(g.Plan)
	v.After = b.duties(g.After, g.Evidence.Level, g.LegalBasis)
	v.FAQ = b.faq(g.FAQ, g.Evidence.Level, into)
	v.Ask = b.guideAsk(g, into)
	v.Basis = b.basis(g.LegalBasis, into)
	for _, m := range g.Measures {
		v.Measures = append(v.Measures, b.measureLink(m))
	}
	v.Proof = b.proof(g.Evidence, g.Reviewed, g.ReviewBy)
	b.guideContents(v, into)
}

func (b *builder) guideContents(v *guideView, into introductions) {
	list := []link{b.section("order", "order")}
	add := func(have bool, id, key string) {
		if have {
			list = append(list, b.section(id, key))
		}
	}
	add(v.Papers != nil, "papers", "papers-all")
	add(true, "time", "time-how")
	list = append(list, b.proseContents(into)...)
	add(v.After != nil, "after", "after-open")
	add(v.FAQ != nil, "faq", "faq")
	add(true, "ask", "ask")
	add(v.Basis != nil, "basis", "basis")
	add(len(v.Measures) > 0, "measures", "measures-served")
	b.v.Contents = b.contents(list)
}

// counts says how many items there are.
func (b *builder) counts(g *site.Guide) template.HTML {
	must, may := needCounts(g)
	out := keep(b.say("must", strconv.Itoa(must)))
	if may > 0 {
		out = b.sayHTML("must-may-long", out, template.HTML(strconv.Itoa(may)))
	}
	return out
}

// feeLines says what the authorities charge, and for which items it is not known.
func (b *builder) feeLines(g *site.Guide) []template.HTML {
	var lines []template.HTML
	free, unknown := 0, 0
	for _, n := range g.Steps {
		f := n.Licence.Licence.Fee
		switch {
		case f == nil:
			unknown++
		case !f.Charged:
			free++
		default:
			lines = append(lines, b.sayHTML("named", b.to(n.Licence).Text, b.fee(f)))
		}
	}
	switch {
	case unknown == 0 && len(lines) == 0:
		return []template.HTML{b.html(b.say("fee-none"))}
	case free > 0:
		lines = append([]template.HTML{b.html(b.say("fee-free", strconv.Itoa(free)))}, lines...)
	}
	if unknown > 0 {
		lines = append(lines, b.html(b.say("fee-open", strconv.Itoa(unknown))))
	}
	return lines
}

// firstFact names where to go first: the authorities of the items that wait for nothing, each with
// its item where there are several.
func (b *builder) firstFact(g *site.Guide) fact {
	f := fact{Label: b.say("fact-first")}
	if len(g.Ranks) == 0 {
		return f
	}
	for _, n := range g.Ranks[0] {
		line := "<strong>" + b.authorities(n.Licence.Licence, false) + "</strong>"
		if len(g.Ranks[0]) > 1 {
			line = b.sayHTML("fact-first-item", line, b.to(n.Licence).Text)
		}
		f.Rest = append(f.Rest, line)
	}
	return f
}

// stepGroups turns the ranks into the step list.
func (b *builder) stepGroups(g *site.Guide) []stepGroup {
	var out []stepGroup
	for _, rank := range g.Ranks {
		group := stepGroup{}
		for _, cluster := range clusters(rank) {
			choice := stepChoice{}
			if len(cluster) > 1 {
				choice.Words = b.say("choose-one")
			}
			for _, n := range cluster {
				choice.Steps = append(choice.Steps, b.step(n))
			}
			group.Choices = append(group.Choices, choice)
		}
		if len(group.Choices) > 1 {
			group.Together = b.say("side-by-side")
		}
		out = append(out, group)
	}
	return out
}

// clusters divides the items of a rank so that items of which no reader needs two stand together.
func clusters(rank []*site.Node) [][]*site.Node {
	var out [][]*site.Node
next:
	for _, n := range rank {
		for i, cluster := range out {
			if !slices.ContainsFunc(cluster, func(m *site.Node) bool { return !apart(m, n) }) {
				out[i] = append(cluster, n)
				continue next
			}
		}
		out = append(out, []*site.Node{n})
	}
	return out
}

// apart reports whether some question gives the one item or the other and never both.
func apart(x, y *site.Node) bool {
	for question, mine := range x.Need.When {
		theirs, asked := y.Need.When[question]
		if asked && !slices.ContainsFunc(mine, func(a string) bool { return slices.Contains(theirs, a) }) {
			return true
		}
	}
	return false
}

func (b *builder) step(n *site.Node) stepView {
	lic := n.Licence.Licence
	v := stepView{
		ID: "step-" + n.Licence.Slug, Number: n.Number, Spoken: b.say("step-spoken", strconv.Itoa(n.Number)),
		Href: b.href(n.Licence.URL), Name: b.to(n.Licence).Text,
		Type: b.html(b.say("type-" + string(lic.Type))), Who: b.authorities(lic, false),
		Time: b.took(lic.Time), Text: b.html(n.Need.Note),
	}
	if t := official(lic.Time); t != nil {
		v.Mark = b.brief(level(t.Evidence, lic.Evidence.Level))
	} else {
		v.Time, v.Mark = "", b.mark("unverified")
	}
	if n.Need.Note == "" {
		v.Text = b.html(lic.Who)
	}
	for _, c := range n.Conditions {
		v.Conditions = append(v.Conditions, b.html(c))
	}
	if len(n.Before) > 0 {
		v.After = b.sayHTML("step-after", b.stepNumbers(n.Before))
	}
	return v
}

// stepNumbers lists steps as links, those of which only one is needed as a choice: 第1步或第2步、第3步.
func (b *builder) stepNumbers(nodes []*site.Node) template.HTML {
	nodes = slices.Clone(nodes)
	slices.SortFunc(nodes, func(x, y *site.Node) int { return x.Number - y.Number })
	var out []template.HTML
	for _, cluster := range clusters(nodes) {
		var any []template.HTML
		for _, n := range cluster {
			any = append(any, anchor(template.URL("#step-"+n.Licence.Slug), keep(b.say("step-n", strconv.Itoa(n.Number)))))
		}
		out = append(out, b.either(any))
	}
	return b.series(out)
}

// authorities names the bodies that handle an item, as links if asked for.
func (b *builder) authorities(lic *site.Licence, linked bool) template.HTML {
	var out []template.HTML
	for _, a := range lic.Authorities {
		text := b.html(a.Agency.Short)
		if linked {
			text = anchor(b.href(a.URL), text)
		}
		out = append(out, text)
	}
	return b.series(out)
}
