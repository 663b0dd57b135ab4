package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// measured is what the browser computes of a page, in CSS pixels. The limits are those of the norms for
// older readers (工业和信息化部《互联网网站适老化通用设计规范》《移动互联网应用适老化通用设计规范》, 2021) and of
// WCAG 2.2, where ours are not stricter.
type measured struct {
	Body, Smallest  float64  // type
	Line            float64  // least line height of running text, as a part of its type
	Paragraph       float64  // least distance from line to line of two paragraphs, as a part of the line
	Low             []string // targets that stand alone and are lower than Target
	Width           float64  // of what scrolls, for the width of the window
	Shift           float64  // cumulative layout shift since the page was opened
	Text            string   // all text of the main part that can be seen
	Checked, Marked bool
}

// measure reads a page; the number is how high a target must be.
const measure = `(target => {
  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const root = document.documentElement, px = (e, name) => parseFloat(getComputedStyle(e)[name]);
  const texts = [];
  for (const w = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); w.nextNode();) {
    const e = w.currentNode.parentElement;
    if (w.currentNode.textContent.trim() && shown(e) && !e.closest('.mb-hidden, script, style, noscript')) texts.push(e);
  }
  const running = texts.filter(e => e.matches('main p, main li, main dd') && !e.closest('.mb-links__item, .mb-units, .mb-dochead, .mb-drawing__row'));
  const gaps = [...document.querySelectorAll('.mb-prose > p + p')].filter(shown).map(p =>
    (p.getBoundingClientRect().top - p.previousElementSibling.getBoundingClientRect().bottom + px(p, 'lineHeight')) / px(p, 'lineHeight'));
  const low = [];
  for (const e of document.querySelectorAll('a[href], button, input, select, summary, label:has(input)')) {
    if (!shown(e) || e.matches('.mb-hidden, .mb-skip') || e.closest('.mb-hidden')) continue;
    if (getComputedStyle(e).display === 'inline') continue; // within a sentence
    const label = e.matches('input') && e.closest('label');
    const height = (label || e).getBoundingClientRect().height;
    if (height < target - .5) low.push(e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 20) + ' ' + height.toFixed(1));
  }
  return {
    Body: px(document.body, 'fontSize'), Smallest: Math.min(...texts.map(e => px(e, 'fontSize') * (e.ownerSVGElement ? e.getScreenCTM().a : 1))),
    Line: Math.min(9, ...running.map(e => px(e, 'lineHeight') / px(e, 'fontSize'))), Paragraph: Math.min(9, ...gaps), Low: [...new Set(low)],
    Width: document.scrollingElement.scrollWidth, Shift: window.shift ?? 0,
    Text: texts.filter(e => e.closest('main')).map(e => e.closest('li, p, dt, dd, h1, h2, h3, td, th')?.innerText ?? '').join('\n'),
    Checked: document.querySelector('#care').checked, Marked: root.classList.contains('mb-large'),
  };
})(%d)`

// watchShift adds up layout shifts from the first one on.
const watchShift = `window.shift = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });`

// TestCare opens pages of every kind in care mode and measures them on a phone and on a desk.
func TestCare(t *testing.T) {
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	for _, width := range []int64{320, 1280} {
		for _, lang := range []string{"", "en/"} {
			t.Run(fmt.Sprintf("%d px %s", width, lang), func(t *testing.T) {
				ctx := tab(t, parent)
				run(t, ctx, command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1, Mobile: width < 600}),
					command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchShift}))
				for _, path := range append([]string{"site-map/", "accessibility/"}, mainPages...) {
					testCarePage(t, ctx, base+lang+path, float64(width))
				}
			})
		}
	}
	t.Run("chosen by hand", func(t *testing.T) { testCareChosen(t, tab(t, parent), base) })
	t.Run("without storage", func(t *testing.T) { testCareCarried(t, tab(t, parent), base) })
	t.Run("without scripts", func(t *testing.T) { testCareUnscripted(t, tab(t, parent), base) })
}

