package output

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
)

// Report says what a build did to the output folder.
type Report struct {
	Written int // files that are new or have new bytes
	Same    int // files whose bytes were in place
	Removed int // files of an earlier build that this one does not make
	// Altered are files of an earlier build that somebody had changed and that were written anew.
	Altered []string
	// Kept are files of an earlier build that this one does not make, left because somebody had
	// changed them. From now on they are not ours.
	Kept []string
}

// Commit moves the staged files into place, in the order that the package comment gives, removes
// those that an earlier build wrote and this one did not, and ends the build.
func (w *Writer) Commit() (Report, error) {
	defer w.release()
	c := &commit{w: w, moves: w.moves(), stale: w.stale(), loose: map[string]bool{}}
	err := c.run()
	if err == nil {
		w.remember()
	}
	if err != nil {
		c.undoFolders()
		err = classify(w.dir, err)
		var e *Error
		if errors.As(err, &e) {
			e.Partial = w.changed
		}
	}
	return c.report, err
}

// commit is one run of Commit.
type commit struct {
	w      *Writer
	moves  []string // paths of the staged files, in order
	stale  []string // paths of the last build that this one lacks
	made   []string // folders made, in order
	at     phase
	loose  map[string]bool // folders with changes that the disk may not have yet
	report Report
}

func (c *commit) run() error {
	w := c.w
	c.report.Same = len(w.files) - len(c.moves)
	if len(c.moves)+len(c.stale) == 0 && maps.Equal(w.list(nil), w.old) {
		return nil
	}
	w.forget()
	if err := c.clear(); err != nil {
		return err
	}
	if err := c.do("list", manifestFile, func() error { return w.writeList(w.list(w.old)) }); err != nil {
		return err
	}
	w.first = false // the list must stay from here on
	if err := c.do("flush", ".", c.flush); err != nil {
		return err
	}
	if err := c.folders(); err != nil {
		return err
	}
	for _, p := range c.moves {
		next := newFiles + phase(rank(p))
		if w.files[p].replaces {
			next = replacing
		}
		if err := c.begin(next); err != nil {
			return err
		}
		if err := c.move(p); err != nil {
			return err
		}
	}
	for _, p := range c.stale {
		if err := c.begin(deletingFiles - phase(rank(p))); err != nil {
			return err
		}
		if err := c.remove(p); err != nil {
			return err
		}
	}
	w.changed = true
	if err := c.begin(listing); err != nil {
		return err
	}
	return c.do("list", manifestFile, func() error { return w.writeList(w.list(nil)) })
}

// phase is a stretch of changes whose order does not matter: the disk may have them in any. The next phase begins
// when the disk has all of them.
type phase int

const (
	preparing phase = iota
	newFiles
	newPages
	replacing
	deletingPages
	deletingFiles
	listing
)

// begin begins a phase, unless it has begun.
func (c *commit) begin(next phase) error {
	if c.at == next {
		return nil
	}
	c.at = next
	return c.do("settle", ".", c.settle)
}

// few is how many files are sent to the disk one by one rather than all that the system has.
const few = 100

func (c *commit) many() bool { return len(c.moves)+len(c.stale) > few }

// flush waits until the disk has what was staged, if it is to take the place of a site: after a power cut
// there is then the old file or the new one, whole.
func (c *commit) flush() error {
	switch {
	case len(c.w.old) == 0:
		return nil // there is nothing to lose
	case c.many():
		return c.w.flushAll()
	}
	for _, p := range c.moves {
		if err := c.w.flushOne(path.Join(stageFolder, c.w.files[p].staged), os.O_RDWR); err != nil {
			return err
		}
	}
	return nil
}

