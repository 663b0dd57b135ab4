package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
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
	buffers sync.Pool // *bytes.Buffer, for the files in place
	mu      sync.Mutex
	claims  claims
	files   map[string]*placing
	changed bool                        // files in place have been changed
	step    func(op, path string) error // called before each change of Commit; for tests
}

// placing is one file of the build on its way.
type placing struct {
	sum    [sha256.Size]byte
	staged string // its name in the stage, "" if its bytes are in place already
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
	if err := w.root.Mkdir(stageFolder, 0o777); err != nil {
		return classify(w.place(stageFolder), err)
	}
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
	w.mu.Lock()
	err := w.claims.add(f)
	w.mu.Unlock()
	if err != nil {
		return err
	}
	p := &placing{sum: sha256.Sum256(f.Data)}
	same, err := w.compare(f, p)
	if err != nil {
		return classify(w.place(f.Path), err)
	}
	if !same {
		p.staged = strconv.FormatInt(w.next.Add(1), 10)
		if err := writeFile(w.stage, p.staged, f.Data); err != nil {
			return classify(w.dir, err)
		}
	}
	w.mu.Lock()
	w.files[f.Path] = p
	w.mu.Unlock()
	return nil
}

// compare looks at what is in place for the file and reports whether it has the same bytes.
func (w *Writer) compare(f File, p *placing) (bool, error) {
	info, err := w.root.Lstat(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case errors.Is(err, syscall.ENOTDIR):
		return false, w.blocked(f.Path)
	case err != nil:
		return false, err
	case info.IsDir():
		if w.ownsBelow(f.Path) {
			return false, nil
		}
		return false, fault(w.place(f.Path), "output-is-folder")
	case !info.Mode().IsRegular():
		return false, fault(w.place(f.Path), "output-foreign")
	}
	known, ours := w.old[f.Path]
	if !ours && info.Size() != int64(len(f.Data)) {
		return false, fault(w.place(f.Path), "output-foreign")
	}
	buffer, _ := w.buffers.Get().(*bytes.Buffer)
	if buffer == nil {
		buffer = new(bytes.Buffer)
	}
	defer w.buffers.Put(buffer)
	there, err := w.read(f.Path, buffer)
	switch {
	case err != nil:
		return false, err
	case bytes.Equal(there, f.Data):
		return true, nil
	case !ours:
		return false, fault(w.place(f.Path), "output-foreign")
	}
	p.replaces, p.was = true, sha256.Sum256(there)
	p.altered = len(there) > 0 && !known.holds(p.was)
	return false, nil
}

// read reads a file into the buffer, which holds the bytes until it is used again.
func (w *Writer) read(p string, buffer *bytes.Buffer) ([]byte, error) {
	f, err := w.root.Open(p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	buffer.Reset()
	_, err = buffer.ReadFrom(f)
	return buffer.Bytes(), err
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
