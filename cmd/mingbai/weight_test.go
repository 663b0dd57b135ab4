package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestWeight opens pages as a reader does who searches and answers nothing yet, and adds up what is
// fetched, compressed as most servers do (gzip; Brotli takes less).
func TestWeight(t *testing.T) {
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	const requests, scripts = 8, 10_000
	for _, lang := range []string{"", "en/"} {
		for page, limit := range map[string]int{"": 40_000, "guide/childcare/": 40_000, "guide/elder-care/": 40_000, "licence/childcare-filing/": 40_000,
			"policy/life-services-2023/": 60_000, "agency/health/": 40_000, "accessibility/": 40_000, "site-map/": 40_000} {
			t.Run(lang+page, func(t *testing.T) {
				ctx := tab(t, parent)
				run(t, ctx, chromedp.Navigate(base+lang+page), chromedp.WaitReady("footer"))
				waitFor(t, ctx, `document.readyState === 'complete' && !document.querySelector('.mb-checklist__tools[hidden]')`)
				fetched := append(eval[[]string](t, ctx, `performance.getEntriesByType('resource').map(r => r.name)`), base+lang+page)
				all, js := 0, 0
				for _, address := range fetched {
					size := gzipped(t, files.Get, base, address)
					all += size
					if strings.HasSuffix(address, ".js") {
						js += size
					}
				}
				if len(fetched) > requests || all > limit || js > scripts {
					t.Errorf("%d requests of at most %d, %d bytes of at most %d, scripts %d of at most %d:\n%s",
						len(fetched), requests, all, limit, js, scripts, strings.Join(fetched, "\n"))
				}
			})
		}
	}
}

func gzipped(t *testing.T, get func(string) ([]byte, bool), base, address string) int {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name = path.Join(name, "index.html")
	}
	data, ok := get(name)
	if !ok {
		t.Fatalf("%s is not part of the site", address)
	}
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Len()
}

// TestPaper looks at a policy and an item as they go to paper: what only works on a screen is gone, the
// address stands at the head, and without a real address there is no code.
func TestPaper(t *testing.T) {
	files, s := realSite(t)
	ctx := tab(t, browser(t))
	base := serveStrict(t, files, "/")
	run(t, ctx, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	for _, page := range []string{"policy/life-services-2023/", "licence/childcare-filing/", "en/licence/childcare-filing/"} {
		testOnPaper(t, ctx, base+page, s.Config.BaseURL+page)
	}
}

func testOnPaper(t *testing.T, ctx context.Context, address, public string) {
	run(t, ctx, chromedp.Navigate(address), chromedp.WaitReady("footer"))
	seen := eval[[]string](t, ctx, `['.mb-header', '.mb-breadcrumb', '.mb-contents', '.mb-contents-aside', '.mb-aloud', '.mb-footer__nav', '.mb-search', 'button', '.mb-print-head svg']
		.filter(q => [...document.querySelectorAll(q)].some(e => e.checkVisibility()))`)
	if len(seen) > 0 {
		t.Errorf("%s prints %v", address, seen)
	}
	if head := eval[string](t, ctx, `document.querySelector('.mb-print-head').innerText`); !strings.Contains(head, public) {
		t.Errorf("%s: the head of the print is %q", address, head)
	}
	if !eval[bool](t, ctx, `getComputedStyle(document.body).color === 'rgb(0, 0, 0)' && document.querySelector('main h1').checkVisibility()`) {
		t.Errorf("%s does not print black on white", address)
	}
}
