package render

import (
	"html/template"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/qr"
)

// view is what the layout of a page gets: the frame, the heading, and the one part of its kind.
type view struct {
	Lang        content.Lang
	Template    string // names the layout, for those who test pages
	DocTitle    string
	Description string
	NoIndex     bool
	Canonical   template.URL
	Alternates  []alternate
	Feed        *link // of what the page lists
	Meta        []meta
	Social      []meta      // Open Graph
	Structured  template.JS // JSON-LD of the page
	Frame       *frame
	Switch      *link // the page in the other language
	Offer       *link // the same, if an offer may be made
	Crumbs      []link
	Searching   bool // the page has a search form of its own

	Kind      template.HTML
	Status    *badge
	H1        template.HTML
	TitleLang content.Lang  // set if the title is in another language
	Official  template.HTML // the official name, where the title is a plain question
	Lead      template.HTML
	Notices   []notice
	Contents  []link
	Prose     template.HTML // the text of the source
	Related   []link
	Report    template.URL
	Checked   *stamp
	PageID    string
	Address   string
	QR        *qr.Code // of the address, for print; nil while the site has none

	Home    *homeView
	List    *listView
	Index   *indexView
	Terms   []letter
	Other   *otherView
	Policy  *policyView
	Guide   *guideView
	Licence *licenceView
	Agency  *agencyView
	Data    *dataView
}

// link is a link with what stands beside it. For a section of the page only ID is set.
type link struct {
	Href  template.URL
	ID    string
	Text  template.HTML
	Short string
	Hint  template.HTML
	Badge *badge
	Lang  content.Lang // set if the target is in another language
}

type alternate struct {
	Lang string
	Href template.URL
}

type meta struct{ Name, Content string }
