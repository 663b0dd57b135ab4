// Package markdown turns the body of a source file into HTML, links, headings and plain text.
//
// It is the only importer of goldmark. [Parser.Parse] reads a body once and keeps no syntax tree: what
// remains is a [Doc] of blocks, each with its HTML, cut where a link's address belongs, and its
// plain text for search and checks. Which address a link gets is not known here: the site decides
// and gives one [Link] for each [Ref] when the HTML is joined, so that one parse serves every build.
//
// The dialect: CommonMark with tables, footnotes, definition lists and explicit heading ids; soft
// line breaks between Chinese characters vanish; emphasis works beside Chinese punctuation; our own
// blocks (:::notice, :::steps, :::contacts, :::head) and note marks ({note:id}) are syntax nodes.
// Raw HTML is refused.
package markdown

import "strings"

// Doc is a parsed body. After Parse and Park it is never changed and is safe for concurrent use.
type Doc struct {
	// Sections holds the text before the first heading (Level 0, always there, often without
	// blocks), then one section for each heading, in order.
	Sections []Section
	// Refs are the links as written, in order.
	Refs []Ref
	// Problems are what the text may not hold, in order.
	Problems []Problem
}

// Section is a heading with the blocks up to the next heading of any level.
type Section struct {
	Level       int // 1 to 6; 0 for the text before the first heading
	ID          string
	Heading     string // plain text
	HeadingHTML string // with inline marks, without the h element
	Offset      int    // of the heading in the body, in bytes

	blocks []Block
	parked parked // where the blocks are, if they are not here
}

// Blocks are the blocks of the section, in order. A section of a parked document reads them each time.
func (s Section) Blocks() []Block {
	if s.parked.store != nil {
		return s.parked.blocks()
	}
	return s.blocks
}

// Block is one top-level block.
type Block struct {
	Paragraphs []Paragraph
	parts      []string // HTML, cut where a link's attributes belong
	refs       []int    // the Ref of each cut
}

// Paragraph is a run of plain text that nothing divides: a paragraph, a list item, a table cell.
type Paragraph struct {
	Text   string
	Offset int // of its first character in the body, in bytes
	Notes  []NoteMark
}

// NoteMark is a {note:id} in a paragraph; it belongs to what stands before it.
type NoteMark struct {
	ID     string
	At     int // position in Text, in bytes
	Offset int // in the body, in bytes
}

// Ref is a link or picture as written.
type Ref struct {
	Target string
	Image  bool
	Offset int // in the body, in bytes
}

// Link is what the site made of a Ref.
type Link struct {
	Href     string
	HrefLang string // set if the target is in another language than the page
	External bool
}

// Problem is something that a body may not hold; Name is a name of the diagnostics catalogue.
type Problem struct {
	Name   string
	Args   []any
	Offset int // in the body, in bytes
}

// HTML joins the block's HTML with the addresses of its links; links has one entry for each of
// the document's Refs.
func (b Block) HTML(links []Link) string {
	if len(b.refs) == 0 {
		return b.parts[0]
	}
	var out strings.Builder
	for i, part := range b.parts {
		out.WriteString(part)
		if i < len(b.refs) {
			writeLink(&out, links[b.refs[i]])
		}
	}
	return out.String()
}

// writeLink writes the attributes of a link or the source of a picture.
func writeLink(out *strings.Builder, l Link) {
	out.WriteString(escape(l.Href))
	out.WriteByte('"')
	if l.HrefLang != "" {
		out.WriteString(` hreflang="` + l.HrefLang + `"`)
	}
	if l.External {
		out.WriteString(` rel="external"`)
	}
}

// Text is the section's plain text, one line for each paragraph.
func (s Section) Text() string {
	var lines []string
	for _, b := range s.Blocks() {
		for _, p := range b.Paragraphs {
			lines = append(lines, p.Text)
		}
	}
	return strings.Join(lines, "\n")
}
