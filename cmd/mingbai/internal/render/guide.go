package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

type guideView struct {
	Prose       introductions
	Facts       []fact
	Cautions    []notice
	Unconfirmed *notice
	Questions   *questionsView
	OrderLead   template.HTML
	Drawing     *drawingView
	Groups      []stepGroup
	Papers      *papersView
	TimeLead    []template.HTML
	Chains      []template.HTML
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
	ID, Item   string
	Number     int
	Spoken     string // "Step 2: " for those who do not see the number
	Href       template.URL
	Name       template.HTML
	Type, Who  template.HTML
	Time       template.HTML
	Mark       *mark
	Deciding   bool
	Asked      bool // the answers of a reader may make it decide
	Conditions []template.HTML
	After      template.HTML
	Text       template.HTML
	Fee        string        // free, open or charged
	FeeWords   template.HTML // what is charged
}

type papersView struct {
	Lead  template.HTML
	Mark  *mark
	Most  bool
	Key   string // under which the ticks are remembered; "" for a list that is not ticked
	Table *table
}

func (b *builder) guide() {
	g := b.p.Guide
	into := introductions{"order": "", "papers": "", "time": "", "after": "", "faq": "", "unconfirmed": "", "ask": "", "basis": ""}
	if len(g.After) == 0 {
		delete(into, "after")
	}
	if len(g.Unconfirmed) == 0 {
		delete(into, "unconfirmed")
	}
	v := &guideView{Prose: into}
	b.v.Template, b.v.Guide = "guide", v
	b.v.Kind = b.dotted(b.html(b.say("kind-guide")), b.html(b.say("sector-"+string(g.Sector))))
	v.Cautions = b.cautions(g.Cautions)
	b.v.Prose = b.prose(into)
	b.staleWords(into, "order", "after", "faq", "unconfirmed", "basis")
	v.Facts = []fact{b.countFact(g.Plan), b.timeFact(g, g.Plan), b.feeFact(g), b.firstFact(g.Ranks)}
	if v.Unconfirmed = b.unconfirmed(g.Unconfirmed); v.Unconfirmed != nil {
		v.Facts = append(v.Facts, b.openFact(g.Unconfirmed))
	}
	v.Questions = b.questions(g)
	v.Drawing = b.orderDrawing(g)
	v.OrderLead = b.html(b.say("order-lead"))
	v.Groups = b.stepGroups(g)
	v.Papers = b.guidePapers(g)
	into["papers"] = b.staleItems(pagesOf(g)) + into["papers"]
	v.TimeLead = b.timeExplained(g.Plan)
	v.Chains = b.chains(g, g.Plan)
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
	add(v.Unconfirmed != nil, "unconfirmed", "unconfirmed")
	add(true, "ask", "ask")
	add(v.Basis != nil, "basis", "basis")
	add(len(v.Measures) > 0, "measures", "measures-served")
	b.v.Contents = b.contents(list)
}

// feeFact says what the authorities charge, and for which items it is not known.
func (b *builder) feeFact(g *site.Guide) fact {
	f := fact{ID: "fee", Label: b.say("fact-fee")}
	free, unknown := 0, 0
	for _, n := range g.Steps {
		switch kind := feeKind(n.Licence.Licence.Fee); kind {
		case "open":
			unknown++
		case "free":
			free++
		default:
			f.Lines = append(f.Lines, b.sayHTML("named", b.to(n.Licence).Text, b.fee(n.Licence.Licence.Fee)))
		}
	}
	switch {
	case unknown == 0 && len(f.Lines) == 0:
		f.Lines = []template.HTML{b.html(b.say("fee-none"))}
		return f
	case free > 0:
		f.Lines = append([]template.HTML{b.html(b.say("fee-free", strconv.Itoa(free)))}, f.Lines...)
	}
	if unknown > 0 {
		f.Lines = append(f.Lines, b.html(b.say("fee-open", strconv.Itoa(unknown))))
	}
	return f
}

func feeKind(f *content.Fee) string {
	switch {
	case f == nil:
		return "open"
	case !f.Charged:
		return "free"
	}
	return "charged"
}

