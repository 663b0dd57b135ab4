package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/tokens.json from what this side gives")

// vectors are what this side and the browser's must agree on. To add one, add its input and run the
// test with -update.
type vectors struct {
	// Fold are texts and their folded forms.
	Fold [][2]string `json:"fold"`
	// Stem are words and their keys.
	Stem [][2]string `json:"stem"`
	// Text are texts and the keys that the index gets for them.
	Text []textVector `json:"text"`
	// Query are queries and the keys that are looked up for them.
	Query []queryVector `json:"query"`
	// Classes are the first code points of each stretch of one class after folding: 0 gap, 1 Han,
	// 2 digit, 3 letter, 4 dropped.
	Classes [][2]int `json:"classes"`
}

type textVector struct {
	Text    string   `json:"text"`
	Keys    []string `json:"keys"`
	Singles string   `json:"singles"`
}

type queryVector struct {
	Query string       `json:"query"`
	Size  int          `json:"size"`
	Cut   bool         `json:"cut,omitempty"`
	Terms []termVector `json:"terms"`
}

type termVector struct {
	Runs []string `json:"runs"`
	Keys []string `json:"keys"` // single characters in brackets, words as typed behind a colon
	// Picks are the keys looked up first, if not all.
	Picks []string `json:"picks,omitempty"`
}

const vectorFile = "testdata/tokens.json"

