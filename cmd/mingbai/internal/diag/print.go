package diag

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/unseen"
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
	return visible(fmt.Sprintf("%s: %s%s [%s]", d.Pos, severity, d.text(lang), d.Name))
}

// visible writes as escapes what a terminal would not show as it stands: names of files and values
// come from whoever wrote the sources.
func visible(s string) string {
	if at, _ := unseen.Index(s); at < 0 && utf8.ValidString(s) && !strings.ContainsAny(s, "\n\t") {
		return s
	}
	var out strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		if unseen.Is(r) || r == '\n' || r == '\t' || r == utf8.RuneError && size == 1 {
			quoted := strconv.Quote(s[i : i+size])
			out.WriteString(quoted[1 : len(quoted)-1])
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
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
	p := &printer{out: bufio.NewWriter(w), source: source, lines: map[string][]string{}}
	for _, d := range l.Sorted() {
		fmt.Fprintln(p.out, d.line(lang))
		p.excerpt(d.Pos)
		for _, r := range d.Related {
			fmt.Fprintf(p.out, "  %s\n", visible(r.String()))
			p.excerpt(r)
		}
	}
	return p.out.Flush()
}

// printer prints one list.
type printer struct {
	out    *bufio.Writer
	source func(file string) []byte
	lines  map[string][]string // of the files quoted so far
}

// excerptWidth bounds how much of a long line is shown, in characters.
const excerptWidth = 76

// excerpt writes the line of a place with a caret under its column.
func (p *printer) excerpt(at Pos) {
	if at.Line == 0 || p.source == nil {
		return
	}
	lines, known := p.lines[at.File]
	if !known {
		if text := p.source(at.File); len(text) > 0 {
			lines = strings.Split(string(text), "\n")
		}
		p.lines[at.File] = lines
	}
	if at.Line > len(lines) {
		return
	}
	line := strings.ToValidUTF8(strings.TrimSuffix(lines[at.Line-1], "\r"), "\uFFFD")
	runes := []rune(line)
	col := min(max(at.Col, 1), len(runes)+1)
	from := max(0, col-1-excerptWidth/2)
	past := min(len(runes), from+excerptWidth)
	var shown, under strings.Builder
	if from > 0 {
		shown.WriteString("…")
		under.WriteString(" ")
	}
	for i, r := range runes[from:past] {
		if unicode.IsControl(r) || unseen.Is(r) {
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
	fmt.Fprintf(p.out, "    %s\n", shown.String())
	if at.Col > 0 {
		fmt.Fprintf(p.out, "    %s^\n", under.String())
	}
}

// cells is how many terminal cells a character takes: two for Chinese characters and full-width forms.
func cells(r rune) int {
	if r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60) {
		return 2
	}
	return 1
}
