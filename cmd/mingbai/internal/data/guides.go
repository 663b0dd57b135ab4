package data

import (
	"iter"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// Guide is a set-up guide with its computed order.
type Guide struct {
	ID          string              `json:"id" zh:"编号" en:"id"`
	Name        Words               `json:"name" zh:"指引名称" en:"name"`
	URL         Links               `json:"url" zh:"网页" en:"page"`
	Sector      content.Sector      `json:"sector" zh:"领域" en:"sector"`
	Noun        Words               `json:"noun" zh:"办的是什么" en:"what is set up"`
	Summary     Words               `json:"summary" zh:"一句话说明" en:"summary"`
	Audience    []content.Applicant `json:"audience" zh:"给谁看" en:"for whom"`
	Owner       string              `json:"owner" zh:"内容负责部门" en:"agency in whose field it is"`
	Measures    []string            `json:"measures" zh:"落实的措施" en:"measures that it carries out"`
	Questions   []Asked             `json:"questions" zh:"问题" en:"questions"`
	Items       []Item              `json:"items" zh:"要办的事项，先办的在前" en:"items, in an order in which they can be done"`
	Plan        Plan                `json:"plan" zh:"没有回答问题时算出来的结果" en:"what is computed before any question is answered"`
	Materials   []Paper             `json:"materials" zh:"合并的材料清单" en:"merged list of papers"`
	After       []Clause            `json:"after" zh:"办好以后要做的事" en:"duties afterwards"`
	FAQ         []Question          `json:"faq" zh:"常见问题" en:"common questions"`
	LegalBasis  []Basis             `json:"legal_basis" zh:"依据" en:"legal basis"`
	Unconfirmed []Open              `json:"unconfirmed" zh:"待主管部门核实" en:"to be confirmed"`
	Cautions    []Caution           `json:"cautions" zh:"提醒" en:"cautions"`
	Evidence    Proof               `json:"evidence" zh:"依据" en:"evidence"`
	Reviewed    Date                `json:"reviewed" zh:"编辑日期" en:"reviewed on"`
	ReviewBy    Date                `json:"review_by" zh:"应复核日期" en:"review due"`
}

// Asked is a question of a guide.
type Asked struct {
	ID      string   `json:"id" zh:"编号" en:"id"`
	Text    Words    `json:"text" zh:"问题" en:"question"`
	Answers []Answer `json:"answers" zh:"答案" en:"answers"`
}

func (a Asked) cell(lang content.Lang) string { return a.Text.in(lang) }

// Answer is one answer to a question.
type Answer struct {
	ID        string   `json:"id" zh:"编号" en:"id"`
	Text      Words    `json:"text" zh:"答案" en:"answer"`
	Condition *Words   `json:"condition" zh:"写在事项上的条件" en:"words on the items that it decides"`
	Has       []string `json:"has" zh:"已经有的事项" en:"items whose result is already there"`
}

// Item is one item of a guide.
type Item struct {
	Licence  string              `json:"licence" zh:"事项编号" en:"item (licence id)"`
	Name     Words               `json:"name" zh:"事项名称" en:"name"`
	Number   int                 `json:"number" zh:"第几步" en:"place in the order"`
	Rank     int                 `json:"rank" zh:"排在第几批（0 起）；同一批可以同时办" en:"rank from 0; items of one rank can be done side by side"`
	When     map[string][]string `json:"when" zh:"什么答案才要办；空的总要办" en:"answers under which it is needed; empty for always"`
	Optional bool                `json:"optional" zh:"有的答案下不用办" en:"not needed under some answers"`
	Needs    []Need              `json:"needs" zh:"要先有什么" en:"what it needs first"`
	After    []string            `json:"after" zh:"在本指引里排在哪些事项后面" en:"items of this guide that come before it"`
	Time     *ItemTime           `json:"time" zh:"官方时限；不知道的是 null" en:"official time; null if not known"`
	Note     *Words              `json:"note" zh:"说明" en:"note"`
}

func (i Item) cell(lang content.Lang) string { return i.Name.in(lang) }

// ItemTime is the time to plan with: the promised limit where it is known, else the statutory one.
type ItemTime struct {
	Value     *int         `json:"value" zh:"数；当场办和没有规定的是 null" en:"figure; null for on-the-spot and none-set"`
	Unit      content.Unit `json:"unit" zh:"单位" en:"unit"`
	Extension int          `json:"extension" zh:"可以延长（同一单位）" en:"extension in the same unit"`
}

// Plan is what follows from the graph.
type Plan struct {
	Least   int     `json:"least" zh:"最少要办几项" en:"fewest items"`
	Most    int     `json:"most" zh:"最多要办几项" en:"most items"`
	Longest []Total `json:"longest" zh:"最长的官方时间；单位不同的不能比，所以可能有几条" en:"longest official times; several where units differ"`
}

// Total is the time of one chain of items.
type Total struct {
	Sums       map[string]int `json:"sums" zh:"每种单位的和（含延长）" en:"sum in each unit, extensions included"`
	Extensions map[string]int `json:"extensions" zh:"其中的延长" en:"how much of it is extensions"`
	Open       []string       `json:"open" zh:"时间不知道或者没有规定的事项" en:"items whose time is unknown or not set"`
	Chain      []string       `json:"chain" zh:"一个接一个的事项" en:"the items, one after the other"`
}

func (t Total) cell(content.Lang) string {
	var out []string
	for _, u := range content.Unit("").Allowed() {
		if n, ok := t.Sums[u]; ok {
			out = append(out, strconv.Itoa(n)+" "+u)
		}
	}
	for _, id := range t.Open {
		out = append(out, "? "+id)
	}
	return strings.Join(out, " + ")
}

// Paper is one paper of the merged list.
type Paper struct {
	Name      Words        `json:"name" zh:"材料名称" en:"name"`
	For       []string     `json:"for" zh:"哪些事项要" en:"items that ask for it"`
	From      []string     `json:"from" zh:"由本指引的哪些事项取得；空的自己准备" en:"items of this guide that yield it; empty if you bring it"`
	Need      content.Need `json:"need" zh:"是否必要" en:"when it is needed"`
	Originals *int         `json:"originals" zh:"原件份数；没有写的是 null" en:"originals; null if not stated"`
	Copies    *int         `json:"copies" zh:"复印件份数；没有写的是 null" en:"copies; null if not stated"`
}

func (p Paper) cell(lang content.Lang) string { return p.Name.in(lang) }

// guides makes a row for each guide.
func (m maker) guides() iter.Seq[Guide] { return each(m.site, content.KindGuide, m.guide) }

func (m maker) guide(p *site.Page) Guide {
	g, mark := p.Guide, p.Guide.Evidence.Level
	out := Guide{
		ID: p.Slug, Name: words(g.Title), URL: m.links(p, ""), Sector: g.Sector, Noun: words(g.Noun), Summary: words(g.Summary),
		Audience: g.Audience, Owner: g.Guide.Owner, Measures: measureIDs(g.Measures), Plan: plan(g.Plan), After: duties(g.After, mark),
		FAQ: questions(g.FAQ, mark), LegalBasis: bases(g.LegalBasis), Unconfirmed: unconfirmed(g.Unconfirmed), Cautions: cautions(g.Cautions),
		Evidence: proof(g.Evidence), Reviewed: date(g.Reviewed), ReviewBy: date(g.ReviewBy),
	}
	for _, q := range g.Questions {
		asked := Asked{ID: q.ID, Text: words(q.Text)}
		for _, a := range q.Answers {
			asked.Answers = append(asked.Answers, Answer{a.ID, words(a.Text), wordsOrNull(a.Condition), a.Has})
		}
		out.Questions = append(out.Questions, asked)
	}
	for i, n := range g.Steps {
		out.Items = append(out.Items, item(g, n, g.Plan.Steps[i]))
	}
	for _, x := range g.Materials {
		out.Materials = append(out.Materials, Paper{
			Name: words(x.Name), For: nodeIDs(x.For), From: nodeIDs(x.From), Need: x.Need,
			Originals: numberOrNull(x.Originals), Copies: numberOrNull(x.Copies),
		})
	}
	return out
}

// item is one item of the guide's graph with its place in the plan.
func item(g *site.Guide, n *site.Node, s schedule.Step) Item {
	out := Item{
		Licence: n.Licence.Slug, Name: words(n.Licence.Title), Number: n.Number, Rank: n.Rank, Optional: s.Optional, After: s.After,
		Note: wordsOrNull(n.Need.Note),
	}
	for _, x := range g.Graph.Items {
		if x.ID != s.ID {
			continue
		}
		out.When = x.When
		for _, need := range x.Needs {
			out.Needs = append(out.Needs, Need{need.AnyOf, need.When})
		}
		if unit := content.Unit(x.Time.Unit); unit != "" {
			out.Time = &ItemTime{Unit: unit, Extension: x.Time.Extension}
			if unit.Counted() {
				out.Time.Value = &x.Time.Value
			}
		}
	}
	return out
}

func plan(p schedule.Plan) Plan {
	out := Plan{Least: p.Least, Most: p.Most}
	for _, t := range p.Longest {
		out.Longest = append(out.Longest, Total{t.Sums, t.Extensions, t.Open, t.Chain})
	}
	return out
}

func nodeIDs(list []*site.Node) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.Licence.Slug)
	}
	return out
}
