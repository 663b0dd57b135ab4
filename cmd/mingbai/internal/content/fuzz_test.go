package content

import (
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/source"
)

// FuzzDoc parses and checks whole files of every kind and language: all places lie in the file.
func FuzzDoc(f *testing.F) {
	paths := []string{"content/zh/licence/x.md", "content/zh/guide/x.md", "content/zh/policy/x.md", "content/zh/x.md", "content/en/licence/x.md", "content/en/policy/x.md"}
	for _, s := range []string{"+++\ntitle = 'x'\n+++\n## 一、多办\n\n### （一）支持\n\n字。\n\n（责任单位：市卫生健康局、各市（特区、区）人民政府）\n",
		"+++\ntitle = 'x'\nnumbering = 'plan'\nstatus = 'repealed'\n[[notes]]\nid = 'a'\n[[targets]]\nid = 't'\nmeasure = 3\nvalue = 5\nquote = '5'\n+++\n字{note:a}{note:b}",
		"+++\ntype = 'filing'\n[time.statutory]\nvalue = 20\nunit = 'working-days'\n[[materials]]\nid = 'a'\nneed = 'conditional'\nfrom = ['b']\n+++\n[a](b.md)",
		"+++\n[[questions]]\nid = 'q'\n[[questions.answers]]\nid = 'a'\n[[needs]]\nlicence = 'x'\nwhen = { q = 'b' }\n+++\n", "+++\nnumbering = 'statute'\n+++\n## 第一章 总则\n\n第一条 字。\n", "+++", "+++\n+++", ""} {
		for i := range paths {
			f.Add(i, s)
		}
	}
	f.Fuzz(func(t *testing.T, path int, text string) {
		file := source.File{Path: paths[max(path, -(path+1))%len(paths)], Data: []byte(text)}
		set, diags := Parse([]source.File{file}, 1)
		diags = append(diags, Check(set, 1)...)
		for _, d := range append(diags, Strict(set)...) {
			if d.Pos.File != file.Path && d.Pos.File != AgenciesFile && d.Pos.File != HolidaysFile || d.Pos.Line > strings.Count(text, "\n")+1 || d.Pos.Line > 0 && d.Pos.Col < 1 {
				t.Errorf("%v is not in the file", d.Pos)
			}
			if d.String() == "" {
				t.Error("no text")
			}
		}
	})
}
