package picture

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"
)

// TestPNG decodes every picture: it has its size, shows at least three colours of the site on most of
// its face, and no two are alike.
func TestPNG(t *testing.T) {
	seen := map[string]string{}
	for _, kind := range Kinds {
		data, err := PNG(kind)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			_ = os.WriteFile(dir+"/"+kind+".png", data, 0o666)
		}
		if other := seen[string(data)]; other != "" {
			t.Errorf("%s is the same as %s", kind, other)
		}
		seen[string(data)] = kind
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if b := img.Bounds(); b.Dx() != Width || b.Dy() != Height {
			t.Errorf("%s is %v", kind, b)
		}
		count := map[color.Color]int{}
		for y := range Height {
			for x := range Width {
				count[img.At(x, y)]++
			}
		}
		for _, c := range []color.RGBA{Brand, Paper, Focus} {
			if count[c] < 2000 {
				t.Errorf("%s: only %d pixels of %v", kind, count[c], c)
			}
		}
		if len(data) > 60_000 {
			t.Errorf("%s has %d bytes", kind, len(data))
		}
	}
}

// TestUnknownKind gives the picture of the site.
func TestUnknownKind(t *testing.T) {
	a, _ := PNG("")
	b, _ := PNG("site")
	if !bytes.Equal(a, b) {
		t.Error("the pictures differ")
	}
}

// TestColours compares the colours with those of the stylesheet.
func TestColours(t *testing.T) {
	css, err := os.ReadFile("../../../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, _, _ := strings.Cut(string(css), "@media")
	for name, c := range map[string]color.RGBA{"brand": Brand, "bg": Paper, "line": Quiet, "focus": Focus, "notebg": Marked} {
		if want := fmt.Sprintf("--%s: #%02x%02x%02x;", name, c.R, c.G, c.B); !strings.Contains(light, want) {
			t.Errorf("tokens.css has no %s", want)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	for b.Loop() {
		for _, kind := range Kinds {
			_, _ = PNG(kind)
		}
	}
}
