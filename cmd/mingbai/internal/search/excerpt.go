package search

import (
	"slices"
	"strings"
)

// Widths of an excerpt in columns: a Han character takes two, others one.
const (
	excerptWidth  = 180
	excerptBefore = 36 // at most, before the first mark
)

// span is a stretch of characters, end excluded.
type span [2]int

// text is a text with its folded form, made once.
type searchText struct {
	chars  []rune
	folded folded
}

func newSearchText(s string) *searchText {
	t := &searchText{chars: []rune(s)}
	t.folded.fold(s)
	return t
}

// find returns where a run of the query stands, as stretches of the text.
func (r queryRun) find(t *searchText) []span {
	if r.word {
		return r.findWord(t)
	}
	return t.findChars([]rune(r.text))
}

func (t *searchText) findChars(want []rune) []span {
	var out []span
	have := t.folded.chars
	for i := 0; i+len(want) <= len(have); {
		if !slices.Equal(have[i:i+len(want)], want) {
			i++
			continue
		}
		out = append(out, t.source(i, i+len(want)))
		i += len(want)
	}
	return out
}

// findWord returns the words with a stem that the query accepts.
func (r queryRun) findWord(t *searchText) []span {
	var out []span
	have := t.folded.chars
	for i := 0; i < len(have); {
		if c := classOf(have[i]); c == gap || c == han {
			i++
			continue
		}
		end := i
		for end < len(have) && classOf(have[end]) != gap && classOf(have[end]) != han {
			end++
		}
		if slices.Contains(r.stems, stem(string(have[i:end]))) {
			out = append(out, t.source(i, end))
		}
		i = end
	}
	return out
}

// source is the stretch of the text that a stretch of its folded form came from.
func (t *searchText) source(from, to int) span { return span{t.folded.at[from], t.folded.at[to-1] + 1} }

// has reports whether a term stands in one of the texts.
func (t term) has(texts []*searchText) bool { return slices.ContainsFunc(texts, t.in) }

// in reports whether the runs of a term stand in a text one behind the other, whatever punctuation is between them there
// or in the query: 法释2020 in 法释〔2020〕, and the other way round.
func (t term) in(x *searchText) bool {
	spans := make([][]span, len(t.runs))
	for i, r := range t.runs {
		spans[i] = r.find(x)
	}
	return slices.ContainsFunc(spans[0], func(s span) bool {
		for _, next := range spans[1:] {
			i := slices.IndexFunc(next, func(n span) bool { return n[0] >= s[1] && n[0] <= s[1]+maxBetween })
			if i < 0 {
				return false
			}
			s = next[i]
		}
		return true
	})
}

// marks are the stretches of a text that the query asked for; where no whole run stands, those of its keys.
func (q *query) marks(t *searchText) []span {
	var out []span
	for _, term := range q.terms {
		for _, r := range term.runs {
			out = append(out, r.find(t)...)
		}
	}
	if len(out) == 0 {
		for _, term := range q.terms {
			for _, k := range term.keys {
				if k.word == "" {
					out = append(out, t.findChars([]rune(k.text))...)
				}
			}
		}
	}
	return joinSpans(out)
}

// joinSpans orders stretches and joins those that touch.
func joinSpans(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return slices.Compare(a[:], b[:]) })
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
		} else {
			out = append(out, s)
		}
	}
	return out
}

// weight says how much of the query a paragraph has: marked characters, each different mark once.
func markedSize(t *searchText, marks []span) int {
	seen, n := map[string]bool{}, 0
	for _, m := range marks {
		if s := string(t.chars[m[0]:m[1]]); !seen[s] {
			seen[s] = true
			n += m[1] - m[0]
		}
	}
	return n
}

// excerpt cuts a paragraph around its first mark and moves the marks along.
func excerpt(t *searchText, marks []span) (string, []span) {
	from := 0
	if len(marks) > 0 {
		from = excerptStart(t.chars, marks[0][0])
	}
	to, width := from, 0
	for to < len(t.chars) && width < excerptWidth {
		width += columns(t.chars[to])
		to++
	}
	var b strings.Builder
	shift := -from
	if from > 0 {
		b.WriteString("…")
		shift++
	}
	b.WriteString(string(t.chars[from:to]))
	if to < len(t.chars) {
		b.WriteString("…")
	}
	var out []span
	for _, m := range marks {
		if m[0] < to {
			out = append(out, span{m[0] + shift, min(m[1], to) + shift})
		}
	}
	return b.String(), out
}

// excerptStart is where an excerpt begins whose first mark is at mark: at the beginning of a sentence
// or word, if one is near.
func excerptStart(chars []rune, mark int) int {
	start, width := mark, 0
	for start > 0 && width < excerptBefore {
		start--
		width += columns(chars[start])
	}
	if start == 0 {
		return 0
	}
	for i := start; i < mark; i++ {
		if strings.ContainsRune("。；！？", chars[i]) {
			return i + 1
		}
	}
	for i := start; i < mark && i < start+12; i++ {
		if chars[i] == ' ' {
			return i + 1
		}
	}
	return start
}

func columns(r rune) int {
	if r >= 0x2e80 {
		return 2
	}
	return 1
}
