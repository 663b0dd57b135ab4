package render

import (
	"html/template"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// handlingView is one handling item of an item: what is done when something changes or ends.
type handlingView struct {
	ID         string
	Name, When template.HTML
	Facts      []fact
	Note       template.HTML
}

// handlings are the handling items in the order of the source.
func (b *builder) handlings(lic *site.Licence) []handlingView {
	var out []handlingView
	for _, h := range lic.Handling {
		out = append(out, handlingView{
			ID: handlingID(h), Name: b.html(h.Name), When: b.html(h.When), Facts: b.handlingFacts(h, lic), Note: b.html(h.Note),
		})
	}
	return out
}

func handlingID(h content.Handling) string { return "handling-" + h.ID }

// handlingFacts are its facts in the order in which people ask: by when, how long, what to bring, why.
// A deadline that no rule sets has no row; a time and papers that we have not read are said to be unknown.
func (b *builder) handlingFacts(h content.Handling, lic *site.Licence) []fact {
	own := level(h.Evidence, lic.Evidence.Level)
	var facts []fact
	if d := h.Deadline; d != nil {
		facts = append(facts, fact{Label: b.say("handling-deadline"), Lines: []template.HTML{b.period(d.Value, d.Unit)}, More: b.html(d.From)})
	}
	time := fact{Label: b.say("handling-time"), More: b.html(b.say("handling-time-unread")), Mark: b.mark("unverified")}
	if t := h.Time; t != nil {
		time = fact{Label: time.Label, Lines: []template.HTML{b.limit(t)}}
		for _, text := range []template.HTML{b.html(t.From), b.html(t.Note), b.basisLinks(t.Basis, lic.LegalBasis)} {
			if text != "" {
				time.Rest = append(time.Rest, text)
			}
		}
		if t.Evidence != "" && t.Evidence != own {
			time.Mark = b.mark(t.Evidence)
		}
	}
	papers := fact{Label: b.say("handling-papers"), More: b.html(h.Materials)}
	if h.Materials == "" {
		papers.Mark = b.mark("unverified")
	}
	basis := fact{Label: b.say("basis"), More: b.handlingBasis(h, lic.LegalBasis), Mark: b.mark(own)}
	return append(facts, time, papers, basis)
}

// handlingBasis names the instruments, each as a link to its row, with the articles of the first.
func (b *builder) handlingBasis(h content.Handling, list []content.LegalBasis) template.HTML {
	var out []template.HTML
	for i, id := range h.Basis {
		for _, lb := range list {
			if lb.ID != id {
				continue
			}
			text := anchor(template.URL("#basis-"+id), b.html(b.instrument(lb)))
			if articles := b.articles(h.Articles, b.find(content.KindPolicy, lb.Policy)); i == 0 && articles != "" {
				text = b.sayHTML("handling-articles", text, articles)
			}
			out = append(out, text)
		}
	}
	return b.series(out)
}
