package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Language is the language of messages.
type Language int

// The languages of the catalogue.
const (
	English Language = iota
	Chinese
)

// text is the message in lang without its place.
func (d Diagnostic) text(lang Language) string {
	t, ok := Catalogue[d.Name]
	if !ok {
		panic("diag: no text for " + d.Name)
	}
	s := fmt.Sprintf(t[lang], d.Args...)
	if d.Near != "" {
		s += fmt.Sprintf(Catalogue["near"][lang], d.Near)
	}
	return s
}

// String is the message in English with its place and name.
func (d Diagnostic) String() string { return d.line(English) }

func (d Diagnostic) line(lang Language) string {
	severity := ""
	if d.Severity == Warning {
		severity = Catalogue["warning"][lang]
	}
	return fmt.Sprintf("%s: %s%s [%s]", d.Pos, severity, d.text(lang), d.Name)
}

// String is "file:line:col", without the parts that are not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Print writes the list, sorted, to w: each message with its place, the line of the source and a
// caret under the column, then the lines of related places. Source gives the text of a file, or nil.
func (l List) Print(w io.Writer, lang Language, source func(file string) []byte) error {
	out := bufio.NewWriter(w)
	for _, d := range l.Sorted() {
		fmt.Fprintln(out, d.line(lang))
		excerpt(out, d.Pos, source)
		for _, r := range d.Related {
			fmt.Fprintf(out, "  %s\n", r)
			excerpt(out, r, source)
		}
	}
	return out.Flush()
}

// excerptWidth bounds how much of a long line is shown, in characters.
const excerptWidth = 76

// excerpt writes the line of a place with a caret under its column.
func excerpt(out io.Writer, p Pos, source func(string) []byte) {
	if p.Line == 0 || source == nil {
		return
	}
	line, ok := nthLine(source(p.File), p.Line)
	if !ok {
		return
	}
	runes := []rune(line)
	col := min(max(p.Col, 1), len(runes)+1)
	from := max(0, col-1-excerptWidth/2)
	past := min(len(runes), from+excerptWidth)
	var shown, under strings.Builder
	if from > 0 {
		shown.WriteString("…")
		under.WriteString(" ")
	}
	for i, r := range runes[from:past] {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || isBidi(r) {
			r = ' '
		}
		shown.WriteRune(r)
		if from+i < col-1 {
			under.WriteString(strings.Repeat(" ", cells(r)))
		}
	}
	if past < len(runes) {
		shown.WriteString("…")
	}
	fmt.Fprintf(out, "    %s\n", shown.String())
	if p.Col > 0 {
		fmt.Fprintf(out, "    %s^\n", under.String())
	}
}

// nthLine gives line n, from 1, of data without its end.
func nthLine(data []byte, n int) (string, bool) {
	rest := string(data)
	for ; n > 1; n-- {
		_, after, found := strings.Cut(rest, "\n")
		if !found {
			return "", false
		}
		rest = after
	}
	line, _, _ := strings.Cut(rest, "\n")
	return strings.ToValidUTF8(strings.TrimSuffix(line, "\r"), "\uFFFD"), len(data) > 0
}

// cells is how many terminal cells a character takes: two for Chinese characters and full-width forms.
func cells(r rune) int {
	if r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60) {
		return 2
	}
	return 1
}

// isBidi reports whether r can reorder the text around it on a terminal.
func isBidi(r rune) bool {
	return r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
