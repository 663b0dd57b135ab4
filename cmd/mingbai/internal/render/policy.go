package render

import (
	"html/template"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/data"
	"mingbai/cmd/mingbai/internal/site"
)

type policyView struct {
	Prose       introductions // of our own sections
	Facts       []fact
	InShort     template.HTML
	Explanation *link
	TextLang    content.Lang // set if the text is in another language than the page
	Head        template.HTML
	Pieces      []piece
	Targets     *table
	TargetsData template.URL
	Units       []unitRow
	Notes       *notesView
	Source      []template.HTML
	SourceLinks []link
}

func (b *builder) policy() {
	p := b.p.Policy
	v := &policyView{Prose: introductions{"short": "", "targets": ""}, TargetsData: b.href(data.TargetsPath)}
	b.v.Template, b.v.Policy = "policy", v
	b.v.Kind = b.html(b.say("kind-policy"))
	b.v.Status = b.status(p.Status)
	if b.p.Fallback {
		v.TextLang = content.Chinese
	}
	b.policyNotices(p)
	v.Facts = b.policyFacts(p)
	v.InShort = b.html(p.InShort)
	if p.Explanation != nil {
		l := b.to(p.Explanation)
		v.Explanation = &l
	}
	v.Head, v.Pieces = b.document()
	b.staleWords(v.Prose, "short", "targets")
	v.Notes = b.notes(p)
	if t := b.targets(p); len(t.Rows) > 0 {
		v.Targets = t
	}
	v.Units = b.unitRows(p)
	b.source(v, p)
	b.policyContents(v, p)
}

// policyNotices says first what changed the document, then what was restored, and on an English page
// which text prevails.
func (b *builder) policyNotices(p *site.Policy) {
	add := func(n notice) { b.v.Notices = append(b.v.Notices, n) }
	if p.Status != "in-force" && p.Status != "" {
		kind := "warn"
		if p.Status == "repealed" || p.Status == "lapsed" {
			kind = "stop"
		}
		n := b.notice(kind, b.sayHTML("changed-"+string(p.Status), b.dateHTML(p.ChangedOn), b.html(p.ChangedBy)))
		if p.Status == "not-yet" && p.ChangedBy != "" {
			n.Text = append(n.Text, b.html(p.ChangedBy))
		}
		add(n)
	}
	if !b.zh && !b.p.Fallback && b.p.Translation != nil && len(b.p.Stale) == 0 { // what is stale says so already
		n := b.notice("note", b.html(b.say("translated")))
		if v := b.p.Version; v != nil {
			n = b.notice("note", b.sayHTML("translated-of", b.dateHTML(v.Date)))
		}
		n.Link = &link{Href: b.href(b.p.Translation.URL), Text: template.HTML(b.say("read-original")), Lang: content.Chinese}
		add(n)
	}
	if p.Restored > 0 || len(p.Notes) > 0 {
		n := b.notice("note", b.html(b.say("restored", strconv.Itoa(p.Restored), strconv.Itoa(len(p.Notes)))))
		if len(p.Notes) > 0 {
			n.Link = &link{Href: "#notes", Text: b.html(b.say("restored-see"))}
		}
		add(n)
	}
}

// change says when a policy got its state and by what; nothing of one in force.
func (b *builder) change(p *site.Policy) template.HTML {
	switch {
	case p.ChangedOn.IsZero() || p.Status == "in-force":
		return ""
	case p.Status == "not-yet":
		return b.sayHTML("changed-from", b.dateHTML(p.ChangedOn))
	}
	return b.sayHTML("named", b.dateHTML(p.ChangedOn), b.html(p.ChangedBy))
}

func (b *builder) policyFacts(p *site.Policy) []fact {
	var out []fact
	add := func(key string, value template.HTML) {
		if value != "" {
			out = append(out, fact{Label: b.say(key), Lines: []template.HTML{value}})
		}
	}
	add("doc-number", b.html(p.Number))
	add("issuer", b.html(p.Issuer))
	if out != nil && p.Drafter != "" && p.Issuer != "" {
		out[len(out)-1].More = b.sayHTML("drafted-by", b.html(p.Drafter))
	}
	signed := b.html(b.say("signed-none"))
	if !p.Signed.IsZero() {
		signed = b.dateHTML(p.Signed)
	}
	add("signed", signed)
	add("published", b.dateHTML(p.Published))
	add("in-force", b.html(b.say("status-"+string(p.Status))))
	out[len(out)-1].More = b.change(p)
	add("index-number", b.html(p.IndexNumber))
	return out
}

func (b *builder) policyContents(v *policyView, p *site.Policy) {
	var list []link
	if v.InShort != "" {
		list = append(list, b.section("short", "in-short"))
	}
	for _, part := range p.Parts {
		list = append(list, link{ID: part.ID, Text: b.html(part.Heading)})
	}
	if v.Targets != nil {
		list = append(list, b.section("targets", "targets-index"))
	}
	if v.Units != nil {
		list = append(list, b.section("units", "units-index"))
	}
	if v.Notes != nil {
		list = append(list, b.section("notes", "notes"))
	}
	b.v.Contents = b.contents(append(list, b.section("source", "source")))
}

type notesView struct {
	Stale, Lead template.HTML
	Rows        []noteRow
}

type noteRow struct {
	ID, Back  string
	Reason    template.HTML
	Source    string
	Published string
	BackText  template.HTML
}

// notes lists the places where the text departs from its source, in the order of the text.
func (b *builder) notes(p *site.Policy) *notesView {
	if len(p.Notes) == 0 {
		return nil
	}
	v := &notesView{Stale: b.staleAt(content.FrontID, "notes"), Lead: b.html(b.say("notes-lead"))}
	for _, id := range b.noteOrder() {
		for _, n := range p.Notes {
			if n.ID == id {
				v.Rows = append(v.Rows, noteRow{
					ID: "note-" + id, Back: "noteref-" + id, Reason: b.html(n.Reason), Source: n.Source, Published: n.Published,
					BackText: b.html(b.say("note-back", strconv.Itoa(len(v.Rows)+1))),
				})
			}
		}
	}
	return v
}

// noteOrder reads the ids of the notes from the marks in the text, as they come.
func (b *builder) noteOrder() []string {
	const open = ` id="noteref-`
	var out []string
	collect := func(html string) {
		for {
			_, rest, found := strings.Cut(html, open)
			if !found {
				return
			}
			id, after, _ := strings.Cut(rest, `"`)
			out = append(out, id)
			html = after
		}
	}
	for _, s := range b.p.Body.Sections {
		collect(s.HeadingHTML)
		for _, block := range s.Blocks() {
			collect(block.HTML(b.p.Links))
		}
	}
	return out
}

// source says where the text was taken from.
func (b *builder) source(v *policyView, p *site.Policy) {
	if p.Gazette != "" {
		v.Source = append(v.Source, b.sayHTML("source-gazette", b.html(p.Gazette)))
	}
	if p.ForwardedBy != "" {
		v.Source = append(v.Source, b.sayHTML("source-forwarded", b.html(p.ForwardedBy)))
	}
	if p.SourceURL != "" {
		v.SourceLinks = append(v.SourceLinks, link{Href: template.URL(p.SourceURL), Text: b.html(b.say("source-web"))})
	}
	if p.RawURL != "" {
		v.SourceLinks = append(v.SourceLinks, link{Href: b.href(p.RawURL), Text: b.html(b.say("source-raw")), Hint: b.html(b.say("source-raw-hint"))})
	}
	if len(v.Source) == 0 && len(v.SourceLinks) == 0 {
		v.Source = append(v.Source, b.html(b.say("source-none")))
	}
}
