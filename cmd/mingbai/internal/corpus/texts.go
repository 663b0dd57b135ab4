package corpus

import (
	"io/fs"
	"math/rand/v2"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/compare"
)

// Texts are what pages are made of.
type Texts struct {
	zh    []string // sentences in their order
	en    []string // words, each as often as it stands in the texts
	terms *compare.Terms
}

// Read takes the texts from all .md and .txt files of two folders. Sentences with figures are left out.
func Read(zh, en fs.FS, terms []compare.Term) (*Texts, error) {
	t := &Texts{terms: compare.NewTerms(terms)}
	err := lines(zh, func(line string) {
		for _, s := range strings.SplitAfter(line, "。") {
			n := utf8.RuneCountInString(s)
			if n >= 12 && n <= 140 && strings.HasSuffix(s, "。") && isHan(s) && len(compare.Chinese(s)) == 0 {
				t.zh = append(t.zh, s)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	plain := map[string]bool{}
	err = lines(en, func(line string) {
		for _, w := range englishWord.FindAllString(line, -1) {
			if _, known := plain[w]; !known {
				plain[w] = len(compare.English(w+" days")) == 0
			}
			if plain[w] {
				t.en = append(t.en, w)
			}
		}
	})
	return t, err
}

var (
	englishWord = regexp.MustCompile(`\b[a-z]+\b`)
	article     = regexp.MustCompile(`^第[一二三四五六七八九十百千零〇]+条(之[一二三四五六七八九十]+)?\s*`)
)

// lines calls use for each line of running text.
func lines(fsys fs.FS, use func(string)) error {
	return fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".md" && path.Ext(p) != ".txt" {
			return err
		}
		data, err := fs.ReadFile(fsys, p)
		_, body, found := strings.Cut(strings.TrimPrefix(string(data), "+++\n"), "+++\n")
		if !found {
			body = string(data)
		}
		for line := range strings.Lines(body) {
			if line = strings.TrimSpace(line); line != "" && !strings.ContainsAny(line, "<>|*`[]#\\_$\"{}") {
				use(article.ReplaceAllString(line, ""))
			}
		}
		return err
	})
}

// isHan reports whether a sentence is Chinese throughout.
func isHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && !strings.ContainsRune("，。；：、《》（）“”", r) {
			return false
		}
	}
	return true
}

// pair is one thing said in both languages.
type pair struct{ zh, en string }

// draw makes text for one page.
type draw struct {
	*Texts
	rand *rand.Rand
}

// paragraph is running text of about the given number of Chinese characters.
func (s draw) paragraph(size int) pair {
	var zh strings.Builder
	at := s.rand.IntN(len(s.zh))
	for range 24 {
		if utf8.RuneCountInString(s.zh[at]) <= size*5/4+6 {
			break
		}
		at = s.rand.IntN(len(s.zh)) // a short paragraph is not one long sentence
	}
	for n := 0; n < size; at = (at + 1) % len(s.zh) {
		zh.WriteString(s.zh[at])
		n += utf8.RuneCountInString(s.zh[at])
	}
	var en strings.Builder
	for n := size * 55 / 100; n > 0; {
		k := 9 + s.rand.IntN(12)
		en.WriteString(s.words(k) + ". ")
		n -= k
	}
	return s.agree(zh.String(), strings.TrimSpace(en.String()), ".")
}

// heading is a few words.
func (s draw) heading() pair {
	for {
		zh := s.zh[s.rand.IntN(len(s.zh))]
		zh = zh[:strings.IndexAny(zh, "，。；：、《（“")]
		if n := utf8.RuneCountInString(zh); n >= 4 && n <= 16 {
			return s.agree(zh, s.words(3+s.rand.IntN(5)), "")
		}
	}
}

// words are the given number of English words, the first with a capital.
func (s draw) words(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = s.en[s.rand.IntN(len(s.en))]
	}
	return strings.ToUpper(out[0][:1]) + strings.Join(out, " ")[1:]
}

// agree adds to the English the terms that the Chinese uses.
func (s draw) agree(zh, en, end string) pair {
	for _, use := range s.terms.Missing(zh, en) {
		en += " " + use.Term.En[0] + end
	}
	return pair{zh, en}
}
