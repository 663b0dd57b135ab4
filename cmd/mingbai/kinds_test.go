package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"mingbai/cmd/mingbai/internal/output"
)

// kinds gives a page of each layout in each language, the longest, without those in besides.
func kinds(files *output.Memory, besides ...string) []string {
	layout := regexp.MustCompile(`<html lang="([^"]+)"[^>]*>(?s:.*)<body data-template="([^"]+)"`)
	longest, size := map[string]string{}, map[string]int{}
	for _, p := range files.Paths() {
		data, _ := files.Get(p)
		m := layout.FindStringSubmatch(string(data[:min(len(data), 20_000)]))
		if path.Ext(p) != ".html" || m == nil || slices.Contains(besides, m[2]) {
			continue
		}
		if key := m[2] + " " + m[1]; len(data) > size[key] {
			longest[key], size[key] = strings.TrimSuffix(p, "index.html"), len(data)
		}
	}
	var out []string
	for _, p := range longest {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// fromNpm reads a file of the packages that .ci/package.json names.
func fromNpm(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join("..", "..", ".ci", "node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		absent(t, "no "+name+"; run  npm ci  in .ci to have it")
	}
	return file
}

// features are media features of the browser, name and value in turn.
func features(pairs ...string) chromedp.Action[chromedp.Void] {
	list := []*emulation.MediaFeature{}
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: list})
}

func width(px int64) chromedp.Action[chromedp.Void] {
	return command(emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: px, Height: 900, DeviceScaleFactor: 1, Mobile: px < 600})
}

func script(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("(() => {"+text+"; return true })()"))
		return err
	})
}

// TestKinds looks at a page of every kind: axe-core in light, dark, care mode and on a phone of 320 px;
// no scrolling sideways there; visible focus in forced colours.
func TestKinds(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile(fromNpm(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	files, _ := realSite(t)
	parent := browser(t)
	base := serveStrict(t, files, "/")
	pages := kinds(files)
	if len(pages) < 19 {
		t.Fatalf("only %q", pages)
	}
	for _, page := range pages {
		t.Run("/"+page, func(t *testing.T) {
			t.Parallel()
			ctx := tab(t, parent)
			run(t, ctx, width(1280), chromedp.Navigate(base+page), chromedp.WaitReady("main"))
			run(t, ctx, script(string(axe)))
			testAxe(t, ctx)
			testWidth(t, ctx, 320)
			run(t, ctx, width(1280), features("forced-colors", "active"))
			testFocusForced(t, ctx)
		})
	}
}

// testAxe wants no finding: all rules in light and on the phone, those of colour and size in the other modes.
func testAxe(t *testing.T, ctx context.Context) {
	const care = "document.getElementById('care').click()"
	const all, colours = `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`,
		`{type: 'rule', values: ['color-contrast', 'color-contrast-enhanced', 'target-size', 'link-in-text-block']}`
	for _, mode := range []struct {
		name, rules string
		begin, end  []chromedp.Action[chromedp.Void]
	}{
		{"light", all, nil, nil},
		{"dark", colours, []chromedp.Action[chromedp.Void]{features("prefers-color-scheme", "dark")}, []chromedp.Action[chromedp.Void]{features()}},
		{"care", colours, []chromedp.Action[chromedp.Void]{script(care)}, []chromedp.Action[chromedp.Void]{script(care)}},
		{"320 px", all, []chromedp.Action[chromedp.Void]{width(320)}, []chromedp.Action[chromedp.Void]{width(1280)}},
	} {
		run(t, ctx, mode.begin...)
		found, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`axe.run(document, {runOnly: %s, resultTypes: ['violations'],
			rules: {'color-contrast-enhanced': {enabled: true}, 'target-size': {enabled: true}}})
			.then((r) => JSON.stringify(r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ') + ' ' + n.html.slice(0, 160)))))`, mode.rules),
			chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		if err := json.Unmarshal([]byte(found), &list); err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			t.Errorf("%s: %s", mode.name, f)
		}
		run(t, ctx, mode.end...)
	}
}

// testWidth wants nothing to stand out of the page.
func testWidth(t *testing.T, ctx context.Context, px int64) {
	t.Helper()
	run(t, ctx, width(px))
	if w := eval[int64](t, ctx, "document.scrollingElement.scrollWidth"); w > px {
		t.Errorf("%d px wide on %d px: %s", w, px, eval[string](t, ctx, `[...document.querySelectorAll('body *')]
			.filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')`))
	}
}

// TestLargeText opens the pages in a browser that is set to text of twice the size.
func TestLargeText(t *testing.T) {
	t.Parallel()
	files, _ := realSite(t)
	parent, stop, err := startChromium(chromiumPath(t), chromedp.Flag("blink-settings", "defaultFontSize=32"))
	t.Cleanup(stop)
	if err != nil {
		t.Fatal(err)
	}
	base := serveStrict(t, files, "/")
	ctx := tab(t, parent)
	for _, page := range kinds(files) {
		t.Run("/"+page, func(t *testing.T) {
			run(t, ctx, chromedp.Navigate(base+page), chromedp.WaitReady("main"))
			if size := eval[string](t, ctx, "getComputedStyle(document.documentElement).fontSize"); size != "36px" {
				t.Fatalf("text is not of twice the size: %s", size)
			}
			testWidth(t, ctx, 360)
			testWidth(t, ctx, 1280)
		})
	}
}

// testFocusForced goes to the first places of the page by keyboard: in forced colours only an outline shows where one is.
func testFocusForced(t *testing.T, ctx context.Context) {
	run(t, ctx, command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
		script("document.activeElement.blur(); scrollTo(0, 0)"))
	for range 10 {
		run(t, ctx, chromedp.KeyEvent("\t"))
		if bad := eval[string](t, ctx, `(() => {
			const e = document.activeElement, s = getComputedStyle(e);
			if (e === document.body) return '';
			return s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2 ? e.outerHTML.slice(0, 120) + ' ' + s.outline : '';
		})()`); bad != "" {
			t.Errorf("no outline in forced colours: %s", bad)
		}
	}
}
