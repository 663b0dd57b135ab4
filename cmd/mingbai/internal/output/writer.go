package output

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

const (
	stageFolder = ownFolder + "/stage"
	lockFile    = ownFolder + "/lock"
)

var errLocked = errors.New("locked")

// Writer writes one build to a folder. Put may be called from several goroutines; Commit and Abort
// end the build and are called once all Puts have returned. Abort after either does nothing.
type Writer struct {
	dir     string // as the caller named it, for messages
	made    bool   // the folder did not exist before
	root    *os.Root
	stage   *os.Root
	lock    *os.File
	old     manifest // the last build's; not changed after Open
	first   bool     // there was no manifest
	next    atomic.Int64
	buffers sync.Pool // *[]byte, to read the files in place
	mu      sync.Mutex
	claims  claims
	files   map[string]*placing
	last    memo                        // of the last build; empty unless recalled
	memo    *memo                       // for the next build; nil unless recalled
	cache   *Cache                      // nil until somebody asks
	changed bool                        // files in place have been changed
	step    func(op, path string) error // called before each file is staged and each change of Commit; for tests
	saw     func(change)                // told of each change to the folder; for tests
}

// placing is one file of the build on its way.
type placing struct {
	sum    [sha256.Size]byte
	made   [sha256.Size]byte // see File.Made
	staged string            // its name in the stage, "" if its bytes are in place already
	// replaces is set if another content is in place, whose sum is was; altered if that is none of ours.
	replaces, altered bool
	was               [sha256.Size]byte
}

// Open prepares to write a build to the folder, which is made if it is missing. No second build can
// open it until Commit or Abort.
func Open(dir string) (*Writer, error) {
	w := &Writer{dir: filepath.ToSlash(filepath.Clean(dir)), claims: newClaims(), files: map[string]*placing{}}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		w.made = true
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, classify(w.dir, err)
	}
	var err error
	if w.root, err = os.OpenRoot(dir); err != nil {
		return nil, classify(w.dir, err)
	}
	if err := w.prepare(); err != nil {
		w.release()
		return nil, err
	}
	return w, nil
}

// prepare takes the lock, reads the manifest and empties the stage.
func (w *Writer) prepare() error {
	if err := w.root.Mkdir(ownFolder, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return classify(w.place(ownFolder), err)
	}
	if info, err := w.root.Lstat(ownFolder); err != nil || !info.IsDir() { // not through a link, not even one within
		return cmp.Or(classify(w.place(ownFolder), err), error(fault(w.place(ownFolder), "output-not-folder")))
	}
	if err := w.takeLock(); err != nil {
		return classify(w.dir, err)
	}
	var err error
	if w.old, err = readManifest(w.root, w.place(manifestFile)); err != nil {
		return err
	}
	w.first = len(w.old) == 0
	if err := w.root.RemoveAll(stageFolder); err != nil {
		return classify(w.place(stageFolder), err)
	}
	return nil
}

// openStage makes the stage when the first file needs it.
func (w *Writer) openStage() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stage != nil {
		return nil
	}
	if err := w.root.Mkdir(stageFolder, 0o777); err != nil {
		return classify(w.place(stageFolder), err)
	}
	var err error
	if w.stage, err = w.root.OpenRoot(stageFolder); err != nil {
		return classify(w.place(stageFolder), err)
	}
	return nil
}

// takeLock locks the lock file. An aborted first build removes its lock file, so that a file which
// is locked but no longer in place is not the lock: then it tries again.
func (w *Writer) takeLock() error {
	for {
		f, err := w.root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return err
		}
		if err := tryLock(f); err != nil {
			_ = f.Close() // nothing was written
			if errors.Is(err, errLocked) {
				return fault(w.dir, "output-locked")
			}
			return err
		}
		held, err1 := f.Stat()
		now, err2 := w.root.Lstat(lockFile)
		if err1 == nil && err2 == nil && os.SameFile(held, now) {
			w.lock = f
			return nil
		}
		_ = f.Close() // nothing was written
	}
}

// place names a path below the folder for messages.
func (w *Writer) place(p string) string { return path.Join(w.dir, p) }

// Put stages the file, unless its bytes are in place already.
func (w *Writer) Put(f File) error {
	if err := w.claim(f.Path, f.From); err != nil {
		return err
	}
	p := &placing{sum: sha256.Sum256(f.Data), made: f.Made}
	same, err := w.compare(f.Path, int64(len(f.Data)), p)
	if err != nil {
		return classify(w.place(f.Path), err)
	}
	if !same {
		if err := w.openStage(); err != nil {
			return err
		}
		p.staged = w.stageName()
		if err := w.stageFile(p.staged, f); err != nil {
			return classify(w.dir, err)
		}
	}
	w.keep(f.Path, p)
	return nil
}

// stageFile writes a file to the stage.
func (w *Writer) stageFile(name string, f File) error {
	if w.step != nil {
		if err := w.step("stage", f.Path); err != nil {
			return err
		}
	}
	err := writeFile(w.stage, name, f.Data)
	if err == nil {
		w.record(change{op: "write", path: stageFolder + "/" + name, data: f.Data})
	}
	return err
}

