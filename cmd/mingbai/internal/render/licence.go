package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

type licenceView struct {
	Prose       introductions
	Facts       []fact
	Unconfirmed *notice
	Conditions  *rows
	Papers      *papersView
	Steps       []procedureStep
	Time        *table
	Fee         *rows
	After       *rows
	Handling    []handlingView
	FAQ         *faqView
	Basis       *basisView
	Ask         *contactView
	Drawing     *drawingView
	Links       []linkGroup
	Proof       *proofView
	Codes       []fact
}

// procedureStep is one step of an item.
type procedureStep struct {
	ID              string
	Number          int
	Name, Text, Who template.HTML
}

func (b *builder) licence() {
	lic := b.p.Licence
	into := introductions{"conditions": "", "papers": "", "steps": "", "time": "", "fee": "", "after": "", "handling": "", "faq": "", "basis": ""}
	for id, have := range map[string]bool{"conditions": len(lic.Conditions) > 0, "papers": len(lic.Materials) > 0, "after": len(lic.After) > 0, "handling": len(lic.Handling) > 0} {
		if !have {
			delete(into, id)
		}
	}
	v := &licenceView{Prose: into}
	b.v.Template, b.v.Licence = "licence", v
	b.v.Kind = b.dotted(b.html(b.say("kind-licence")), "<strong>"+b.html(b.say("type-"+string(lic.Type)))+"</strong>")
	b.questionFirst(lic)
	b.v.Notices = append(b.v.Notices, b.cautions(lic.Cautions)...)
	b.v.Prose = b.prose(into)
	b.staleWords(into, "conditions", "papers", "steps", "time", "fee", "after", "faq", "basis")
	v.Facts = b.licenceFacts(lic)
	v.Unconfirmed = b.unconfirmed(lic.Unconfirmed)
	v.Conditions = b.conditionRows(lic)
	v.Papers = b.itemPapers(lic)
	for i, s := range lic.Steps {
		v.Steps = append(v.Steps, procedureStep{ID: "step-" + s.ID, Number: i + 1, Name: b.html(s.Name), Text: b.html(s.Text), Who: b.html(b.say("actor-" + string(s.Who)))})
	}
	v.Time = b.licenceTime(lic)
	v.Fee = b.feeRows(lic)
	v.After = b.duties(lic.After, lic.Evidence.Level, lic.LegalBasis)
	v.Handling = b.handlings(lic)
	v.FAQ = b.faq(lic.FAQ, lic.Evidence.Level, into)
	v.Basis = b.basis(lic.LegalBasis, into)
	v.Ask = b.licenceAsk(lic)
	v.Drawing = b.licenceDrawing(b.p)
	v.Links = b.licenceLinks(lic)
	v.Proof = b.proof(lic.Evidence, lic.Reviewed, lic.ReviewBy)
	for _, c := range lic.Codes {
		v.Codes = append(v.Codes, fact{Label: b.say("code"), Lines: []template.HTML{keep(c.Code)}, More: b.html(c.Scheme)})
	}
	b.licenceContents(v, into)
}

// questionFirst puts the plain question first and the official name after it.
func (b *builder) questionFirst(lic *site.Licence) {
	if lic.Question == "" || b.p.Fallback {
		return
	}
	b.v.H1 = b.heading(lic.Question)
	b.v.Official = b.sayHTML("official-name", b.html(lic.Title))
}

func (b *builder) licenceContents(v *licenceView, into introductions) {
	var list []link
	add := func(have bool, id, key string) {
		if have {
			list = append(list, b.section(id, key))
		}
	}
	add(v.Conditions != nil, "conditions", "conditions")
	add(v.Papers != nil, "papers", "papers")
	add(len(v.Steps) > 0, "steps", "steps")
	add(true, "time", "time")
	add(true, "fee", "fee")
	list = append(list, b.proseContents(into)...)
	add(v.After != nil, "after", "after")
	add(len(v.Handling) > 0, "handling", "handling")
	add(v.FAQ != nil, "faq", "faq")
	add(v.Basis != nil, "basis", "basis")
	add(true, "ask", "ask-licence")
	add(len(v.Links) > 0, "used", "used-in")
	b.v.Contents = b.contents(list)
}

// licenceFacts are the answers in the order in which people ask.
func (b *builder) licenceFacts(lic *site.Licence) []fact {
	item := lic.Evidence.Level
	time := fact{Label: b.say("fact-long"), Mark: b.mark("unverified")}
	if t := official(lic.Time); t != nil {
		time.Lines = []template.HTML{b.limit(t)}
		time.Mark = b.brief(level(t.Evidence, item))
		time.More = b.html(t.From)
	}
	fee := fact{Label: b.say("fact-fee-item"), Mark: b.mark("unverified")}
	if lic.Fee != nil {
		fee.Lines, fee.Mark = []template.HTML{b.fee(lic.Fee)}, b.brief(level(lic.Fee.Evidence, item))
	}
	facts := []fact{
		{Label: b.say("fact-who"), Lines: []template.HTML{b.html(lic.Who)}, More: b.html(lic.WhoNot)},
		time, fee,
		{Label: b.say("fact-where"), Lines: []template.HTML{b.authorities(lic, true)}, More: b.html(lic.AuthorityNote)},
		{Label: b.say("fact-needs"), Lines: b.needLines(lic)},
	}
	if r := lic.Result; r != nil {
		facts = append(facts, fact{Label: b.say("fact-result"), Lines: []template.HTML{b.html(r.Name)}, More: b.validity(r), Mark: b.brief(level(r.Evidence, item))})
	}
	return facts
}

