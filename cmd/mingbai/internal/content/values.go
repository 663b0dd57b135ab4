package content

import "mingbai/cmd/mingbai/internal/tomlfile"

// Date is a calendar date of the sources.
type Date = tomlfile.Date

// Lang is a language of the site, as a BCP 47 tag.
type Lang string

// The languages: Chinese is the source, English its translation.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// Folder is the language's folder below content/.
func (l Lang) Folder() string {
	if l == Chinese {
		return "zh"
	}
	return "en"
}

// Kind is what a source file describes; its folder decides it.
type Kind string

// The kinds. KindAgency pages are generated from agencies.toml.
const (
	KindPolicy  Kind = "policy"
	KindGuide   Kind = "guide"
	KindLicence Kind = "licence"
	KindPage    Kind = "page"
	KindAgency  Kind = "agency"
)

// Kinds lists every kind, in the order of the main menu.
var Kinds = []Kind{KindGuide, KindLicence, KindPolicy, KindAgency, KindPage}

// Unit is the unit of a period. Units are never converted into each other: a law that says 日 without
// more is "days-as-printed" (行政许可法 art. 82 makes working days only of that law's own periods).
type Unit string

// Allowed lists the units.
func (Unit) Allowed() []string {
	return []string{"working-days", "calendar-days", "days-as-printed", "months", "years", "on-the-spot", "none-set"}
}

// Counted reports whether the unit takes a number.
func (u Unit) Counted() bool { return u != "on-the-spot" && u != "none-set" && u != "" }

// Evidence is how well a fact is proved.
type Evidence string

// The evidence levels, strongest first.
const (
	EvidenceLaw            Evidence = "law"
	EvidenceGovernmentPage Evidence = "government-page"
	EvidenceSecondary      Evidence = "secondary"
	EvidenceUnverified     Evidence = "unverified"
)

// Allowed lists the evidence levels.
func (Evidence) Allowed() []string {
	return []string{"law", "government-page", "secondary", "unverified"}
}

// ItemType is what kind of item an administrative matter is.
type ItemType string

// Allowed lists the item types: 行政许可, 备案, 登记, 行政确认, 自行评价 and 等级评定.
func (ItemType) Allowed() []string {
	return []string{"licence", "filing", "registration", "confirmation", "self-assessment", "grading"}
}

// Need says when a material must be handed in.
type Need string

// Allowed lists the needs: 必要, 视情况, 容缺后补.
func (Need) Allowed() []string { return []string{"required", "conditional", "later"} }

// Status is whether a policy is in force (效力状态).
type Status string

// Allowed lists the statuses: 有效, 已修改, 失效, 废止, 尚未施行.
func (Status) Allowed() []string {
	return []string{"in-force", "amended", "lapsed", "repealed", "not-yet"}
}

// Level is the level of government that handles an item (行使层级).
type Level string

// Allowed lists the levels.
func (Level) Allowed() []string {
	return []string{"national", "province", "city", "county", "township"}
}

// Sector is a field of consumer services.
type Sector string

// Allowed lists the sectors: the seven of measure 19, and those shared by all.
func (Sector) Allowed() []string {
	return []string{"general", "health", "elder-care", "childcare", "culture", "tourism", "sport", "domestic"}
}

// Applicant is a kind of person or body that applies.
type Applicant string

// Allowed lists the applicants.
func (Applicant) Allowed() []string {
	return []string{"person", "sole-trader", "company", "nonprofit", "public-institution", "medical-institution"}
}

// Numbering is how a policy numbers its provisions.
type Numbering string

// The numberings: 一、（一） and 第一章 第一条.
const (
	NumberingPlan    Numbering = "plan"
	NumberingStatute Numbering = "statute"
)

// Allowed lists the numberings.
func (Numbering) Allowed() []string { return []string{"plan", "statute"} }

// Bound says how a target's value is meant.
type Bound string

// Allowed lists the bounds: 以上／不少于, 达到, 力争.
func (Bound) Allowed() []string { return []string{"at-least", "reach", "about"} }

// AgencyKind is what sort of body an agency is.
type AgencyKind string

// Allowed lists the sorts; "group" stands for several bodies named together.
func (AgencyKind) Allowed() []string {
	return []string{"government", "party", "mass-organisation", "institution", "group"}
}

// Actor is who takes a step.
type Actor string

// Allowed lists the actors.
func (Actor) Allowed() []string { return []string{"applicant", "authority"} }

// Source is where a material comes from that no other item yields.
type Source string

// Allowed lists the sources: 申请人自备, 中介机构出具.
func (Source) Allowed() []string { return []string{"self", "intermediary"} }
