package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/chromedp/chromedp"

	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/search"
)

// asked is a query and the pages of which one should come first.
type asked struct {
	Q    string   `toml:"q"`
	Want []string `toml:"want"`
}

// TestSearchQuality asks the real site what people ask. A page in the first place counts 1, in the second
// 1/2 and so on; the mean must not fall. Who changes the content or the search sees here what it does.
func TestSearchQuality(t *testing.T) {
	data, err := os.ReadFile("internal/search/testdata/queries.toml")
	if err != nil {
		t.Fatal(err)
	}
	var queries struct {
		Zh []asked `toml:"zh"`
		En []asked `toml:"en"`
	}
	if err := toml.Unmarshal(data, &queries); err != nil {
		t.Fatal(err)
	}
	files, _ := realSite(t)
	for _, part := range []struct {
		lang    string
		queries []asked
		floor   float64
	}{{"zh-CN", queries.Zh, 0.96}, {"en", queries.En, 0.97}} {
		if got := meanRank(t, files, part.lang, part.queries); got < part.floor {
			t.Errorf("%s: mean reciprocal rank %.3f of %d queries, want %.2f", part.lang, got, len(part.queries), part.floor)
		}
	}
}

// meanRank is the mean reciprocal rank of the first page wanted.
func meanRank(t *testing.T, files *output.Memory, lang string, queries []asked) float64 {
	t.Helper()
	engine, err := search.Open(func(path string) ([]byte, error) {
		if data, ok := files.Get(path); ok {
			return data, nil
		}
		return nil, os.ErrNotExist
	}, lang)
	if err != nil {
		t.Fatal(err)
	}
	sum, first := 0.0, 0
	for _, q := range queries {
		for _, page := range q.Want {
			url, _, _ := strings.Cut(page, "#")
			if _, ok := files.Get(url + "index.html"); !ok {
				t.Errorf("%q wants %s, but there is no such page", q.Q, page)
			}
		}
		result, err := engine.Search(q.Q, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		rank := rankOf(result.Hits, q.Want)
		switch {
		case rank == 1:
			first++
			sum++
		case rank > 1:
			sum += 1 / float64(rank)
			t.Logf("%q: place %d, behind %s", q.Q, rank, result.Hits[0].URL)
		case len(result.Hits) == 0:
			t.Logf("%q: nothing found", q.Q)
		default:
			t.Logf("%q: not found, first is %s", q.Q, result.Hits[0].URL)
		}
	}
	t.Logf("%s: %d queries, %d with the right page first, mean reciprocal rank %.3f", lang, len(queries), first, sum/float64(len(queries)))
	return sum / float64(len(queries))
}

// rankOf is the place of the first hit that is wanted, from 1, or 0.
func rankOf(hits []search.Hit, want []string) int {
	for i, h := range hits {
		page, _, _ := strings.Cut(h.URL, "#")
		for _, w := range want {
			if w == h.URL || w == page {
				return i + 1
			}
		}
	}
	return 0
}

// TestEnglishWords asks for words of the English pages with one slip of a finger, and in other forms: both
// should find the pages that the word itself finds.
func TestEnglishWords(t *testing.T) {
	files, s := realSite(t)
	engine, err := search.Open(func(path string) ([]byte, error) {
		if data, ok := files.Get(path); ok {
			return data, nil
		}
		return nil, os.ErrNotExist
	}, "en")
	if err != nil {
		t.Fatal(err)
	}
	pages := func(query string) map[string]bool {
		t.Helper()
		found := map[string]bool{}
		r, err := engine.Search(query, search.Options{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			page, _, _ := strings.Cut(h.URL, "#")
			found[page] = true
		}
		return found
	}
	var kept, n float64
	for i, word := range englishWords(search.Docs(s)) {
		if i%20 > 0 {
			continue
		}
		want, have := pages(word), pages(slip(word, i))
		for page := range want {
			n++
			if have[page] {
				kept++
			}
		}
	}
	t.Logf("of the pages of a word, %.3f are found with one slip (%.0f pages)", kept/n, n)
	if kept/n < 0.8 {
		t.Error("want 0.8")
	}
	for _, family := range [][]string{{"licence", "licences", "licensing", "license"}, {"register", "registered", "registration", "registering"},
		{"institution", "institutions"}, {"organisation", "organizations"}, {"file", "filing", "filed", "files"}, {"centre", "center", "centers"}} {
		first := pages(family[0])
		for _, word := range family[1:] {
			if got := pages(word); len(first) == 0 || !maps.Equal(got, first) {
				t.Errorf("%s finds %d pages, %s %d", family[0], len(first), word, len(got))
			}
		}
	}
}

// englishWords are the different words of at least five letters of the English pages, sorted.
func englishWords(docs []search.Doc) []string {
	words := map[string]bool{}
	for _, d := range docs {
		for _, s := range d.Sections() {
			for _, w := range strings.FieldsFunc(strings.ToLower(strings.Join(s.Paragraphs, " ")), func(r rune) bool { return r < 'a' || r > 'z' }) {
				if d.Lang == "en" && len(w) >= 5 {
					words[w] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(words))
}

// slip gives a word with one letter wrong, missing or too many, or two swapped. A space behind it says that it is whole.
func slip(word string, i int) string {
	at := 1 + i%(len(word)-2)
	switch i / 5 % 4 {
	case 0:
		return word[:at] + word[at+1:] + " "
	case 1:
		return word[:at] + word[at:at+1] + word[at:] + " "
	case 2:
		return word[:at] + word[at+1:at+2] + word[at:at+1] + word[at+2:] + " "
	}
	return word[:at] + "q" + word[at+1:] + " "
}

// weather is what a server does to the files of the index.
type weather struct {
	refuse, cut, stale atomic.Bool
	delay              atomic.Int64 // milliseconds
}

// spoil is a file as it arrives.
func (w *weather) spoil(data []byte) []byte {
	switch {
	case w.cut.Load():
		return data[:len(data)/2]
	case w.stale.Load():
		return bytes.Replace(data, []byte(`"id":"`), []byte(`"id":"old`), 1)
	}
	return data
}

// isShard reports whether a file is one of those that a manifest names.
func isShard(name string) bool {
	return path.Ext(name) == ".json" && path.Base(path.Dir(name)) != "search"
}

// below is a folder in which the site may lie as well as at the top.
const below = "/a/b"

// serveIndex serves the files with weather over those of the index, at the top and below a folder.
func serveIndex(t *testing.T, files *output.Memory, w *weather) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, below), "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if isShard(name) {
			time.Sleep(time.Duration(w.delay.Load()) * time.Millisecond)
			if w.refuse.Load() {
				http.Error(out, "busy", http.StatusServiceUnavailable)
				return
			}
		}
		data, ok := files.Get(name)
		if !ok {
			http.NotFound(out, r)
			return
		}
		if isShard(name) {
			data = w.spoil(data)
		}
		out.Header().Set("Content-Security-Policy", "default-src 'self'")
		out.Header().Set("Content-Type", contentType(name))
		_, _ = out.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

const (
	searchField = "main form[role=search] input[type=search]"
	statusText  = "document.querySelector('main .mb-results__status').textContent"
)

func TestSearchInBrowser(t *testing.T) {
	files, _ := realSite(t)
	parent := browser(t)
	w := &weather{}
	base := serveIndex(t, files, w)
	t.Run("marks", func(t *testing.T) { testMarks(t, tab(t, parent), base) })
	t.Run("composing", func(t *testing.T) { testComposing(t, tab(t, parent), base) })
	t.Run("excerpts", func(t *testing.T) { testExcerpts(t, tab(t, parent), base) })
	t.Run("pinyin", func(t *testing.T) { testTyped(t, tab(t, parent), base, "tuoyu", "guide/childcare/") })
	t.Run("measure", func(t *testing.T) { testTyped(t, tab(t, parent), base, "第19条", "policy/life-services-2023/?q=") })
	t.Run("two windows", func(t *testing.T) {
		one, two := tab(t, parent), tab(t, parent)
		testTyped(t, one, base, "托育机构", "guide/childcare/")
		testTyped(t, two, base, "养老机构", "guide/elder-care/")
		waitFor(t, one, fmt.Sprintf("%s.includes('托育机构') && location.search.includes(encodeURIComponent('托育机构'))", statusText))
	})
	t.Run("slow", func(t *testing.T) {
		w.delay.Store(700)
		defer w.delay.Store(0)
		ctx := tab(t, parent)
		run(t, ctx, chromedp.Navigate(base+"search/"), chromedp.WaitReady(searchField), chromedp.SendKeys(searchField, "消防"))
		waitFor(t, ctx, statusText+" === '正在找……'")
		run(t, ctx, chromedp.SendKeys(searchField, "验收"))
		waitFor(t, ctx, statusText+".includes('消防验收')")
	})
	t.Run("below a folder", func(t *testing.T) { testTyped(t, tab(t, parent), base+below[1:]+"/", "tuoyu", "guide/childcare/") })
	t.Run("anything", func(t *testing.T) { testAnything(t, tab(t, parent), base) })
	t.Run("keystrokes", func(t *testing.T) { testKeystrokes(t, tab(t, parent), base, w) })
	for name, bad := range map[string]*atomic.Bool{"refused": &w.refuse, "cut off": &w.cut, "of another index": &w.stale} {
		t.Run(name, func(t *testing.T) { testBad(t, parent, base, bad) })
	}
}

// testBad has the files of the index spoilt: the page says so, and a press of the button is enough once they are well.
func testBad(t *testing.T, parent context.Context, base string, bad *atomic.Bool) {
	ctx, cancel := chromedp.NewContext(parent) // not a tab that minds complaints
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	bad.Store(true)
	defer bad.Store(false)
	run(t, ctx, chromedp.Navigate(base+"search/"), chromedp.WaitReady(searchField), chromedp.SendKeys(searchField, "托育机构"))
	waitFor(t, ctx, statusText+".includes('搜索暂时用不了')")
	bad.Store(false)
	run(t, ctx, chromedp.Click(".mb-results__retry"))
	waitFor(t, ctx, "document.querySelectorAll('.mb-result').length > 2 && document.activeElement.name === 'q'")
}

// testAnything puts what nobody should type into the field: there is an answer, it is shown as text, and no complaint.
func testAnything(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, chromedp.Navigate(base+"search/"), chromedp.WaitReady(searchField))
	waitFor(t, ctx, "document.querySelector('main .mb-results__status') !== null")
	for _, text := range []string{`"托".repeat(10000)`, `"“”——、。！"`, `"🙂👍🏽"`, `"\u0000\u0007托"`, `"\ud800"`, `"\u202etuo\u200fyu"`,
		`"<img src=x onerror=alert(1)><b>托育</b>"`, `"__proto__ constructor"`, `"$& $1 {n} {q}"`} {
		eval[bool](t, ctx, fmt.Sprintf(`(() => { const field = document.querySelector(%q), status = document.querySelector('main .mb-results__status');
			status.textContent = ''; field.value = %s; field.dispatchEvent(new InputEvent('input')); return true })()`, searchField, text))
		waitFor(t, ctx, statusText+" !== ''")
		if eval[bool](t, ctx, "document.querySelector('.mb-results img, .mb-results b') !== null || "+statusText+".includes('用不了')") {
			t.Errorf("%s: %s", text, eval[string](t, ctx, "document.querySelector('.mb-results').outerHTML.slice(0, 300)"))
		}
	}
}

// testKeystrokes types faster than a slow network answers: every key is in the field, and the last answer stands.
func testKeystrokes(t *testing.T, ctx context.Context, base string, w *weather) {
	w.delay.Store(150)
	defer w.delay.Store(0)
	run(t, ctx, chromedp.Navigate(base+"search/"), chromedp.WaitReady(searchField))
	for _, key := range []string{"消", "防", "验", "收", "备", "案"} {
		run(t, ctx, chromedp.SendKeys(searchField, key), chromedp.Sleep(60*time.Millisecond))
	}
	waitFor(t, ctx, statusText+".includes('“消防验收备案”')")
	if got := eval[string](t, ctx, "document.querySelector('"+searchField+"').value"); got != "消防验收备案" {
		t.Errorf("the field has %q", got)
	}
	time.Sleep(time.Second)                            // whatever was asked before would have come by now
	waitFor(t, ctx, "!"+statusText+".includes('正在找')") // a slow machine may still be at the work
	if got := eval[string](t, ctx, statusText); !strings.Contains(got, "“消防验收备案”") {
		t.Errorf("an older answer came later: %s", got)
	}
}

// testTyped types a query on the search page and waits for a result that leads to a page.
func testTyped(t *testing.T, ctx context.Context, base, query, want string) {
	t.Helper()
	run(t, ctx, chromedp.Navigate(base+"search/"), chromedp.WaitReady(searchField), chromedp.SendKeys(searchField, query))
	waitFor(t, ctx, fmt.Sprintf("[...document.querySelectorAll('.mb-result a')].some((a) => a.href.startsWith(%q))", base+want))
}

// testMarks reaches a page with ?q=, which marks the words, and clears them.
func testMarks(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, chromedp.Navigate(base+"licence/childcare-filing/"), chromedp.WaitReady("main"))
	before := eval[string](t, ctx, "document.querySelector('main').textContent")
	run(t, ctx, chromedp.Navigate(base+"licence/childcare-filing/?q=%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%20%E5%A4%87%E6%A1%88#faq"), chromedp.WaitReady("main"))
	waitFor(t, ctx, "document.querySelectorAll('main mark').length > 3")
	waitFor(t, ctx, "document.getElementById('faq').getBoundingClientRect().top < innerHeight") // scrolled to the section of the address
	for what, wrong := range map[string]string{
		"a mark in a form or code": "document.querySelector('form mark, code mark, pre mark') !== null",
		"no line":                  "!/\\d+处。 清除标记$/.test(document.querySelector('.mb-marks')?.textContent)",
		"a mark before the section is scrolled to": "document.getElementById('faq').getBoundingClientRect().top > innerHeight",
		"other words are marked":                   "[...document.querySelectorAll('mark')].some((m) => !['营业执照', '备案'].includes(m.textContent))",
	} {
		if eval[bool](t, ctx, wrong) {
			t.Error(what, eval[string](t, ctx, "[...document.querySelectorAll('mark')].slice(0, 9).map((m) => m.textContent).join() + document.querySelector('.mb-marks')?.textContent"))
		}
	}
	run(t, ctx, chromedp.Click(".mb-marks a"))
	waitFor(t, ctx, "document.querySelector('mark, .mb-marks') === null && !location.search.includes('q=') && location.hash === '#faq'")
	if after := eval[string](t, ctx, "document.querySelector('main').textContent"); after != before {
		t.Error("the text is not what it was before it was marked")
	}
}

// testComposing has an input method at work: nothing is searched before its text is there.
func testComposing(t *testing.T, ctx context.Context, base string) {
	run(t, ctx, chromedp.Navigate(base+"search/"), chromedp.WaitReady(searchField))
	waitFor(t, ctx, "document.querySelector('main .mb-results__status') !== null")
	eval[bool](t, ctx, `const field = document.querySelector('main input[name=q]'); window.field = field;
		field.dispatchEvent(new CompositionEvent('compositionstart'));
		field.value = "tuo'yu"; field.dispatchEvent(new InputEvent('input', { isComposing: true })); true`)
	time.Sleep(300 * time.Millisecond)
	if got := eval[string](t, ctx, statusText); got != "" {
		t.Errorf("searched while composing: %s", got)
	}
	eval[bool](t, ctx, `field.value = '托育'; field.dispatchEvent(new CompositionEvent('compositionend')); true`)
	waitFor(t, ctx, statusText+".includes('托育')")
}

// testExcerpts looks at results past the first, which get their excerpts when they come into sight.
func testExcerpts(t *testing.T, ctx context.Context, base string) {
	testTyped(t, ctx, base, "服务", "")
	waitFor(t, ctx, "document.querySelectorAll('.mb-result').length === 10")
	if eval[bool](t, ctx, "[...document.querySelectorAll('.mb-result')].every((r) => r.querySelector('.mb-result__excerpt'))") {
		t.Error("all excerpts were there at once")
	}
	eval[bool](t, ctx, "document.querySelectorAll('.mb-result')[9].scrollIntoView(), true")
	waitFor(t, ctx, "[...document.querySelectorAll('.mb-result')].slice(5).some((r) => r.querySelector('.mb-result__excerpt mark'))")
}
