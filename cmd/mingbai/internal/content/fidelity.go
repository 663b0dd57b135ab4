package content

import (
	"slices"
	"strings"
	"unicode"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/source"
)

// letter is one character of a text to be compared, with where it stands.
type letter struct {
	r        rune
	para     int  // index into the paragraphs of the published text; -1 in the source
	at       int  // bytes into the paragraph, or into the source file
	optional bool // implied by the layout (the full stop after a measure's heading)
	noted    bool // put back by a note: must stand in the source exactly
}

// CompareSource proves the published text of a policy against its source file, character by
// character, after folding full- and half-width forms and dropping white space. With every note
// undone, the published text may differ only in punctuation that it restores and that cannot change
// the meaning: ，。；：（）“”《》 and a dash that stands beside no digit. Everything else is an
// error that names both places. It returns the number of restored marks.
func CompareSource(doc *Doc, src source.File, diags *diag.List) (restored int) {
	paragraphs, published := publishedLetters(doc, diags)
	printed := sourceLetters(doc, src, diags)
	i, j := 0, 0
	for i < len(published) || j < len(printed) {
		switch {
		case i < len(published) && j < len(printed) && published[i].r == printed[j].r:
			i++
			j++
		case i < len(published) && published[i].optional:
			i++
		case i < len(published) && !published[i].noted && harmless(published, i):
			i++
			restored++
		default:
			di, dj := resume(published[i:], printed[j:])
			pos := diag.Pos{File: doc.File}
			if at := min(i, len(published)-1); at >= 0 {
				pos = doc.AtText(paragraphs[published[at].para], published[at].at)
			}
			line, col := markdown.LineColumn(src.Data, sourceOffset(printed, j))
			diags.Add(pos, "source-differs", snippet(published, i, i+di), snippet(printed, j, j+dj)).
				See(diag.Pos{File: src.Path, Line: line, Col: col})
			i, j = i+di, j+dj
		}
	}
	return restored
}

func sourceOffset(printed []letter, j int) int {
	if len(printed) == 0 {
		return 0
	}
	return printed[min(j, len(printed)-1)].at
}

// harmless reports whether the character at i is punctuation that may be restored without a word.
func harmless(text []letter, i int) bool {
	switch text[i].r {
	case ',', '。', ';', ':', '(', ')', '“', '”', '《', '》':
		return true
	case '—':
		return (i == 0 || !unicode.IsDigit(text[i-1].r)) && (i+1 == len(text) || !unicode.IsDigit(text[i+1].r))
	}
	return false
}

// resume finds how much of each text to pass over until they agree again for a few characters.
func resume(a, b []letter) (da, db int) {
	const look, agree = 80, 4
	for total := 1; total < 2*look; total++ {
		for da = 0; da <= total; da++ {
			db = total - da
			if da < len(a) && db < len(b) && same(a[da:], b[db:], agree) {
				return da, db
			}
		}
	}
	return len(a), len(b)
}

func same(a, b []letter, n int) bool {
	n = min(n, len(a), len(b))
	for k := range n {
		if a[k].r != b[k].r {
			return false
		}
	}
	return n > 0
}

// snippet quotes the differing characters with a little of what stands around them.
func snippet(text []letter, from, past int) string {
	var b strings.Builder
	for _, l := range text[max(0, from-6):min(len(text), min(past, from+30)+6)] {
		b.WriteRune(l.r)
	}
	return b.String()
}

// fold makes forms equal that the gazette's web text does not tell apart; 0 drops the character.
func fold(r rune) rune {
	switch {
	case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		return 0
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	}
	return r
}

// publishedLetters gives the paragraphs of the body and their characters with all notes undone.
func publishedLetters(doc *Doc, diags *diag.List) (paragraphs []markdown.Paragraph, letters []letter) {
	measures := map[int]bool{}
	for _, part := range doc.Outline.Parts {
		for _, m := range part.Measures {
			measures[m.Section] = true
		}
	}
	for i, s := range doc.Body.Sections {
		if i > 0 {
			paragraphs = append(paragraphs, markdown.Paragraph{Text: s.Heading, Offset: s.Offset})
			letters = appendLetters(doc, letters, paragraphs, diags)
			if measures[i] {
				letters = append(letters, letter{r: '。', para: len(paragraphs) - 1, at: len(s.Heading), optional: true})
			}
		}
		for _, b := range s.Blocks() {
			for _, p := range b.Paragraphs {
				paragraphs = append(paragraphs, p)
				letters = appendLetters(doc, letters, paragraphs, diags)
			}
		}
	}
	return paragraphs, letters
}

// appendLetters adds the last paragraph, each note's published form replaced by its source form.
func appendLetters(doc *Doc, letters []letter, paragraphs []markdown.Paragraph, diags *diag.List) []letter {
	index := len(paragraphs) - 1
	p := paragraphs[index]
	start := 0
	for _, mark := range p.Notes {
		letters = addText(letters, p.Text[start:mark.At], index, start)
		start = mark.At
		at := slices.IndexFunc(doc.Policy().Notes, func(n Note) bool { return n.ID == mark.ID })
		if at < 0 {
			continue // reported by checkNotes
		}
		note := doc.Policy().Notes[at]
		form := addText(nil, note.Published, index, 0)
		if !endsWith(letters, form) {
			diags.Add(doc.AtBody(mark.Offset), "note-place", mark.ID, note.Published)
			continue
		}
		letters = letters[:len(letters)-len(form)]
		from := len(letters)
		letters = addText(letters, note.Source, index, max(0, mark.At-len(note.Published)))
		for k := from; k < len(letters); k++ {
			letters[k].noted = true
		}
	}
	return addText(letters, p.Text[start:], index, start)
}

func addText(letters []letter, text string, para, at int) []letter {
	for i, r := range text {
		if r = fold(r); r != 0 {
			letters = append(letters, letter{r: r, para: para, at: at + i})
		}
	}
	return letters
}

func endsWith(letters, form []letter) bool {
	return len(form) <= len(letters) && slices.EqualFunc(letters[len(letters)-len(form):], form,
		func(a, b letter) bool { return a.r == b.r })
}

// sourceLetters gives the characters of the source file without the pieces that are not the document's.
func sourceLetters(doc *Doc, src source.File, diags *diag.List) []letter {
	text := string(src.Data)
	for i, piece := range doc.Policy().Omit {
		at := strings.Index(text, piece)
		if at < 0 {
			diags.Add(doc.At("omit", i), "omit-missing", piece)
			continue
		}
		text = text[:at] + strings.Repeat(" ", len(piece)) + text[at+len(piece):]
	}
	return addText(nil, text, -1, 0)
}
