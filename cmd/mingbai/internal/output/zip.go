package output

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Zip collects a site in one zip file. Put may be called from several goroutines; Commit and Abort
// end the build and are called once all Puts have returned. Abort after either does nothing.
//
// The same files give the same bytes, whatever their order: entries are sorted by path and all have
// the same time. Nothing stands under the file's name before Commit, which puts it there whole. What
// is packed waits in a file beside it, so that memory does not grow with the site.
type Zip struct {
	name    string // as the caller named it, for messages
	part    bool   // see NewPart
	staged  *os.File
	packers sync.Pool // *flate.Writer
	mu      sync.Mutex
	end     int64
	claims  claims
	packed  []packed
}

// packed is a compressed file in the stage.
type packed struct {
	path       string
	by         string // the source that asked for it
	from, size int64
	whole      uint64 // bytes before compression
	sum        uint32
}

// oldest is the first day that a zip file can hold; every entry has it.
var oldest = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// NewZip prepares to write a zip file. Its folder must be there. A file of that name is replaced by
// Commit if it is a zip file itself; anything else there is a fault.
func NewZip(name string) (*Zip, error) {
	z := &Zip{name: filepath.ToSlash(filepath.Clean(name)), claims: newClaims()}
	if err := z.free(); err != nil {
		return nil, classify(z.name, err)
	}
	var err error
	if z.staged, err = os.CreateTemp(filepath.Dir(name), ".mingbai-*.part"); err != nil {
		return nil, classify(filepath.ToSlash(filepath.Dir(z.name)), err)
	}
	_ = os.Remove(z.staged.Name()) // a kill then leaves nothing; where an open file cannot be removed, Abort does it
	return z, nil
}

// NewPart prepares to write a part of a site, which [OpenPart] reads: a zip file whose entries are not compressed
// and say which source asked for them.
func NewPart(name string) (*Zip, error) {
	z, err := NewZip(name)
	if err == nil {
		z.part = true
	}
	return z, err
}

// free reports whether the name may be taken.
func (z *Zip) free() error {
	dir := filepath.Dir(filepath.FromSlash(z.name))
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fault(filepath.ToSlash(dir), "zip-folder")
	} else if err == nil && !info.IsDir() {
		return fault(filepath.ToSlash(dir), "output-not-folder")
	}
	info, err := os.Stat(filepath.FromSlash(z.name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fault(z.name, "zip-is-folder")
	case !info.Mode().IsRegular() || info.Size() > 0 && !isZip(filepath.FromSlash(z.name)):
		return fault(z.name, "zip-foreign")
	}
	return nil
}

// isZip looks at how a file begins.
func isZip(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 4)
	_, err = io.ReadFull(f, start)
	return err == nil && string(start) == "PK\x03\x04"
}

// Create packs the file when it is closed.
func (z *Zip) Create(path, from string) (io.WriteCloser, error) {
	return &whole{path: path, from: from, put: z.Put}, nil
}

// Put packs the file.
func (z *Zip) Put(f File) error {
	small := f.Data
	if !z.part {
		var err error
		if small, err = z.deflate(f.Data); err != nil {
			return err
		}
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if err := z.claims.add(f); err != nil {
		return err
	}
	if _, err := z.staged.Write(small); err != nil {
		return classify(z.name, err)
	}
	z.packed = append(z.packed, packed{f.Path, f.From, z.end, int64(len(small)), uint64(len(f.Data)), crc32.ChecksumIEEE(f.Data)})
	z.end += int64(len(small))
	return nil
}

func (z *Zip) deflate(data []byte) ([]byte, error) {
	var small bytes.Buffer
	w, _ := z.packers.Get().(*flate.Writer)
	if w == nil {
		var err error
		if w, err = flate.NewWriter(nil, flate.BestCompression); err != nil {
			return nil, err
		}
	}
	defer z.packers.Put(w)
	w.Reset(&small)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err := w.Close()
	return small.Bytes(), err
}

// Commit writes the zip file, puts it in place, and gives its size in bytes.
func (z *Zip) Commit() (int64, error) {
	defer z.Abort()
	final, err := os.CreateTemp(filepath.Dir(z.staged.Name()), ".mingbai-*.part")
	if err != nil {
		return 0, classify(z.name, err)
	}
	defer os.Remove(final.Name()) // of no effect once it is in place
	err = z.write(final)
	size, err2 := final.Seek(0, io.SeekEnd)
	if err := errors.Join(err, err2, final.Chmod(0o644), final.Sync(), final.Close()); err != nil {
		return 0, classify(z.name, err)
	}
	if err := os.Rename(final.Name(), filepath.FromSlash(z.name)); err != nil {
		return 0, classify(z.name, err)
	}
	return size, nil
}

// write writes all entries in the order of their paths.
func (z *Zip) write(to io.Writer) error {
	slices.SortFunc(z.packed, func(a, b packed) int { return cmp.Compare(a.path, b.path) })
	w := zip.NewWriter(to)
	for _, p := range z.packed {
		h := &zip.FileHeader{
			Name: p.path, Method: zip.Deflate, Modified: oldest,
			CRC32: p.sum, CompressedSize64: uint64(p.size), UncompressedSize64: p.whole,
		}
		if z.part {
			h.Method, h.Comment = zip.Store, p.by
		}
		entry, err := w.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := io.Copy(entry, io.NewSectionReader(z.staged, p.from, p.size)); err != nil {
			return err
		}
	}
	return w.Close()
}

// Abort ends the build and leaves what stands under the file's name as it was.
func (z *Zip) Abort() {
	if z.staged == nil {
		return
	}
	_ = z.staged.Close()
	_ = os.Remove(z.staged.Name()) // what remains is a hidden file that says whose it is
	z.staged = nil
}
