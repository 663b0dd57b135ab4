package drawing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// letters are the widths of the printable characters of ASCII in a bold sans-serif face, in
// thousandths of an em, from the space on.
var letters = [...]int{
	278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
	975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
	333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
	611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
}

// Width is how wide a text is in units at most: faces differ, so that letters have a tenth to spare.
func Width(text string) int {
	thousandths := 0
	for _, r := range text {
		switch {
		case r >= ' ' && r <= '~':
			thousandths += letters[r-' '] * 11 / 10
		default:
			thousandths += 1000
		}
	}
	return (thousandths*Em + 999) / 1000
}

// Break divides a text into lines of at most width units, as even as they can be. The text comes in
// pieces that are not torn. It reports whether the text fits into so many lines.
func Break(pieces []string, width, lines int) ([]string, bool) {
	best, ok := fill(pieces, width)
	if !ok || len(best) > lines {
		return nil, false
	}
	for narrow := width - 1; narrow > 0; narrow-- {
		even, ok := fill(pieces, narrow)
		if !ok || len(even) > len(best) {
			break
		}
		best = even
	}
	return best, true
}

// fill puts as many pieces on each line as it takes.
func fill(pieces []string, width int) ([]string, bool) {
	var out []string
	line := ""
	for _, p := range pieces {
		if line != "" && Width(strings.TrimRight(line+p, " ")) > width {
			out = append(out, strings.TrimRight(line, " "))
			line = ""
		}
		line += p
		if Width(strings.TrimRight(line, " ")) > width {
			return nil, false
		}
	}
	if line != "" {
		out = append(out, strings.TrimRight(line, " "))
	}
	return out, true
}

// Pieces cuts a text where a line may end: after a space, and between Chinese characters except
// inside the words that whole finds at the start of a text and before or after marks that do not
// stand at the end or the start of a line.
func Pieces(text string, whole func(string) string) []string {
	var out []string
	join := false
	for at := 0; at < len(text); {
		piece := whole(text[at:])
		if piece == "" {
			piece = character(text[at:])
		}
		at += len(piece)
		first, _ := utf8.DecodeRuneInString(piece)
		if len(out) > 0 && (join || strings.ContainsRune("，、。；：）》”’·", first) || latinAfter(first, last(out[len(out)-1]))) {
			out[len(out)-1] += piece
		} else {
			out = append(out, piece)
		}
		join = strings.ContainsRune("（《“‘", last(piece))
	}
	return out
}

func character(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}

func last(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// latinAfter reports whether a character stays with the one before: a line may end after a space or a
// hyphen.
func latinAfter(r, before rune) bool {
	return (latin(r) || r == ' ') && latin(before) && before != '-'
}

// latin reports whether a line may not end before the character: all but spaces and Han.
func latin(r rune) bool { return r < 0x2E80 && !unicode.IsSpace(r) }
