// Package site resolves everything between files: addresses, translations, links, responsible
// units, the order of a guide's items, and who points to whom.
//
// [Link] takes all parsed files and gives a [Site] that is never changed afterwards; rendering a
// page is a pure function of the Site and the Page. The package produces no HTML.
package site

import (
	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/schedule"
)

// Site is the whole site, frozen. Look-ups are by language where words differ.
type Site struct {
	Config config.Config
	// Today is the day for which the site is built, if known: reviews that were due before it are overdue.
	Today content.Date
	// Pages are all pages of both languages, sorted by URL.
	Pages []*Page
	// Glossary is content/glossary.toml, in file order.
	Glossary []content.Term
	// Holidays are the tables of content/holidays.toml.
	Holidays []content.HolidayYear
	// Raw are source files published as they are (policy source files).
	Raw []Raw

	byKey map[key]*Page
}

// Raw is a file published byte for byte.
type Raw struct {
	Path   string // below public/
	Data   []byte
	Source string
}

type key struct {
	kind content.Kind
	lang content.Lang
	slug string
}

// Page is one page in one language. Exactly one of Policy, Guide, Licence, Agency and Plain is set.
type Page struct {
	Kind content.Kind
	Lang content.Lang
	Slug string // "childcare-filing"; "index" for the home page; "guide/index" for a list page
	// URL is relative to the site's root, without a leading slash: "en/licence/childcare-filing/",
	// "" for the Chinese home page, "404.html" for the error page.
	URL     string
	Source  string // site-root-relative path of the file that an editor would change
	Title   string
	Summary string
	Updated content.Date // last change or check that the sources state; zero if none
	// Body is the text (never nil); Links has one entry for each of Body.Refs.
	Body  *markdown.Doc
	Links []markdown.Link
	// Translation is the same page in the other language.
	Translation *Page
	// root is set on the error page: where its links begin, see Rel.
	root string
	disk bool // the site is read from a folder on disk, see Rel
	// Version is which Chinese text an English page translates; nil if nobody has recorded it. Stale are
	// the passages of the Chinese text that are no longer those.
	Version *content.Version
	Stale   []Stale
	// Overdue is set if the page was to be reviewed before today.
	Overdue bool
	// Fallback is set on an English page that has no English text and shows the Chinese.
	Fallback bool

	Policy  *Policy
	Guide   *Guide
	Licence *Licence
	Agency  *Agency
	Plain   *Plain
}

// Plain is a page of no other kind.
type Plain struct {
	*content.Plain
	// Guides are the guides that the page puts first.
	Guides []*Page
}

// Stale is a passage whose Chinese has changed since it was translated.
type Stale struct {
	ID      string // the anchor of the passage, or content.FrontID
	Heading string // in the language of the translation; "" if the passage has no heading there
	// Chinese is the text as it stands now and English as it stands in the translation.
	Chinese, English string
	Gone             bool // the Chinese has no such passage any more
}

// Policy is a policy text with what the site knows of it.
type Policy struct {
	*content.Policy
	// Head is the text before the first section: index 0 of Body.Sections.
	// Parts are the sections in order.
	Parts []*Part
	// Measures are all measures of all parts (numbering "plan") in order.
	Measures []*Measure
	// Explanation is the page that explains the policy in plain words; nil if none.
	Explanation *Page
	// Restored counts punctuation marks that the published text restores; 0 without a source file.
	Restored int
	// RawURL is the published source file, relative to the site's root; "" if none.
	RawURL string
	// Units lists every responsible unit with its measures, most measures first.
	Units []UnitMeasures
}

// Part is a section of a policy: 一、… or 第一章 ….
type Part struct {
	Number  int
	ID      string // "section-1" or "chapter-1"
	Heading string
	// Section is the index into Body.Sections of the part's own text.
	Section  int
	Measures []*Measure
	Articles []Article
}

// Article is an article of a statute within a section's blocks.
type Article struct {
	ID         string // "article-42"
	Number     int
	Section    int // index into Body.Sections
	From, Past int // blocks [From, Past) of that section
}

