package assets

import (
	"bytes"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

func site(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, data := range files {
		m["static/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

func TestLoad(t *testing.T) {
	names, files, diags := Load(site(map[string]string{
		"css/print.css":           "@media print { a { color: #000 } }",
		"css/tokens.css":          ":root { --ink: #111 }",
		"css/components/b.css":    ".b { margin: 0 }",
		"css/components/a.css":    ".a { margin: 0 }",
		"css/base.css":            "html { margin: 0 }",
		"js/main.js":              "import { start } from './components/x.js';\nconst more = () => import('./deep/y.js');\nstart(more);\n",
		"js/components/x.js":      "/** @param {import('../main.js').T} a */\nexport function start(a) { a(); }\n",
		"js/deep/y.js":            "export * from '../components/x.js';\n",
		"js/components/x.test.js": "this is a test {",
		"favicon.svg":             "<svg/>",
		".hidden":                 "no",
	}))
	if len(diags) > 0 {
		t.Fatalf("diags: %v", diags)
	}
	byPath := map[string]string{}
	for _, f := range files {
		byPath[f.Path] = string(f.Data)
	}
	css := byPath[names["main.css"]]
	for i, want := range []string{":root", "html", ".a", ".b", "@media print"} {
		at := strings.Index(css, want)
		if at < 0 || i > 0 && at < strings.Index(css, []string{":root", "html", ".a", ".b"}[i-1]) {
			t.Errorf("stylesheet order: %q out of place in %q", want, css)
		}
	}
	main := byPath[names["js/main.js"]]
	if dep := "js/deep/y.js"; strings.Contains(main, "import{") || !strings.Contains(main, path.Base(names[dep])) {
		t.Errorf("main.js does not hold what it imports at once, or does not import %s: %s", names[dep], main)
	}
	if !strings.Contains(byPath[names["js/deep/y.js"]], `"../components/`+path.Base(names["js/components/x.js"])+`"`) {
		t.Errorf("y.js keeps its import: %s", byPath[names["js/deep/y.js"]])
	}
	if byPath["favicon.svg"] != "<svg/>" || names["js/components/x.js"] == "" || len(files) != 5 {
		t.Errorf("files: %v", names)
	}
}

func TestLoadIsTheSameTwice(t *testing.T) {
	fsys := site(map[string]string{"js/a.js": "export const a = 1", "js/b.js": "import './a.js'", "css/base.css": "p{margin:0}"})
	_, one, _ := Load(fsys)
	_, two, _ := Load(fsys)
	for i := range one {
		if one[i].Path != two[i].Path || !bytes.Equal(one[i].Data, two[i].Data) {
			t.Errorf("%s differs from %s", one[i].Path, two[i].Path)
		}
	}
}

// What the main module imports at once is in it, and is not published besides unless another asks for it.
func TestMainModule(t *testing.T) {
	files := map[string]string{
		"js/main.js":         "import start from './components/a.js';\nimport('./components/b.js').then(start);\n",
		"js/components/a.js": "export default function start() { return '甲'; }\n",
		"js/components/b.js": "export const b = 1;\n",
	}
	names, _, diags := Load(site(files))
	if len(diags) > 0 || len(names) != 2 || names["js/components/a.js"] != "" {
		t.Errorf("%v %v", names, diags)
	}
	files["js/components/b.js"] = "import start from './a.js';\nexport const b = start;\n"
	if names, _, _ := Load(site(files)); len(names) != 3 {
		t.Errorf("a.js is asked for by b.js: %v", names)
	}
}

// A change in a module must change the names of all that import it, or a browser would go on with
// the old one.
func TestHashFollowsImports(t *testing.T) {
	one, _, _ := Load(site(map[string]string{"js/a.js": "export const a = 1", "js/b.js": "import './a.js'"}))
	two, _, _ := Load(site(map[string]string{"js/a.js": "export const a = 2", "js/b.js": "import './a.js'"}))
	if one["js/b.js"] == two["js/b.js"] {
		t.Error("b.js keeps its name though a.js changed")
	}
}

// The copy for a disk has one classic script without imports, and its parts are not published apart.
func TestDisk(t *testing.T) {
	fsys := site(map[string]string{
		"js/disk/main.js": "import { a } from '../a.js';\nimport('../a.js').then(m => console.log(a, m.a));\n",
		"js/a.js":         "export const a = '甲';\n", "js/early.js": "document.title = 'x';\n", "css/base.css": "p { margin: 0 }",
	})
	names, files, diags := Disk(fsys)
	if len(diags) > 0 || len(files) != 3 {
		t.Fatalf("diags: %v, files: %v", diags, names)
	}
	for _, f := range files {
		if f.Path == names["js/main.js"] && (!bytes.Contains(f.Data, []byte("甲")) || bytes.Contains(f.Data, []byte("import"))) {
			t.Errorf("main.js: %s", f.Data)
		}
	}
	if names, _, _ := Load(fsys); names["js/disk/main.js"] != "" || names["js/a.js"] == "" {
		t.Errorf("a server gets %v", names)
	}
	_, _, diags = Disk(site(map[string]string{"js/disk/main.js": "import './none.js';\n"}))
	if len(diags) != 1 || !strings.HasPrefix(diags[0].String(), "static/js/disk/main.js:1:8: ") {
		t.Errorf("diags: %v", diags)
	}
}

// An index.js is served with the modules of its folder in it; they are not served by themselves.
func TestIndexModule(t *testing.T) {
	names, files, diags := Load(site(map[string]string{
		"js/find/index.js": "import { one } from './one.js';\nimport { two } from './two.js';\nexport { one };\nexport default function open() { return one + two; }\n",
		"js/find/one.js":   "import { two } from './two.js';\nexport const one = two + 1;\n",
		"js/find/two.js":   "export const two = 2;\n",
		"js/main.js":       "import('./find/index.js').then(m => m.default());\n",
	}))
	if len(diags) > 0 || len(files) != 2 || names["js/find/one.js"] != "" {
		t.Fatalf("%v %v", names, diags)
	}
	for _, f := range files {
		if f.Path != names["js/find/index.js"] {
			continue
		}
		if s := string(f.Data); strings.Contains(s, "import") || !strings.Contains(s, " as default,") || !strings.Contains(s, " as one}") {
			t.Errorf("joined: %s", s)
		}
	}
}

func TestFaults(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"part from outside": {"js/a/index.js": "import './b.js';", "js/a/b.js": "export const x = 2;", "js/c.js": "import './a/b.js'"},
		"part missing":      {"js/a/index.js": "import './b.js';"},
		"syntax":            {"js/a.js": "let = ="},
		"missing":           {"js/a.js": "import './none.js'"},
		"circle":            {"js/a.js": "import './b.js'", "js/b.js": "import './a.js'"},
	} {
		if _, _, diags := Load(site(files)); !diags.HasErrors() {
			t.Errorf("%s: no fault reported", name)
		}
	}
	if _, files, diags := Load(fstest.MapFS{}); len(files)+len(diags) > 0 {
		t.Error("a site without static/ is no fault")
	}
}
