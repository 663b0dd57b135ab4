package search

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/assets"
	"mingbai/cmd/mingbai/internal/nodetest"
)

// clientCase is a question to the browser's engine, with this side's answer.
type clientCase struct {
	Lang    string       `json:"lang"`
	Query   string       `json:"query"`
	Options clientOption `json:"options"`
	Want    clientResult `json:"want"`
}

type clientOption struct {
	Limit     int    `json:"limit"`
	Kind      string `json:"kind"`
	Sector    string `json:"sector"`
	Authority string `json:"authority"`
}

type clientResult struct {
	Total       int            `json:"total"`
	Approximate bool           `json:"approximate"`
	Loose       bool           `json:"loose"`
	Kinds       map[string]int `json:"kinds"`
	Hits        []clientHit    `json:"hits"`
	Similar     []clientHit    `json:"similar"`
}

type clientHit struct {
	URL        string          `json:"url"`
	Title      string          `json:"title"`
	Section    string          `json:"section"`
	Kind       string          `json:"kind"`
	Status     string          `json:"status"`
	Query      string          `json:"query"`
	Excerpt    string          `json:"excerpt"`
	Marks      [][2]int        `json:"marks"`
	TitleMarks [][2]int        `json:"titleMarks"`
	Exact      bool            `json:"exact"`
	Sections   []clientSection `json:"sections"`
}

type clientSection struct {
	URL     string `json:"url"`
	Heading string `json:"heading"`
}

var clientQueries = []string{"托育机构", "托育机构管理暂行办法", "托育机构设标准", "市卫健局", "办事指引", "登记 场所证明", "A级", "110", "盐", "營業執照　",
	"网吧", "网吧许可", "怎么办理托育备案", "蓝鲸披萨", "licenses", "organi", "chidlcare filing", "daycare centre", "how do I open a childcare centre?",
	"isn't", "行政处罚", "营业执照", "1100", "2021年", "第12条", "（试行）", "营业执照许可", "设立 标准 市", "政府部门应当备案", "机构备案管理办法营业执照许可", "5G",
	"AAA级", "institution", "instituton", "lic", "托", "育 备", "", "“”", "🙂", "the of", "licence 托育", "12345", "ＡＡＡ级", "1—2年", "5-1", "网吧吧",
	"tuoyu", "ty", "tyjgba", "tuo yu", "yingyezhi", "tuoyu备案", "zz", "第19条", "第十九条", "措施19", "托育备案", "机构第19条", "托育机构设立 准",
	"《生活服务业》行动方案", "托育机构（备案）", "办理-备案", "登记、备案", "childcare-centre", "1,100"}

// The browser's engine answers every query as this one does, and cuts every text alike.
func TestClient(t *testing.T) {
	docs := append(append([]Doc(nil), testDocs...), randomDocs(400)...)
	dir := t.TempDir()
	_, files := opened(t, docs, "en")
	for path, data := range files {
		write(t, filepath.Join(dir, path), data)
	}
	var cases []clientCase
	for _, lang := range []string{"zh-CN", "en"} {
		e, _ := opened(t, docs, lang)
		for i, q := range append(clientQueries, phrases(docs, 150)...) {
			opt := clientOption{Limit: []int{0, 3, 1000}[i%3], Kind: []string{"", "", "", "policy", "licence"}[i%5]}
			if i%11 == 0 {
				opt.Sector = "childcare"
			}
			r, err := e.Search(q, Options(opt))
			if err != nil {
				t.Fatal(err)
			}
			cases = append(cases, clientCase{lang, q, opt, forClient(r)})
		}
	}
	data, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "cases.json"), data)
	write(t, filepath.Join(dir, "folds.txt"), allFolds())
	copyClient(t, dir)
	serveClient(t, dir)
	nodetest.Run(t, []string{"SEARCH_TEST_DIR=" + dir}, "testdata/client_test.mjs")
}

// copyClient copies the client to a folder where Node takes .js for modules.
func copyClient(t *testing.T, dir string) {
	sources, err := filepath.Glob("../../../../static/js/search/*.js")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no client: %v", err)
	}
	for _, source := range sources {
		data, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "client", filepath.Base(source)), data)
	}
	write(t, filepath.Join(dir, "client/package.json"), []byte(`{"type":"module"}`))
}

// serveClient puts the client as it is served beside it: the engine and the form.
func serveClient(t *testing.T, dir string) {
	_, files, diags := assets.Load(os.DirFS("../../../.."))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, f := range files {
		if part := filepath.Base(filepath.Dir(f.Path)); part == "search" {
			write(t, filepath.Join(dir, "served", strings.ReplaceAll(strings.TrimPrefix(filepath.Dir(f.Path), "assets/js/"), "/", "-")+".mjs"), f.Data)
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// phrases are parts of the docs, some of them with a slip.
func phrases(docs []Doc, n int) []string {
	var out []string
	for i := range n {
		d := docs[(i*37)%len(docs)]
		text := []rune(d.Title)
		all := d.Sections()
		if s := all[len(all)-1]; i%3 > 0 && len(s.Paragraphs) > 0 {
			text = []rune(s.Paragraphs[0])
		}
		from := (i * 7) % len(text)
		to := min(len(text), from+2+i%13)
		if i%4 == 0 && to-from > 4 {
			out = append(out, string(text[from:from+2])+string(text[from+3:to]))
			continue
		}
		out = append(out, string(text[from:to]))
	}
	return out
}

// allFolds has for each character the number of the line and what it folds to.
func allFolds() []byte {
	var b strings.Builder
	for r := rune(0); r <= 0x32000; r++ {
		if 0xd800 <= r && r <= 0xdfff {
			b.WriteString("\n")
			continue
		}
		if f := Fold(string(r)); !strings.ContainsAny(f, "\n\r") {
			b.WriteString(f)
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

func forClient(r Result) clientResult {
	return clientResult{r.Total, r.Approximate, r.Loose, r.Kinds, hitsForClient(r.Hits), hitsForClient(r.Similar)}
}

func hitsForClient(hits []Hit) []clientHit {
	out := []clientHit{}
	for _, h := range hits {
		c := clientHit{h.URL, h.Title, h.Section, h.Kind, h.Status, h.Query, h.Excerpt, [][2]int{}, [][2]int{}, h.Exact, []clientSection{}}
		c.Marks, c.TitleMarks = append(c.Marks, h.Marks...), append(c.TitleMarks, h.TitleMarks...)
		for _, s := range h.Sections {
			c.Sections = append(c.Sections, clientSection(s))
		}
		out = append(out, c)
	}
	return out
}
