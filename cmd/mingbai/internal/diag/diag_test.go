package diag

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	tests := []struct {
		word       string
		candidates []string
		want       string
	}{
		{"市卫健康局", []string{"市卫生健康局", "市体育局"}, "市卫生健康局"},
		{"titel", []string{"summary", "title"}, "title"},
		{"workingdays", []string{"working-days", "months"}, "working-days"},
		{"x", []string{"summary"}, ""},
		{"", []string{"a"}, ""},
		{"same", []string{"same"}, ""},
		{strings.Repeat("长", 200), []string{strings.Repeat("长", 199)}, ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, tt.candidates); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

func TestPrint(t *testing.T) {
	source := map[string][]byte{
		"a.md": []byte("第一行\n责任单位：市卫健局\n\u202e倒\x07行\n"),
		"b.md": []byte(strings.Repeat("长", 200) + "错" + strings.Repeat("长", 200)),
	}
	var l List
	l.Add(Pos{"b.md", 1, 201}, "key-unknown", "错")
	l.Warn(Pos{File: "a.md"}, "translation-none")
	l.Add(Pos{"a.md", 2, 6}, "agency-unknown", "市卫健局").Suggest("市卫生健康局").See(Pos{"a.md", 1, 1})
	l.Add(Pos{"a.md", 3, 2}, "raw-html")
	l.Add(Pos{"a.md", 3, 2}, "raw-html") // an exact repeat is dropped
	var out strings.Builder
	if err := l.Print(&out, Chinese, func(f string) []byte { return source[f] }); err != nil {
		t.Fatal(err)
	}
	want := `a.md: 提醒：没有英文译文，英文地址显示中文原文 [translation-none]
a.md:2:6: 不认识的部门“市卫健局”；是不是“市卫生健康局”？ [agency-unknown]
    责任单位：市卫健局
              ^
  a.md:1:1
    第一行
    ^
a.md:3:2: 不能写 HTML：请用 Markdown 或本站的区块 [raw-html]
     倒 行
     ^
b.md:1:201: 不认识的键“错” [key-unknown]
    …` + strings.Repeat("长", 38) + "错" + strings.Repeat("长", 37) + `…
     ` + strings.Repeat(" ", 76) + `^
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

// verbs are the formatting verbs of a text, in the order of their arguments.
var verbs = regexp.MustCompile(`%(?:\[(\d)\])?[a-zA-Z]`)

// TestCatalogue checks that both languages of a text use the same number of arguments, and that the
// catalogue and the code name the same diagnostics.
func TestCatalogue(t *testing.T) {
	for name, texts := range Catalogue {
		var counts [2]map[string]bool
		for i, text := range texts {
			counts[i] = map[string]bool{}
			next := 0
			for _, m := range verbs.FindAllStringSubmatch(strings.ReplaceAll(text, "%%", ""), -1) {
				next++
				if m[1] != "" {
					counts[i][m[1]] = true
				} else {
					counts[i][string(rune('0'+next))] = true
				}
			}
			if text == "" {
				t.Errorf("%s: a text is missing", name)
			}
		}
		if name != "numbering-differs" && len(counts[0]) != len(counts[1]) {
			t.Errorf("%s: the languages use %v and %v", name, counts[0], counts[1])
		}
	}
	code := readCode(t)
	for name := range Catalogue {
		if !strings.Contains(code, `"`+name+`"`) {
			t.Errorf("%s is in the catalogue but nowhere in the code", name)
		}
	}
	found := used.FindAllStringSubmatch(code, -1)
	if len(found) < 40 {
		t.Errorf("only %d uses found", len(found))
	}
	for _, m := range found {
		if _, ok := Catalogue[m[1]]; !ok {
			t.Errorf("%s is used but not in the catalogue", m[1])
		}
	}
}

// used finds the name that a call reports.
var used = regexp.MustCompile(`\.(?:Add|Warn|fault|problem)\([^"\n]*"([a-z]+(?:-[a-z]+)+)"`)

// readCode gives all Go code of the packages beside this one.
func readCode(t *testing.T) string {
	files, err := filepath.Glob("../*/*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var all strings.Builder
	for _, f := range files {
		if filepath.Base(f) == "catalogue.go" || strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}
