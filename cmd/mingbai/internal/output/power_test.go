package output

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// platter is a disk that loses power. As POSIX allows, it has for certain only what was flushed: what a file holds
// may be there, in part or not at all, and of the names in a folder that were added, replaced and removed since the
// folder was flushed each may be there or not, in any order.
type platter struct {
	names map[string][]*inode // what a path may be after a power cut, oldest first; nil is nothing
}

type inode struct {
	dir     bool
	data    string
	flushed bool
}

// newPlatter begins with a site that has been on the disk for long.
func newPlatter(s site) *platter {
	d := &platter{names: map[string][]*inode{}}
	for p, data := range s {
		d.names[p] = []*inode{{data: data, flushed: true}}
		for dir := range parents(p) {
			d.names[dir] = []*inode{{dir: true}}
		}
	}
	d.names[ownFolder], d.names[stageFolder] = []*inode{{dir: true}}, []*inode{{dir: true}}
	return d
}

// now is what a path is without a power cut.
func (d *platter) now(p string) *inode {
	if all := d.names[p]; len(all) > 0 {
		return all[len(all)-1]
	}
	return nil
}

func (d *platter) set(p string, to *inode) {
	if d.names[p] == nil {
		d.names[p] = []*inode{nil}
	}
	d.names[p] = append(d.names[p], to)
}

// do is one change.
func (d *platter) do(c change) {
	settle := func(p string) { d.names[p] = []*inode{d.now(p)} }
	switch c.op {
	case "write":
		d.set(c.path, &inode{data: string(c.data)})
	case "folder":
		d.set(c.path, &inode{dir: true})
	case "remove":
		d.set(c.path, nil)
	case "move":
		d.set(c.to, d.now(c.path))
		d.set(c.path, nil)
	case "flush":
		if f := d.now(c.path); f != nil && !f.dir {
			f.flushed = true
			return
		}
		for p := range d.names {
			if path.Dir(p) == c.path {
				settle(p)
			}
		}
	case "flush all":
		for p := range d.names {
			settle(p)
			if f := d.now(p); f != nil {
				f.flushed = true
			}
		}
	}
}

// luck chooses what a power cut leaves: which of n things a name stands for, oldest first, and how much of what was
// not flushed a file holds, in halves.
type luck struct {
	name   func(n int) int
	halves func() int
}

// cut is what the disk has after a power cut.
func (d *platter) cut(l luck) site {
	found := map[string]*inode{}
	held := map[*inode]string{}
	for _, p := range slices.Sorted(maps.Keys(d.names)) {
		f := d.names[p][l.name(len(d.names[p]))]
		if dir := path.Dir(p); f == nil || dir != "." && (found[dir] == nil || !found[dir].dir) {
			continue
		}
		found[p] = f
		if _, known := held[f]; !known {
			held[f] = f.data
			if !f.flushed {
				held[f] = f.data[:len(f.data)*l.halves()/2]
			}
		}
	}
	s := site{}
	for p, f := range found {
		if !f.dir {
			s[p] = held[f]
		}
	}
	return s
}

// lucks are the oldest of everything; the newest names of files with nothing in them; all as it should be; and
// some at random.
func lucks(seed uint64) []luck {
	newest := func(n int) int { return n - 1 }
	nothing, whole := func() int { return 0 }, func() int { return 2 }
	random := rand.New(rand.NewPCG(seed, 1))
	list := []luck{{func(int) int { return 0 }, nothing}, {newest, nothing}, {newest, whole}}
	for range 9 {
		list = append(list, luck{random.IntN, func() int { return random.IntN(3) }})
	}
	return list
}

