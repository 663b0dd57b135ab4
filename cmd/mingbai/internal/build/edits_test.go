package build

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/corpus"
	"mingbai/cmd/mingbai/internal/output"
)

var (
	edits = flag.Int("edits", 20, "how many edits TestEdits makes")
	seed  = flag.Uint64("seed", 0, "what chooses the edits of TestEdits; 0 for another each time")
)

// TestEdits edits a small site at random, again and again: words, titles, facts, links, pages that come, go and are
// renamed, the tables, layouts, styles, settings and the day, what builds leave for the next one, and the built
// files. After each, a build that goes on from the last one must give the same messages and, byte for byte, the
// same site as one that begins with nothing.
func TestEdits(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-seed %d", *seed)
	e := newEditor(t)
	e.step("first")
	kept, made := e.kept.Swap(0), 0
	for n := range *edits {
		what := changes[e.rand.IntN(len(changes))]
		e.undo = func() {}
		if said := what.do(e); said != "" {
			made++
			e.step(fmt.Sprintf("-seed %d, edit %d: %s %s", *seed, n, what.name, said))
		}
	}
	t.Logf("%d edits; %d built, %d refused; of %d pages %d kept", made, e.good, e.bad, e.pages, e.kept.Load())
	if kept != 0 || e.kept.Load() < e.pages/4 || e.good < made/2 || *edits >= 200 && e.bad == 0 {
		t.Error("the edits are not a fair sample, or nothing is kept")
	}
}

// editor edits a site.
type editor struct {
	t         *testing.T
	rand      *rand.Rand
	root      fstest.MapFS
	today     content.Date
	program   byte
	dir       string
	undo      func() // takes the last edit back
	good, bad int
	pages     int64 // of all good builds
	kept      atomic.Int64
}

// newEditor lays out a site with pages of every kind, few agencies and no scripts.
func newEditor(t *testing.T) *editor {
	root := os.DirFS(repository)
	agencies, terms, err := corpus.Tables(root)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := corpus.Read(os.DirFS(repository+"/content/zh"), os.DirFS(repository+"/content/en"), terms)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := corpus.Frame(root)
	if err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, rand: rand.New(rand.NewPCG(*seed, 0)), root: fstest.MapFS{}, dir: t.TempDir()}
	put := func(f corpus.File) error {
		if !strings.HasPrefix(f.Path, "static/js/") {
			e.root[f.Path] = &fstest.MapFile{Data: []byte(f.Data)}
		}
		return nil
	}
	for _, f := range frame {
		_ = put(f)
	}
	agencies = agencies[:5]
	if err := corpus.Pages(texts, 16, agencies, put); err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, a := range agencies {
		fmt.Fprintf(&table, "[[agency]]\nid = %q\nname = %q\nfull = %q\nen = %q\nen_short = %q\nlevel = \"city\"\nkind = \"government\"\n\n", a.ID, a.Name, a.Full, a.En, a.EnShort)
	}
	e.write(content.AgenciesFile, table.String())
	glossary := e.read(content.GlossaryFile)
	e.write(content.GlossaryFile, glossary[:strings.Index(glossary, "\n[[term]]")]+"\n[[term]]\nid = \"filing\"\nzh = \"备案\"\nen = [\"filing\"]\nexplain = \"报告。\"\nexplain_en = \"A report.\"\n")
	return e
}

// keeping counts what is kept.
type keeping struct {
	*output.Writer
	kept *atomic.Int64
}

func (k keeping) Keep(path, from string, made [32]byte) bool {
	ok := k.Writer.Keep(path, from, made)
	if ok {
		k.kept.Add(1)
	}
	return ok
}

