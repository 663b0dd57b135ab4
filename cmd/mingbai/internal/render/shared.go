package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

type faqView struct {
	Prose template.HTML
	Rows  []faqRow
}

type faqRow struct {
	ID               string
	Question, Answer template.HTML
	Mark             *mark
}

// faq lists questions with their answers.
func (b *builder) faq(list []content.FAQ, item content.Evidence, into introductions) *faqView {
	if len(list) == 0 {
		return nil
	}
	v := &faqView{Prose: into["faq"]}
	for _, f := range list {
		v.Rows = append(v.Rows, faqRow{ID: "faq-" + f.ID, Question: b.html(f.Question), Answer: b.html(f.Answer), Mark: b.mark(level(f.Evidence, item))})
	}
	return v
}

type basisView struct {
	Prose template.HTML
	Rows  []basisRow
}

type basisRow struct {
	ID         string
	Href       template.URL
	Instrument template.HTML
	Number     template.HTML
	Articles   template.HTML
	Gist       template.HTML
	Quote      string
	Adopted    template.HTML
	Mark       *mark
}

// basis lists the instruments on which the page rests, numbered; rows point to the numbers.
func (b *builder) basis(list []content.LegalBasis, into introductions) *basisView {
	if len(list) == 0 {
		return nil
	}
	v := &basisView{Prose: into["basis"]}
	for _, lb := range list {
		r := basisRow{ID: "basis-" + lb.ID, Instrument: b.html(b.instrument(lb)), Number: b.html(lb.Number), Gist: b.html(lb.Gist), Quote: lb.Quote, Mark: b.mark(lb.Evidence)}
		policy := b.find(content.KindPolicy, lb.Policy)
		if policy != nil {
			r.Href = b.href(policy.URL)
		}
		r.Articles = b.articles(lb.Articles, policy)
		if !lb.Adopted.IsZero() {
			r.Adopted = b.sayHTML("basis-version", b.dateHTML(lb.Adopted))
		}
		v.Rows = append(v.Rows, r)
	}
	return v
}

// instrument is the name of an instrument as the page's language writes names.
func (b *builder) instrument(lb content.LegalBasis) string {
	if b.zh {
		return "《" + lb.Instrument + "》"
	}
	return lb.Instrument
}

// articles names the articles, as links if the site publishes the instrument.
func (b *builder) articles(list []string, policy *site.Page) template.HTML {
	var out []template.HTML
	for _, a := range list {
		text := keep(b.say("article", a))
		if policy != nil {
			text = anchor(b.href(policy.URL)+template.URL("#article-"+a), text)
		}
		out = append(out, text)
	}
	return b.series(out)
}

// basisLinks points from a fact to its instruments by their numbers.
func (b *builder) basisLinks(ids []string, list []content.LegalBasis) template.HTML {
	var out []template.HTML
	for _, id := range ids {
		for i, lb := range list {
			if lb.ID == id {
				out = append(out, anchor(template.URL("#basis-"+id), keep(b.say("basis-n", strconv.Itoa(i+1)))))
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return b.sayHTML("basis-see", b.series(out))
}

// duties lists what must be done afterwards.
func (b *builder) duties(list []content.Duty, item content.Evidence, basis []content.LegalBasis) *rows {
	var out []row
	for _, d := range list {
		out = append(out, row{ID: "duty-" + d.ID, Text: b.html(d.Text), Basis: b.basisLinks(d.Basis, basis), Mark: b.mark(level(d.Evidence, item))})
	}
	return newRows(out)
}

// unconfirmed is the one notice that lists what nobody has confirmed; nil if there is nothing.
func (b *builder) unconfirmed(list []content.Unconfirmed) *notice {
	if len(list) == 0 {
		return nil
	}
	n := b.notice("warn", b.html(b.say("unconfirmed-lead")))
	n.Icon = icon("unverified")
	for _, u := range list {
		n.List = append(n.List, b.html(u.Text))
	}
	return &n
}

// cautions are warnings of change.
func (b *builder) cautions(list []content.Caution) []notice {
	var out []notice
	for _, c := range list {
		text := b.html(c.Text)
		if !c.Date.IsZero() {
			text += `<span class="mb-n">` + b.sayHTML("caution-date", b.dateHTML(c.Date)) + `</span>`
		}
		out = append(out, b.notice("warn", text))
	}
	return out
}

type proofView struct {
	Mark    *mark
	Checked template.HTML
	Note    template.HTML
	Review  template.HTML
	About   template.URL
}

// proof says how, when and by whom the page was checked.
func (b *builder) proof(p content.Proof, reviewed, by content.Date) *proofView {
	v := &proofView{Mark: b.mark(p.Level), Note: b.html(p.Note)}
	v.Checked = b.sayHTML("proof-checked", b.dateHTML(p.Checked), b.html(p.By))
	v.Review = b.sayHTML("proof-review", b.dateHTML(reviewed), b.dateHTML(by))
	if about := b.find(content.KindPage, "about"); about != nil {
		v.About = b.href(about.URL)
		for _, s := range about.Body.Sections {
			if s.ID == "evidence" {
				v.About += "#evidence"
			}
		}
	}
	return v
}

// measureLink leads to a measure of a policy.
func (b *builder) measureLink(m *site.Measure) link {
	return link{
		Href: b.href(m.Page.URL) + template.URL("#"+m.ID), Text: b.html(m.Heading),
		Hint: b.html(b.say("measure-of", strconv.Itoa(m.Number), m.Page.Title)),
	}
}
