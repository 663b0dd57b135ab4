package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// voice stands in for the speech of a device: it keeps what it is given to say and says each text in no
// time, but only when the test lets it. VOICES are the languages that the device has.
const voice = `
window.said = [];
const waiting = [];
window.sayOn = n => { for (; n > 0 && waiting.length; n--) { const u = waiting.shift(); u.onstart?.(); u.onend?.(); } };
class Utterance { constructor(text) { this.text = text; } }
const synthesis = {
  get speaking() { return waiting.length > 0; }, pending: false,
  getVoices: () => [%s].map(lang => ({ lang, name: lang, localService: true, default: false })),
  speak: u => { if (u.text) { said.push(u.lang + ' ' + u.text); waiting.push(u); } },
  cancel: () => { waiting.length = 0; }, addEventListener() {},
};
Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
window.SpeechSynthesisUtterance = Utterance;`

// TestAloud reads pages aloud with a voice that stands in for the device's.
func TestAloud(t *testing.T) {
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	open := func(t *testing.T, voices, address string) context.Context {
		ctx := tab(t, parent)
		run(t, ctx, command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(voice, voices)}),
			chromedp.Navigate(base+address), chromedp.WaitReady("footer"))
		return ctx
	}
	t.Run("by keyboard", func(t *testing.T) { testAloudKeys(t, open(t, `'en-US', 'zh-CN'`, "licence/childcare-filing/?care=0")) })
	t.Run("whole page", func(t *testing.T) { testAloudWhole(t, open(t, `'en-US', 'zh-CN'`, "en/licence/childcare-filing/")) })
	t.Run("from a measure", func(t *testing.T) {
		ctx := open(t, `'zh-CN'`, "policy/life-services-2023/#measure-19")
		run(t, ctx, chromedp.Click(`[data-aloud=play]`))
		waitFor(t, ctx, `said.length > 0`)
		if got := eval[string](t, ctx, "said[0]"); !strings.HasPrefix(got, "zh-CN （十九）") {
			t.Errorf("begins with %s", got)
		}
	})
	t.Run("no voice", func(t *testing.T) {
		ctx := open(t, `'en-US', 'zh-HK'`, "licence/childcare-filing/")
		run(t, ctx, chromedp.Click(`[data-aloud=play]`))
		waitFor(t, ctx, `document.querySelector('[data-aloud=says]').innerText.includes('没有普通话的声音')`)
		if eval[bool](t, ctx, `said.length > 0 || !document.querySelector('[data-aloud=bar]').hidden`) {
			t.Error("it reads without a voice")
		}
	})
	t.Run("no speech", func(t *testing.T) {
		ctx := tab(t, parent)
		run(t, ctx, command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"}),
			chromedp.Navigate(base+"licence/childcare-filing/"), chromedp.WaitReady("footer"))
		if eval[bool](t, ctx, `document.querySelector('.mb-aloud').checkVisibility()`) {
			t.Error("a button that does nothing is shown")
		}
	})
}

// testAloudKeys starts, pauses, goes on and stops without a mouse.
func testAloudKeys(t *testing.T, ctx context.Context) {
	at := func(name string) {
		t.Helper()
		waitFor(t, ctx, fmt.Sprintf(`document.activeElement === document.querySelector('[data-aloud=%s]')`, name))
	}
	press := func(name, key string) {
		t.Helper()
		run(t, ctx, chromedp.Focus(`[data-aloud=`+name+`]`), chromedp.KeyEvent(key))
	}
	if eval[bool](t, ctx, `performance.getEntriesByType('resource').some(r => r.name.includes('/aloud'))`) {
		t.Error("the script of the voice is loaded before it is asked for")
	}
	press("play", "\r")
	waitFor(t, ctx, `said.length === 1`)
	at("pause")
	eval[bool](t, ctx, `(sayOn(12), true)`)
	marked := eval[string](t, ctx, `document.querySelector('.mb-aloud-now').innerText`)
	last := eval[string](t, ctx, `said.at(-1)`)
	if _, text, _ := strings.Cut(last, " "); !strings.Contains(strings.Join(strings.Fields(marked), " "), text) {
		t.Errorf("marked is %q while %q is read", marked, text)
	}
	if !eval[bool](t, ctx, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('.mb-aloud-now').getBoundingClientRect())`) {
		t.Error("what is read is out of sight")
	}
	press("pause", " ")
	waitFor(t, ctx, `!speechSynthesis.speaking && document.querySelector('[data-aloud=pause]').innerText === '继续'`)
	eval[bool](t, ctx, `(scrollTo(0, 0), true)`)
	press("where", "\r")
	waitFor(t, ctx, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('.mb-aloud-now').getBoundingClientRect())`)
	press("pause", " ")
	waitFor(t, ctx, `said.at(-1) === said.at(-2)`)
	press("pause", "\x1b")
	waitFor(t, ctx, `document.querySelector('[data-aloud=bar]').hidden && !document.querySelector('.mb-aloud-now') && !speechSynthesis.speaking`)
	at("play")
}

// testAloudWhole reads a page to its end: nothing of the frame, each run in its language, no passage
// longer than a voice can hold.
func testAloudWhole(t *testing.T, ctx context.Context) {
	run(t, ctx, chromedp.Click(`[data-aloud=play]`))
	waitFor(t, ctx, `said.length === 1`)
	eval[bool](t, ctx, `(() => { while (speechSynthesis.speaking) sayOn(1); return true; })()`)
	waitFor(t, ctx, `document.querySelector('[data-aloud=bar]').hidden`)
	said := eval[[]string](t, ctx, "said")
	all := strings.Join(said, "\n")
	for _, want := range []string{"working days", "Papers", "art. "} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not read", want)
		}
	}
	for _, not := range []string{"Report an error", "Read this page aloud", "On this page", "Site map"} {
		if strings.Contains(all, not) {
			t.Errorf("%q is read", not)
		}
	}
	for _, s := range said {
		lang, text, _ := strings.Cut(s, " ")
		han := strings.ContainsFunc(text, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 })
		if han != (lang == "zh-CN") || lang != "zh-CN" && lang != "en" {
			t.Errorf("%s: %s", lang, text)
		}
		if len([]rune(text)) > 180 {
			t.Errorf("too long for a voice: %s", text)
		}
	}
	if slices.Contains(said, "") || len(said) < 40 {
		t.Errorf("%d passages", len(said))
	}
}
