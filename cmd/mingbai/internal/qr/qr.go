// Package qr draws an address as a QR code (ISO/IEC 18004) for print: the outline of its dark modules
// as the path of an SVG, small enough to stand in the page.
package qr

import (
	"fmt"
	"strconv"
	"strings"

	"rsc.io/qr"
)

// Quiet is the white border that a reader of codes needs, in modules.
const Quiet = 4

// Code is a QR code: a path in a square field of Size by Size units, one unit for each module. The
// path is to be stroked with a width of 1.
type Code struct {
	Size int
	Path string
}

// New encodes a text with error correction of level M, which restores 15 percent. It fails if the text
// is too long for a code (2331 bytes).
func New(text string) (Code, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return Code{}, fmt.Errorf("qr code of %q: %w", text, err)
	}
	return Code{Size: code.Size + 2*Quiet, Path: path(code)}, nil
}

// path draws each row as strokes along its middle: M to the start of the row, h for a dark run, m over
// a light one.
func path(code *qr.Code) string {
	var b strings.Builder
	for y := range code.Size {
		at := 0
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			run := 1
			for code.Black(x+run, y) {
				run++
			}
			if at == 0 {
				fmt.Fprintf(&b, "M%d %d.5", x+Quiet, y+Quiet)
			} else {
				b.WriteString("m" + strconv.Itoa(x-at) + " 0")
			}
			b.WriteString("h" + strconv.Itoa(run))
			x += run
			at = x
		}
	}
	return b.String()
}
