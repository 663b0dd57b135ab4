package search

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// class says what a folded character is to search. The ranges are data of ours, not of the Unicode
// version at hand, because the browser's is another; it gets them in the manifest (rules.go).
type class byte

const (
	gap    class = iota // ends a run
	han                 // written without spaces: Han, kana, hangul, bopomofo, Yi
	digit               // 0 to 9
	letter              // of any alphabet
)

var hanRanges = [][2]rune{
	{0x2e80, 0x2fdf}, {0x3005, 0x3007}, {0x3021, 0x30fa}, {0x30fc, 0xa48f}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0x20000, 0x3fffd},
}

// letterRanges take in some signs of alphabets that the site does not use, to be short.
var letterRanges = [][2]rune{{'a', 'z'}, {0xdf, 0xf6}, {0xf8, 0x10ff}, {0x1e00, 0x1fff}}

// dropRanges are characters that nobody sees or types on purpose: soft hyphen, accents once they are
// apart from their letter, joiners and marks of direction, variation selectors, apostrophes.
var dropRanges = [][2]rune{
	{0x27, 0x27}, {0xad, 0xad}, {0x2bc, 0x2bc}, {0x300, 0x36f}, {0x200b, 0x200f}, {0x2018, 0x2019}, {0x202a, 0x202e}, {0x2060, 0x206f},
	{0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
}

var digitRanges = [][2]rune{{'0', '9'}}

const dropped class = 255

//go:embed simplified.txt
var simplifiedText string

// foldTables hold, for the Basic Multilingual Plane, the class of each folded character and the
// character that a traditional one folds to.
type foldTables struct {
	class      [0x10000]class
	simplified map[rune]rune
	plain      [0x10000]rune // the same for quick reading; 0 where a character stays as it is
	// common are the pairs that the browser has without fetching, as they stand in the file.
	common      map[rune]bool
	commonPairs string
}

var tables = newFoldTables()

func newFoldTables() *foldTables {
	t := &foldTables{simplified: map[rune]rune{}, common: map[rune]bool{}}
	fill := func(ranges [][2]rune, c class) {
		for _, r := range ranges {
			for x := r[0]; x <= r[1] && x < 0x10000; x++ {
				t.class[x] = c
			}
		}
	}
	fill(hanRanges, han)
	fill(letterRanges, letter)
	fill(digitRanges, digit)
	fill(dropRanges, dropped)
	first := true
	for line := range strings.Lines(simplifiedText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		pair := []rune(strings.TrimSpace(line))
		for i := 0; i+1 < len(pair); i += 2 {
			t.simplified[pair[i]] = pair[i+1]
			if pair[i] < 0x10000 {
				t.plain[pair[i]] = pair[i+1]
			}
			if first {
				t.common[pair[i]] = true
				t.commonPairs += string(pair[i : i+2])
			}
		}
		first = first && len(pair) == 0
	}
	return t
}

// classOf is the class of a character after folding.
func classOf(r rune) class {
	switch {
	case r < 0x10000:
		return tables.class[max(r, 0)]
	case 0x20000 <= r && r <= 0x3fffd:
		return han
	case 0xe0100 <= r && r <= 0xe01ef:
		return dropped
	}
	return gap
}

// folded is a text as search sees it, with the place in the text that each character came from.
type folded struct {
	chars []rune
	at    []int           // number of the source character, in characters of the text
	forms map[rune][]rune // what characters met so far are composed of
}

// fold folds a text, one character at a time, so that every result has one source.
func (f *folded) fold(text string) {
	f.chars, f.at = f.chars[:0], f.at[:0]
	i := 0
	for _, r := range text {
		switch {
		case 'A' <= r && r <= 'Z':
			f.put(r+'a'-'A', i)
		case r < 0x80 || 0x3041 <= r && r <= 0x30ff:
			f.put(r, i)
		case !composed(r):
			f.put(simplify(r), i)
		default:
			for _, d := range f.form(r) {
				f.put(d, i)
			}
		}
		i++
	}
}

// form is what a character folds to.
func (f *folded) form(r rune) []rune {
	form, known := f.forms[r]
	if !known {
		for _, d := range norm.NFKD.String(string(r)) {
			form = append(form, simplify(unicode.ToLower(d)))
		}
		if f.forms == nil {
			f.forms = map[rune][]rune{}
		}
		f.forms[r] = form
	}
	return form
}

// composed reports whether a character may have another form. The blocks are fixed here, because in
// others each version of Unicode adds pairs of letters, and the browser's version is another.
func composed(r rune) bool {
	return r < 0x3400 || 0xf900 <= r && r <= 0xffff || 0x1d400 <= r && r <= 0x1f2ff
}

func (f *folded) put(r rune, at int) {
	if classOf(r) == dropped {
		return
	}
	f.chars = append(f.chars, r)
	f.at = append(f.at, at)
}

func simplify(r rune) rune {
	if r < 0x10000 {
		if s := tables.plain[max(r, 0)]; s != 0 {
			return s
		}
		return r
	}
	if s, ok := tables.simplified[r]; ok {
		return s
	}
	return r
}

// Fold gives the text as search compares it.
func Fold(text string) string {
	var f folded
	f.fold(text)
	return string(f.chars)
}
