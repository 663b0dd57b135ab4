package output

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkPut writes 2,000 pages of 16 KB each time: all new, and all in place already.
func BenchmarkPut(b *testing.B) {
	page := bytes.Repeat([]byte("<p>办事指南</p>"), 1000)
	run := func(b *testing.B, dir string) {
		w, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 2000 {
			if err := w.Put(File{Path: fmt.Sprintf("licence/item-%d/index.html", i), Data: page}); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := w.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			run(b, b.TempDir())
		}
	})
	b.Run("same", func(b *testing.B) {
		dir := b.TempDir()
		run(b, dir)
		for b.Loop() {
			run(b, dir)
		}
	})
}
