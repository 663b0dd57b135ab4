package render

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/content"
)

// segmenter knows the words of the glossary that a heading must not tear at a line's end.
type segmenter struct {
	byFirst map[rune][]string // longest first
}

// newSegmenter takes the Chinese terms of two to six characters.
func newSegmenter(terms []content.Term) *segmenter {
	s := &segmenter{byFirst: map[rune][]string{}}
	for _, t := range terms {
		if n := utf8.RuneCountInString(t.Zh); n < 2 || n > 6 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(t.Zh)
		if !slices.Contains(s.byFirst[first], t.Zh) {
			s.byFirst[first] = append(s.byFirst[first], t.Zh)
		}
	}
	for _, list := range s.byFirst {
		slices.SortFunc(list, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
	}
	return s
}

// heading is the title of a page as HTML, its words kept whole.
func (b *builder) heading(title string) template.HTML {
	if b.zh {
		return b.zhHeading(title)
	}
	return b.html(title)
}

func (b *builder) zhHeading(title string) template.HTML {
	var out strings.Builder
	plain := 0
	for at := 0; at < len(title); {
		r, size := utf8.DecodeRuneInString(title[at:])
		word := ""
		for _, w := range b.terms.byFirst[r] {
			if strings.HasPrefix(title[at:], w) {
				word = w
				break
			}
		}
		if word == "" {
			at += size
			continue
		}
		out.WriteString(template.HTMLEscapeString(title[plain:at]))
		out.WriteString(string(keep(word)))
		at += len(word)
		plain = at
	}
	out.WriteString(template.HTMLEscapeString(title[plain:]))
	return template.HTML(out.String())
}
