package data

import (
	"iter"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Agency is a body with what it is responsible for.
type Agency struct {
	ID                string             `json:"id" zh:"编号" en:"id"`
	Name              Words              `json:"name" zh:"全称" en:"full name"`
	Short             Words              `json:"short" zh:"简称" en:"short name"`
	URL               Links              `json:"url" zh:"网页" en:"page"`
	Aliases           []string           `json:"aliases" zh:"其他叫法（中文）" en:"other names, in Chinese"`
	Level             content.Level      `json:"level" zh:"层级" en:"level of government"`
	Kind              content.AgencyKind `json:"kind" zh:"性质" en:"kind of body"`
	Counterpart       *string            `json:"counterpart" zh:"对应的市级部门" en:"municipal counterpart"`
	Counterparts      []string           `json:"counterparts" zh:"对应的县级部门" en:"county-level counterparts"`
	ValidFrom         *Date              `json:"valid_from" zh:"从哪天起用这个名称" en:"name in use from"`
	ValidTo           *Date              `json:"valid_to" zh:"到哪天为止" en:"name in use until"`
	Successor         *string            `json:"successor" zh:"现在的单位" en:"successor"`
	SuccessorEvidence *content.Evidence  `json:"successor_evidence" zh:"改名的依据等级" en:"evidence of the succession"`
	Predecessors      []string           `json:"predecessors" zh:"以前的单位" en:"predecessors"`
	Note              *Words             `json:"note" zh:"说明" en:"note"`
	Licences          []string           `json:"licences" zh:"办理的事项" en:"items it handles"`
	Measures          []string           `json:"measures" zh:"写明由它负责的措施" en:"measures that name it"`
	Leads             []string           `json:"leads" zh:"其中排在第一的措施" en:"measures that name it first"`
	SharedMeasures    []string           `json:"shared_measures" zh:"按条款负责的措施" en:"measures it shares by a clause"`
}

// agencies makes a row for each body.
func (m maker) agencies() iter.Seq[Agency] { return each(m.site, content.KindAgency, m.agency) }

func (m maker) agency(p *site.Page) Agency {
	a := p.Agency
	out := Agency{
		ID: p.Slug, Name: words(a.Name), Short: words(a.Short), URL: m.links(p, ""), Aliases: a.Aliases, Level: a.Level, Kind: a.Agency.Kind,
		Counterpart: slugOrNull(a.Counterpart), Counterparts: slugs(a.Counterparts), ValidFrom: dateOrNull(a.ValidFrom),
		ValidTo: dateOrNull(a.ValidTo), Successor: slugOrNull(a.Successor), Predecessors: slugs(a.Predecessors),
		Note: wordsOrNull(a.Note), Licences: slugs(a.Licences),
	}
	if a.SuccessorEvidence != "" {
		out.SuccessorEvidence = &a.SuccessorEvidence
	}
	for _, x := range a.Measures {
		id := measureID(x.Measure)
		if x.Shared {
			out.SharedMeasures = append(out.SharedMeasures, id)
			continue
		}
		out.Measures = append(out.Measures, id)
		if x.First {
			out.Leads = append(out.Leads, id)
		}
	}
	return out
}
