package search

import (
	"regexp"
	"strings"
)

// emptyWords carry so little that they are neither indexed nor required of a page.
var emptyWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("a an and are as at be by can do does for from how i if in is it its me my of on or our " +
		"should that the their there they this to was we what when where which who will with you your") {
		m[w] = true
	}
	return m
}()

// A respelling makes one spelling of two that English has. It may well make a word that nobody writes
// (exercise, exercize): both sides do it, and no reader sees it.
var respellings = []struct {
	pattern *regexp.Regexp
	to      string
}{
	{regexp.MustCompile(`^(lic|def|off|pret)enc`), "${1}ens"},
	{regexp.MustCompile(`^practis`), "practic"},
	{regexp.MustCompile(`([a-z]{2})(i|ly)s(e|ed|es|er|ers|ing|ation|ations)$`), "${1}${2}z${3}"},
	{regexp.MustCompile(`^(arm|behavi|col|endeav|fav|harb|hon|hum|lab|neighb|rum|vap)our`), "${1}or"},
	{regexp.MustCompile(`^(cent|fib|theat|lit|met|kilomet|centimet|millimet|millilit)res?$`), "${1}er"},
	{regexp.MustCompile(`^programmes?$`), "program"},
	{regexp.MustCompile(`^cheque`), "check"},
	{regexp.MustCompile(`^enquir`), "inquir"},
	{regexp.MustCompile(`^registr`), "regist"},
	{regexp.MustCompile(`dgement`), "dgment"},
	{regexp.MustCompile(`^(age)ing$`), "aging"},
	{regexp.MustCompile(`^(cata|ana|dia)logue`), "${1}log"},
}

// Respell gives the one spelling under which a folded word is stemmed.
func respell(w string) string {
	for _, r := range respellings {
		w = r.pattern.ReplaceAllString(w, r.to)
	}
	return w
}

// maxWord cuts the key of a word that is no word, in characters.
const maxWord = 32

// stem gives the key of a folded word of letters: respelt, then by the English stemmer of
// Snowball (Porter2). Words with other letters than a to z stay as they are.
func stem(w string) string {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return cutWord(w)
		}
	}
	return cutWord(porter2(respell(w)))
}

func cutWord(w string) string {
	if len(w) <= maxWord {
		return w
	}
	r := []rune(w)
	return string(r[:min(len(r), maxWord)])
}
