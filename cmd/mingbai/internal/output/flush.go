package output

import (
	"errors"
	"os"
	"runtime"
)

// change is a change to the output folder as a power cut sees it: the disk has it for certain only when what it
// changed has been flushed.
type change struct {
	op       string // write, flush, flush all, folder, move, remove
	path, to string
	data     []byte
}

// record tells a test what was done.
func (w *Writer) record(c change) {
	if w.saw != nil {
		w.saw(c)
	}
}

// flushAll waits until the disk has all that was written to the folder's file system.
func (w *Writer) flushAll() error {
	if err := flush(w.root); err != nil {
		return err
	}
	w.record(change{op: "flush all"})
	return nil
}

// flushOne waits until the disk has what a file holds, or what names are in a folder.
func (w *Writer) flushOne(name string, mode int) error {
	f, err := w.root.OpenFile(name, mode, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	w.record(change{op: "flush", path: name})
	return nil
}

// flushFolder does so for a folder, where the system can.
func (w *Writer) flushFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return w.flushOne(name, os.O_RDONLY)
}
