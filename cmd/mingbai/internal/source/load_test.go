package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"mingbai/cmd/mingbai/internal/diag"
)

func load(t *testing.T, fsys fs.FS) (map[string]string, []string) {
	t.Helper()
	var mu sync.Mutex
	var files []File
	diags, err := Load(context.Background(), fsys, 4, func(f File) {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, f)
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range files {
		got[f.Path] = string(f.Data)
		if f.Sum != sha256.Sum256(f.Data) {
			t.Errorf("%s: wrong sum", f.Path)
		}
	}
	return got, lines(diags)
}

// lines are the messages in English without the brackets around the name.
func lines(diags diag.List) []string {
	var out []string
	for _, d := range diags {
		out = append(out, d.String())
	}
	return out
}

func file(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }

func TestLoad(t *testing.T) {
	fsys := fstest.MapFS{
		"site.toml":                        file("not read"),
		"cmd/x.go":                         file("not read"),
		"content/agencies.toml":            file("a"),
		"content/holidays.toml":            file("h"),
		"content/zh/index.md":              file("\uFEFF+++\r\n标题\r\n"),
		"content/zh/404.md":                file("a\rb\r\n"),
		"content/zh/licence/x-1.md":        file("x"),
		"content/zh/policy/plan.txt":       file("plan"),
		"content/zh/guide/map.png":         file("\x89PNG\r\n\x1a\n\x00\xFF"),
		"content/en/agency/index.md":       file(""),
		"content/zh/.hidden.md":            file("\xFF"),
		"content/zh/.git/x":                file("\xFF"),
		"content/zh/index.md~":             file("\xFF"),
		"content/zh/.index.md.swp":         file("\xFF"),
		"content/zh/#index.md#":            file("\xFF"),
		"content/zh/~$plan.docx":           file("\xFF"),
		"content/zh/index.md.bak":          file("\xFF"),
		"content/zh/policy/Thumbs.db":      file("\xFF"),
		"content/.DS_Store":                file("\xFF"),
		"content/zh/policy/index.md.orig":  file("\xFF"),
		"content/en/licence/.#x.md":        file("\xFF"),
		"content/zh/licence/desktop.ini":   file("\xFF"),
		"content/zh/licence/4913":          file("\xFF"),
		"content/zh/licence/empty/.hidden": file(""),
	}
	got, diags := load(t, fsys)
	want := map[string]string{
		"content/agencies.toml": "a", "content/holidays.toml": "h", "content/zh/index.md": "+++\n标题\n", "content/zh/404.md": "a\nb\n",
		"content/zh/licence/x-1.md": "x", "content/zh/policy/plan.txt": "plan", "content/zh/guide/map.png": "\x89PNG\r\n\x1a\n\x00\xFF",
		"content/en/agency/index.md": "",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if len(diags) > 0 {
		t.Errorf("%q", diags)
	}
}

func TestNoContent(t *testing.T) {
	if got, diags := load(t, fstest.MapFS{"site.toml": file("")}); len(got)+len(diags) > 0 {
		t.Errorf("%v %q", got, diags)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Load(ctx, fstest.MapFS{"content/zh/index.md": file("")}, 2, func(File) {})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestNames(t *testing.T) {
	near := func(s string) string { return `; did you mean "` + s + `"?` }
	const name = `the name %q is not usable as an address: use a-z, 0-9 and -, and not a reserved name%s [file-name]`
	const kind = "files of this kind are not published; use .md, .toml, .txt, .csv or a picture (.png, .jpg, .webp, .svg) [file-kind]"
	tests := []struct{ path, at, want string }{
		{"zh/My Page.md", "", fmt.Sprintf(name, "My Page.md", near("my-page.md"))},
		{"zh/Page.MD", "", fmt.Sprintf(name, "Page.MD", near("page.md"))},
		{"zh/page.PNG", "", fmt.Sprintf(name, "page.PNG", near("page.png"))},
		{"zh/a..b.md", "", fmt.Sprintf(name, "a..b.md", near("a-b.md"))},
		{"zh/..md", "", fmt.Sprintf(name, "..md", "")},
		{"zh/a.b.md", "", fmt.Sprintf(name, "a.b.md", near("a-b.md"))},
		{"zh/under_score.md", "", fmt.Sprintf(name, "under_score.md", near("under-score.md"))},
		{"zh/托育.md", "", fmt.Sprintf(name, "托育.md", "")},
		{"zh/con.md", "", fmt.Sprintf(name, "con.md", "")},
		{"zh/NUL.md", "", fmt.Sprintf(name, "NUL.md", "")},
		{"zh/aux/x.md", "zh/aux", fmt.Sprintf(name, "aux", "")},
		{"zh/com1.md", "", fmt.Sprintf(name, "com1.md", "")},
		{"zh/Licence/x.md", "zh/Licence", fmt.Sprintf(name, "Licence", near("licence"))},
		{"zh/plan.docx", "", kind},
		{"zh/licence/x", "", kind},
		{"fr/index.md", "fr", misplaced},
		{"index.md", "", misplaced},
		{"zh/licence/sub/x.md", "zh/licence/sub", misplaced},
		{"zh/news/x.md", "zh/news", misplaced},
		{"zh/agencies.toml", "", tables},
		{"others.toml", "", tables},
	}
	for _, tt := range tests {
		if tt.at == "" {
			tt.at = tt.path
		}
		got, diags := load(t, fstest.MapFS{"content/" + tt.path: file("text")})
		if len(got) > 0 {
			t.Errorf("%s is loaded", tt.path)
		}
		if want := "content/" + tt.at + ": " + tt.want; len(diags) != 1 || diags[0] != want {
			t.Errorf("%s:\n got %q\nwant %q", tt.path, diags, want)
		}
	}
}

const (
	misplaced = "nothing is published from here; put it below content/zh or content/en, in policy/, guide/, licence/ or at the top [file-misplaced]"
	tables    = "tables stand at the top: content/agencies.toml, content/glossary.toml, content/holidays.toml and content/permanent.toml [table-misplaced]"
)

func TestOneFaultForAMisplacedFolder(t *testing.T) {
	fsys := fstest.MapFS{"content/zh/news/a.md": file(""), "content/zh/news/b.md": file(""), "content/zh/news/c.md": file("")}
	if _, diags := load(t, fsys); len(diags) != 1 {
		t.Errorf("%q", diags)
	}
}

func TestNamesThatDifferInCapitals(t *testing.T) {
	got, diags := load(t, fstest.MapFS{"content/zh/licence/food.md": file("1"), "content/zh/licence/Food.md": file("2")})
	want := []string{
		`content/zh/licence/Food.md: the name "Food.md" is not usable as an address: use a-z, 0-9 and -, and not a reserved name; did you mean "food.md"? [file-name]`,
		`content/zh/licence/food.md: the name differs from "Food.md" only in capitals; rename one of them [file-case]`,
	}
	if !slices.Equal(diags, want) || len(got) != 1 {
		t.Errorf("got %q %q", diags, got)
	}
}

// TestBadText gives each kind of text that is not UTF-8.
func TestBadText(t *testing.T) {
	const text = "+++\ntitle = \"托育机构备案\"\n+++\n招收3岁以下婴幼儿的机构，先办登记，再到县级卫生健康部门备案。\n"
	gbk := func(s string) string { // of the few characters that the tests need
		table := map[rune]string{'托': "\xcd\xd0", '育': "\xd3\xfd", '机': "\xbb\xfa", '构': "\xb9\xb9", '备': "\xb1\xb8", '案': "\xb0\xb8", '，': "\xa3\xac"}
		var b strings.Builder
		for _, r := range s {
			if g, ok := table[r]; ok {
				b.WriteString(g)
			} else {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	big5 := "title = \"\xa6\xab\xa8\x7c\xbe\xf7\xba\x63\xb3\xc6\xae\xd7\"\n" // 托育機構備案
	tests := []struct{ name, data, want string }{
		{"GBK", gbk("托育机构，备案"), "1:1: encoding GBK"},
		{"GBK after ASCII", gbk("+++\ntitle = \"托育机构备案\"\n"), "2:10: encoding GBK"},
		{"GB18030", gbk("托育机构备案托育机构备案托育机构备案") + "\x81\x30\x81\x30", "1:1: encoding GB18030"},
		{"Big5", big5, "1:10: encoding Big5"},
		{"UTF-16 LE with mark", utf16Bytes("\uFEFF"+text, false), "1:1: encoding UTF-16 LE"},
		{"UTF-16 BE with mark", utf16Bytes("\uFEFF"+text, true), "1:1: encoding UTF-16 BE"},
		{"UTF-16 LE", utf16Bytes(text, false), "1:2: encoding UTF-16 LE"},
		{"UTF-16 BE", utf16Bytes(text, true), "1:1: encoding UTF-16 BE"},
		{"UTF-16 LE of English", utf16Bytes("+++\ntitle = \"Filing\"\n", false), "1:2: encoding UTF-16 LE"},
		{"UTF-16 BE of English", utf16Bytes("+++\ntitle = \"Filing\"\n", true), "1:1: encoding UTF-16 BE"},
		{"damaged UTF-8", strings.Replace(text, "先办", "先\xFF办", 1), "4:15: unknown 0xFF"},
		{"cut UTF-8", strings.TrimSuffix(text, "\n")[:len(text)-3], "4:31: unknown 0xE3"},
		{"Latin-1", "caf\xe9 ouvert\n", "1:4: unknown 0xE9"},
		{"NUL", "hello\nwor\x00ld, this is English text", "2:4: nul"},
		{"NUL among Chinese", text + "\x00" + text, "5:1: nul"},
		{"one byte", "\xFF", "1:1: unknown 0xFF"},
	}
	for _, tt := range tests {
		f, diags := Read(fstest.MapFS{"x.md": file(tt.data)}, "x.md")
		if f.Path != "" || len(diags) != 1 {
			t.Errorf("%s: %q", tt.name, lines(diags))
			continue
		}
		got := diags[0].String()
		got = strings.NewReplacer("x.md:", "", "the file is not UTF-8; it looks like ", "encoding ", ": save it as UTF-8 [file-encoding]", "",
			"the file is not UTF-8 from here on (byte ", "unknown ", "): the text is damaged or in another encoding; save it as UTF-8 [file-encoding-unknown]", "",
			"the file holds a NUL byte, so it is not text [file-nul]", "nul").Replace(got)
		if !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func utf16Bytes(s string, bigEndian bool) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune(s)) {
		if bigEndian {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.String()
}

func TestBounds(t *testing.T) {
	fsys := fstest.MapFS{
		"content/zh/large.md": {Data: make([]byte, MaxText+1)},
		"content/zh/map.png":  {Data: make([]byte, MaxBytes+1)},
		"content/zh/long.md":  file("ok\n" + strings.Repeat("长", MaxLine+5) + "\nok"),
		"content/zh/just.md":  file(strings.Repeat("长", MaxLine) + "\n"),
	}
	got, diags := load(t, fsys)
	want := []string{
		"content/zh/large.md: the file has 4194305 bytes; a source may have at most 4194304 [file-large]",
		"content/zh/long.md:2:1048577: the line has 1048581 characters; at most 1048576 [line-long]",
		"content/zh/map.png: the file has 16777217 bytes; a source may have at most 16777216 [file-large]",
	}
	if !slices.Equal(diags, want) || len(got) != 1 {
		t.Errorf("%q", diags)
	}
}

func TestLinks(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write := func(p, data string) {
		p = filepath.Join(dir, p)
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte(data), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	write("content/zh/guide/real.md", "real")
	write("notes/private.md", "private")
	if err := os.WriteFile(filepath.Join(outside, "secret.md"), []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	secret := filepath.ToSlash(filepath.Join(outside, "secret.md"))
	links := []struct{ name, target, want string }{
		{"inside.md", "guide/real.md", ""},
		{"twice.md", "inside.md", ""},
		{"around.md", "./guide/../guide/real.md", ""},
		{"absolute.md", secret, "the link leads out of content/ to %q; copy the file in instead [file-outside]"},
		{"up.md", "../../../../x/secret.md", `the link leads out of content/ to "../../x/secret.md"; copy the file in instead [file-outside]`},
		{"site.md", "../../notes/private.md", `the link leads out of content/ to "notes/private.md"; copy the file in instead [file-outside]`},
		{"chain.md", "absolute.md", "the link leads out of content/ to %q; copy the file in instead [file-outside]"},
		{"dangling.md", "nothing.md", "cannot read the file: no such file or directory [file-unreadable]"},
		{"loop.md", "loop.md", "cannot read the file: too many links [file-unreadable]"},
		{"policy", "guide", "links to folders are not followed; copy the folder in instead [file-link-folder]"},
	}
	var want []string
	for _, l := range links {
		if err := os.Symlink(l.target, filepath.Join(dir, "content/zh", l.name)); err != nil {
			t.Skip(err)
		}
		if strings.Contains(l.want, "%q") {
			l.want = fmt.Sprintf(l.want, secret)
		}
		if l.want != "" {
			want = append(want, "content/zh/"+l.name+": "+l.want)
		}
	}
	slices.Sort(want)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	got, diags := load(t, root.FS())
	if !slices.Equal(diags, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(diags, "\n"), strings.Join(want, "\n"))
	}
	if fmt.Sprint(got) != "map[content/zh/around.md:real content/zh/guide/real.md:real content/zh/inside.md:real content/zh/twice.md:real]" {
		t.Error(got)
	}
}

// denied is a file system in which some files may not be read.
type denied struct {
	fstest.MapFS
	err error
}

func (d denied) Open(name string) (fs.File, error) {
	if strings.Contains(name, "private") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: d.err}
	}
	return d.MapFS.Open(name)
}

func (d denied) ReadDir(name string) ([]fs.DirEntry, error) {
	if strings.Contains(name, "guide") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: d.err}
	}
	return d.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	fsys := denied{fstest.MapFS{"content/zh/private.md": file(""), "content/zh/guide/x.md": file(""), "content/zh/index.md": file("")}, fs.ErrPermission}
	got, diags := load(t, fsys)
	want := []string{"content/zh/guide: no permission to read this [file-denied]", "content/zh/private.md: no permission to read this [file-denied]"}
	if !slices.Equal(diags, want) || len(got) != 1 {
		t.Errorf("%q %v", diags, got)
	}
	fsys.err = errors.New("input/output error")
	if _, diags := load(t, fsys); len(diags) != 2 || diags[1] != "content/zh/private.md: cannot read the file: input/output error [file-unreadable]" {
		t.Errorf("%q", diags)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\r\nb", "\uFEFFx", "\xFF\xFE\x00", "\xcd\xd0\xd3\xfd", "a\x00", "\x81\x30\x81\x30"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		original := bytes.Clone(data)
		text, diags := clean("x", data)
		if !bytes.Equal(original, data) {
			t.Error("the input was changed")
		}
		if (text == nil) == (len(diags) == 0) && len(data) > 0 {
			t.Errorf("%q with %v", text, diags)
		}
		again, diags := clean("x", bytes.Clone(text))
		if len(diags) == 0 && !bytes.HasPrefix(text, []byte("\uFEFF")) && !bytes.Equal(again, text) {
			t.Errorf("cleaning %q twice gives %q", text, again)
		}
	})
}

// FuzzSVG accepts no picture that a browser would let act.
func FuzzSVG(f *testing.F) {
	for _, s := range []string{`<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><style>a{fill:url(#b)}</style><use href="#a"/></svg>`,
		`<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>`, `<!DOCTYPE svg [<!ENTITY a "b">]><svg/>`, `<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script/></x:svg>`, `<?xml-stylesheet href="x"?><svg/>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var diags diag.List
		checkSVG("x.svg", []byte(text), &diags)
		low := strings.ToLower(text)
		if len(diags) == 0 && (strings.Contains(low, "<script") || strings.Contains(low, "<foreignobject") || strings.Contains(low, "href=\"javascript:")) && !strings.Contains(low, "<!") {
			t.Errorf("accepted: %q", text)
		}
		for _, d := range diags {
			if d.Pos.Line < 1 || d.Pos.Line > strings.Count(text, "\n")+1 || d.Pos.Col < 1 {
				t.Errorf("%v is not in the file", d.Pos)
			}
		}
	})
}
