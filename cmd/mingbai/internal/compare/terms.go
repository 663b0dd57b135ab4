package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Term is a Chinese term with the English renderings that are agreed for it. A term that is not
// enforced may be rendered freely; it still hides shorter terms inside it.
type Term struct {
	ID       string
	Zh       string
	En       []string
	Enforced bool
}

// Terms is a glossary made ready for many texts. It is safe for concurrent use.
type Terms struct {
	byRune map[rune][]term // longest first
}

type term struct {
	Term
	stems []string // of each rendering, between blanks
}

// Use is a term in a text.
type Use struct {
	Term Term
	At   int // position in the text, in bytes
}

// NewTerms makes a glossary ready.
func NewTerms(list []Term) *Terms {
	t := &Terms{byRune: map[rune][]term{}}
	for _, one := range list {
		if one.Zh == "" {
			continue
		}
		made := term{Term: one}
		for _, en := range one.En {
			made.stems = append(made.stems, stems(en))
		}
		first, _ := utf8.DecodeRuneInString(one.Zh)
		t.byRune[first] = append(t.byRune[first], made)
	}
	for _, list := range t.byRune {
		slices.SortStableFunc(list, func(a, b term) int { return cmp.Compare(len(b.Zh), len(a.Zh)) })
	}
	return t
}

// Missing gives the terms of a Chinese text of which the English text uses no agreed rendering, each
// once, where it stands first. Of terms that lie in each other the longest counts: 托育机构备案 is not
// a use of 备案. Case, plurals and simple endings of English words make no difference.
func (t *Terms) Missing(zh, en string) []Use {
	var out []Use
	var folded string
	seen := map[string]bool{}
	for i := 0; i < len(zh); {
		r, size := utf8.DecodeRuneInString(zh[i:])
		at := slices.IndexFunc(t.byRune[r], func(m term) bool { return strings.HasPrefix(zh[i:], m.Zh) })
		if at < 0 {
			i += size
			continue
		}
		found := t.byRune[r][at]
		if found.Enforced && !seen[found.ID] {
			seen[found.ID] = true
			if folded == "" {
				folded = stems(en)
			}
			if !slices.ContainsFunc(found.stems, func(s string) bool { return strings.Contains(folded, s) }) {
				out = append(out, Use{found.Term, i})
			}
		}
		i += len(found.Zh)
	}
	return out
}

var endings = strings.NewReplacer("’", "'", "'s", "", "’s", "")

// stems gives the words of an English text, folded and without endings, each between blanks.
func stems(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	text = endings.Replace(strings.ToLower(text))
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(stem(w))
		b.WriteByte(' ')
	}
	return b.String()
}

// stem cuts the endings of inflection: filings, filing, filed and file are one.
func stem(w string) string {
	if s, ok := strings.CutSuffix(w, "s"); ok && len(s) > 2 && !strings.HasSuffix(s, "s") {
		w = s
		if s, ok := strings.CutSuffix(w, "ie"); ok {
			w = s + "y"
		}
	}
	for _, ending := range []string{"ing", "ed", "er"} {
		if s, ok := strings.CutSuffix(w, ending); ok && len(s) > 2 && strings.ContainsAny(s, "aeiouy") {
			if ending == "ed" {
				s = strings.TrimSuffix(s, "i") + strings.Repeat("y", strings.Count(s[len(s)-1:], "i"))
			}
			if n := len(s); n > 3 && s[n-1] == s[n-2] && s[n-1] != 'l' && s[n-1] != 's' {
				s = s[:n-1]
			}
			w = s
			break
		}
	}
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "e")
	}
	return w
}
