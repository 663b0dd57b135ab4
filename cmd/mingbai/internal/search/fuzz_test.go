package search

import (
	"testing"
	"unicode/utf8"
)

// FuzzSearch asks anything of both indexes: an answer comes, and its marks lie in its text.
func FuzzSearch(f *testing.F) {
	zh, _ := opened(f, testDocs, "zh-CN")
	en, _ := opened(f, testDocs, "en")
	for _, s := range []string{"托育备案", "chidcare filing", "\"备案\" 第12条", "tuoyu", "a'b\"c\\", "\xff\u202e", "營業執照怎么办"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range []*Engine{zh, en} {
			result, err := e.Search(text, Options{})
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			for _, h := range result.Hits {
				for _, m := range h.Marks {
					if m[0] < 0 || m[0] > m[1] || m[1] > utf8.RuneCountInString(h.Excerpt) {
						t.Errorf("%q: mark %v in %q", text, m, h.Excerpt)
					}
				}
			}
		}
	})
}