func TestTokens(t *testing.T) {
	data, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for i := range v.Fold {
		v.Fold[i][1] = Fold(v.Fold[i][0])
	}
	for i := range v.Stem {
		v.Stem[i][1] = stem(v.Stem[i][0])
	}
	for i := range v.Text {
		v.Text[i].Keys, v.Text[i].Singles = keysOfText(v.Text[i].Text)
	}
	for i := range v.Query {
		v.Query[i] = describeQuery(v.Query[i].Query)
	}
	v.Classes = classRuns()
	got := writeVectors(v)
	if bytes.Equal(got, data) {
		return
	}
	if *update {
		if err := os.WriteFile(vectorFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, have := strings.Split(string(data), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(want), len(have)) {
		if want[i] != have[i] {
			t.Errorf("%s:%d:\n have %s\n want %s", vectorFile, i+1, have[i], want[i])
		}
	}
}

// keysOfText are the keys and single characters of a text, sorted.
func keysOfText(text string) (keys []string, singles string) {
	var f folded
	f.fold(text)
	k, s := map[string]bool{}, map[rune]bool{}
	tok := tokenizer{words: map[string]*word{}, key: func(b []byte) { k[string(b)] = true }, single: func(r rune) { s[r] = true }}
	tok.text(f.chars)
	runes := []rune{}
	for r := range s {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	keys = []string{}
	for key := range k {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys, string(runes)
}

func describeQuery(text string) queryVector {
	q := parseQuery(text)
	v := queryVector{Query: text, Size: q.size, Cut: q.cut, Terms: []termVector{}}
	for _, t := range q.terms {
		var tv termVector
		for _, r := range t.runs {
			tv.Runs = append(tv.Runs, r.text)
		}
		tv.Keys = describeKeys(t.keys)
		if picks := describeKeys(t.picks); !slices.Equal(picks, tv.Keys) {
			tv.Picks = picks
		}
		v.Terms = append(v.Terms, tv)
	}
	return v
}

func describeKeys(keys []queryKey) []string {
	var out []string
	for _, k := range keys {
		s := k.text
		if k.single {
			s = "(" + s + ")"
		}
		if k.word != "" {
			s += ":" + k.word
		}
		out = append(out, s)
	}
	return out
}

// classRuns lists where the class of code points changes.
func classRuns() [][2]int {
	var out [][2]int
	last := -1
	for r := rune(0); r <= 0x10ffff; r++ {
		c := int(classOf(r))
		if c == int(dropped) {
			c = 4
		}
		if c != last {
			out = append(out, [2]int{int(r), c})
			last = c
		}
	}
	return out
}

// writeVectors is the file: one vector a line.
func writeVectors(v vectors) []byte {
	var b bytes.Buffer
	section := func(name string, n int, item func(i int) any, end string) {
		b.WriteString("  \"" + name + "\": [\n")
		for i := range n {
			var line bytes.Buffer
			enc := json.NewEncoder(&line)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(item(i)); err != nil {
				panic(err)
			}
			b.WriteString("    " + strings.TrimSuffix(line.String(), "\n"))
			if i+1 < n {
				b.WriteString(",")
			}
			b.WriteString("\n")
		}
		b.WriteString("  ]" + end + "\n")
	}
	b.WriteString("{\n")
	section("fold", len(v.Fold), func(i int) any { return v.Fold[i] }, ",")
	section("stem", len(v.Stem), func(i int) any { return v.Stem[i] }, ",")
	section("text", len(v.Text), func(i int) any { return v.Text[i] }, ",")
	section("query", len(v.Query), func(i int) any { return v.Query[i] }, ",")
	section("classes", len(v.Classes), func(i int) any { return v.Classes[i] }, "")
	b.WriteString("}\n")
	return b.Bytes()
}

func TestNumbers(t *testing.T) {
	for _, v := range []int{0, 1, 59, 60, 92, 93, 2039, 2040, 2041, 100_000, 1 << 30} {
		b := appendNumber(nil, v)
		got, rest, err := readNumber(string(b) + "!")
		if got != v || rest != "!" || err != nil {
			t.Errorf("%d is written %q and read %d, %q, %v", v, b, got, rest, err)
		}
	}
	if appendNumber(nil, 59)[0] != numberAlphabet[59] {
		t.Error("59 does not take one character")
	}
	for _, s := range []string{"\"", "~", "é", "~~~~~~~~~~~~~~~~~"} {
		if _, err := readNumbers(s); err == nil {
			t.Errorf("%q is read without an error", s)
		}
	}
}

// Lists that are joined, or cut in pieces, say what the whole list says.
func TestLists(t *testing.T) {
	places := []int{3, 4, 70, 71, docSpan, docSpan + 4095, 5000, 90 * docSpan, 90*docSpan + 1, 90_000 * docSpan}
	slices.Sort(places)
	for _, size := range []int{noName, 5, 300} {
		for cut := range len(places) + 1 {
			var a, b list
			add := func(l *list, n int) { l.add(n/docSpan, n/docSpan%sizeClasses, n%docSpan, size) }
			for _, n := range places {
				to := &a
				if n/docSpan >= places[min(cut, len(places)-1)]/docSpan {
					to = &b
				}
				add(to, n)
				add(to, n)
			}
			a.join(b)
			pieces, firsts := a.pieces(3)
			for _, written := range [][]string{{a.String()}, pieces} {
				z := sizes{map[int]int{}, map[int]int{}}
				var got []int
				for _, s := range written {
					part, err := z.read(s, size != noName)
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, part...)
				}
				if !slices.Equal(got, places) || int(a.count) != len(places) || a.pages != 4 || z.class[90] != 90%sizeClasses || size != noName && z.name[4] != size {
					t.Errorf("cut at %d: %v, %+v", cut, got, z)
				}
			}
			if !slices.Equal(firsts, []int{0, 1, 90, 90_000}) {
				t.Errorf("pieces begin at %v", firsts)
			}
		}
	}
}

// A query for any part of a text finds the text: its keys are among the text's.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"托育机构备案", "第１２条：A级景区，AAA级 1100 元", "Childcare centres' licences, GB50016-2014",
		"營業執照\u200b☂️ がぎ 가각 ①㎡½", "\xff\xfe\x00 \u202e<script>\"\\", "don’t e\u0301cole ﬃ ẞ İ"} {
		f.Add(s, 2, 5)
	}
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if once := Fold(text); Fold(once) != once {
			t.Errorf("fold of %q is not stable: %q, %q", text, once, Fold(once))
		}
		keys, singles := keysOfText(text)
		for _, k := range keys {
			if k == "" || strings.ContainsAny(k, " \"\\\n") {
				t.Errorf("%q has the key %q", text, k)
			}
		}
		part := cutWords([]rune(text), from, to)
		q := parseQuery(part)
		for _, term := range q.terms {
			if len(term.picks) == 0 || len(term.picks) > maxPicks || len(term.runs) == 0 {
				t.Errorf("query %q: %+v", part, term)
			}
			for _, k := range term.keys {
				if k.single && !strings.Contains(singles, k.text) || !k.single && !slices.Contains(keys, k.text) {
					t.Errorf("query %q of %q: no key %q", part, text, k.text)
				}
			}
		}
	})
}

// cutWords is a part of a text that does not begin or end inside a word.
func cutWords(r []rune, from, to int) string {
	if len(r) == 0 {
		return ""
	}
	from, to = abs(from)%len(r), abs(to)%len(r)
	from, to = min(from, to), max(from, to)
	word := func(i int) bool {
		if i < 0 || i >= len(r) {
			return false
		}
		f := []rune(Fold(string(r[i])))
		return len(f) == 0 || classOf(f[0]) != han || classOf(f[len(f)-1]) != han
	}
	for word(from) && word(from-1) {
		from--
	}
	for word(to) && word(to-1) && to < len(r) {
		to++
	}
	if to-from > maxQuery {
		return ""
	}
	return string(r[from:to])
}

func abs(n int) int { return max(n, -(n + 1)) }
