package offline

import (
	"strings"
	"testing"
	"testing/fstest"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/nodetest"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
	"mingbai/cmd/mingbai/internal/source"
)

func TestRules(t *testing.T) {
	nodetest.Run(t, nil, "testdata/rules_test.mjs")
}

// linked is a site with a page to show without a network.
func linked(t *testing.T, on bool, text string) *site.Site {
	t.Helper()
	set, diags := content.Parse([]source.File{{Path: "content/zh/offline.md", Data: []byte("+++\ntitle = \"没有网络\"\nsummary = \"存着的页面\"\n+++\n\n" + text + "\n")}}, 1)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	s, _ := site.Link(config.Config{BaseURL: "https://a.gov.cn/", Offline: config.Offline{ServiceWorker: on}}, set, content.Date{})
	return s
}

func TestWorker(t *testing.T) {
	scripts := fstest.MapFS{
		"static/js/worker/main.js":   {Data: []byte("console.log(RELEASE)")},
		"static/js/worker/remove.js": {Data: []byte("console.log('gone')")},
	}
	shell := []output.File{{Path: "assets/main.1.css"}, {Path: "img/map.png"}, {Path: "favicon.svg"}}
	index := Index{map[string]int{"search/en/k0.json": 10, "search/en.json": 10, "search/zh-CN/k0.json": SearchLimit + 1}, map[string]string{"en": "one", "zh-CN": "big"}}
	made := func(s *site.Site) string {
		t.Helper()
		draft, diags := Worker(scripts, s, shell)
		files := draft.Files(index)
		if len(diags) > 0 || len(files) != 1 || files[0].Path != Path {
			t.Fatalf("%v, %v", files, diags)
		}
		return string(files[0].Data)
	}
	on := made(linked(t, true, "one"))
	for _, want := range []string{`"assets/main.1.css"`, `"favicon.svg"`, `"offline/"`, `"search/en/k0.json"`, `"search/en.json"`} {
		if !strings.Contains(on, want) {
			t.Errorf("the worker lacks %s: %s", want, on)
		}
	}
	for _, not := range []string{"map.png", "search/zh-CN/k0.json", "big"} { // not needed by every page, and too much
		if strings.Contains(on, not) {
			t.Errorf("the worker has %s", not)
		}
	}
	if made(linked(t, true, "two")) == on {
		t.Error("another text of the offline page, and still the same release")
	}
	index.IDs["en"] = "two"
	if made(linked(t, true, "one")) == on {
		t.Error("another manifest under the same name, and still the same release")
	}
	if off := made(linked(t, false, "one")); !strings.Contains(off, "gone") {
		t.Errorf("switched off: %s", off)
	}
	if draft, diags := Worker(fstest.MapFS{}, linked(t, true, "one"), nil); len(draft.Files(Index{})) > 0 || len(diags) != 1 {
		t.Errorf("without scripts: %v, %v", draft, diags)
	}
	if draft, diags := Worker(fstest.MapFS{}, linked(t, false, "one"), nil); len(draft.Files(Index{}))+len(diags) > 0 {
		t.Errorf("without scripts, switched off: %v, %v", draft, diags)
	}
}
