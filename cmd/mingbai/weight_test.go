package main

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"path"
	"strings"
	"testing"

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
