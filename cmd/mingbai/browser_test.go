package main

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"mingbai/cmd/mingbai/internal/output"
)

// serveStrict serves the files below a prefix as a plain static server would, under the content
// security policy that the site promises to bear.
func serveStrict(t *testing.T, files *output.Memory, prefix string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, inside := strings.CutPrefix(r.URL.Path, prefix)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, ok := files.Get(name)
		if !inside || !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		w.Header().Set("Content-Type", contentType(name))
		_, _ = w.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL + prefix
}

func contentType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "text/plain; charset=utf-8"
}

// chromium is the one browser of all tests: each takes tabs of its own, and TestMain ends it.
var chromium struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

// browser gives Chromium, started by the first test that asks; it must be there in CI and may be
// missing elsewhere.
func browser(t *testing.T) context.Context {
	t.Helper()
	program := chromiumPath(t)
	chromium.once.Do(func() { chromium.ctx, chromium.stop, chromium.err = startChromium(program) })
	if chromium.err != nil {
		t.Fatalf("start Chromium: %v", chromium.err)
	}
	return chromium.ctx
}

func chromiumPath(t *testing.T) string {
	t.Helper()
	program := os.Getenv("CHROME")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if program == "" {
			program, _ = exec.LookPath(name)
		}
	}
	if program == "" {
		absent(t, "no Chromium found; set CHROME to its path to run the browser tests")
	}
	return program
}

// absent skips a test for want of a tool, which must be there in CI.
func absent(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func startChromium(program string, more ...chromedp.ExecAllocatorOption) (context.Context, func(), error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 900))
	options = append(options, more...)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	err := chromedp.Do(ctx, chromedp.Navigate("about:blank"))
	return ctx, func() { cancel(); stop() }, err
}

// tab opens a tab that fails the test on anything the browser complains about.
func tab(t *testing.T, parent context.Context) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(func() { stop(); cancel() })
	var mu sync.Mutex
	var complaints []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			if e.Type == "error" || e.Type == "warning" {
				complaints = append(complaints, fmt.Sprintf("console %s: %v", e.Type, e.Args))
			}
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, fmt.Sprintf("exception: %+v", e.ExceptionDetails))
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" || e.Entry.Level == "warning" {
				complaints = append(complaints, fmt.Sprintf("%s %v", e.Entry.Text, e.Entry.URL))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, c := range complaints {
			t.Error(c)
		}
	})
	return ctx
}

func run(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// eval gives the value of a JavaScript expression.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// command makes a step of a command of the browser's protocol.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, params)
		return err
	})
}

// patience is how long a test waits for a page on a busy machine.
const patience = 45 * time.Second

// waitFor polls until the expression is true. While the page changes to another it has no value.
func waitFor(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if is && err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never true: %s (%v)\n%s", expression, err, eval[string](t, ctx, "document.body.innerText.slice(0, 2000)"))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func TestBrowser(t *testing.T) {
	files, _ := realSite(t)
	parent := browser(t)
	for _, prefix := range []string{"/", "/a/b/"} {
		base := serveStrict(t, files, prefix)
		t.Run("pages below "+prefix, func(t *testing.T) { testPages(t, tab(t, parent), base) })
		t.Run("search below "+prefix, func(t *testing.T) { testSearch(t, tab(t, parent), base) })
	}
	base := serveStrict(t, files, "/")
	t.Run("language switch", func(t *testing.T) { testLanguageSwitch(t, tab(t, parent), base) })
	t.Run("narrow phone", func(t *testing.T) { testNarrow(t, tab(t, parent), base) })
	t.Run("without scripts", func(t *testing.T) { testNoScript(t, tab(t, parent), base) })
	t.Run("header search", func(t *testing.T) { testHeaderSearch(t, tab(t, parent), base) })
}

var mainPages = []string{"", "guide/", "guide/childcare/", "guide/elder-care/", "licence/", "licence/childcare-filing/",
	"policy/life-services-2023/", "agency/", "agency/health/", "glossary/", "about/", "search/", "data/"}

