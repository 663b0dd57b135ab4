package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"os"
	"path/filepath"
)

// memoFile holds what a build leaves for the next one. It is no part of the site: without it, or if it is
// old or damaged, the next build takes its full time.
const memoFile = ownFolder + "/memo"

// memo says from what the files in place were made, and how each of them looked afterwards.
type memo struct {
	Key   [sha256.Size]byte
	Note  []byte
	Files map[string]stamp
}

// stamp is what the system says of a file without its being read.
type stamp struct {
	Size, Modified int64 // bytes; nanoseconds since 1970
}

// Unchanged reports whether the last build had the same key and every file that it wrote is in place
// as it left it. It gives that build's note and the report of a build that has nothing to do. A key is a
// hash of all that a build is made from.
func (w *Writer) Unchanged(key [sha256.Size]byte) (note []byte, report Report, ok bool) {
	data, err := w.root.ReadFile(memoFile)
	if err != nil || len(data) < sha256.Size || sha256.Sum256(data[sha256.Size:]) != [sha256.Size]byte(data) {
		return nil, Report{}, false
	}
	var m memo
	if err := gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&m); err != nil {
		return nil, Report{}, false
	}
	if m.Key != key || len(m.Files) != len(w.old) {
		return nil, Report{}, false
	}
	for p, was := range m.Files {
		now, there := w.stampOf(p)
		if e, ours := w.old[p]; !ours || e.Was != "" || !there || now != was {
			return nil, Report{}, false
		}
	}
	return m.Note, Report{Same: len(m.Files)}, true
}

// Remember leaves the key of this build and a note for the next one, when it is committed.
func (w *Writer) Remember(key [sha256.Size]byte, note []byte) { w.memo = &memo{Key: key, Note: note} }

// stampOf looks at a file in place. Nothing is read or written, so that the plain path serves.
func (w *Writer) stampOf(p string) (stamp, bool) {
	info, err := os.Lstat(filepath.Join(filepath.FromSlash(w.dir), filepath.FromSlash(p)))
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}, false
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}, true
}

// remember writes the memo. That it cannot be written does not matter.
func (w *Writer) remember() {
	if w.memo == nil {
		return
	}
	w.memo.Files = make(map[string]stamp, len(w.files))
	for p := range w.files {
		s, there := w.stampOf(p)
		if !there {
			return
		}
		w.memo.Files[p] = s
	}
	var data bytes.Buffer
	data.Write(make([]byte, sha256.Size))
	if err := gob.NewEncoder(&data).Encode(w.memo); err != nil {
		return
	}
	sum := sha256.Sum256(data.Bytes()[sha256.Size:])
	copy(data.Bytes(), sum[:])
	if err := w.root.WriteFile(memoFile+".new", data.Bytes(), 0o666); err == nil {
		_ = w.root.Rename(memoFile+".new", memoFile)
	}
}

// forget removes the memo before the files that it speaks of change.
func (w *Writer) forget() { _ = w.root.Remove(memoFile) }
