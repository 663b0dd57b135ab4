package render

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/nodetest"
)

// names lists the files of a folder by their names without ending.
func names(t *testing.T, folder string) []string {
	entries, err := fs.ReadDir(repository, folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".test.js") {
			out = append(out, strings.TrimSuffix(e.Name(), path.Ext(e.Name())))
		}
	}
	return out
}

// TestComponentSets checks that a component has one name: each stylesheet and script of a component
// stands beside a layout of the same name.
func TestComponentSets(t *testing.T) {
	layouts := names(t, "layouts/components")
	for _, folder := range []string{"static/css/components", "static/js/components"} {
		for _, name := range names(t, folder) {
			if !slices.Contains(layouts, name) {
				t.Errorf("%s/%s has no layout of the same name", folder, name)
			}
		}
	}
}

// palette is the colours of one mode by name.
type palette map[string]string

// readPalettes reads the four palettes from tokens.css, each with what it inherits.
func readPalettes(t *testing.T) map[string]palette {
	data, err := fs.ReadFile(repository, "static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	colour := regexp.MustCompile(`--([a-z0-9]+): (#[0-9a-f]{6});`)
	blocks := map[string]palette{}
	name := ""
	dark := false
	for line := range strings.Lines(string(data)) {
		switch {
		case strings.Contains(line, "prefers-color-scheme: dark"):
			dark = true
		case strings.HasPrefix(line, "}"):
			dark = dark && name != "" && !strings.HasPrefix(line, "}")
			name = ""
		case strings.Contains(line, ":root {"), strings.Contains(line, ":root:is("):
			name = "light"
			if strings.Contains(line, ":root:is(") {
				name = "care"
			}
			if dark {
				name = map[string]string{"light": "dark", "care": "care dark"}[name]
			}
		}
		if m := colour.FindStringSubmatch(line); m != nil && name != "" {
			if blocks[name] == nil {
				blocks[name] = palette{}
			}
			blocks[name][m[1]] = m[2]
		}
	}
	for name, from := range map[string][]string{"dark": {"light"}, "care": {"light"}, "care dark": {"care", "dark", "light"}} {
		for _, f := range from {
			for k, v := range blocks[f] {
				if _, set := blocks[name][k]; !set && blocks[name] != nil {
					blocks[name][k] = v
				}
			}
		}
	}
	return blocks
}

// TestContrast computes every pair of colours that meet: 7 to 1 for text, 3 to 1 for edges of
// controls and parts of drawings.
func TestContrast(t *testing.T) {
	blocks := readPalettes(t)
	if len(blocks) != 4 {
		t.Fatalf("%d palettes found, not 4", len(blocks))
	}
	text := map[string]string{
		"ink": "bg panel sunk mark okbg notebg warnbg stopbg", "ink2": "bg panel sunk notebg", "link": "bg panel notebg warnbg stopbg",
		"visited": "bg panel notebg warnbg stopbg", "linkh": "bg panel notebg", "onbrand": "brand", "onfocus": "focus",
		"ok": "okbg", "note": "notebg", "warn": "warnbg bg panel", "stop": "stopbg",
	}
	edges := map[string]string{"edge": "bg panel", "onbrand": "brand", "note": "bg notebg", "warn": "bg warnbg", "stop": "bg stopbg"}
	for name, p := range blocks {
		for limit, pairs := range map[float64]map[string]string{7: text, 3: edges} {
			for front, grounds := range pairs {
				for _, ground := range strings.Fields(grounds) {
					if p[front] == "" || p[ground] == "" {
						t.Errorf("%s: no colour %s or %s", name, front, ground)
						continue
					}
					if c := contrast(p[front], p[ground]); c < limit {
						t.Errorf("%s: %s on %s is %.2f, below %g", name, front, ground, c, limit)
					}
				}
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2 between two colours.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic(fmt.Sprintf("colour %q: %v", hex, err))
		}
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestScripts runs the tests of the scripts' pure parts.
func TestScripts(t *testing.T) {
	nodetest.Run(t, nil, "testdata/pages_test.mjs")
}