func testPages(t *testing.T, ctx context.Context, base string) {
	for _, lang := range []string{"", "en/"} {
		for _, page := range mainPages {
			run(t, ctx, chromedp.Navigate(base+lang+page), chromedp.WaitReady("main"))
			if n := eval[int](t, ctx, "document.querySelectorAll('h1').length"); n != 1 {
				t.Errorf("%s%s: %d h1", lang, page, n)
			}
			want := "zh-CN"
			if lang != "" {
				want = "en"
			}
			if got := eval[string](t, ctx, "document.documentElement.lang"); got != want {
				t.Errorf("%s%s: lang %q", lang, page, got)
			}
			if !eval[bool](t, ctx, "getComputedStyle(document.documentElement).fontSize === '18px'") {
				t.Errorf("%s%s: the stylesheet is not in force", lang, page)
			}
		}
	}
}

func testSearch(t *testing.T, ctx context.Context, base string) {
	tests := []struct{ page, query, want string }{
		{"search/", "托育机构备案", "licence/childcare-filing/"},
		{"search/", "营业执照", "licence/company-registration/"},
		{"en/search/", "childcare filing", "en/licence/childcare-filing/"},
		{"en/search/", "elder care", "en/guide/elder-care/"},
	}
	for _, tt := range tests {
		run(t, ctx, chromedp.Navigate(base+tt.page), chromedp.WaitReady("main form[role=search] input[type=search]"),
			chromedp.SendKeys("main form[role=search] input[type=search]", tt.query))
		waitFor(t, ctx, fmt.Sprintf(`[...document.querySelectorAll('.mb-results a')].some(a => a.href.startsWith(%q))`, base+tt.want))
		if !eval[bool](t, ctx, `document.querySelector('.mb-results mark') !== null`) {
			t.Errorf("%s: nothing is marked", tt.query)
		}
		waitFor(t, ctx, `new URLSearchParams(location.search).get('q') === `+fmt.Sprintf("%q", tt.query))
	}
	run(t, ctx, chromedp.Navigate(base+"search/?q=%E9%BE%98%E9%BE%98"), chromedp.WaitReady("main"))
	waitFor(t, ctx, `/没有找到/.test(document.querySelector('main').innerText)`)
}

func testLanguageSwitch(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, chromedp.Navigate(base+"policy/life-services-2023/#measure-19"), chromedp.WaitReady("main"),
		chromedp.Click("header a[hreflang=en]"), chromedp.WaitReady("html[lang=en] main"))
	if got := eval[string](t, ctx, "location.href"); got != base+"en/policy/life-services-2023/#measure-19" {
		t.Errorf("the switch led to %s", got)
	}
	run(t, ctx, chromedp.Click("header a[hreflang='zh-CN']"), chromedp.WaitReady("html[lang=zh-CN] main"))
	if got := eval[string](t, ctx, "location.href"); got != base+"policy/life-services-2023/#measure-19" {
		t.Errorf("the switch back led to %s", got)
	}
}

func testNarrow(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, command(emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: 320, Height: 640, DeviceScaleFactor: 1, Mobile: true}))
	for _, lang := range []string{"", "en/"} {
		for _, page := range mainPages {
			run(t, ctx, chromedp.Navigate(base+lang+page), chromedp.WaitReady("main"))
			if w := eval[int](t, ctx, "document.scrollingElement.scrollWidth"); w > 320 {
				t.Errorf("%s%s: %d px wide on a phone of 320", lang, page, w)
			}
		}
	}
}

func testNoScript(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	for _, page := range []string{"search/", "en/search/"} {
		run(t, ctx, chromedp.Navigate(base+page), chromedp.WaitReady("main"))
		html, err := chromedp.Run(ctx, chromedp.OuterHTML("main"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"licence/childcare-filing/", "guide/elder-care/", "policy/life-services-2023/"} {
			if !strings.Contains(html, want) {
				t.Errorf("%s without scripts has no link to %s", page, want)
			}
		}
	}
}

func testHeaderSearch(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, chromedp.Navigate(base+"about/"), chromedp.WaitReady("header input[type=search]"),
		chromedp.SendKeys("header input[type=search]", "食品经营许可\r"), chromedp.WaitReady("main .mb-results"))
	waitFor(t, ctx, `[...document.querySelectorAll('main .mb-results a')].some(a => a.href.includes('licence/food-business-licence/'))`)
}