func (w *Writer) claim(path, from string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.claims.add(File{Path: path, From: from})
}

func (w *Writer) keep(path string, p *placing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files[path] = p
}

// stageName is a name in the stage that no other file has.
func (w *Writer) stageName() string { return strconv.FormatInt(w.next.Add(1), 10) }

// Create stages a file while it is being written.
func (w *Writer) Create(path, from string) (io.WriteCloser, error) {
	if err := w.claim(path, from); err != nil {
		return nil, err
	}
	if err := w.openStage(); err != nil {
		return nil, err
	}
	s := &staging{w: w, path: path, name: w.stageName(), hash: sha256.New()}
	var err error
	if s.file, err = w.stage.OpenFile(s.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
		return nil, classify(w.dir, err)
	}
	return s, nil
}

// staging is a file on its way to the stage.
type staging struct {
	w          *Writer
	path, name string
	file       *os.File
	hash       hash.Hash
	size       int64
}

// Write adds to the file.
func (s *staging) Write(data []byte) (int, error) {
	n, err := s.file.Write(data)
	s.hash.Write(data[:n])
	s.size += int64(n)
	return n, classify(s.w.dir, err)
}

// Close ends the file, and removes it from the stage if its bytes are in place already.
func (s *staging) Close() error {
	if err := s.file.Close(); err != nil {
		return classify(s.w.dir, err)
	}
	p := &placing{sum: [sha256.Size]byte(s.hash.Sum(nil)), staged: s.name}
	same, err := s.w.compare(s.path, s.size, p)
	if err != nil {
		return classify(s.w.place(s.path), err)
	}
	if same {
		p.staged = ""
		_ = s.w.stage.Remove(s.name) // the stage goes as a whole in the end
	}
	s.w.keep(s.path, p)
	return nil
}

// compare looks at what is in place for a file and reports whether it has the same bytes.
func (w *Writer) compare(path string, size int64, p *placing) (bool, error) {
	if there, known := w.inPlace(path); known && there == p.sum {
		return true, nil
	}
	info, err := w.root.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case errors.Is(err, syscall.ENOTDIR):
		return false, w.blocked(path)
	case err != nil:
		return false, err
	case info.IsDir():
		if w.ownsBelow(path) {
			return false, nil
		}
		return false, fault(w.place(path), "output-is-folder")
	case !info.Mode().IsRegular():
		return false, fault(w.place(path), "output-foreign")
	}
	known, ours := w.old[path]
	if !ours && info.Size() != size {
		return false, fault(w.place(path), "output-foreign")
	}
	there, err := w.sumOf(path)
	switch {
	case err != nil:
		return false, err
	case there == p.sum:
		return true, nil
	case !ours:
		return false, fault(w.place(path), "output-foreign")
	}
	p.replaces, p.was = true, there
	p.altered = info.Size() > 0 && !known.holds(there)
	return false, nil
}

// sumOf reads a file and gives its hash.
func (w *Writer) sumOf(path string) (sum [sha256.Size]byte, err error) {
	f, err := w.root.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	buffer, _ := w.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new(make([]byte, 1<<16))
	}
	defer w.buffers.Put(buffer)
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, *buffer); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// blocked finds the file that stands where a folder above the path is needed. One of ours goes when
// the build is committed; any other is a fault.
func (w *Writer) blocked(p string) error {
	for dir := range parents(p) {
		info, err := w.root.Lstat(dir)
		if err != nil || info.IsDir() {
			continue
		}
		if _, ours := w.old[dir]; ours {
			return nil
		}
		return fault(w.place(dir), "output-not-folder")
	}
	return fault(w.place(p), "output-not-folder")
}

// ownsBelow reports whether the last build wrote files into the folder.
func (w *Writer) ownsBelow(dir string) bool {
	for p := range w.old {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	return false
}

// writeFile writes a new file.
func writeFile(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	n, err := f.Write(data)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	return errors.Join(err, f.Close())
}

// Abort ends the build without changing a file in place. After an aborted first build nothing of
// ours remains in the folder.
func (w *Writer) Abort() {
	if w.root == nil {
		return
	}
	w.release()
}

// release removes the stage, gives the lock back and closes the folder. It removes our own folder,
// and the output folder if we made it, as long as they hold nothing of value.
func (w *Writer) release() {
	if w.stage != nil {
		_ = w.stage.Close()
	}
	w.cache.close(false)
	if w.lock != nil {
		_ = w.root.RemoveAll(stageFolder) // what remains is removed by the next build
		if w.first && !w.changed {
			_ = w.root.Remove(lockFile)
		}
		_ = w.lock.Close()
	}
	if w.first && !w.changed {
		_ = w.root.Remove(ownFolder) // fails unless empty
	}
	_ = w.root.Close()
	if w.made && !w.changed {
		_ = os.Remove(filepath.FromSlash(w.dir)) // fails unless empty
	}
	w.root = nil
}
