// Package source reads the site's sources as bytes and refuses what cannot be one. It is the first
// stage; nothing is interpreted here.
//
// [Load] hands on every file below content/ with a place in the site. Files must be UTF-8; a byte order
// mark and CRLF line ends are accepted and taken away, so that all later stages see one form. What a
// file may be called, and where it may stand, is checked here, because names become addresses.
// Hidden files and what editors leave behind are passed over.
//
// Every fault is a diagnostic with its place, and all are found in one run; a file with a fault is
// left out of the result. The file system must not lead out of the site by itself: the caller
// passes that of an [os.Root].
package source

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"mingbai/cmd/mingbai/internal/diag"
)

// Bounds of a source file.
const (
	MaxBytes = 16 << 20 // of a picture
	MaxText  = 4 << 20  // bytes of a text
	MaxLine  = 1 << 20  // characters of a line
)

// Folder holds the sources, below the site root.
const Folder = "content"

// Names gives the paths of all files below content/ that may be sources, sorted. The error is that of the
// context.
func Names(ctx context.Context, fsys fs.FS) ([]string, diag.List, error) {
	w := &walker{ctx: ctx, fsys: fsys, folded: map[string]string{}}
	w.walk()
	return w.paths, w.diags, ctx.Err()
}

// Load reads all files below content/ with the given number of workers and hands each to use, in any
// order and from several goroutines at once: a large site does not fit in memory. The error is that of
// the context.
func Load(ctx context.Context, fsys fs.FS, workers int, use func(File)) (diag.List, error) {
	paths, diags, err := Names(ctx, fsys)
	if err != nil {
		return nil, err
	}
	found := make([]diag.List, len(paths))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(workers, len(paths))) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(paths) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				var f File
				if f, found[i] = Read(fsys, paths[i]); f.Path != "" {
					use(f)
				}
			}
		})
	}
	wg.Wait()
	for _, f := range found {
		diags = append(diags, f...)
	}
	return diags.Sorted(), ctx.Err()
}

// Read reads one file of the site by its path from the site root, such as "site.toml". If it cannot
// be a source, the File is zero and the list says why.
func Read(fsys fs.FS, name string) (File, diag.List) {
	most := int64(MaxText)
	check := pictures[strings.ToLower(path.Ext(name))]
	if check != nil {
		most = MaxBytes
	}
	data, diags := Bytes(fsys, name, most)
	switch {
	case len(diags) > 0:
	case check == nil:
		data, diags = clean(name, data)
	case !check(data):
		diags.Add(diag.Pos{File: name}, "picture-damaged", path.Ext(name))
	}
	if len(diags) > 0 {
		return File{}, diags
	}
	return File{Path: name, Data: data, Sum: sha256.Sum256(data)}, nil
}

// Bytes reads any regular file of at most so many bytes by its path from the site root.
func Bytes(fsys fs.FS, name string, most int64) ([]byte, diag.List) {
	var diags diag.List
	data, err := readAll(fsys, name, most)
	var size tooLarge
	switch {
	case errors.As(err, &size):
		diags.Add(diag.Pos{File: name}, "file-large", int64(size), most)
	case errors.Is(err, errSpecial):
		diags.Add(diag.Pos{File: name}, "file-special")
	case err != nil:
		unreadable(&diags, name, err)
	}
	return data, diags
}

// unreadable reports what the system said.
func unreadable(diags *diag.List, name string, err error) {
	if errors.Is(err, fs.ErrPermission) {
		diags.Add(diag.Pos{File: name}, "file-denied")
		return
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	diags.Add(diag.Pos{File: name}, "file-unreadable", err)
}

// tooLarge is the size of a file that is over the limit.
type tooLarge int64

func (tooLarge) Error() string { return "too large" }

// errSpecial is that a path is neither a file nor a folder.
var errSpecial = errors.New("not a file")

// readAll reads a file that is no larger than the limit, even if it grows meanwhile. It looks at what
// the path is before it opens it: to open a pipe would wait for ever.
func readAll(fsys fs.FS, name string, most int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errSpecial
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > most {
		return nil, tooLarge(info.Size())
	}
	data := make([]byte, info.Size(), info.Size()+1)
	n, err := io.ReadFull(f, data)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return data[:n], nil
	}
	if err != nil {
		return nil, err
	}
	rest, err := io.ReadAll(io.LimitReader(f, most+1-int64(n)))
	data = append(data, rest...)
	if int64(len(data)) > most {
		return nil, tooLarge(len(data))
	}
	return data, err
}