// step builds the site both ways. An edit that leads to a fault is taken back.
func (e *editor) step(what string) {
	e.t.Helper()
	first := &output.Memory{}
	_, want, err := Run(context.Background(), e.root, first, Options{Today: e.today})
	if err != nil {
		e.t.Fatalf("%s: %v", what, err)
	}
	w, err := output.Open(e.dir)
	if err != nil {
		e.t.Fatalf("%s: %v", what, err)
	}
	defer w.Abort()
	w.Recall([32]byte{e.program})
	result, got, err := Run(context.Background(), e.root, keeping{w, &e.kept}, Options{Today: e.today})
	if err != nil {
		e.t.Fatalf("%s: %v", what, err)
	}
	if a, b := fmt.Sprint(got.Sorted()), fmt.Sprint(want.Sorted()); a != b {
		e.t.Fatalf("%s: it says\n%s\nand a first build\n%s", what, a, b)
	}
	if want.HasErrors() {
		e.bad++
		e.undo()
		return
	}
	if _, err := w.Commit(); err != nil {
		e.t.Fatalf("%s: %v", what, err)
	}
	e.good++
	e.pages += int64(result.Pages)
	e.compare(what, first)
}

// compare holds the folder against the site as a first build makes it.
func (e *editor) compare(what string, first *output.Memory) {
	e.t.Helper()
	there := e.built()
	for _, p := range first.Paths() {
		want, _ := first.Get(p)
		got, err := os.ReadFile(filepath.Join(e.dir, p))
		if err != nil || string(got) != string(want) {
			e.t.Fatalf("%s: %s is not as in a first build (%v)", what, p, err)
		}
	}
	for _, p := range there {
		if _, ok := first.Get(p); !ok {
			e.t.Fatalf("%s: %s remains", what, p)
		}
	}
}

// built are the files in the folder but those that the program keeps for itself.
func (e *editor) built() []string {
	var out []string
	_ = fs.WalkDir(os.DirFS(e.dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case d.IsDir() && d.Name() == ".mingbai":
			return fs.SkipDir
		case !d.IsDir():
			out = append(out, p)
		}
		return err
	})
	return out
}

func (e *editor) read(name string) string { return string(e.root[name].Data) }

// write writes a source; undo writes it as it was.
func (e *editor) write(name, text string) {
	was, before := e.root[name], e.undo
	e.undo = func() {
		if delete(e.root, name); was != nil {
			e.root[name] = was
		}
		if before != nil {
			before()
		}
	}
	e.root[name] = &fstest.MapFile{Data: []byte(text)}
}

func (e *editor) remove(name string) {
	was, before := e.root[name], e.undo
	e.undo = func() { e.root[name] = was; before() }
	delete(e.root, name)
}

// pick is a source below a folder with an ending, or "".
func (e *editor) pick(folder, ending string) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(e.root)), func(p string) bool {
		return !strings.HasPrefix(p, folder) || !strings.HasSuffix(p, ending)
	})
	if len(names) == 0 {
		return ""
	}
	return names[e.rand.IntN(len(names))]
}

func (e *editor) one(list ...string) string { return list[e.rand.IntN(len(list))] }

// page is a Markdown file; words are some in its language.
func (e *editor) page(folder string) (name, words string) {
	name = e.pick(cmp.Or(folder, "content/"), ".md")
	if strings.HasPrefix(name, "content/zh") {
		return name, e.one("新的", "另一句", "备案", "好看的", "书")
	}
	return name, e.one("new", "another one", "filing", "nice", "book")
}

// replace puts one text for another in the first place of a source.
func (e *editor) replace(name string, old *regexp.Regexp, text string) string {
	was := e.read(name)
	at := old.FindStringSubmatchIndex(was)
	if at == nil {
		return ""
	}
	e.write(name, was[:at[2]]+text+was[at[3]:])
	return name
}

var (
	title   = regexp.MustCompile(`(?m)^title = "()`)
	summary = regexp.MustCompile(`(?m)^summary = "()`)
	named   = regexp.MustCompile(`(?m)^name = "()`)
	date    = regexp.MustCompile(`(?m)^(?:reviewed|published|checked) = (\S+)`)
	review  = regexp.MustCompile(`(?m)^review_by = (\S+)`)
	status  = regexp.MustCompile(`(?m)^status = "([a-z-]+)"`)
	unit    = regexp.MustCompile(`(?m)^value = (\d+)`)
	address = regexp.MustCompile(`^content/zh/((?:licence|guide|policy)/([a-z]-[0-9]+))\.md$`)
)

