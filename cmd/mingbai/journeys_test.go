package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/text/unicode/norm"
)

// TestKeyboard finds a permit from the home page without a mouse, by links and by the search.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	for lang, query := range map[string]string{"": "托育机构备案", "en/": "childcare filing"} {
		t.Run("links /"+lang, func(t *testing.T) {
			ctx := keyboard(t, parent, base+lang)
			run(t, ctx, chromedp.KeyEvent("\t\r")) // the skip link comes first
			if !eval[bool](t, ctx, "document.activeElement === document.querySelector('main')") {
				t.Error("the skip link does not lead to the main part")
			}
			tabTo(t, ctx, base+lang+"guide/childcare/")
			tabTo(t, ctx, base+lang+"licence/childcare-filing/")
		})
		t.Run("search /"+lang, func(t *testing.T) {
			ctx := keyboard(t, parent, base+lang)
			run(t, ctx, chromedp.KeyEvent("/"))
			waitFor(t, ctx, "document.activeElement.name === 'q'")
			run(t, ctx, chromedp.KeyEvent(query))
			waitFor(t, ctx, "document.querySelectorAll('header .mb-result a').length > 0")
			run(t, ctx, chromedp.KeyEvent("\u0301")) // arrow down
			arrive(t, ctx, base+lang+"licence/childcare-filing/")
		})
	}
}

// keyboard opens a page in a tab that has the keyboard.
func keyboard(t *testing.T, parent context.Context, address string) context.Context {
	t.Helper()
	ctx := tab(t, parent)
	run(t, ctx, command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
		chromedp.Navigate(address), chromedp.WaitReady("main"))
	return ctx
}

// tabTo presses Tab until a link to the address has the focus, and then Enter. On the way every place must be in sight.
func tabTo(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	for range 150 {
		run(t, ctx, chromedp.KeyEvent("\t"))
		if eval[bool](t, ctx, `(() => { const r = document.activeElement.getBoundingClientRect(); return r.bottom <= 0 || r.top >= innerHeight || !document.activeElement.matches(':focus-visible') })()`) {
			t.Fatalf("the focus is out of sight: %s", eval[string](t, ctx, "document.activeElement.outerHTML.slice(0, 200)"))
		}
		if eval[bool](t, ctx, fmt.Sprintf("document.activeElement.href?.split(/[?#]/)[0] === %q", address)) {
			arrive(t, ctx, address)
			return
		}
	}
	t.Fatalf("no link to %s within 150 places", address)
}

// arrive presses Enter and waits for the page.
func arrive(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	run(t, ctx, chromedp.KeyEvent("\r"))
	waitFor(t, ctx, fmt.Sprintf("location.href.split(/[?#]/)[0] === %q && document.readyState === 'complete'", address))
}

// TestNoScriptWalk goes from the home page through every kind of page with scripts off.
func TestNoScriptWalk(t *testing.T) {
	t.Parallel()
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/a/b/")
	for _, lang := range []string{"", "en/"} {
		t.Run("/"+lang, func(t *testing.T) {
			ctx := tab(t, parent)
			run(t, ctx, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
				chromedp.Navigate(base+lang), chromedp.WaitReady("main"))
			for _, to := range []string{"guide/childcare/", "licence/childcare-filing/", "policy/", "policy/life-services-2023/", "agency/health/", "search/"} {
				link := fmt.Sprintf(`[...document.querySelectorAll('a')].find(a => a.href.split('#')[0] === %q && a.checkVisibility())`, base+lang+to)
				if !eval[bool](t, ctx, link+" !== undefined") {
					t.Fatalf("%s has no link to %s", eval[string](t, ctx, "location.pathname"), to)
				}
				eval[bool](t, ctx, link+".click(), true")
				waitFor(t, ctx, fmt.Sprintf("location.href.split(/[?#]/)[0] === %q && document.readyState === 'complete'", base+lang+to))
				if n := eval[int](t, ctx, "document.querySelector('main').innerText.length"); n < 100 {
					t.Errorf("%s: only %d characters without scripts", to, n)
				}
			}
			run(t, ctx, chromedp.SendKeys(searchField, "abc\r"))
			waitFor(t, ctx, "location.search === '?q=abc' && document.querySelector('main noscript') !== null && document.querySelector('main noscript').innerText.length > 10")
		})
	}
}

// TestPDF prints a policy, a guide and an item in both languages: the text and the address are on
// paper, and nothing that is only for the screen.
func TestPDF(t *testing.T) {
	t.Parallel()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		absent(t, "no pdftotext to read what was printed; it is in poppler-utils")
	}
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	screen := map[string][]string{"": {"跳到正文", "关怀版", "本页内容", "主要栏目"}, "en/": {"Skip to main content", "Large type", "On this page"}}
	for lang, not := range screen {
		for _, p := range []string{"policy/life-services-2023/", "guide/childcare/", "licence/childcare-filing/"} {
			t.Run("/"+lang+p, func(t *testing.T) {
				ctx := tab(t, parent)
				run(t, ctx, chromedp.Navigate(base+lang+p), chromedp.WaitReady("main"))
				run(t, ctx, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})) // some parts are other ones on paper
				headings := eval[[]string](t, ctx, `[...document.querySelectorAll('main h1, main .mb-body h2, main .mb-section p')]
					.filter(e => e.checkVisibility() && !e.closest('form, [hidden], .mb-contents, .mb-related, .mb-report')).slice(0, 40).map(e => e.textContent)`)
				paper := bare(printed(t, ctx, reader))
				if !strings.Contains(paper, bare("example.invalid/"+lang+p)) {
					t.Error("the address is not on paper")
				}
				missing := 0
				for _, h := range headings {
					if !strings.Contains(paper, bare(h)) {
						missing++
						t.Logf("not on paper: %.60s", h)
					}
				}
				if len(headings) < 5 || missing > len(headings)/5 {
					t.Errorf("%d of %d headings and paragraphs are not on paper", missing, len(headings))
				}
				for _, word := range not {
					if strings.Contains(paper, bare(word)) {
						t.Errorf("%q is on paper", word)
					}
				}
			})
		}
	}
}

// printed is the text of the page on A4.
func printed(t *testing.T, ctx context.Context, reader string) string {
	t.Helper()
	var pdf []byte
	run(t, ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		size := true
		out, err := cdp.Call(ctx, target, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &size})
		pdf = out.Data
		return err
	}))
	cmd := exec.Command(reader, "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

// bare is a text without what a line break on paper changes.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '\u00ad' {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
}
