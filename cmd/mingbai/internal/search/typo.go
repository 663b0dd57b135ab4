package search

import (
	"slices"
	"strings"
)

// Bounds of guessing what a Latin word that the index does not have was meant to be.
const (
	minTypo    = 4  // characters: shorter words are not guessed at
	minPrefix  = 2  // characters: shorter beginnings are not completed
	maxGuesses = 20 // keys
)

// completions are the words, of a sorted list, that begin with a word that is still being typed.
func completions(word string, words []string) []string {
	from, _ := slices.BinarySearch(words, word)
	to := from
	for to < len(words) && to < from+maxGuesses && strings.HasPrefix(words[to], word) {
		to++
	}
	return words[from:to]
}

// corrections are the words that are one slip of a finger away: a letter wrong, missing, too many, or
// two swapped.
func corrections(word string, words []string) []string {
	var out []string
	w := []rune(word)
	for _, v := range words {
		if len(out) < maxGuesses && oneSlip(w, []rune(v)) {
			out = append(out, v)
		}
	}
	return out
}

// stems are the different keys of words.
func stems(words []string) []string {
	var out []string
	for _, w := range words {
		if k := stem(w); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// oneSlip reports whether a and b differ by one slip.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	switch left := len(a) - i - j; {
	case left <= 0:
		return len(b) > len(a)
	case left == 1:
		return len(a) == len(b)
	case left == 2:
		return len(a) == len(b) && a[i] == b[i+1] && a[i+1] == b[i]
	}
	return false
}
