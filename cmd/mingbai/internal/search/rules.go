package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// rules are the tables that both sides need.
type rules struct {
	// Classes are, for han, digit, letter and dropped in turn, ranges of characters: first and last of each.
	Classes [4][]rune `json:"classes"`
	// Common are traditional characters, each followed by its simplified form, that need no table.
	Common string `json:"common"`
	// Respell are patterns and what takes their place.
	Respell [][2]string `json:"respell"`
	// Steps are the endings of steps 2 to 4 of the stemmer, each followed by what takes its place, "-" for nothing.
	Steps [3]string `json:"steps"`
	// Empty are the words that are not looked up, Questions those that make a question of a query.
	Empty     string `json:"empty"`
	Questions string `json:"questions"`
	// Numbered is the pattern of a numbered part of a text.
	Numbered string `json:"numbered"`
}

func theRules() rules {
	r := rules{Common: tables.commonPairs, Empty: strings.Join(slices.Sorted(maps.Keys(emptyWords)), " "), Questions: strings.Join(questionWords, " "),
		Numbered: numbered.String()}
	for i, ranges := range [...][][2]rune{hanRanges, digitRanges, letterRanges, dropRanges} {
		for _, pair := range ranges {
			if pair[0] < 0x10000 {
				r.Classes[i] = append(r.Classes[i], pair[0], pair[1])
			}
		}
	}
	for _, x := range respellings {
		r.Respell = append(r.Respell, [2]string{x.pattern.String(), strings.NewReplacer("{", "", "}", "").Replace(x.to)})
	}
	for i, step := range [...][]ending{step2, step3, step4} {
		var all []string
		for _, e := range step {
			all = append(all, e.from, cmp.Or(e.to, "-"))
		}
		r.Steps[i] = strings.Join(all, " ")
	}
	return r
}
