package content

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// Passage is a section of a body as it is translated: its heading and its paragraphs.
type Passage struct {
	// ID names it in both languages: "measure-19", "section-2", the id of the heading, "head" for what
	// stands before the first.
	ID      string
	Heading string
	Lines   []Line
	Offset  int // of the heading in the body
}

// Line is a run of text of a passage with its place.
type Line struct {
	markdown.Paragraph
	// Skip is the length, in bytes, of the number that a policy's heading begins with.
	Skip int
}

// Passages divides the body. The line of responsible units is no part of a policy's passages, because
// a translation leaves it out, unless it holds a clause.
func (d *Doc) Passages() []Passage {
	names, units := map[int]string{0: "head"}, map[int]int{}
	if d.Outline != nil {
		for _, part := range d.Outline.Parts {
			if part.Section > 0 {
				names[part.Section] = "section-" + strconv.Itoa(part.Number)
			}
			for _, m := range part.Measures {
				names[m.Section] = "measure-" + strconv.Itoa(m.Number)
				if m.Units.Clause == "" {
					units[m.Section] = len(d.Body.Sections[m.Section].Blocks()) - m.Blocks
				}
			}
		}
	}
	var out []Passage
	for i, s := range d.Body.Sections {
		p := Passage{ID: s.ID, Heading: s.Heading, Offset: s.Offset}
		if name := names[i]; name != "" {
			p.ID = name
		}
		if i > 0 {
			p.Lines = append(p.Lines, Line{markdown.Paragraph{Text: s.Heading, Offset: s.Offset}, d.headingNumber(s.Heading)})
		}
		blocks := s.Blocks()
		for _, b := range blocks[:len(blocks)-units[i]] {
			for _, para := range b.Paragraphs {
				p.Lines = append(p.Lines, Line{Paragraph: para})
			}
		}
		if len(p.Lines) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// headingNumber is the length of the number that a policy's heading begins with: the numbers of the
// two languages are compared when the text's outline is read.
func (d *Doc) headingNumber(heading string) int {
	if d.Outline == nil {
		return 0
	}
	for _, shape := range []interface{ FindStringIndex(string) []int }{planPart, planMeasure, chapter, englishPart, englishItem} {
		if m := shape.FindStringIndex(heading); m != nil {
			return m[1]
		}
	}
	return 0
}

// Text is the passage's text without the heading's number, one line for each paragraph.
func (p Passage) Text() string {
	size := 0
	for _, l := range p.Lines {
		size += len(l.Text) - l.Skip + 1
	}
	var b strings.Builder
	b.Grow(size)
	for _, l := range p.Lines {
		b.WriteString(l.Text[l.Skip:])
		b.WriteByte('\n')
	}
	return b.String()
}

// At is the place in the document of a character of the passage's [Passage.Text].
func (p Passage) At(d *Doc, at int) diag.Pos {
	for _, l := range p.Lines {
		if n := len(l.Text) - l.Skip + 1; at >= n {
			at -= n
			continue
		}
		return d.AtText(l.Paragraph, at+l.Skip)
	}
	return d.AtBody(p.Offset)
}

// AtWords is the place of a character of a front matter value, at bytes into it.
func (d *Doc) AtWords(path, value string, at int) diag.Pos {
	front, _ := d.text()
	line, col := tomlfile.Locate(front, path)
	pos := diag.Pos{File: d.File, Line: line + 1, Col: col}
	lines := strings.SplitN(front, "\n", line+1)
	if line > len(lines) {
		return pos
	}
	text := []rune(lines[line-1])
	if col-1 >= len(text) {
		return pos
	}
	// only a string of one line without escapes shows its characters one by one
	if rest := string(text[col-1:]); strings.HasPrefix(rest, `"`+value[:at]) {
		pos.Col += 1 + utf8.RuneCountInString(value[:at])
	}
	return pos
}