// firstFact names where to go first: the authorities of the items that wait for nothing, each with
// its items.
func (b *builder) firstFact(ranks [][]*site.Node) fact {
	f := fact{ID: "first", Label: b.say("fact-first")}
	if len(ranks) == 0 {
		return f
	}
	var order []template.HTML
	items := map[template.HTML][]template.HTML{}
	for _, n := range ranks[0] {
		who := b.authorities(n.Licence.Licence, false)
		if items[who] == nil {
			order = append(order, who)
		}
		items[who] = append(items[who], b.to(n.Licence).Text)
	}
	for _, who := range order {
		f.Rest = append(f.Rest, b.sayHTML("fact-first-item", "<strong>"+who+"</strong>", b.series(items[who])))
	}
	return f
}

// openFact leads to what nobody has confirmed yet.
func (b *builder) openFact(list []content.Unconfirmed) fact {
	words := b.html(b.say("open-count", strconv.Itoa(len(list))))
	return fact{Label: b.say("fact-open"), Lines: []template.HTML{anchor("#unconfirmed", words)}}
}

// pagesOf are the pages of a guide's items.
func pagesOf(g *site.Guide) []*site.Page {
	var out []*site.Page
	for _, n := range g.Steps {
		out = append(out, n.Licence)
	}
	return out
}

// stepGroups turns the ranks into the step list.
func (b *builder) stepGroups(g *site.Guide) []stepGroup {
	var out []stepGroup
	for _, rank := range g.Ranks {
		group := stepGroup{}
		for _, cluster := range choices(rank) {
			choice := stepChoice{}
			if len(cluster) > 1 {
				choice.Words = b.say("choose-one")
			}
			for _, n := range cluster {
				choice.Steps = append(choice.Steps, b.step(g, n))
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

// choices divides the items of a rank, in their order, so that neighbours of which no reader needs two
// stand together.
func choices(rank []*site.Node) [][]*site.Node {
	var out [][]*site.Node
	for _, n := range rank {
		last := len(out) - 1
		if last >= 0 && !slices.ContainsFunc(out[last], func(m *site.Node) bool { return !apart(m, n) }) {
			out[last] = append(out[last], n)
		} else {
			out = append(out, []*site.Node{n})
		}
	}
	return out
}

// clusters divides items so that those of which no reader needs two stand together.
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

func (b *builder) step(g *site.Guide, n *site.Node) stepView {
	lic := n.Licence.Licence
	v := stepView{
		ID: "step-" + n.Licence.Slug, Item: n.Licence.Slug, Number: n.Number, Spoken: b.say("step-spoken", strconv.Itoa(n.Number)),
		Href: b.href(n.Licence.URL), Name: b.to(n.Licence).Text,
		Type: b.html(b.say("type-" + string(lic.Type))), Who: b.authorities(lic, false),
		Text:     b.html(n.Need.Note),
		Deciding: g.Plan.Steps[n.Number-1].Deciding, Asked: len(g.Questions) > 0,
		Conditions: b.conditions(g, n), Fee: feeKind(lic.Fee),
	}
	if v.Fee == "charged" {
		v.FeeWords = b.fee(lic.Fee)
	}
	if t := official(lic.Time); t != nil {
		v.Time, v.Mark = b.limit(t), b.brief(level(t.Evidence, lic.Evidence.Level))
	} else {
		v.Mark = b.mark("unverified")
	}
	if n.Need.Note == "" {
		v.Text = b.html(lic.Who)
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
	var ids []string
	for _, cluster := range clusters(nodes) {
		var any []template.HTML
		for _, n := range cluster {
			any = append(any, anchor(template.URL("#step-"+n.Licence.Slug), keep(b.say("step-n", strconv.Itoa(n.Number)))))
			ids = append(ids, n.Licence.Slug)
		}
		out = append(out, b.either(any))
	}
	return template.HTML(`<span data-steps="`+strings.Join(ids, " ")+`">`) + b.series(out) + "</span>"
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
