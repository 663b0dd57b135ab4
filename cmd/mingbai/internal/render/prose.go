package render

import (
	"html/template"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/markdown"
)

// introductions are texts of the source that belong at the head of a computed section: a heading of
// the source whose id is that of the section ("after") is not printed twice.
type introductions map[string]template.HTML

// group is a section of the source's text at the second level with all that is below it.
type group struct {
	id   string
	html template.HTML // without the heading itself
	head template.HTML
}

// groups cuts the text of the page at its headings of the second level; the first has no heading.
func (b *builder) groups() []group {
	out := []group{{}}
	for i, s := range b.p.Body.Sections {
		if s.Level == 2 {
			out = append(out, group{id: s.ID, head: headingHTML(s)})
		} else if s.Level > 0 {
			out[len(out)-1].html += headingHTML(s)
		}
		if i == 0 {
			s.ID = headID
		}
		out[len(out)-1].html += b.staleNote(s.ID) + b.blocks(s.Blocks())
	}
	return out
}

// blocks joins blocks with their links in place.
func (b *builder) blocks(blocks []markdown.Block) template.HTML {
	var out strings.Builder
	for _, block := range blocks {
		out.WriteString(withIcons(block.HTML(b.p.Links)))
	}
	return template.HTML(out.String())
}

// noticeOpen is how a notice of the source begins; the icon stands before its words.
const noticeOpen = `<div class="mb-notice mb-notice--`

func withIcons(html string) string {
	if !strings.Contains(html, noticeOpen) {
		return html
	}
	for _, kind := range []string{"note", "warn", "stop"} {
		open := noticeOpen + kind + `">`
		html = strings.ReplaceAll(html, open, open+string(icon(kind)))
	}
	return html
}

func headingHTML(s markdown.Section) template.HTML {
	level := strconv.Itoa(max(2, min(6, s.Level)))
	return template.HTML("<h" + level + ` id="` + template.HTMLEscapeString(s.ID) + `">` + s.HeadingHTML + "</h" + level + ">")
}

// prose is the text of the page without the groups that into names; those are put into it.
func (b *builder) prose(into introductions) template.HTML {
	var out strings.Builder
	for _, g := range b.groups() {
		if _, wanted := into[g.id]; wanted && g.id != "" {
			into[g.id] = g.html
			continue
		}
		out.WriteString(string(g.head))
		out.WriteString(string(g.html))
	}
	if out.Len() == 0 {
		return ""
	}
	return b.inOwnLanguage(template.HTML(out.String()))
}

// inOwnLanguage marks the text of a page that has no translation.
func (b *builder) inOwnLanguage(html template.HTML) template.HTML {
	if !b.p.Fallback {
		return html
	}
	return `<div lang="zh-CN">` + html + `</div>`
}

// proseContents are the headings of the source's text for the list of contents.
func (b *builder) proseContents(into introductions) []link {
	var out []link
	for _, s := range b.p.Body.Sections {
		if _, taken := into[s.ID]; s.Level == 2 && !taken {
			out = append(out, link{ID: s.ID, Text: template.HTML(template.HTMLEscapeString(s.Heading))})
		}
	}
	return out
}

// section is an entry of the list of contents for a computed section.
func (b *builder) section(id, key string) link {
	return link{ID: id, Text: b.html(b.say(key))}
}

// contents keeps the list of contents if it is worth having.
func (b *builder) contents(list []link) []link {
	if len(list) < 3 {
		return nil
	}
	return list
}
