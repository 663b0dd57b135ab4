package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/output"
)

// altered is a folder with some of its files replaced.
type altered struct {
	fs.FS
	files fstest.MapFS
}

func (a altered) Open(name string) (fs.File, error) {
	if a.files[name] != nil {
		return a.files.Open(name)
	}
	return a.FS.Open(name)
}

// releaseOf builds this repository's site with one replacement in each of some files.
func releaseOf(t *testing.T, changes map[string][2]string) *output.Memory {
	t.Helper()
	root := os.DirFS("../..")
	files := fstest.MapFS{}
	for name, change := range changes {
		data, err := fs.ReadFile(root, name)
		if err != nil || strings.Count(string(data), change[0]) != 1 {
			t.Fatalf("%s has %q not once: %v", name, change[0], err)
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(data), change[0], change[1], 1))}
	}
	site := &output.Memory{}
	_, diags, err := build.Run(context.Background(), altered{root, files}, site, build.Options{})
	for _, d := range diags {
		if d.Name != "translation-stale" {
			err = errors.Join(err, errors.New(d.String()))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// host serves one release after another below a path, or nothing at all.
type host struct {
	site atomic.Pointer[output.Memory]
	down atomic.Bool
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.down.Load() {
		panic(http.ErrAbortHandler)
	}
	name, inside := strings.CutPrefix(r.URL.Path, "/a/b/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, ok := h.site.Load().Get(name)
	if !inside || !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'self'")
	w.Header().Set("Content-Type", contentType(name))
	_, _ = w.Write(data)
}

const switchedOn = "service_worker = true"

// TestOffline reads pages, goes without a network, takes a new release, and has the worker removed.
func TestOffline(t *testing.T) {
	on := [2]string{"service_worker = false", switchedOn}
	first := releaseOf(t, map[string][2]string{"site.toml": on})
	second := releaseOf(t, map[string][2]string{"site.toml": on,
		"static/css/base.css":       {"html {", ":root { --second: 2 } html {"},
		"content/zh/glossary.md":    {"summary = \"", "summary = \"第二版。"},
		"content/zh/guide/index.md": {"summary = \"", "summary = \"第二版。"}})
	removed := releaseOf(t, map[string][2]string{"site.toml": {"service_worker = false", "service_worker = false # again"}})
	h := &host{}
	h.site.Store(first)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	base := server.URL + "/a/b/"
	ctx := patientTab(t, browser(t))
	visit := func(page string) {
		t.Helper()
		// not Navigate, which waits for events that a changing worker may keep from it
		eval[bool](t, ctx, fmt.Sprintf("globalThis.old = true, location.assign(%q), true", base+page))
		const there = "!globalThis.old && document.readyState === 'complete' && document.querySelector('main') !== null"
		for deadline := time.Now().Add(patience); ; time.Sleep(30 * time.Millisecond) {
			if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](there)); err == nil && ok {
				return // an error: between two pages
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s does not come", page)
			}
		}
	}
	title := func() string {
		t.Helper()
		return eval[string](t, ctx, "document.querySelector('main h1').textContent")
	}
	styled := func(page string) {
		t.Helper()
		if !eval[bool](t, ctx, "getComputedStyle(document.documentElement).fontSize === '18px'") {
			t.Errorf("%s has no style", page)
		}
	}

	run(t, ctx, chromedp.Navigate(base+"guide/childcare/"), chromedp.WaitReady("main"))
	waitFor(t, ctx, "navigator.serviceWorker.controller !== null")
	waitAsync(t, ctx, "caches.match(location.href).then(Boolean)") // the page that started the worker is kept too
	visit("glossary/")
	visit("en/about/")
	visit("search/")
	run(t, ctx, chromedp.SendKeys(searchField, "托育"))
	waitFor(t, ctx, "document.querySelectorAll('.mb-result').length > 2")
	waitAsync(t, ctx, fmt.Sprintf("kept('search/zh-CN/').then(n => n === %d)", countIn(first, "search/zh-CN/")))

	h.down.Store(true)
	visit("guide/childcare/?meals=no#order")
	waitFor(t, ctx, "!document.querySelector('.mb-offline').hidden && /存在这台设备上/.test(document.querySelector('.mb-offline').textContent)")
	waitFor(t, ctx, "document.querySelector('#questions [role=status]').textContent.startsWith('现在显示4件')") // scripts run
	styled("guide/childcare/")
	visit("search/")
	run(t, ctx, chromedp.SendKeys(searchField, "养老机构备案")) // never asked before
	waitFor(t, ctx, `[...document.querySelectorAll('.mb-result a')].some(a => a.href.includes('/licence/elder-care-filing/'))`)
	for page, want := range map[string]string{"licence/clinic-filing/": "没有网络时能看的页面", "en/licence/clinic-filing/": "Pages to read without a network"} {
		visit(page)
		if got := title(); got != want {
			t.Errorf("%s without a network: %s at %s", page, got, eval[string](t, ctx, "location.href"))
		}
		waitFor(t, ctx, fmt.Sprintf("[...document.querySelectorAll('[data-wanted] a')].some(a => a.href === %q)", base+page))
		styled(page)
		waitFor(t, ctx, fmt.Sprintf("[...document.querySelectorAll('[data-pages] a')].some(a => a.href === %q)", base+"guide/childcare/"))
	}

	// a new release: pages are new at once, and pages read before keep the files that they need
	h.down.Store(false)
	h.site.Store(second)
	visit("glossary/")
	if lead := eval[string](t, ctx, "document.querySelector('.mb-lead').textContent"); !strings.HasPrefix(lead, "第二版。") {
		t.Errorf("with a network, an old page: %s", lead)
	}
	waitAsync(t, ctx, "caches.keys().then(names => names.length === 2)")
	waitAsync(t, ctx, "navigator.serviceWorker.getRegistration().then(r => !r.installing && !r.waiting && r.active.state === 'activated')")
	visit("guide/")
	h.down.Store(true)
	visit("guide/")
	if !eval[bool](t, ctx, "getComputedStyle(document.documentElement).getPropertyValue('--second') === '2'") {
		t.Error("a page of the second release has the style of the first")
	}
	visit("en/about/")
	styled("en/about/")
	if eval[bool](t, ctx, "getComputedStyle(document.documentElement).getPropertyValue('--second') === '2'") {
		t.Error("a page of the first release has the style of the second")
	}

	// a worker that is switched off goes with all that it kept
	h.down.Store(false)
	h.site.Store(removed)
	visit("about/")
	waitAsync(t, ctx, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
	waitAsync(t, ctx, "caches.keys().then(names => names.length === 0)")
	visit("about/")
	if eval[bool](t, ctx, "navigator.serviceWorker.controller !== null || document.querySelector('.mb-offline') !== null") {
		t.Error("the page still knows a worker")
	}
}

func countIn(files *output.Memory, folder string) int {
	n := 0
	for _, p := range files.Paths() {
		if strings.HasPrefix(p, folder) {
			n++
		}
	}
	return n
}

// patientTab opens a tab that minds only what the content security policy refuses: the browser
// complains about every file that it cannot load.
func patientTab(t *testing.T, parent context.Context) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	ctx, stop := context.WithTimeout(ctx, 150*time.Second)
	t.Cleanup(func() { stop(); cancel() })
	var refused atomic.Value
	err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*log.EventEntryAdded); ok && strings.Contains(e.Entry.Text, "Content Security Policy") {
			refused.Store(e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if text := refused.Load(); text != nil {
			t.Error(text)
		}
	})
	return ctx
}

// waitAsync polls until the promise of the expression gives true. kept(folder) counts what is kept below a folder.
func waitAsync(t *testing.T, ctx context.Context, promise string) {
	t.Helper()
	const kept = `globalThis.kept = async (folder) => {
		const urls = new Set();
		for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) if (url.includes(folder)) urls.add(url);
		return urls.size;
	};`
	waitFor(t, ctx, kept+fmt.Sprintf("(%s).then(value => { globalThis.waited = value }, () => {}); globalThis.waited === true && delete globalThis.waited", promise))
}
