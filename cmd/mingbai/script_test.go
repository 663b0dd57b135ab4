package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"

	"mingbai/cmd/mingbai/internal/cli"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/serve"
)

var update = flag.Bool("update", false, "rewrite doc.go and what the scripts expect")

// TestMain makes this test binary the command mingbai when it is called by that name.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){
		"mingbai": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)) },
	})
}

// tests are all tests of the package; the browser that they share ends with them.
type tests struct{ *testing.M }

func (m tests) Run() int {
	code := m.M.Run()
	if chromium.stop != nil {
		chromium.stop()
	}
	return code
}

// TestScripts runs the commands as a clerk would, one script for each behaviour. The scripts have
// these commands of their own:
//
//	tinysite [DIR]          lay out the smallest site with a page of every kind
//	finished                fill in what --strict asks of the tiny site
//	exits CODE COMMAND…     run a command that must end with the exit code
//	hex FILE BYTES…         write a file of bytes, given in hexadecimal
//	repeat FILE N TEXT      write a file with TEXT N times
//	replace FILE OLD NEW    replace the only place of OLD in a file; \n is a line end
//	unzipped FILE DIR       unpack a zip file
//	snapshot DIR FILE       write names and bytes of all files below a folder
//
// and the condition [superuser].
func TestScripts(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	tiny, err := filepath.Abs("testdata/tinysite.txtar")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Condition: func(name string) (bool, error) {
			if name == "superuser" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("no condition " + name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"tinysite": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(tinySite(ts.MkAbs(strings.Join(args, "")), tiny, repository))
			},
			"exits": exits, "hex": hexFile, "repeat": repeatFile, "replace": replaceIn, "finished": finished, "snapshot": snapshot, "unzipped": unzipped,
		},
	})
}

// tinySite lays out the site of an archive with the repository's own layouts and static files.
func tinySite(dir, archive, repository string) error {
	a, err := txtar.ParseFile(archive)
	if err != nil {
		return err
	}
	for _, f := range a.Files {
		if err := writeFile(filepath.Join(dir, f.Name), f.Data); err != nil {
			return err
		}
	}
	for _, name := range []string{"layouts", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(repository, name))); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, data []byte) error {
	return errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, data, 0o666))
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || neg {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		code = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, not %s", code, args[0])
	}
}

func unzipped(ts *testscript.TestScript, _ bool, args []string) {
	r, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer r.Close()
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), r))
}

func hexFile(ts *testscript.TestScript, _ bool, args []string) {
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	ts.Check(writeFile(ts.MkAbs(args[0]), data))
}

func repeatFile(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(writeFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(strings.ReplaceAll(args[2], `\n`, "\n")), n)))
}

func replaceIn(ts *testscript.TestScript, _ bool, args []string) {
	old, now := strings.ReplaceAll(args[1], `\n`, "\n"), strings.ReplaceAll(args[2], `\n`, "\n")
	text := ts.ReadFile(args[0])
	if strings.Count(text, old) != 1 {
		ts.Fatalf("%q stands %d times in %s", old, strings.Count(text, old), args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, now, 1)), 0o666))
}

// finished makes the tiny site one that may be published: its marks, its address, its facts.
func finished(ts *testscript.TestScript, _ bool, _ []string) {
	const item = "content/zh/licence/tea-shop-filing.md"
	for _, change := range [][]string{
		{"site.toml", `https://example.invalid/"`, `https://www.xiaocheng.gov.cn/"\n[government]\nsite_code = "5202000001"\n` +
			`icp = "黔ICP备00000000号"\npublic_security = "贵公网安备00000000号"\nhost = "小城市人民政府"\ncontact = "0858-1234567"`},
		{item, `level = "unverified"`, `level = "law"`},
		{item, "[time]", `[time.statutory]\nunit = "none-set"\nevidence = "law"\n\n[fee]\ncharged = false\nevidence = "law"`},
	} {
		replaceIn(ts, false, change)
	}
}

func snapshot(ts *testscript.TestScript, _ bool, args []string) {
	var out bytes.Buffer
	top := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(top, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".mingbai" {
			return fs.SkipDir // what the command keeps for itself
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(top, p)
		out.WriteString("== " + filepath.ToSlash(rel) + "\n" + string(data) + "\n")
		return err
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o666))
}

// TestDoc keeps doc.go equal to the help texts.
func TestDoc(t *testing.T) {
	var want strings.Builder
	want.WriteString("// Code generated by \"go test ./cmd/mingbai -run TestDoc -update\" from the help texts. DO NOT EDIT.\n\n/*\n")
	want.WriteString(cli.Manual())
	want.WriteString("*/\npackage main\n")
	formatted, err := format.Source([]byte(want.String()))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("doc.go")
	if err != nil && !*update {
		t.Fatal(err)
	}
	if bytes.Equal(have, formatted) {
		return
	}
	if !*update {
		t.Fatal("doc.go is not what the help texts say: run go test ./cmd/mingbai -run TestDoc -update")
	}
	if err := os.WriteFile("doc.go", formatted, 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestReload lets a browser follow the edits of a source in serve: the page loads anew, a fault shows
// as a line on the page and in full behind it, and nothing offends against the strict policy.
func TestReload(t *testing.T) {
	ctx := tab(t, browser(t))
	dir := t.TempDir()
	source := filepath.Join(dir, "content/zh/index.md")
	edit := func(text string) {
		t.Helper()
		if err := writeFile(source, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	edit("first words")
	served, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	opts := serve.Options{
		Root: os.DirFS(dir), Lang: diag.English, Ready: func(url string) { ready <- url }, Built: func(serve.Outcome) {},
		Build: func(context.Context, []string) (serve.Site, diag.List, error) {
			data, err := os.ReadFile(source)
			var diags diag.List
			if bytes.Contains(data, []byte("broken")) {
				diags.Add(diag.Pos{File: "content/zh/index.md", Line: 1, Col: 1}, "front-missing")
			}
			site := &output.Memory{}
			icon := site.Put(output.File{Path: "icon.svg", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)})
			page := "<!doctype html>\n<html lang=\"en\"><head><title>x</title><link rel=\"icon\" href=\"icon.svg\"></head><body><main>" + string(data) + "</main></body></html>"
			return site, diags, errors.Join(err, icon, site.Put(output.File{Path: "index.html", Data: []byte(page)}))
		},
	}
	go func() { ended <- serve.Run(served, opts) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	run(t, ctx, chromedp.Navigate(<-ready), chromedp.WaitReady("main"))
	shows := func(text string) {
		t.Helper()
		for range 300 {
			// while a page is being loaded anew there is nothing to ask
			ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf("document.body.innerText.includes(%q)", text)))
			if ok && err == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("the page never shows %q", text)
	}
	shows("first words")
	edit("second words")
	shows("second words")
	edit("broken words")
	shows("The last change has faults")
	shows("second words")
	run(t, ctx, chromedp.Click("a[role=status]"), chromedp.WaitReady("pre"))
	shows("content/zh/index.md:1:1: no front matter")
	edit("third words")
	shows("third words")
	run(t, ctx, chromedp.Navigate("about:blank")) // before the server goes
}
