package data

import (
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// Proof is how well the facts of a page are proved.
type Proof struct {
	Level   content.Evidence `json:"level" zh:"整体的依据等级" en:"evidence of the whole"`
	Checked Date             `json:"checked" zh:"最近核对日期" en:"last checked"`
	By      Words            `json:"by" zh:"谁核对" en:"checked by"`
	Note    *Words           `json:"note" zh:"核对说明" en:"note on the check"`
}

func proof(p content.Proof) Proof {
	return Proof{Level: p.Level, Checked: date(p.Checked), By: words(p.By), Note: wordsOrNull(p.Note)}
}

// Clause is a condition or a duty in words.
type Clause struct {
	ID       string           `json:"id" zh:"编号" en:"id"`
	Text     Words            `json:"text" zh:"内容" en:"text"`
	Basis    []string         `json:"basis" zh:"依据（legal_basis 的编号）" en:"basis (ids of legal_basis)"`
	Evidence content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
}

func (c Clause) cell(lang content.Lang) string { return c.Text.in(lang) }

func duties(list []content.Duty, item content.Evidence) []Clause {
	var out []Clause
	for _, d := range list {
		out = append(out, Clause{d.ID, words(d.Text), d.Basis, level(d.Evidence, item)})
	}
	return out
}

// Question is a common question with its answer.
type Question struct {
	ID       string           `json:"id" zh:"编号" en:"id"`
	Question Words            `json:"question" zh:"问" en:"question"`
	Answer   Words            `json:"answer" zh:"答" en:"answer"`
	Evidence content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
}

func questions(list []content.FAQ, item content.Evidence) []Question {
	var out []Question
	for _, f := range list {
		out = append(out, Question{f.ID, words(f.Question), words(f.Answer), level(f.Evidence, item)})
	}
	return out
}

// Basis is an instrument on which facts rest.
type Basis struct {
	ID         string           `json:"id" zh:"编号" en:"id"`
	Instrument Words            `json:"instrument" zh:"法律、法规、文件的名称" en:"instrument"`
	Number     *string          `json:"number" zh:"文号" en:"document number"`
	Adopted    *Date            `json:"adopted" zh:"通过或修订日期" en:"adopted or amended on"`
	Articles   []string         `json:"articles" zh:"条" en:"articles"`
	Gist       *Words           `json:"gist" zh:"大意" en:"gist"`
	Quote      *string          `json:"quote" zh:"原文摘录（中文）" en:"exact words, in Chinese"`
	Policy     *string          `json:"policy" zh:"本站全文的编号" en:"id of the text, if this site has it"`
	Evidence   content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
}

func (b Basis) cell(lang content.Lang) string {
	name := b.Instrument.in(lang)
	if len(b.Articles) > 0 {
		name += " " + strings.Join(b.Articles, ", ")
	}
	return name
}

func bases(list []content.LegalBasis) []Basis {
	var out []Basis
	for _, b := range list {
		out = append(out, Basis{
			ID: b.ID, Instrument: words(b.Instrument), Number: textOrNull(b.Number), Adopted: dateOrNull(b.Adopted), Articles: b.Articles,
			Gist: wordsOrNull(b.Gist), Quote: textOrNull(b.Quote), Policy: textOrNull(b.Policy), Evidence: b.Evidence,
		})
	}
	return out
}

// Open is a point that must be confirmed with the authority.
type Open struct {
	ID   string `json:"id" zh:"编号" en:"id"`
	Text Words  `json:"text" zh:"待主管部门核实的内容" en:"what must be confirmed with the authority"`
}

func (o Open) cell(lang content.Lang) string { return o.Text.in(lang) }

func unconfirmed(list []content.Unconfirmed) []Open {
	var out []Open
	for _, u := range list {
		out = append(out, Open{u.ID, words(u.Text)})
	}
	return out
}

// Caution warns that rules are changing or that a source is old.
type Caution struct {
	ID   string `json:"id" zh:"编号" en:"id"`
	Text Words  `json:"text" zh:"提醒" en:"caution"`
	Date *Date  `json:"date" zh:"日期" en:"date"`
}

func (c Caution) cell(lang content.Lang) string { return c.Text.in(lang) }

func cautions(list []content.Caution) []Caution {
	var out []Caution
	for _, c := range list {
		out = append(out, Caution{c.ID, words(c.Text), dateOrNull(c.Date)})
	}
	return out
}

// Need is met by any one of the items named, under its condition.
type Need struct {
	AnyOf []string            `json:"any_of" zh:"有其中一个就行" en:"any one of these items serves"`
	When  map[string][]string `json:"when" zh:"条件：问题和答案" en:"condition: question and answers"`
}

func (n Need) cell(content.Lang) string { return strings.Join(n.AnyOf, " / ") }
