package render

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// initialTable holds the 3,755 characters of GB/T 2312 level 1, which that standard orders by their
// pinyin: one line for each initial letter, the letter first.
//
//go:embed initials.txt
var initialTable string

// otherInitial stands for titles that begin with neither a known character nor a letter.
const otherInitial = "#"

// initials gives the index letter of a title: its Latin initial, or the pinyin initial of its first
// Chinese character. Characters of several readings take the one that the standard sorts them by.
func initials() func(title string) string {
	table := sync.OnceValue(func() map[rune]string {
		letters := make(map[rune]string, 3755)
		for line := range strings.Lines(initialTable) {
			for _, r := range line[1:] {
				letters[r] = line[:1]
			}
		}
		return letters
	})
	return func(title string) string {
		letters := table()
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(title, "《“\"'（( "))
		if letter := letters[first]; letter != "" {
			return letter
		}
		if up := unicode.ToUpper(first); up >= 'A' && up <= 'Z' {
			return string(up)
		}
		return otherInitial
	}
}
