// Package compare says whether two texts, one Chinese and one English, say the same: the same
// figures ([Chinese], [English], [Missing]) and the terms that a glossary agrees on ([Terms]).
//
// A figure is a number with its meaning for a reader: a day, a fee, a percentage, a month, the
// number of an article or document. Some are written in words, 三个月 or twice, and words are not
// always figures: 一老一小 counts nothing. So a figure is firm, if it is surely one, or loose, if it
// may be. Every firm figure of one text must stand in the other, firm or loose; a
// loose one need not. The package knows nothing of files and places.
package compare

import (
	"slices"
	"strconv"
	"strings"
)

// Figure is a number in a text.
type Figure struct {
	Value string // in one form for both languages: "5000", "20%", "2/3", "month 11"
	Text  string // as it stands in the text
	At    int    // position in the text, in bytes
	Firm  bool   // surely a figure
}

// Missing compares two texts and gives the firm figures of each for which the other has no match, in
// order. A value that the other text has at all, but less often, is missing only if the other text
// has a figure too many: translations repeat a figure, or say “below this” instead, but where one
// stands in place of another both texts have one over.
func Missing(a, b []Figure) (inB, inA []Figure) {
	lackA, overA := lack(a, b)
	lackB, overB := lack(b, a)
	if len(lackB)+len(overB) > 0 {
		lackA = together(a, lackA, overA)
	}
	if len(lackA)+len(overA) > 0 {
		lackB = together(b, lackB, overB)
	}
	return lackA, lackB
}

// lack gives the firm figures whose value the other text does not have, and those that it has less often.
func lack(text, other []Figure) (none, fewer []Figure) {
	have, left := map[string]bool{}, map[string]int{}
	for _, f := range other {
		have[f.Value] = true
		left[f.Value]++
	}
	for _, f := range text {
		switch {
		case !f.Firm || f.Value == "1" && have["1"]: // each, a, per: words for one are not counted
		case !have[f.Value]:
			none = append(none, f)
		case left[f.Value] == 0:
			fewer = append(fewer, f)
		default:
			left[f.Value]--
		}
	}
	return none, fewer
}

// together joins two lists of figures in the order of the text.
func together(text []Figure, a, b []Figure) (out []Figure) {
	for _, f := range text {
		if slices.Contains(a, f) || slices.Contains(b, f) {
			out = append(out, f)
		}
	}
	return out
}

// number writes a decimal numeral times a factor in its one form: "05" and codes with leading zeros
// stay as they are.
func number(digits string, factor float64) string {
	digits = strings.ReplaceAll(digits, ",", "")
	if factor == 1 && len(digits) > 1 && digits[0] == '0' && !strings.Contains(digits, ".") {
		return digits
	}
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil || v > 1e15 {
		return digits
	}
	return strconv.FormatFloat(v*factor, 'f', -1, 64)
}
