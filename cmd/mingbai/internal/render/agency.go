package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/site"
)

type agencyView struct {
	Facts    []fact
	Licences []link
	Owns     []link
	Measures *measuresView
	Targets  *table
	Ask      *contactView
}

type measuresView struct {
	Lead   template.HTML
	Groups []linkGroup // one for each policy
}

func (b *builder) agency() {
	a := b.p.Agency
	v := &agencyView{}
	b.v.Template, b.v.Agency = "agency", v
	b.v.Kind = b.html(b.say("kind-agency"))
	b.v.Lead = b.html(a.Note)
	v.Facts = b.agencyFacts(a)
	if s := a.Successor; s != nil {
		n := b.notice("note", b.html(b.say("agency-renamed")))
		n.Link = &link{Href: b.href(s.URL), Text: b.html(s.Title)}
		if a.SuccessorEvidence == "unverified" {
			n = b.notice("warn", b.html(b.say("agency-renamed-unverified")))
			n.Link = &link{Href: b.href(s.URL), Text: b.html(s.Title)}
		}
		b.v.Notices = append(b.v.Notices, n)
	}
	v.Licences = b.cards(a.Licences)
	v.Owns = b.cards(a.Owns)
	b.agencyMeasures(v, a)
	v.Ask = b.agencyAsk(b.p)
	var list []link
	add := func(have bool, id, key string) {
		if have {
			list = append(list, b.section(id, key))
		}
	}
	add(len(v.Licences) > 0, "items", "agency-items")
	add(len(v.Owns) > 0, "owns", "agency-owns")
	add(v.Measures != nil, "measures", "agency-measures")
	add(v.Targets != nil, "targets", "agency-targets")
	add(true, "ask", "contact")
	b.v.Contents = b.contents(list)
}

func (b *builder) agencyFacts(a *site.Agency) []fact {
	var out []fact
	add := func(key string, lines ...template.HTML) {
		if len(lines) > 0 && lines[0] != "" {
			out = append(out, fact{Label: b.say(key), Lines: lines})
		}
	}
	if a.Short != a.Name {
		add("short-name", b.html(a.Short))
	}
	add("level", b.html(b.say("level-"+string(a.Level))))
	add("body-kind", b.html(b.say("agency-kind-"+string(a.Agency.Kind))))
	if a.Successor == nil {
		add("now", b.html(b.say("now-same")))
	} else {
		now := b.sayHTML("now-renamed", anchor(b.href(a.Successor.URL), b.html(a.Successor.Title)))
		if !a.ValidTo.IsZero() {
			now = b.sayHTML("now-renamed-on", b.dateHTML(a.ValidTo), anchor(b.href(a.Successor.URL), b.html(a.Successor.Title)))
		}
		add("now", now)
		if a.SuccessorEvidence != "" {
			out[len(out)-1].Mark = b.mark(a.SuccessorEvidence)
		}
	}
	add("formerly", b.agencyLinks(a.Predecessors)...)
	if a.Counterpart != nil {
		add("counterpart", b.agencyLinks([]*site.Page{a.Counterpart})...)
	}
	add("counterparts", b.agencyLinks(a.Counterparts)...)
	return out
}

func (b *builder) agencyLinks(pages []*site.Page) []template.HTML {
	var out []template.HTML
	for _, p := range pages {
		out = append(out, anchor(b.href(p.URL), b.html(p.Title)))
	}
	return out
}

// agencyMeasures lists the measures by policy, saying how the body is named in each, and their targets.
func (b *builder) agencyMeasures(v *agencyView, a *site.Agency) {
	if len(a.Measures) == 0 {
		return
	}
	named, first := 0, 0
	m := &measuresView{}
	t := b.targetTable()
	for _, am := range a.Measures {
		if !am.Shared {
			named++
		}
		if am.First {
			first++
		}
		policy := am.Measure.Page
		href := b.href(policy.URL)
		if n := len(m.Groups); n == 0 || m.Groups[n-1].Href != href {
			m.Groups = append(m.Groups, linkGroup{Href: href, Title: b.html(policy.Title)})
		}
		g := &m.Groups[len(m.Groups)-1]
		l := b.measureLink(am.Measure)
		l.Hint = b.role(am)
		g.Links = append(g.Links, l)
		for _, target := range am.Measure.Targets {
			t.add(b.targetRow(target, am.Measure))
		}
	}
	m.Lead = b.html(b.say("agency-measures-lead", strconv.Itoa(len(a.Measures)), strconv.Itoa(named), strconv.Itoa(first)))
	v.Measures = m
	if len(t.Rows) > 0 {
		v.Targets = t
	}
}

// role says how a body is named in a measure, where that is more than being one of the units.
func (b *builder) role(am site.AgencyMeasure) template.HTML {
	var parts []template.HTML
	if am.Shared {
		parts = append(parts, b.html(b.say("role-shared")))
	}
	if am.First {
		parts = append(parts, b.html(b.say("role-first")))
	}
	if am.Open {
		parts = append(parts, b.html(b.say("role-open")))
	}
	return b.dotted(parts...)
}
