package search

import (
	"regexp"
	"slices"
	"strings"
)

// Bounds of a query. What lies beyond is not looked up, and the result says approximate.
const (
	maxQuery = 256 // characters read
	maxTerms = 8   // words looked up
	maxPicks = 4   // keys looked up, at least one for each word
	maxKeys  = 8   // keys of the whole query, when it has to be relaxed
)

// query is what somebody typed, ready to be looked up.
type query struct {
	terms []term
	size  int    // characters that are not gaps, to know an exact title by
	cut   bool   // something was left out
	text  string // what was read, folded
	// placed is set when a numbered part was set apart: only its own place is wanted, not all pages with one.
	placed bool
}

// term is what stands between two spaces of a query, or part of it. All its keys must stand in one unit.
type term struct {
	runs []queryRun
	// keys are all keys, picks those that are enough to find the term: for a long run of Han, four.
	keys, picks []queryKey
}

// queryRun is a stretch of Han, letters and digits without a gap.
type queryRun struct {
	text string
	// word is set when the run is one Latin word, which is found by its stem and not letter by letter:
	// stems are those accepted, its own or, when the index does not have it, the guesses.
	word  bool
	stems []string
}

// queryKey is one key of a term.
type queryKey struct {
	text   string
	single bool   // in the index of single characters
	word   string // the Latin word as typed, folded, or ""
}

// parseQuery folds and cuts a query, and picks four of its keys to look up, or one of each of more words.
func parseQuery(text string) query { return cutQuery(text).choose(0) }

// otherForm is a query that is looked up beside the one typed: fewer of its keys are.
func otherForm(text string) query { return cutQuery(text).choose(1) }

func (q query) choose(others int) query {
	n := len(q.terms) + others
	for i := range q.terms {
		q.terms[i].picks = pick(q.terms[i].keys, (maxPicks+n-1)/n)
	}
	return q
}

func cutQuery(text string) query {
	read := cutText(text)
	q := query{cut: len(read) < len(text)}
	var f folded
	f.fold(read)
	q.text = strings.Join(strings.FieldsFunc(string(f.chars), isSpace), " ")
	for i := 0; i < len(f.chars); {
		end := i
		for end < len(f.chars) && !isSpace(f.chars[end]) {
			end++
		}
		q.add(f.chars[i:end])
		i = end + 1
	}
	return q
}

// cutText is the part of a query that is read.
func cutText(text string) string {
	n := 0
	for i := range text {
		if n == maxQuery {
			return text[:i]
		}
		n++
	}
	return text
}

func isSpace(r rune) bool {
	return r <= ' ' || r == 0x7f || r == 0x85 || r == 0x1680 || r == 0x2028 || r == 0x2029
}

// add adds the terms of what stands between two spaces: one, and one more for each run that is a single
// character, because singles are known by page and not by unit.
func (q *query) add(chars []rune) {
	var t term
	for i := 0; i < len(chars); {
		if classOf(chars[i]) == gap {
			i++
			continue
		}
		end := runEnd(chars, i)
		var r term
		r.add(chars[i:end])
		if len(r.keys) == 1 && r.keys[0].single {
			q.addTerm(r)
		} else {
			t.runs, t.keys = append(t.runs, r.runs...), append(t.keys, r.keys...)
		}
		q.size += end - i
		i = end
	}
	q.addTerm(t)
}

func (q *query) addTerm(t term) {
	switch {
	case len(t.keys) == 0:
	case len(q.terms) == maxTerms:
		q.cut = true
	default:
		q.terms = append(q.terms, t)
	}
}

// add gives an empty term its run, unless the run is an empty word.
func (t *term) add(run []rune) {
	isWord := false
	for i := 0; i < len(run); {
		if classOf(run[i]) == han {
			switch {
			case i+1 < len(run):
				t.key(string(run[i : i+2]))
			case i == 0:
				t.keys = append(t.keys, queryKey{text: string(run), single: true})
			}
			i++
			continue
		}
		end := alnumEnd(run, i)
		isWord = t.alnum(run[i:end], i > 0 || end < len(run)) && end-i == len(run)
		if end < len(run) {
			t.key(string(run[end-1 : end+1]))
		}
		i = end
	}
	if len(t.keys) > 0 {
		r := queryRun{text: string(run), word: isWord}
		if isWord {
			r.stems = []string{stem(r.text)}
		}
		t.runs = append(t.runs, r)
	}
}

func (t *term) key(text string) { t.keys = append(t.keys, queryKey{text: text}) }

// alnum adds the keys of letters and digits side by side and reports whether they are a word. One
// character beside Han has no key of its own: it is in a pair, and may be the end of AAA in AAA级.
func (t *term) alnum(run []rune, beside bool) bool {
	isWord := slices.ContainsFunc(run, func(r rune) bool { return classOf(r) == letter })
	switch {
	case len(run) == 1 && beside:
	case isWord:
		if w := string(run); !emptyWords[w] {
			t.keys = append(t.keys, queryKey{text: stem(w), word: w})
		}
	case len(run) == 1:
		t.keys = append(t.keys, queryKey{text: string(run), single: true})
	default:
		n := min(len(run), maxGram)
		for i := 0; i+n <= len(run); i++ {
			t.key(string(run[i : i+n]))
		}
	}
	return isWord
}

// pick takes at most n of the different keys, evenly spread, the first and the last among them.
func pick(keys []queryKey, n int) []queryKey {
	var distinct []queryKey
	for _, k := range keys {
		if !slices.ContainsFunc(distinct, func(d queryKey) bool { return d.text == k.text }) {
			distinct = append(distinct, k)
		}
	}
	if len(distinct) <= n {
		return distinct
	}
	picked := make([]queryKey, n)
	for i := range picked {
		picked[i] = distinct[i*(len(distinct)-1)/max(n-1, 1)]
	}
	return picked
}

// questionWords make a question of a query and say nothing of what it is about. They are only taken out
// of a query that no page has all of, since pages too have questions for titles.
var questionWords = strings.Fields("为什么 怎么办理 怎么办 怎么样 怎么 怎样 如何 什么 哪些 哪里 哪儿 哪个 多少 请问 需不需要 需要 能不能 可不可以 可以 " +
	"是不是 有没有 我想 我要 想要 一家 一个 吗 呢")

// numbered are the words for a numbered part of a text, which stand apart from the rest of a query.
var numbered = regexp.MustCompile(`第 *([0-9零一二三四五六七八九十百千]+) *([条章节项款号])|([0-9]+) *(条)`)

// stripQuestion replaces the words of a question by spaces, in a folded query.
func stripQuestion(text string) string {
	text = Fold(cutText(text))
	for _, w := range questionWords {
		text = strings.ReplaceAll(text, w, " ")
	}
	return text
}
