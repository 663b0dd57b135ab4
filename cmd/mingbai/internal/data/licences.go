package data

import (
	"fmt"
	"iter"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Licence is a licence, filing or registration.
type Licence struct {
	ID            string              `json:"id" zh:"编号" en:"id"`
	Name          Words               `json:"name" zh:"事项名称" en:"name"`
	URL           Links               `json:"url" zh:"网页" en:"page"`
	Type          content.ItemType    `json:"type" zh:"事项类型" en:"type of item"`
	Sectors       []content.Sector    `json:"sectors" zh:"领域" en:"sectors"`
	Question      Words               `json:"question" zh:"要问的话" en:"what a citizen would ask"`
	Summary       Words               `json:"summary" zh:"一句话说明" en:"summary"`
	Applicants    []content.Applicant `json:"applicants" zh:"服务对象" en:"applicants"`
	Who           Words               `json:"who" zh:"谁要办" en:"who needs it"`
	WhoNot        *Words              `json:"who_not" zh:"谁不用办" en:"who does not"`
	Authority     []string            `json:"authority" zh:"实施机关（部门编号）" en:"authority (agency ids)"`
	AuthorityNote *Words              `json:"authority_note" zh:"实施机关说明" en:"note on the authority"`
	Level         content.Level       `json:"level" zh:"行使层级" en:"level of government"`
	Owner         string              `json:"owner" zh:"内容负责部门" en:"agency in whose field it is"`
	Codes         []Code              `json:"codes" zh:"事项编码" en:"codes"`
	Time          Times               `json:"time" zh:"时限" en:"time"`
	Fee           *Fee                `json:"fee" zh:"收费；不知道的是 null" en:"fee; null if not known"`
	Result        *Result             `json:"result" zh:"办理结果；不知道的是 null" en:"result; null if not known"`
	Conditions    []Clause            `json:"conditions" zh:"受理条件" en:"conditions"`
	Materials     []string            `json:"materials" zh:"申请材料（材料编号）" en:"materials (ids)"`
	Needs         []Need              `json:"needs" zh:"要先办的事项" en:"items needed first"`
	Opens         []string            `json:"opens" zh:"办好以后可以办的事项" en:"items that need its result"`
	Steps         []Step              `json:"steps" zh:"办理步骤" en:"steps"`
	After         []Clause            `json:"after" zh:"办好以后要做的事" en:"duties afterwards"`
	Handling      []Handling          `json:"handling" zh:"变更、延续、注销等业务办理项" en:"handling items: changes, renewal, closing"`
	FAQ           []Question          `json:"faq" zh:"常见问题" en:"common questions"`
	LegalBasis    []Basis             `json:"legal_basis" zh:"设定依据" en:"legal basis"`
	Unconfirmed   []Open              `json:"unconfirmed" zh:"待主管部门核实" en:"to be confirmed"`
	Cautions      []Caution           `json:"cautions" zh:"提醒" en:"cautions"`
	Guides        []string            `json:"guides" zh:"用到它的指引" en:"guides that lead to it"`
	Measures      []string            `json:"measures" zh:"落实的措施" en:"measures that it carries out"`
	Evidence      Proof               `json:"evidence" zh:"依据" en:"evidence"`
	Reviewed      Date                `json:"reviewed" zh:"编辑日期" en:"reviewed on"`
	ReviewBy      Date                `json:"review_by" zh:"应复核日期" en:"review due"`
}

// Code is an identifier in some scheme.
type Code struct {
	Scheme string `json:"scheme" zh:"编码体系" en:"scheme"`
	Code   string `json:"code" zh:"编码" en:"code"`
}

func (c Code) cell(content.Lang) string { return c.Scheme + ":" + c.Code }

// Times are the periods of an item; null is unknown, which is not the same as none-set.
type Times struct {
	Statutory *Limit   `json:"statutory" zh:"法定时限" en:"statutory limit"`
	Promised  *Limit   `json:"promised" zh:"承诺时限" en:"promised limit"`
	Special   []Period `json:"special" zh:"特别程序" en:"special procedures"`
	Applicant []Period `json:"applicant" zh:"申请人要遵守的期限" en:"periods that bind the applicant"`
}

// Limit is a period within which the authority decides.
type Limit struct {
	Value     *int             `json:"value" zh:"数" en:"figure"`
	Unit      content.Unit     `json:"unit" zh:"单位" en:"unit"`
	Extension *int             `json:"extension" zh:"可以延长（同一单位）" en:"extension in the same unit"`
	From      *Words           `json:"from" zh:"从哪天算" en:"from when"`
	Basis     []string         `json:"basis" zh:"依据（legal_basis 的编号）" en:"basis (ids of legal_basis)"`
	Evidence  content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
	Note      *Words           `json:"note" zh:"说明" en:"note"`
}

func limit(l *content.Limit, item content.Evidence) *Limit {
	if l == nil {
		return nil
	}
	out := &Limit{
		Unit: l.Unit, Extension: numberOrNull(l.Extension), From: wordsOrNull(l.From), Basis: l.Basis,
		Evidence: level(l.Evidence, item), Note: wordsOrNull(l.Note),
	}
	if l.Unit.Counted() {
		out.Value = &l.Value
	}
	return out
}

// Period is a procedure or duty with a period of its own.
type Period struct {
	ID       string           `json:"id" zh:"编号" en:"id"`
	Name     Words            `json:"name" zh:"名称" en:"name"`
	Counted  bool             `json:"counted" zh:"算不算在时限里" en:"counted in the limit"`
	Value    *int             `json:"value" zh:"数；不知道的是 null" en:"figure; null if not known"`
	Unit     *content.Unit    `json:"unit" zh:"单位；不知道的是 null" en:"unit; null if not known"`
	Basis    []string         `json:"basis" zh:"依据（legal_basis 的编号）" en:"basis (ids of legal_basis)"`
	Evidence content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
	Note     *Words           `json:"note" zh:"说明" en:"note"`
}

func (p Period) cell(lang content.Lang) string {
	if p.Value == nil || p.Unit == nil {
		return p.Name.in(lang)
	}
	return fmt.Sprintf("%s: %d %s", p.Name.in(lang), *p.Value, *p.Unit)
}

func periods(list []content.Special, item content.Evidence) []Period {
	var out []Period
	for _, s := range list {
		p := Period{ID: s.ID, Name: words(s.Name), Counted: s.Counted, Basis: s.Basis, Evidence: level(s.Evidence, item), Note: wordsOrNull(s.Note)}
		if s.Unit != "" {
			p.Unit = &s.Unit
		}
		if s.Unit.Counted() {
			p.Value = &s.Value
		}
		out = append(out, p)
	}
	return out
}

// Fee says whether the authority charges.
type Fee struct {
	Charged  bool             `json:"charged" zh:"是否收费" en:"charged"`
	Amount   *string          `json:"amount" zh:"金额；不知道的是 null" en:"amount; null if not known"`
	Basis    []string         `json:"basis" zh:"依据（legal_basis 的编号）" en:"basis (ids of legal_basis)"`
	Evidence content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
	Note     *Words           `json:"note" zh:"说明" en:"note"`
}

// Result is what the applicant gets.
type Result struct {
	Name         Words            `json:"name" zh:"名称" en:"name"`
	Validity     *Length          `json:"validity" zh:"有效期；不知道或者没有的是 null" en:"validity; null if not known or none"`
	ValidityNone bool             `json:"validity_none" zh:"规定没有写有效期" en:"the instrument sets no term"`
	ValidityNote *Words           `json:"validity_note" zh:"有效期说明" en:"note on validity"`
	Basis        []string         `json:"basis" zh:"依据（legal_basis 的编号）" en:"basis (ids of legal_basis)"`
	Evidence     content.Evidence `json:"evidence" zh:"依据等级" en:"evidence"`
}

// Length is a length of time.
type Length struct {
	Value int          `json:"value" zh:"数" en:"figure"`
	Unit  content.Unit `json:"unit" zh:"单位" en:"unit"`
}

// Step is one step of the procedure.
type Step struct {
	ID   string        `json:"id" zh:"编号" en:"id"`
	Name Words         `json:"name" zh:"步骤" en:"step"`
	Text *Words        `json:"text" zh:"说明" en:"text"`
	Who  content.Actor `json:"who" zh:"谁做" en:"who takes it"`
}

func (s Step) cell(lang content.Lang) string { return s.Name.in(lang) }

// licences makes a row for each item.
func (m maker) licences() iter.Seq[Licence] { return each(m.site, content.KindLicence, m.licence) }

func (m maker) licence(p *site.Page) Licence {
	l, mark := p.Licence, p.Licence.Evidence.Level
	out := Licence{
		ID: p.Slug, Name: words(l.Title), URL: m.links(p, ""), Type: l.Type, Sectors: l.Sectors, Question: words(l.Question),
		Summary: words(l.Summary), Applicants: l.Applicants, Who: words(l.Who), WhoNot: wordsOrNull(l.WhoNot), Authority: l.Authority,
		AuthorityNote: wordsOrNull(l.AuthorityNote), Level: l.Level, Owner: l.Licence.Owner,
		Time: Times{
			Statutory: limit(l.Time.Statutory, mark), Promised: limit(l.Time.Promised, mark),
			Special: periods(l.Time.Special, mark), Applicant: periods(l.Time.Applicant, mark),
		},
		Fee: fee(l.Fee, mark), Result: result(l.Result, mark), Needs: needs(l.Licence), Opens: slugs(l.Opens),
		After: duties(l.After, mark), Handling: m.handlings(p), FAQ: questions(l.FAQ, mark), LegalBasis: bases(l.LegalBasis),
		Unconfirmed: unconfirmed(l.Unconfirmed), Cautions: cautions(l.Cautions), Guides: slugs(l.Guides), Measures: measureIDs(l.Measures),
		Evidence: proof(l.Evidence), Reviewed: date(l.Reviewed), ReviewBy: date(l.ReviewBy),
	}
	for _, c := range l.Codes {
		out.Codes = append(out.Codes, Code(c))
	}
	for _, c := range l.Conditions {
		out.Conditions = append(out.Conditions, Clause{c.ID, words(c.Text), c.Basis, level(c.Evidence, mark)})
	}
	for _, paper := range l.Materials {
		out.Materials = append(out.Materials, materialID(p, paper))
	}
	for _, s := range l.Steps {
		out.Steps = append(out.Steps, Step{s.ID, words(s.Name), wordsOrNull(s.Text), s.Who})
	}
	return out
}

func fee(f *content.Fee, item content.Evidence) *Fee {
	if f == nil {
		return nil
	}
	return &Fee{f.Charged, textOrNull(f.Amount), f.Basis, level(f.Evidence, item), wordsOrNull(f.Note)}
}

func result(r *content.Result, item content.Evidence) *Result {
	if r == nil {
		return nil
	}
	out := &Result{
		Name: words(r.Name), ValidityNone: r.ValidityNone, ValidityNote: wordsOrNull(r.ValidityNote), Basis: r.Basis,
		Evidence: level(r.Evidence, item),
	}
	if r.Validity != nil {
		out.Validity = &Length{r.Validity.Value, r.Validity.Unit}
	}
	return out
}

// needs are the items that a licence needs first: papers that other items yield, and requirements.
func needs(l *content.Licence) []Need {
	var out []Need
	for _, paper := range l.Materials {
		if len(paper.From) > 0 && paper.Need != "later" {
			out = append(out, Need{paper.From, paper.When})
		}
	}
	for _, r := range l.Require {
		if len(r.AnyOf) > 0 {
			out = append(out, Need{r.AnyOf, r.When})
		}
		for _, slug := range r.AllOf {
			out = append(out, Need{[]string{slug}, r.When})
		}
	}
	return out
}
