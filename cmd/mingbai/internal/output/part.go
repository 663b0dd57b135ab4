package output

import (
	"archive/zip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Part is a part of a site, written with [NewPart] and opened to be read. It is safe for concurrent use.
type Part struct {
	name    string
	file    *os.File
	entries map[string]*zip.File
	paths   []string
}

var errPart = errors.New("not a part of a site")

// PartName is the file name of one of so many parts.
func PartName(number, of int) string { return fmt.Sprintf("part-%d-of-%d.zip", number, of) }

// OpenParts opens the parts that are named, and those in folders that are named. They are to be closed even if there
// is an error.
func OpenParts(names []string) ([]*Part, error) {
	var parts []*Part
	for _, name := range names {
		files := []string{name}
		if info, err := os.Stat(name); err != nil {
			return parts, classify(filepath.ToSlash(name), err)
		} else if info.IsDir() {
			files, _ = fs.Glob(os.DirFS(name), "part-*-of-*.zip") // the pattern is well formed
			for i := range files {
				files[i] = filepath.Join(name, files[i])
			}
		}
		if len(files) == 0 {
			return parts, fault(filepath.ToSlash(name), "part-none")
		}
		for _, file := range files {
			p, err := OpenPart(file)
			if err != nil {
				return parts, err
			}
			parts = append(parts, p)
		}
	}
	return parts, nil
}

// OpenPart opens a part. The error is an [*Error] if it is not whole, or no part.
func OpenPart(name string) (*Part, error) {
	p := &Part{name: filepath.ToSlash(filepath.Clean(name)), entries: map[string]*zip.File{}}
	var err error
	if p.file, err = os.Open(name); err != nil {
		return nil, classify(p.name, err)
	}
	if err := p.list(); err != nil {
		p.Close()
		return nil, p.damaged(err)
	}
	return p, nil
}

// list reads the names of the files. What NewPart does not write is refused: nothing can then be larger than the
// part itself.
func (p *Part) list() error {
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	r, err := zip.NewReader(p.file, info.Size())
	if err != nil {
		return err
	}
	for _, f := range r.File {
		if f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64 || f.UncompressedSize64 > uint64(info.Size()) || p.entries[f.Name] != nil {
			return errPart
		}
		p.entries[f.Name], p.paths = f, append(p.paths, f.Name)
	}
	return nil
}

func (p *Part) damaged(err error) error {
	e := fault(p.name, "part-damaged")
	e.Err = err
	return e
}

// Name is the part's name for messages.
func (p *Part) Name() string { return p.name }

// Paths are the paths of all files, in their order.
func (p *Part) Paths() []string { return p.paths }

// Size is the number of bytes of a file, 0 if there is none.
func (p *Part) Size(path string) int64 {
	if f := p.entries[path]; f != nil {
		return int64(f.UncompressedSize64)
	}
	return 0
}

// From names the source that asked for a file.
func (p *Part) From(path string) string {
	if f := p.entries[path]; f != nil {
		return f.Comment
	}
	return ""
}

// Section is where the bytes of a file are, which have been read once to see that they are whole.
func (p *Part) Section(path string) (*io.SectionReader, error) {
	f := p.entries[path]
	if f == nil {
		return nil, p.damaged(os.ErrNotExist)
	}
	at, err := f.DataOffset()
	if err != nil {
		return nil, p.damaged(err)
	}
	bytes := io.NewSectionReader(p.file, at, int64(f.UncompressedSize64))
	sum := crc32.NewIEEE()
	if n, err := io.Copy(sum, bytes); err != nil || n != bytes.Size() || sum.Sum32() != f.CRC32 {
		return nil, p.damaged(err)
	}
	_, err = bytes.Seek(0, io.SeekStart)
	return bytes, err
}

// Read reads a file.
func (p *Part) Read(path string) (File, error) {
	f := p.entries[path]
	if f == nil {
		return File{}, p.damaged(os.ErrNotExist)
	}
	at, err := f.DataOffset()
	if err != nil {
		return File{}, p.damaged(err)
	}
	data := make([]byte, f.UncompressedSize64)
	if _, err := p.file.ReadAt(data, at); err != nil && !errors.Is(err, io.EOF) || crc32.ChecksumIEEE(data) != f.CRC32 {
		return File{}, p.damaged(err)
	}
	return File{Path: path, Data: data, From: f.Comment}, nil
}

// Close ends the reading.
func (p *Part) Close() { _ = p.file.Close() } // nothing was written