// needLines are the items that must be had first; choices stand in one line. Items that yield a paper
// needed in some cases only come last, with the case.
func (b *builder) needLines(lic *site.Licence) []template.HTML {
	var out []template.HTML
	for _, choice := range lic.Needs {
		var any []template.HTML
		for _, p := range choice {
			any = append(any, anchor(b.href(p.URL), b.to(p).Text))
		}
		out = append(out, b.either(any))
	}
	for _, m := range lic.Materials {
		if m.Need == "required" || m.Condition == "" {
			continue
		}
		if choice := b.items(m.From); len(choice) > 0 {
			out = append(out, b.either(choice)+b.sayHTML("need-case", b.html(m.Condition)))
		}
	}
	if len(out) == 0 {
		return []template.HTML{b.html(b.say("needs-none"))}
	}
	return out
}

func (b *builder) conditionRows(lic *site.Licence) *rows {
	var out []row
	for _, c := range lic.Conditions {
		out = append(out, row{ID: "condition-" + c.ID, Text: b.html(c.Text), Basis: b.basisLinks(c.Basis, lic.LegalBasis), Mark: b.mark(level(c.Evidence, lic.Evidence.Level))})
	}
	return newRows(out)
}

// licenceTime is the small table of periods: that of the law, the promised one, special procedures,
// and those that bind the applicant.
func (b *builder) licenceTime(lic *site.Licence) *table {
	t := &table{Caption: b.say("time"), Heads: []string{b.say("col-period"), b.say("col-time"), b.say("col-note")}}
	item := lic.Evidence.Level
	limit := func(key string, l *content.Limit) {
		if l == nil {
			return
		}
		notes := cell{Mark: b.mark(level(l.Evidence, item))}
		for _, text := range []template.HTML{b.html(l.From), b.html(l.Note), b.basisLinks(l.Basis, lic.LegalBasis)} {
			if text != "" {
				notes.Lines = append(notes.Lines, text)
			}
		}
		t.add(record{First: cell{Lines: []template.HTML{b.html(b.say(key))}}, Cells: []cell{{Lines: []template.HTML{"<strong>" + b.limit(l) + "</strong>"}}, notes}})
	}
	limit("time-promised", lic.Time.Promised)
	limit("time-statutory", lic.Time.Statutory)
	if official(lic.Time) == nil {
		t.add(record{First: cell{Lines: []template.HTML{b.html(b.say("time-statutory"))}}, Cells: []cell{{Mark: b.mark("unverified")}, {}}})
	}
	for _, s := range lic.Time.Special {
		key := "not-counted"
		if s.Counted {
			key = "counted"
		}
		t.add(b.specialRow(s, lic, b.html(b.say(key))))
	}
	for _, s := range lic.Time.Applicant {
		t.add(b.specialRow(s, lic, b.html(b.say("binds-you"))))
	}
	return t
}

func (b *builder) specialRow(s content.Special, lic *site.Licence, kind template.HTML) record {
	when := cell{Lines: []template.HTML{b.html(b.say("no-number"))}}
	if s.Unit != "" {
		when.Lines = []template.HTML{b.period(s.Value, s.Unit)}
	}
	notes := cell{Lines: []template.HTML{kind}, Mark: b.mark(level(s.Evidence, lic.Evidence.Level))}
	for _, text := range []template.HTML{b.html(s.Note), b.basisLinks(s.Basis, lic.LegalBasis)} {
		if text != "" {
			notes.Lines = append(notes.Lines, text)
		}
	}
	return record{First: cell{Lines: []template.HTML{b.html(s.Name)}}, Cells: []cell{when, notes}}
}

// feeRows says whether the authority charges, and why we say so.
func (b *builder) feeRows(lic *site.Licence) *rows {
	f := lic.Fee
	if f == nil {
		return &rows{Rows: []row{{Mark: b.mark("unverified")}}}
	}
	text := "<strong>" + b.fee(f) + "</strong>"
	if f.Note != "" {
		text += template.HTML(b.say("sentence-end")) + b.html(f.Note)
	}
	return &rows{Rows: []row{{Text: text, Basis: b.basisLinks(f.Basis, lic.LegalBasis), Mark: b.mark(level(f.Evidence, lic.Evidence.Level))}}}
}

// licenceLinks are the guides that use the item, the items that its result opens, and the measures
// that it serves.
func (b *builder) licenceLinks(lic *site.Licence) []linkGroup {
	measures := []link{}
	sorted := slices.SortedStableFunc(slices.Values(lic.Measures), func(x, y *site.Measure) int {
		return cmp.Or(strings.Compare(x.Page.URL, y.Page.URL), x.Number-y.Number)
	})
	for _, m := range sorted {
		measures = append(measures, b.measureLink(m))
	}
	out := []linkGroup{
		{ID: "used-guides", Links: b.cards(lic.Guides)},
		{ID: "used-items", Links: b.cards(lic.Opens)},
		{ID: "used-measures", Links: measures},
	}
	out = slices.DeleteFunc(out, func(g linkGroup) bool { return len(g.Links) == 0 })
	for i := range out {
		out[i].Title = b.html(b.say(out[i].ID))
	}
	return out
}
