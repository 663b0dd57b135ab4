package search

import "strings"

// The English stemmer, https://snowballstem.org/algorithms/english/stemmer.html, for words of a to z, without its
// list of exceptions.
// static/js/search/stem.js is its twin, step by step.

type ending struct{ from, to string }

var step2 = []ending{
	{"ization", "ize"}, {"ational", "ate"}, {"fulness", "ful"}, {"ousness", "ous"}, {"iveness", "ive"}, {"tional", "tion"},
	{"biliti", "ble"}, {"lessli", "less"}, {"entli", "ent"}, {"ation", "ate"}, {"alism", "al"}, {"aliti", "al"}, {"ousli", "ous"},
	{"iviti", "ive"}, {"fulli", "ful"}, {"enci", "ence"}, {"anci", "ance"}, {"abli", "able"}, {"izer", "ize"}, {"ator", "ate"},
	{"alli", "al"}, {"bli", "ble"}, {"ogi", "og"}, {"li", ""},
}

var step3 = []ending{
	{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"}, {"icate", "ic"}, {"iciti", "ic"}, {"ative", ""}, {"ical", "ic"},
	{"ness", ""}, {"ful", ""},
}

var step4 = []ending{{"ement", ""}, {"ance", ""}, {"ence", ""}, {"able", ""}, {"ible", ""}, {"ment", ""}, {"ant", ""}, {"ent", ""}, {"ism", ""},
	{"ate", ""}, {"iti", ""}, {"ous", ""}, {"ive", ""}, {"ize", ""}, {"ion", ""}, {"al", ""}, {"er", ""}, {"ic", ""}}

func vowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// stemmer holds a word and where its regions R1 and R2 begin. A consonant y is written Y.
type stemmer struct {
	w      string
	r1, r2 int
}

func porter2(word string) string {
	if len(word) <= 2 {
		return word
	}
	b := []byte(word)
	for i := range b {
		if b[i] == 'y' && (i == 0 || vowel(b[i-1])) {
			b[i] = 'Y'
		}
	}
	s := stemmer{w: string(b)}
	s.regions()
	s.plural()
	s.past()
	s.finalY()
	s.suffix(step2, func(from string, n int) bool {
		return n >= s.r1 && (from != "ogi" || s.behind(n, "l")) && (from != "li" || s.behind(n, "cdeghkmnrt"))
	})
	s.suffix(step3, func(from string, n int) bool { return n >= s.r1 && (from != "ative" || n >= s.r2) })
	s.suffix(step4, func(from string, n int) bool { return n >= s.r2 && (from != "ion" || s.behind(n, "st")) })
	s.finalE()
	return strings.ReplaceAll(s.w, "Y", "y")
}

func (s *stemmer) regions() {
	s.r1 = region(s.w, 0)
	for _, p := range []string{"gener", "commun", "arsen"} {
		if strings.HasPrefix(s.w, p) {
			s.r1 = len(p)
		}
	}
	s.r2 = region(s.w, s.r1)
}

// region is the place behind the first non-vowel that follows a vowel, from a place on.
func region(w string, from int) int {
	for i := from + 1; i < len(w); i++ {
		if !vowel(w[i]) && vowel(w[i-1]) {
			return i + 1
		}
	}
	return len(w)
}

func (s *stemmer) has(suffix string) bool { return strings.HasSuffix(s.w, suffix) }

func (s *stemmer) cut(n int) { s.w = s.w[:len(s.w)-n] }

func hasVowel(w string) bool { return strings.ContainsAny(w, "aeiouy") }

func (s *stemmer) plural() {
	switch {
	case s.has("sses"):
		s.cut(2)
	case s.has("ied"), s.has("ies"):
		s.cut(2)
		if len(s.w) <= 2 {
			s.w += "e"
		}
	case s.has("us"), s.has("ss"):
	case s.has("s"):
		if len(s.w) > 2 && hasVowel(s.w[:len(s.w)-2]) {
			s.cut(1)
		}
	}
}

func (s *stemmer) past() {
	for _, suffix := range []string{"eedly", "eed"} {
		if s.has(suffix) {
			if len(s.w)-len(suffix) >= s.r1 {
				s.cut(len(suffix) - 2)
			}
			return
		}
	}
	for _, suffix := range []string{"ingly", "edly", "ing", "ed"} {
		if !s.has(suffix) {
			continue
		}
		if !hasVowel(s.w[:len(s.w)-len(suffix)]) {
			return
		}
		s.cut(len(suffix))
		n := len(s.w)
		switch {
		case s.has("at"), s.has("bl"), s.has("iz"):
			s.w += "e"
		case n > 3 && s.w[n-1] == s.w[n-2] && strings.IndexByte("bdfgmnprt", s.w[n-1]) >= 0:
			s.cut(1)
		case s.r1 >= n && s.shortEnd(n):
			s.w += "e"
		}
		return
	}
}

// shortEnd reports whether the word cut to n ends in a short syllable.
func (s *stemmer) shortEnd(n int) bool {
	w := s.w[:n]
	if n == 2 {
		return vowel(w[0]) && !vowel(w[1])
	}
	return n > 2 && !vowel(w[n-3]) && vowel(w[n-2]) && !vowel(w[n-1]) && strings.IndexByte("wxY", w[n-1]) < 0
}

func (s *stemmer) finalY() {
	n := len(s.w)
	if n > 2 && (s.w[n-1] == 'y' || s.w[n-1] == 'Y') && !vowel(s.w[n-2]) {
		s.w = s.w[:n-1] + "i"
	}
}

// suffix replaces the first ending of a step that the word has, if may allows it; n is where it begins.
func (s *stemmer) suffix(step []ending, may func(from string, n int) bool) {
	for _, e := range step {
		if s.has(e.from) {
			if n := len(s.w) - len(e.from); may(e.from, n) {
				s.w = s.w[:n] + e.to
			}
			return
		}
	}
}

// behind reports whether the letter in front of place n is one of some.
func (s *stemmer) behind(n int, letters string) bool {
	return n > 0 && strings.IndexByte(letters, s.w[n-1]) >= 0
}

func (s *stemmer) finalE() {
	n := len(s.w) - 1
	switch {
	case s.has("e") && (n >= s.r2 || n >= s.r1 && !s.shortEnd(n)):
		s.cut(1)
	case s.has("l") && n >= s.r2 && s.has("ll"):
		s.cut(1)
	}
}
