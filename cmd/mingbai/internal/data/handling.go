package data

import (
	"fmt"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Handling is a handling item: what the holder of a result does when something changes or ends.
type Handling struct {
	ID        string               `json:"id" zh:"编号" en:"id"`
	Kind      content.HandlingKind `json:"kind" zh:"种类" en:"kind"`
	Name      Words                `json:"name" zh:"名称" en:"name"`
	URL       Links                `json:"url" zh:"网页" en:"page"`
	When      *Words               `json:"when" zh:"谁要办、不办会怎样" en:"who must do it, and what happens if not"`
	Deadline  *Deadline            `json:"deadline" zh:"申请人的期限；没有写的是 null" en:"deadline of the applicant; null if none is given"`
	Time      *Limit               `json:"time" zh:"办理时限；不知道的是 null" en:"period of the authority; null if not known"`
	Materials *Words               `json:"materials" zh:"要带的材料；不知道的是 null" en:"papers to bring; null if not known"`
	Note      *Words               `json:"note" zh:"说明" en:"note"`
	Basis     []string             `json:"basis" zh:"依据（legal_basis 的编号）" en:"basis (ids of legal_basis)"`
	Articles  []string             `json:"articles" zh:"第一项依据的条" en:"articles of the first basis"`
	Evidence  content.Evidence     `json:"evidence" zh:"依据等级" en:"evidence"`
}

// Deadline is a period that binds the applicant.
type Deadline struct {
	Value int          `json:"value" zh:"数" en:"figure"`
	Unit  content.Unit `json:"unit" zh:"单位" en:"unit"`
	From  Words        `json:"from" zh:"从哪天算" en:"from when"`
}

func (h Handling) cell(lang content.Lang) string {
	if h.Deadline == nil {
		return h.Name.in(lang)
	}
	return fmt.Sprintf("%s: %d %s", h.Name.in(lang), h.Deadline.Value, h.Deadline.Unit)
}

func (m maker) handlings(p *site.Page) []Handling {
	var out []Handling
	for _, h := range p.Licence.Handling {
		own := level(h.Evidence, p.Licence.Evidence.Level)
		x := Handling{
			ID: h.ID, Kind: h.Kind, Name: words(h.Name), URL: m.links(p, "handling-"+h.ID), When: wordsOrNull(h.When), Time: limit(h.Time, own),
			Materials: wordsOrNull(h.Materials), Note: wordsOrNull(h.Note), Basis: h.Basis, Articles: h.Articles, Evidence: own,
		}
		if d := h.Deadline; d != nil {
			x.Deadline = &Deadline{d.Value, d.Unit, words(d.From)}
		}
		out = append(out, x)
	}
	return out
}