// settle waits until the disk has the changes so far, as flush does.
func (c *commit) settle() error {
	loose := slices.Sorted(maps.Keys(c.loose))
	clear(c.loose)
	switch {
	case len(c.w.old) == 0 || len(loose) == 0:
		return nil
	case c.many():
		return c.w.flushAll()
	}
	for _, dir := range loose {
		// a folder that has been removed since needs nothing
		if err := c.w.flushFolder(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// do makes one change, naming its place if it fails.
func (c *commit) do(op, p string, change func() error) error {
	if c.w.step != nil {
		if err := c.w.step(op, p); err != nil {
			return err
		}
	}
	return classify(c.w.place(p), change())
}

// moves gives the staged paths: new before replacing, and each kind in the order of need.
func (w *Writer) moves() []string {
	var out []string
	for p, f := range w.files {
		if f.staged != "" {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(compareBool(w.files[a].replaces, w.files[b].replaces), ByNeed(a, b))
	})
	return out
}

// ByNeed orders paths so that what is needed or led to comes first: other files before pages, deep
// before shallow.
func ByNeed(a, b string) int {
	return cmp.Or(
		cmp.Compare(rank(a), rank(b)),
		cmp.Compare(strings.Count(b, "/"), strings.Count(a, "/")),
		cmp.Compare(a, b))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// rank orders files by what they need: 0 is needed by pages, 1 is a page. Feeds and sitemaps name
// pages, but pages name them too; where they replace others, all new pages are there already.
func rank(p string) int {
	p = strings.TrimSuffix(strings.TrimSuffix(p, ".br"), ".gz") // compressed forms belong to what they are of
	if path.Ext(p) == ".html" {
		return 1
	}
	return 0
}

// stale gives the paths of the last build that this build lacks, what needs before what is needed.
func (w *Writer) stale() []string {
	var out []string
	for p := range w.old {
		if w.files[p] == nil {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return ByNeed(b, a) })
	return out
}

// list makes the manifest of this build. With the last build's it is the list to keep while files
// are being moved: every file of either build with every content that it may have.
func (w *Writer) list(old manifest) manifest {
	m := manifest{}
	maps.Copy(m, old)
	for p, f := range w.files {
		e := entry{Path: p, Sum: hex.EncodeToString(f.sum[:])}
		if old != nil && f.replaces {
			e.Was = hex.EncodeToString(f.was[:])
		}
		m[p] = e
	}
	return m
}

// clear removes files of the last build that stand where this one needs a folder, or in a folder
// where this one needs a file. It is the one case in which something goes before the new is there.
func (c *commit) clear() error {
	var rest []string
	for _, p := range c.stale {
		key := strings.ToLower(p)
		_, blocks := c.w.claims.dirs[key]
		for dir := range parents(key) {
			if _, below := c.w.claims.files[dir]; below {
				blocks = true
			}
		}
		if !blocks {
			rest = append(rest, p)
		} else if err := c.remove(p); err != nil {
			return err
		}
	}
	c.stale = rest
	return nil
}

// folders makes the folders that new files need.
func (c *commit) folders() error {
	known := map[string]bool{}
	for _, p := range c.moves {
		if c.w.files[p].replaces {
			continue
		}
		var need []string
		for dir := range parents(p) {
			if known[dir] {
				break
			}
			known[dir] = true
			need = append(need, dir)
		}
		for _, dir := range slices.Backward(need) {
			err := c.do("folder", dir, func() error { return c.folder(dir) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// folder makes one folder, unless it is there.
func (c *commit) folder(dir string) error {
	err := c.w.root.Mkdir(dir, 0o777)
	switch {
	case err == nil:
		c.made = append(c.made, dir)
		c.changed(change{op: "folder", path: dir})
	case errors.Is(err, fs.ErrExist):
		info, err := c.w.root.Stat(dir)
		if err == nil && !info.IsDir() {
			return fault(c.w.place(dir), "output-not-folder")
		}
		return err
	}
	return err
}

// changed notes a change of what is in a folder.
func (c *commit) changed(x change) {
	c.w.record(x)
	c.loose[path.Dir(cmp.Or(x.to, x.path))] = true
}

// undoFolders removes the folders that were made and hold nothing.
func (c *commit) undoFolders() {
	for _, dir := range slices.Backward(c.made) {
		_ = c.w.root.Remove(dir) // an empty folder does no harm
	}
}

// move puts a staged file into place.
func (c *commit) move(p string) error {
	f := c.w.files[p]
	from := path.Join(stageFolder, f.staged)
	if err := c.do("move", p, func() error { return c.w.root.Rename(from, p) }); err != nil {
		return err
	}
	c.changed(change{op: "move", path: from, to: p})
	c.w.changed = true
	c.report.Written++
	if f.altered {
		c.report.Altered = append(c.report.Altered, p)
	}
	return nil
}

// remove deletes a file of the last build and the folders that it leaves empty, unless the file is
// gone, has been changed by somebody, or is another spelling of a file of this build.
func (c *commit) remove(p string) error {
	root := c.w.root
	info, err := root.Lstat(p)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		c.prune(p) // a build that was killed may have made the folder and not the file
		return nil
	}
	if err != nil {
		return classify(c.w.place(p), err)
	}
	if !info.Mode().IsRegular() {
		c.report.Kept = append(c.report.Kept, p)
		return nil
	}
	if c.inUse(p, info) {
		return nil
	}
	data, err := root.ReadFile(p)
	if err != nil {
		return classify(c.w.place(p), err)
	}
	if len(data) > 0 && !c.w.old[p].holds(sha256.Sum256(data)) {
		c.report.Kept = append(c.report.Kept, p)
		return nil
	}
	if err := c.do("remove", p, func() error { return root.Remove(p) }); err != nil {
		return err
	}
	c.changed(change{op: "remove", path: p})
	c.w.changed = true
	c.report.Removed++
	c.prune(p)
	return nil
}

// prune removes the folders above a path that are empty.
func (c *commit) prune(p string) {
	for dir := range parents(p) {
		switch err := c.w.root.Remove(dir); {
		case err == nil:
			c.changed(change{op: "remove", path: dir})
		case !errors.Is(err, fs.ErrNotExist):
			return // not empty
		}
	}
}

// inUse reports whether a stale path is, on a disk that ignores capitals, a file of this build.
func (c *commit) inUse(p string, info fs.FileInfo) bool {
	if _, taken := c.w.claims.files[strings.ToLower(p)]; !taken {
		return false
	}
	for q := range c.w.files {
		if strings.EqualFold(p, q) {
			other, err := c.w.root.Lstat(q)
			return err == nil && os.SameFile(info, other)
		}
	}
	return false
}