func testCarePage(t *testing.T, ctx context.Context, url string, width float64) {
	look := func(address string, target int) measured {
		run(t, ctx, chromedp.Navigate(address), chromedp.WaitReady("footer"))
		waitFor(t, ctx, `document.readyState === 'complete' && document.querySelector('#care').checked === location.search.includes('care=1') && !document.querySelector('#questions[hidden], .mb-dates[hidden], .mb-checklist__tools[hidden]')`)
		m := eval[measured](t, ctx, fmt.Sprintf(measure, target))
		if m.Width > width {
			t.Errorf("%s is %g px wide", address, m.Width)
		}
		if m.Shift > 0 {
			t.Errorf("%s shifts by %g", address, m.Shift)
		}
		for _, low := range m.Low {
			t.Errorf("%s: a target lower than %d px: %s", address, target, low)
		}
		return m
	}
	plain, care := look(url+"?care=0", 44), look(url+"?care=1", 60)
	least := func(what string, got, want float64) {
		if got < want-.001 {
			t.Errorf("%s: %s is %g, at least %g is needed", url, what, got, want)
		}
	}
	least("type", plain.Body, 18)
	least("the smallest type", plain.Smallest, 16)
	least("the line", plain.Line, 1.5)
	least("type in care mode", care.Body, 24)
	least("the smallest type in care mode", care.Smallest, 21)
	least("the line in care mode", care.Line, 1.75)
	least("paragraphs in care mode", care.Paragraph, 2)
	if !care.Checked || !care.Marked || plain.Checked || plain.Marked {
		t.Errorf("%s: the switch does not show the mode", url)
	}
	if care.Text != plain.Text {
		t.Errorf("%s: the text in care mode differs:\n%s", url, firstDifference(plain.Text, care.Text))
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("…%q\n…%q", a[from:min(len(a), i+80)], b[from:min(len(b), i+80)])
}

// testCareChosen ticks the box and finds the mode in the address, on the next page, and gone again.
func testCareChosen(t *testing.T, ctx context.Context, base string) {
	large := func(want bool, query string) {
		t.Helper()
		waitFor(t, ctx, fmt.Sprintf(`document.querySelector('#care').checked === %t && location.search === %q`, want, query))
		if got := eval[string](t, ctx, "getComputedStyle(document.documentElement).fontSize"); (got == "24px") != want {
			t.Errorf("%s: type of %s", eval[string](t, ctx, "location.href"), got)
		}
	}
	run(t, ctx, chromedp.Navigate(base+"about/?care=0"), chromedp.WaitReady("#care"), chromedp.Focus("#care"), chromedp.KeyEvent(" "))
	large(true, "?care=1")
	run(t, ctx, chromedp.Click(".mb-header__name a"), chromedp.WaitReady(".mb-home"))
	large(true, "?care=1")
	run(t, ctx, chromedp.Click("header a[hreflang=en]"), chromedp.WaitReady("html[lang=en] main"))
	large(true, "?care=1")
	run(t, ctx, chromedp.Focus("#care"), chromedp.KeyEvent(" "))
	large(false, "")
	run(t, ctx, chromedp.Navigate(base+"guide/childcare/?meals=no&care=1#papers"), chromedp.WaitReady("#care"))
	large(true, "?meals=no&care=1")
	run(t, ctx, chromedp.Navigate(base+"guide/"), chromedp.WaitReady("#care"))
	large(true, "?care=1")
	run(t, ctx, chromedp.Navigate(base+"guide/?care=0"), chromedp.WaitReady("#care"))
	large(false, "")
}

// testCareCarried closes the storage: links and the search form carry the mode along.
func testCareCarried(t *testing.T, ctx context.Context, base string) {
	closed := `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } });`
	run(t, ctx, command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: closed}),
		chromedp.Navigate(base+"about/?care=1"), chromedp.WaitReady("#care"))
	waitFor(t, ctx, `document.querySelector('#care').checked`)
	run(t, ctx, chromedp.Click(".mb-header__name a"), chromedp.WaitReady(".mb-home"))
	waitFor(t, ctx, `location.search === '?care=1' && document.querySelector('#care').checked`)
	run(t, ctx, chromedp.SendKeys("header input[type=search]", "托育\r"), chromedp.WaitReady("main form[role=search]"))
	waitFor(t, ctx, `new URLSearchParams(location.search).get('care') === '1' && document.querySelector('#care').checked`)
}

// testCareUnscripted works by the stylesheet alone, on this page, and says so.
func testCareUnscripted(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
		chromedp.Navigate(base+"en/about/"), chromedp.WaitVisible(".mb-header__help a"), chromedp.Click("#care"))
	html, err := chromedp.Run(ctx, chromedp.OuterHTML(".mb-header__help"))
	if err != nil || html == "" {
		t.Errorf("no link that says what is possible: %v", err)
	}
	box, err := chromedp.Run(ctx, chromedp.Dimensions("#care"))
	if err != nil {
		t.Fatal(err)
	}
	if box.Width < 32 { // 1.35rem of 24 px
		t.Errorf("the box is %d px wide after the click", box.Width)
	}
	run(t, ctx, chromedp.Click(".mb-header__help a"), chromedp.WaitReady("#large"))
}
