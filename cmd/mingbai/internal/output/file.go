package output

import (
	"bytes"
	"crypto/sha256"
	"io"
)

// File is one file of the built site: a value, not yet on disk.
type File struct {
	// Path is slash-separated and relative to the output folder, without "." or ".." elements.
	Path string
	// Data is the whole content.
	Data []byte
	// From names the source that asked for the file, for the message when two ask for the same path.
	From string
	// Made is a hash of all that the content is made from, for the next build; zero if nobody asks.
	Made [sha256.Size]byte
}

// Sink takes the files of a build, in any order and from several goroutines at once. It does not
// keep Data: the caller may use the memory again when Put returns. Put refuses a path that could
// leave the output folder and a path that another file of the same build has; the error is an [*Error].
type Sink interface {
	Put(File) error
	// Create takes a file that is too large for memory: it is complete once it is closed without an error.
	Create(path, from string) (io.WriteCloser, error)
}

// Keeper is a sink that may have a file already, from an earlier build.
type Keeper interface {
	Sink
	// Keep takes the file that is in place as if it had been put, if it is known to have been made from the
	// same. If it reports false, the file is to be made and put.
	Keep(path, from string, made [sha256.Size]byte) bool
	// Cache is what else earlier builds have left, nil if nothing is kept.
	Cache() *Cache
}

// whole is a file that a sink takes as a whole when it is closed.
type whole struct {
	bytes.Buffer
	path, from string
	put        func(File) error
}

// Close hands the file on.
func (f *whole) Close() error { return f.put(File{Path: f.path, Data: f.Bytes(), From: f.from}) }
