package main

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/output"
)

// onDisk unpacks the copy for a folder and gives the address of that folder.
func onDisk(t *testing.T) (*output.Memory, string) {
	t.Helper()
	b := buildSite(build.Options{Disk: true})
	if b.err != nil {
		t.Fatal(b.err)
	}
	// spaces and Chinese, as folders in a service hall are called
	dir := filepath.Join(t.TempDir(), "办事 指南")
	for _, p := range b.files.Paths() {
		data, _ := b.files.Get(p)
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(p)), data); err != nil {
			t.Fatal(err)
		}
	}
	return b.files, (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()
}

// TestDiskLinks follows every link of the copy for a folder: each names a file.
func TestDiskLinks(t *testing.T) {
	b := buildSite(build.Options{Disk: true})
	if b.err != nil {
		t.Fatal(b.err)
	}
	pages := map[string]*walked{}
	for _, p := range b.files.Paths() {
		if path.Ext(p) == ".html" {
			data, _ := b.files.Get(p)
			pages[p] = walk(t, p, data)
		}
	}
	for name, page := range pages {
		for _, link := range page.links {
			if u, err := url.Parse(link); err == nil && u.Scheme == "" && (strings.HasSuffix(u.Path, "/") || strings.HasSuffix(u.Path, ".")) {
				t.Errorf("%s: the link %q leads to a folder", name, link)
			}
			if strings.Contains(link, "search/") && path.Ext(link) == ".json" {
				link += ".js" // the script reads it so
			}
			checkLink(t, b.files, pages, name, link)
		}
	}
}

// TestKiosk opens the copy from a folder on disk, walks through pages, answers questions, counts
// days, and searches in both languages. The tab minds every complaint of the browser.
func TestKiosk(t *testing.T) {
	t.Parallel()
	_, base := onDisk(t)
	parent := browser(t)
	t.Run("walk", func(t *testing.T) { testKioskWalk(t, tab(t, parent), base) })
	t.Run("dates", func(t *testing.T) {
		ctx := tab(t, parent)
		run(t, ctx, chromedp.Navigate(base+"guide/childcare/index.html"), chromedp.WaitReady("#by-when:not([hidden])"))
		eval[bool](t, ctx, `(() => { const f = document.querySelector('#by-when input'); f.value = '2026-03-02'; f.dispatchEvent(new Event('input', {bubbles: true})); f.dispatchEvent(new Event('change', {bubbles: true})); return true })()`)
		waitFor(t, ctx, `/2026/.test(document.querySelector('#by-when [role=status]').textContent)`)
	})
	t.Run("without scripts", func(t *testing.T) {
		ctx := tab(t, parent)
		run(t, ctx, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
			chromedp.Navigate(base+"index.html"), chromedp.Click(`main a[href="guide/childcare/index.html"]`), chromedp.WaitReady("#order"))
	})
	for _, tt := range []struct{ page, query, want string }{
		{"search/index.html", "托育机构备案", "licence/childcare-filing/index.html"},
		{"search/index.html", "tuoyu", "guide/childcare/index.html"},
		{"search/index.html", "營業執照", "licence/company-registration/index.html"},
		{"en/search/index.html", "childcare filing", "en/licence/childcare-filing/index.html"},
	} {
		t.Run("search "+tt.query, func(t *testing.T) {
			ctx := tab(t, parent)
			run(t, ctx, chromedp.Navigate(base+tt.page), chromedp.WaitReady(searchField), chromedp.SendKeys(searchField, tt.query))
			waitFor(t, ctx, fmt.Sprintf(`[...document.querySelectorAll('.mb-result a')].some(a => a.href.startsWith(%q))`, base+tt.want))
			waitFor(t, ctx, `new URLSearchParams(location.search).get('q') === `+fmt.Sprintf("%q", tt.query))
			run(t, ctx, chromedp.Click(`.mb-result a`))
			waitFor(t, ctx, `!location.pathname.includes('/search/') && document.querySelector('main h1') !== null && document.querySelector('main mark') !== null`)
		})
	}
}

// testKioskWalk goes from the home page to an item, to English, and through the search of the header.
func testKioskWalk(t *testing.T, ctx context.Context, base string) {
	at := func(want string) {
		t.Helper()
		waitFor(t, ctx, fmt.Sprintf("location.href.split('?')[0] === %q && document.readyState === 'complete'", base+want))
	}
	run(t, ctx, chromedp.Navigate(base+"index.html"), chromedp.WaitReady("main"),
		chromedp.Click(`main a[href="guide/childcare/index.html"]`))
	at("guide/childcare/index.html")
	run(t, ctx, chromedp.WaitReady("#questions:not([hidden])"), chromedp.Click("header a[hreflang=en]"))
	at("en/guide/childcare/index.html")
	run(t, ctx, chromedp.Click("header .mb-header__name a"))
	at("en/index.html")
	run(t, ctx, chromedp.WaitReady("header input[type=search]"), chromedp.SendKeys("header input[type=search]", "food business licence"))
	waitFor(t, ctx, `[...document.querySelectorAll('header .mb-result a')].some(a => a.href.includes('en/licence/food-business-licence/index.html'))`)
	run(t, ctx, chromedp.SendKeys("header input[type=search]", "\r"))
	at("en/search/index.html")
	waitFor(t, ctx, `[...document.querySelectorAll('main .mb-result a')].some(a => a.href.includes('en/licence/food-business-licence/index.html'))`)
}
