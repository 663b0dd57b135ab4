package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// In these sites a page is a list of lines: "needs x" for a file that it must have, "link x" for
// another page.
var crashFrom = site{
	"index.html":             "needs assets/a.1.css\nlink guide/index.html\nlink about/index.html\nneeds search/zh.json",
	"guide/index.html":       "needs assets/a.1.css\nlink guide/old/index.html\nlink index.html",
	"guide/old/index.html":   "needs assets/a.1.css\nlink guide/index.html",
	"about/index.html":       "needs assets/a.1.css\nlink index.html",
	"assets/a.1.css":         "old",
	"search/zh.json":         "needs search/zh/m.1.json\nlink guide/old/index.html",
	"search/zh/m.1.json":     "old",
	"sitemap.xml":            "link guide/old/index.html",
	"gone/with/x/index.html": "needs assets/a.1.css",
}

var crashTo = site{
	"index.html":               "needs assets/a.2.css\nlink guide/index.html\nlink about/index.html\nneeds search/zh.json\nneeds feed.xml",
	"guide/index.html":         "needs assets/a.2.css\nlink guide/new/index.html\nlink index.html",
	"guide/new/index.html":     "needs assets/a.2.css\nneeds assets/pic.svg\nlink guide/index.html\nlink guide/new/sub/index.html",
	"guide/new/sub/index.html": "needs assets/a.2.css\nlink guide/new/index.html",
	"about/index.html":         "needs assets/a.2.css\nlink index.html",
	"assets/a.2.css":           "new",
	"assets/pic.svg":           "new",
	"search/zh.json":           "needs search/zh/m.2.json\nlink guide/new/index.html",
	"search/zh/m.2.json":       "new",
	"sitemap.xml":              "link guide/new/index.html",
	"feed.xml":                 "link guide/new/index.html",
}

// broken says what a visitor of the site would miss: a needed file of any page that is there, or a
// page that can be reached by links from the home page, the search index or the sitemap.
func broken(s site) error {
	words := func(p, verb string) (out []string) {
		for line := range strings.Lines(s[p]) {
			if target, ok := strings.CutPrefix(strings.TrimSpace(line), verb+" "); ok {
				out = append(out, target)
			}
		}
		return out
	}
	for p, data := range s {
		if data == "empty folder" {
			continue
		}
		for _, target := range words(p, "needs") {
			if _, ok := s[target]; !ok {
				return fmt.Errorf("%s needs %s, which is not there", p, target)
			}
		}
	}
	queue, seen := []string{"index.html", "search/zh.json", "sitemap.xml"}, map[string]bool{}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if _, ok := s[p]; !ok {
			return fmt.Errorf("%s is linked and not there", p)
		}
		for _, target := range words(p, "link") {
			if !seen[target] {
				seen[target] = true
				queue = append(queue, target)
			}
		}
	}
	return nil
}

// TestKillAtAnyInstant stops a build before each of its changes and looks at the folder as the kill
// would leave it; then it lets the next build complete it.
func TestKillAtAnyInstant(t *testing.T) {
	for _, next := range []site{crashTo, crashFrom} {
		for n := 0; ; n++ {
			dir := t.TempDir()
			put(t, dir, "theirs.txt", "theirs")
			build(t, dir, crashFrom)
			killed := t.TempDir()
			steps, done := 0, errors.New("killed")
			_, err := tryBuild(dir, crashTo, func(op, p string) error {
				if op == "stage" {
					return nil
				}
				if steps == n {
					if err := os.CopyFS(killed, os.DirFS(dir)); err != nil {
						t.Fatal(err)
					}
					return done
				}
				steps++
				return nil
			})
			if err == nil {
				if n < 10 {
					t.Errorf("only %d steps", n)
				}
				break
			}
			if !errors.Is(err, done) {
				t.Fatal(err)
			}
			if err := broken(tree(t, killed)); err != nil {
				t.Errorf("killed before step %d: %v", n, err)
			}
			if r := build(t, killed, next); len(r.Altered)+len(r.Kept) > 0 {
				t.Errorf("killed before step %d: the next build takes our files for others': %+v", n, r)
			}
			want := site{"theirs.txt": "theirs"}
			for p, data := range next {
				want[p] = data
			}
			same(t, tree(t, killed), want)
			// A fault without a kill leaves the same site, and no stage.
			if err := broken(tree(t, dir)); err != nil {
				t.Errorf("failed at step %d: %v", n, err)
			}
			build(t, dir, next)
			same(t, tree(t, dir), want)
		}
	}
}

// TestKillTwice lets two builds in a row be killed before a third completes the site.
func TestKillTwice(t *testing.T) {
	third := site{"index.html": "third", "guide/index.html": "third"}
	for n := 0; n < 22; n += 3 {
		for m := 0; m < 22; m += 4 {
			dir := t.TempDir()
			build(t, dir, crashFrom)
			for i, at := range []int{n, m} {
				steps := 0
				_, _ = tryBuild(dir, []site{crashTo, crashFrom}[i], func(op, p string) error {
					steps++
					if steps > at {
						return errors.New("killed")
					}
					return nil
				})
			}
			if r := build(t, dir, third); len(r.Altered)+len(r.Kept) > 0 {
				t.Errorf("killed before %d and %d: %+v", n, m, r)
			}
			same(t, tree(t, dir), third)
		}
	}
}

func TestFaultsWhileMoving(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, crashFrom)
	for _, tt := range []struct {
		op      string
		partial bool
	}{{"folder", false}, {"list", false}, {"remove", true}} {
		_, err := tryBuild(dir, crashTo, func(op, p string) error {
			if op == tt.op {
				return errors.New("no more")
			}
			return nil
		})
		var e *Error
		if !errors.As(err, &e) || e.Partial != tt.partial {
			t.Errorf("%s: %v, partial %v", tt.op, err, e.Partial)
		}
		if !tt.partial {
			same(t, tree(t, dir), crashFrom)
		}
	}
}

// TestFull lets the disk be full at each write and each change of a build: it is said, the site is whole, the stage
// is gone, and with room again the next build completes the site.
func TestFull(t *testing.T) {
	for n := 0; ; n++ {
		dir := t.TempDir()
		build(t, dir, crashFrom)
		steps, moved := 0, false
		_, err := tryBuild(dir, crashTo, func(op, p string) error {
			if steps++; steps > n {
				return &fs.PathError{Op: "write", Path: p, Err: syscall.ENOSPC}
			}
			moved = moved || op == "move" || op == "remove"
			return nil
		})
		if err == nil {
			if n < 30 {
				t.Errorf("only %d steps", n)
			}
			return
		}
		var e *Error
		if !errors.As(err, &e) || e.Fault.Name != "output-full" || e.Partial != moved {
			t.Errorf("full at step %d: %v, partial %v", n, err, e.Partial)
		}
		if err := broken(tree(t, dir)); err != nil {
			t.Errorf("full at step %d: %v", n, err)
		}
		if !moved {
			same(t, tree(t, dir), crashFrom)
		}
		if _, err := os.Lstat(filepath.Join(dir, stageFolder)); err == nil {
			t.Errorf("full at step %d: the stage remains", n)
		}
		build(t, dir, crashTo)
		same(t, tree(t, dir), crashTo)
	}
}