// record builds a site over another and gives the changes of the second build.
func record(t *testing.T, dir string, s site) []change {
	t.Helper()
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	var seen []change
	w.saw = func(c change) {
		c.data = slices.Clone(c.data)
		seen = append(seen, c)
	}
	for p, data := range s {
		if err := w.Put(File{Path: p, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	return seen
}

// all reads a folder with what the writer keeps for itself, but for the memo and the lock.
func all(t *testing.T, dir string) site {
	t.Helper()
	s := tree(t, dir)
	list, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		t.Fatal(err)
	}
	s[manifestFile] = string(list)
	return s
}

// large is a site with so many files that they are flushed all at once.
func large(s site) site {
	out := maps.Clone(s)
	for i := range few - 5 {
		out[fmt.Sprintf("more/%d/index.html", i)] = "needs " + slices.Sorted(maps.Keys(s))[0] + "\n" + s["assets/a.1.css"] + s["assets/a.2.css"]
	}
	return out
}

// TestPowerCut cuts the power after each change of a build that replaces a site, in every way that a disk may have
// lost or reordered what was not flushed. Each file that is there is the old or the new one, whole; each page has
// what it needs and what its links lead to; and the next build completes the site and knows all files as its own.
func TestPowerCut(t *testing.T) {
	compressed := maps.Clone(crashTo)
	compressed["guide/index.html.br"], compressed["about/index.html.gz"] = crashTo["guide/index.html"], crashTo["about/index.html"]
	was := maps.Clone(crashFrom)
	was["guide/old/index.html.br"] = crashFrom["guide/old/index.html"]
	for name, pair := range map[string][2]site{"few": {was, compressed}, "back": {compressed, was}, "many": {large(crashFrom), large(crashTo)}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			build(t, dir, pair[0])
			before := all(t, dir)
			seen := record(t, dir, pair[1])
			complete := newPlatter(before)
			for _, c := range seen {
				complete.do(c)
			}
			same(t, complete.cut(lucks(0)[2]), all(t, dir)) // nothing was done that was not seen
			for n := range len(seen) + 1 {
				if n < len(seen) && seen[n].op == "write" {
					continue // nothing but the stage has changed
				}
				d := newPlatter(before)
				for _, c := range seen[:n] {
					d.do(c)
				}
				for i, l := range lucks(uint64(n)) {
					left := d.cut(l)
					if err := sound(left, pair); err != nil {
						t.Fatalf("power cut after change %d of %d (%+v), way %d: %v", n, len(seen), last(seen[:n]), i, err)
					}
					if (n+i)%(5+len(seen)/4) == 0 {
						completes(t, left, pair[n%2])
					}
				}
			}
		})
	}
}

func last(seen []change) change {
	if len(seen) == 0 {
		return change{}
	}
	c := seen[len(seen)-1]
	c.data = nil
	return c
}

// sound says what is wrong with what is left of a site that was replaced by another.
func sound(left site, pair [2]site) error {
	public := site{}
	for p, data := range left {
		if strings.HasPrefix(p, ownFolder+"/") {
			continue
		}
		if old, there := pair[0][p]; !there || old != data {
			if fresh, there := pair[1][p]; !there || fresh != data {
				return fmt.Errorf("%s is neither old nor new: %q", p, data)
			}
		}
		public[p] = data
	}
	return broken(public)
}

// completes builds a site over what is left of one.
func completes(t *testing.T, left, next site) {
	t.Helper()
	dir := t.TempDir()
	for p, data := range left {
		put(t, dir, p, data)
	}
	r, err := tryBuild(dir, next, nil)
	if err != nil || len(r.Altered)+len(r.Kept) > 0 {
		t.Fatalf("the next build: %+v, %v", r, err)
	}
	same(t, tree(t, dir), next)
}

// TestPowerCutAtFirst cuts the power while a site is built for the first time: the next build completes it.
func TestPowerCutAtFirst(t *testing.T) {
	dir := t.TempDir()
	seen := record(t, dir, crashFrom)
	for n := range len(seen) + 1 {
		d := &platter{names: map[string][]*inode{}}
		d.set(ownFolder, &inode{dir: true})
		d.set(stageFolder, &inode{dir: true})
		for _, c := range seen[:n] {
			d.do(c)
		}
		for _, l := range lucks(uint64(n))[:6] {
			left, again := d.cut(l), t.TempDir()
			for p, data := range left {
				put(t, again, p, data)
			}
			if _, err := tryBuild(again, crashFrom, nil); err != nil {
				t.Fatalf("power cut after change %d of %d: %v\n%v", n, len(seen), err, left)
			}
			same(t, tree(t, again), crashFrom)
		}
	}
}
