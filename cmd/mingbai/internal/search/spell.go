package search

import (
	"regexp"
	"slices"
	"strings"
)

// spell adds forms of the query in which the first letters stand for Chinese, and reports whether there are any.
func (s *asked) spell() (bool, error) {
	typed := Fold(cutText(s.text))
	at := letters.FindStringIndex(typed)
	if at == nil || s.spelt {
		return false, nil
	}
	s.spelt = true
	word := strings.ReplaceAll(typed[at[0]:at[1]], " ", "")
	sh, err := s.store.shard(s.layout, "p", word)
	if sh == nil || err != nil {
		return false, err
	}
	var said []string
	for i, found := slices.BinarySearch(sh.keys, word); i < len(sh.keys) && len(said) < maxSaid; i++ {
		if found && sh.keys[i] != word || !strings.HasPrefix(sh.keys[i], word) || len(word) < minSpelt && !found {
			break
		}
		for _, text := range strings.Split(sh.Said[i], " ") {
			if len(said) < maxSaid && !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
	}
	for _, text := range said {
		s.forms = append(s.forms, otherForm(typed[:at[0]]+" "+text+" "+typed[at[1]:]))
		s.approximate = true
	}
	return len(said) > 0, nil
}

// minSpelt is the number of letters from which on a beginning of pinyin is completed.
const minSpelt = 3

// letters are what may be pinyin.
var letters = regexp.MustCompile(`[a-z]+(?: [a-z]+)*`)
