package render

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// questionsView is the form that narrows a guide to a reader's case. The script behind it gets the
// guide's graph and the words in attributes, so that it needs no request.
type questionsView struct {
	Lead      string
	Questions []questionView
	Graph     string
	Words     string
}

type questionView struct {
	ID      string
	Text    template.HTML
	Answers []answerView
}

type answerView struct {
	ID   string
	Text template.HTML
}

// scriptWords are the words of the guide's page that its script says too.
var scriptWords = []string{
	"list-comma", "list-or", "list-and", "named", "numbered", "step-n", "step-spoken", "step-after", "side-by-side", "choose-one",
	"things", "things-range", "things-depend", "total-extension", "time-longest", "time-known", "time-or", "time-more",
	"time-printed", "time-unset", "time-unset-count", "time-unknown", "time-unknown-count", "chain-then", "chain-open", "part-join", "column-first", "column-then", "column-last", "drawing-below", "answers-given", "answers-join", "fact-first-item", "fee-none", "fee-free", "fee-open",
	"from-step", "source-self", "papers-merged", "papers-count", "questions-now", "unit-days-as-printed-note", "unit-on-the-spot",
	"unit-years", "unit-months", "unit-calendar-days", "unit-days-as-printed", "unit-working-days",
}

// questions is the form of a guide's questions; nil if it asks none.
func (b *builder) questions(g *site.Guide) *questionsView {
	if len(g.Questions) == 0 {
		return nil
	}
	v := &questionsView{Graph: graphJSON(g.Graph), Words: b.wordsJSON(scriptWords)}
	for _, q := range g.Questions {
		question := questionView{ID: q.ID, Text: b.html(q.Text)}
		for _, a := range q.Answers {
			question.Answers = append(question.Answers, answerView{ID: a.ID, Text: b.html(a.Text)})
		}
		v.Questions = append(v.Questions, question)
	}
	return v
}

func graphJSON(g schedule.Graph) string {
	data, err := json.Marshal(g)
	if err != nil {
		panic(err) // strings, numbers, lists and maps of them
	}
	return string(data)
}

// wordsJSON gives interface words to a script, their holes unfilled.
func (l *locale) wordsJSON(keys []string) string {
	words := map[string]string{}
	for _, key := range keys {
		words[key] = l.raw[key]
	}
	data, err := json.Marshal(words)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// conditions are the cases in which an item is needed, one for each question that decides: all of
// them must hold.
func (b *builder) conditions(g *site.Guide, n *site.Node) []template.HTML {
	var out []template.HTML
	for _, q := range g.Questions {
		allowed, asked := n.Need.When[q.ID]
		if !asked {
			continue
		}
		var in, not []content.Answer
		for _, a := range q.Answers {
			if slices.Contains(allowed, a.ID) {
				in = append(in, a)
			} else {
				not = append(not, a)
			}
		}
		switch {
		case len(not) == 0:
		case len(in) == 1 && in[0].Condition != "":
			out = append(out, b.html(in[0].Condition))
		case len(in) > 2*len(not):
			out = append(out, b.html(b.say("when-except", b.answerTexts(not))))
		default:
			out = append(out, b.html(b.say("when-any", b.answerTexts(in))))
		}
	}
	return out
}

// answerTexts lists answers.
func (b *builder) answerTexts(answers []content.Answer) string {
	var out []string
	for _, a := range answers {
		out = append(out, a.Text)
	}
	return strings.Join(out, b.say("answers-join"))
}

// PlanWords are what follows from a plan of a guide, line by line, as the page says it.
type PlanWords struct {
	Count, Time, First []template.HTML
	Order              string // the drawing in words
}

// PlanWords says how many things there are to do under a plan of a guide, how long they take, where to
// go first, and in which order.
func (r *Renderer) PlanWords(p *site.Page, plan schedule.Plan) PlanWords {
	b := &builder{Renderer: r, locale: r.locale(p.Lang), p: p}
	count, time := b.countFact(plan), b.timeFact(p.Guide, plan)
	ranks := ranked(p.Guide, plan)
	return PlanWords{
		Count: append(count.Lines, count.Rest...), Time: append(time.Lines, time.Rest...),
		First: b.firstFact(ranks).Rest, Order: b.orderSentence(ranks),
	}
}

// ranked are the items of a plan by their ranks.
func ranked(g *site.Guide, plan schedule.Plan) [][]*site.Node {
	var out [][]*site.Node
	for _, step := range plan.Steps {
		for _, n := range g.Steps {
			if n.Licence.Slug != step.ID {
				continue
			}
			if step.Rank == len(out) {
				out = append(out, nil)
			}
			out[step.Rank] = append(out[step.Rank], n)
		}
	}
	return out
}