// changes are the edits. Each says what it has done, "" if nothing.
var changes = []struct {
	name string
	do   func(e *editor) string
}{
	{"words", func(e *editor) string {
		name, words := e.page("")
		e.write(name, e.read(name)+"\n"+words+"\n")
		return name
	}},
	{"a section", func(e *editor) string {
		name, words := e.page("")
		e.write(name, e.read(name)+fmt.Sprintf("\n## %s {#s%d}\n\n%s\n", words, e.rand.IntN(3), words))
		return name
	}},
	{"a link", func(e *editor) string {
		name, words := e.page("")
		to := address.FindStringSubmatch(e.pick("content/zh/"+e.one("licence", "guide", "policy"), "0"+e.one("0", "1", "2")+".md"))
		if to == nil {
			return ""
		}
		e.write(name, e.read(name)+"\n["+words+"]("+strings.Replace(to[1], "/", ":", 1)+")\n")
		return name
	}},
	{"a title", func(e *editor) string { name, words := e.page(""); return e.replace(name, title, words+" ") }},
	{"a summary", func(e *editor) string { name, words := e.page(""); return e.replace(name, summary, words+" ") }},
	{"a name", func(e *editor) string {
		name, words := e.page("content/" + e.one("zh", "en") + "/licence")
		return e.replace(name, named, words+" ")
	}},
	{"a date", func(e *editor) string {
		name, _ := e.page("content/zh/")
		return e.replace(name, date, e.one("2026-01-02", "2025-12-01", "2024-05-06"))
	}},
	{"a review", func(e *editor) string {
		name, _ := e.page("content/zh/")
		return e.replace(name, review, e.one("2026-06-01", "2098-01-01"))
	}},
	{"a status", func(e *editor) string {
		name, _ := e.page("content/zh/policy")
		return e.replace(name, status, e.one("in-force", "not-yet"))
	}},
	{"a time", func(e *editor) string {
		name, _ := e.page("content/zh/licence")
		return e.replace(name, unit, e.one("3", "7", "12"))
	}},
	{"a new page", func(e *editor) string {
		from := address.FindStringSubmatch(e.pick("content/zh/"+e.one("licence", "guide", "policy"), ".md"))
		if from == nil {
			return ""
		}
		for _, lang := range []string{"zh", "en"} {
			if f := e.root["content/"+lang+"/"+from[1]+".md"]; f != nil {
				e.write(fmt.Sprintf("content/%s/%s%d.md", lang, from[1], e.rand.IntN(3)), string(f.Data))
			}
		}
		return from[1]
	}},
	{"a plain page", func(e *editor) string {
		name := fmt.Sprintf("content/zh/page-%d.md", e.rand.IntN(4))
		e.write(name, "+++\ntitle = \"页\"\nsummary = \"一页。\"\n+++\n\n"+e.one("甲", "乙")+"\n")
		return name
	}},
	{"without a page", func(e *editor) string {
		name, _ := e.page("content/zh/" + e.one("licence", "guide", "policy", "page"))
		if name == "" {
			return ""
		}
		e.remove(name)
		if en := englishOf(name); e.root[en] != nil {
			e.remove(en)
		}
		return name
	}},
	{"without a translation", func(e *editor) string { name, _ := e.page("content/en/"); e.remove(name); return name }},
	{"renamed", func(e *editor) string {
		from := address.FindStringSubmatch(e.pick("content/zh/"+e.one("licence", "guide", "policy"), ".md"))
		if from == nil {
			return ""
		}
		to := fmt.Sprintf("%s-%d", from[2][:1], 10000+e.rand.IntN(90000))
		whole := regexp.MustCompile(regexp.QuoteMeta(from[2]) + `\b`)
		for _, name := range slices.Sorted(maps.Keys(e.root)) {
			text, as := whole.ReplaceAllString(e.read(name), to), whole.ReplaceAllString(name, to)
			if !strings.HasPrefix(name, "content/") || name == as && text == e.read(name) {
				continue
			}
			e.remove(name)
			e.write(as, text)
		}
		return from[1] + " " + to
	}},
	{"agencies", func(e *editor) string {
		return e.replace(content.AgenciesFile, regexp.MustCompile(`(?m)^`+e.one("full", "en", "en_short")+` = ".*()"`), e.one("甲", " A"))
	}},
	{"glossary", func(e *editor) string {
		return e.replace(content.GlossaryFile, regexp.MustCompile(`(?m)^en = \["(.*)"\]`), e.one("filing", `filing", "book`, "record"))
	}},
	{"an explanation", func(e *editor) string {
		return e.replace(content.GlossaryFile, regexp.MustCompile(`(?m)^explain = "()`), e.one("明白", "说"))
	}},
	{"settings", func(e *editor) string {
		return e.replace("site.toml", regexp.MustCompile(`(?m)^`+e.one("name", "name_en", "host", "contact")+` = "()`), e.one("新", "New "))
	}},
	{"a base", func(e *editor) string {
		return e.replace("site.toml", regexp.MustCompile(`(?m)^base_url = "(.*)"`), e.one("https://example.invalid/", "https://example.org/a/"))
	}},
	{"a layout", func(e *editor) string {
		name := e.pick("layouts/", ".html")
		e.write(name, e.read(name)+e.one("<!-- -->", " ", "<i>x</i>"))
		return name
	}},
	{"an interface word", func(e *editor) string {
		return e.replace("layouts/strings/"+e.one("zh", "en")+".toml", regexp.MustCompile(`(?m)^`+e.one("home", "skip", "title-join", "count-measures", "level-city", "other-none")+` = "()`), e.one("明", "m"))
	}},
	{"a style", func(e *editor) string {
		name := e.pick("static/css/", ".css")
		e.write(name, e.read(name)+"\n.x{margin:"+e.one("0", "1px")+"}\n")
		return name
	}},
	{"a static file", func(e *editor) string { e.write("static/a.txt", e.one("a", "b")); return "a.txt" }},
	{"the day", func(e *editor) string {
		was := e.today
		e.undo = func() { e.today = was }
		e.today = content.Date{Year: 2026, Month: 1 + e.rand.IntN(12), Day: 1}
		return e.today.String()
	}},
	{"the program", func(e *editor) string { e.program++; return "another" }},
	{"nothing", func(*editor) string { return "at all" }},
	{"a built file", func(e *editor) string {
		name := e.one(e.built()...)
		data, err := os.ReadFile(filepath.Join(e.dir, name))
		if err != nil {
			e.t.Fatal(err)
		}
		if e.rand.IntN(2) == 0 {
			_ = os.Remove(filepath.Join(e.dir, name))
			return "without " + name
		}
		_ = os.WriteFile(filepath.Join(e.dir, name), append(data, " by hand"...), 0o666)
		return name + " by hand"
	}},
	{"memory", func(e *editor) string {
		name := filepath.Join(e.dir, ".mingbai", e.one("memo", "cache"))
		data, err := os.ReadFile(name)
		if err != nil || len(data) == 0 {
			return ""
		}
		at := e.rand.IntN(len(data))
		switch e.rand.IntN(4) {
		case 0:
			_ = os.Remove(name)
		case 1:
			data = data[:at]
		case 2:
			data[at] ^= 1 << e.rand.IntN(8)
		case 3:
			data = append(data[at:len(data):len(data)], data[:at]...)
		}
		if _, err := os.Stat(name); err == nil {
			_ = os.WriteFile(name, data, 0o666)
		}
		return "damaged " + filepath.Base(name)
	}},
}

func englishOf(zh string) string { return strings.Replace(zh, "content/zh/", "content/en/", 1) }
