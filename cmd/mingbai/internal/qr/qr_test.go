package qr

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"
)

const address = "https://www.gzlps.gov.cn/banshi/licence/childcare-filing/"

// TestPath walks the path and compares the modules that it covers with the matrix.
func TestPath(t *testing.T) {
	code, err := New(address)
	if err != nil {
		t.Fatal(err)
	}
	matrix, err := qr.Encode(address, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	n := matrix.Size
	if code.Size != n+8 {
		t.Errorf("size %d for %d modules: the quiet zone is 4 on each side", code.Size, n)
	}
	covered := map[[2]int]bool{}
	x, y := 0, 0
	for _, m := range regexp.MustCompile(`([Mmh])(\d+)(?: (\d+)(?:\.5)?)?`).FindAllStringSubmatch(code.Path, -1) {
		a, _ := strconv.Atoi(m[2])
		b, _ := strconv.Atoi(m[3])
		switch m[1] {
		case "M":
			x, y = a, b
		case "m":
			x += a
		case "h":
			for range a {
				covered[[2]int{x, y}] = true
				x++
			}
		}
	}
	for y := range n {
		for x := range n {
			if covered[[2]int{x + Quiet, y + Quiet}] != matrix.Black(x, y) {
				t.Fatalf("module %d,%d", x, y)
			}
		}
	}
	if len(code.Path) > 3000 {
		t.Errorf("the path has %d bytes", len(code.Path))
	}
}

func TestTooLong(t *testing.T) {
	if _, err := New(strings.Repeat("x", 3000)); err == nil {
		t.Error("3000 bytes were encoded")
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		_, _ = New(address)
	}
}
