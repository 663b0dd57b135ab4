package data

import (
	"iter"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Material is one paper that one item asks for.
type Material struct {
	ID        string              `json:"id" zh:"编号" en:"id"`
	Licence   string              `json:"licence" zh:"事项编号" en:"item (licence id)"`
	Item      Words               `json:"licence_name" zh:"事项名称" en:"name of the item"`
	Name      Words               `json:"name" zh:"材料名称" en:"name of the paper"`
	URL       Links               `json:"url" zh:"网页" en:"page"`
	Need      content.Need        `json:"need" zh:"是否必要" en:"when it is needed"`
	Condition *Words              `json:"condition" zh:"什么情况要" en:"in which case"`
	When      map[string][]string `json:"when" zh:"条件：问题和答案" en:"condition: question and answers"`
	From      []string            `json:"from" zh:"由哪个事项取得（有一个就行）" en:"items that yield it (any one)"`
	Source    *content.Source     `json:"source" zh:"谁出具；不是事项取得的才有" en:"who makes it, if no item yields it"`
	Originals *int                `json:"originals" zh:"原件份数；没有写的是 null" en:"originals; null if not stated"`
	Copies    *int                `json:"copies" zh:"复印件份数；没有写的是 null" en:"copies; null if not stated"`
	Form      *Words              `json:"form" zh:"形式要求" en:"form"`
	Note      *Words              `json:"note" zh:"说明" en:"note"`
	Basis     []string            `json:"basis" zh:"依据（事项 legal_basis 的编号）" en:"basis (ids of the item's legal_basis)"`
	Evidence  content.Evidence    `json:"evidence" zh:"依据等级" en:"evidence"`
}

// materialID names a paper among all: "childcare-filing/fire".
func materialID(p *site.Page, paper content.Material) string { return p.Slug + "/" + paper.ID }

// materials makes a row for each paper of each item.
func (m maker) materials() iter.Seq[Material] {
	return func(yield func(Material) bool) {
		for _, p := range m.site.List(content.KindLicence, content.Chinese) {
			for _, row := range m.papers(p) {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// papers makes a row for each paper of an item.
func (m maker) papers(p *site.Page) []Material {
	out := make([]Material, len(p.Licence.Materials))
	for i := range out {
		out[i] = both(p, func(p *site.Page) Material { return m.material(p, p.Licence.Materials[i]) })
	}
	return out
}

func (m maker) material(p *site.Page, paper content.Material) Material {
	out := Material{
		ID: materialID(p, paper), Licence: p.Slug, Item: words(p.Title), Name: words(paper.Name), URL: m.links(p, "paper-"+paper.ID),
		Need: paper.Need, Condition: wordsOrNull(paper.Condition), When: paper.When, From: paper.From,
		Originals: numberOrNull(paper.Originals), Copies: numberOrNull(paper.Copies), Form: wordsOrNull(paper.Form),
		Note: wordsOrNull(paper.Note), Basis: paper.Basis, Evidence: level(paper.Evidence, p.Licence.Evidence.Level),
	}
	if paper.Source != "" {
		out.Source = &paper.Source
	}
	return out
}