// Measure is a numbered measure of a plan, （十九）.
type Measure struct {
	Page    *Page
	Part    *Part
	Number  int
	ID      string // "measure-19", the same in every language
	Heading string
	// Section is the index into Page.Body.Sections; Blocks is how many of its blocks to show as the
	// document's text. The line of responsible units, which stands last, is among them only if it
	// says more than the names: a clause or a note.
	Section int
	Blocks  int
	// Units are the responsible units as printed; Shared those that a clause of the document adds
	// to every measure.
	Units    []Unit
	Shared   []Unit
	Targets  []content.Target
	Guides   []*Page // guides that carry the measure out
	Licences []*Page // items of those guides
}

// Unit is a responsible unit of a measure.
type Unit struct {
	Agency *Page
	// Printed is the name as the document prints it, without 等有关部门.
	Printed string
	// Open is set where the document goes on “等有关部门” (and other departments concerned).
	Open bool
}

// UnitMeasures is an agency with the measures that name it.
type UnitMeasures struct {
	Agency   *Page
	Measures []AgencyMeasure
}

// AgencyMeasure is a measure as seen from an agency.
type AgencyMeasure struct {
	Measure *Measure
	First   bool // the agency is named first
	Open    bool // named with “等有关部门”
	Shared  bool // not named, but responsible by a clause for all measures
}

// Guide is a set-up guide with its computed order.
type Guide struct {
	*content.Guide
	Owner *Page // agency
	// Graph is the guide without words, and Plan what follows from it before any question is answered.
	Graph schedule.Graph
	Plan  schedule.Plan
	// Steps are the items in an order in which they can be done: everything a node needs stands
	// in an earlier rank.
	Steps []*Node
	// Ranks groups Steps: the items of one rank can be done side by side.
	Ranks [][]*Node
	// Materials is the merged list: every paper once.
	Materials []Material
	// Measures are the measures that the guide serves.
	Measures []*Measure
}

// Node is one item of a guide.
type Node struct {
	Licence *Page
	Need    content.GuideNeed
	Number  int // from 1, in the order of Steps
	Rank    int // from 0
	// Before are the nodes that this one needs, in order.
	Before []*Node
	// Conditions are the words of the answers under which it is needed ("供餐的才办"), none if always.
	Conditions []string
}

// Material is one paper of a guide's merged list.
type Material struct {
	*content.Material
	// For are the nodes that ask for it.
	For []*Node
	// From are the nodes of this guide that yield it; none if the applicant brings it.
	From []*Node
}

// Licence is an item with what the site knows of it.
type Licence struct {
	*content.Licence
	Authorities []*Page   // agencies
	Owner       *Page     // agency
	Guides      []*Page   // guides that lead to it
	Needs       [][]*Page // items it always needs first: each entry is a choice, any one of which serves
	Opens       []*Page   // items that need its result
	Measures    []*Measure
}

// Agency is a body with everything it is named in.
type Agency struct {
	*content.Agency
	Name      string // in the page's language, in full
	Short     string
	Note      string
	Successor *Page
	// Predecessors are bodies that this one succeeded.
	Predecessors []*Page
	// Counterpart is the municipal body of a county-level one; Counterparts the reverse.
	Counterpart  *Page
	Counterparts []*Page
	Measures     []AgencyMeasure
	Licences     []*Page // items it handles
	Owns         []*Page // items and guides in whose field it leads
}

// Find gives the page of a kind, language and slug, or nil.
func (s *Site) Find(kind content.Kind, lang content.Lang, slug string) *Page {
	return s.byKey[key{kind, lang, slug}]
}

// List gives all pages of a kind in a language, sorted by URL; list pages (slug "…/index") are of
// kind page and so not among them.
func (s *Site) List(kind content.Kind, lang content.Lang) []*Page {
	var out []*Page
	for _, p := range s.Pages {
		if p.Kind == kind && p.Lang == lang {
			out = append(out, p)
		}
	}
	return out
}
