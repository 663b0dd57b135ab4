package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"os"
	"path/filepath"
)

// memoFile holds what a build leaves for the next one. It is no part of the site: without it, or if it is
// old or damaged, the next build takes its full time.
const memoFile = ownFolder + "/memo"

// memo says from what the files in place were made, and how each of them looked afterwards.
type memo struct {
	Program [sha256.Size]byte // that made them
	Boot    string            // of the system; after a power cut, the files in place are to be read
	// Key is a hash of all that the site was made from, nil if nobody knows, and Note what the caller said of it.
	Key, Note []byte
	Files     map[string]stamp
}

// stamp is what the system says of a file without its being read, and from what the file was made.
type stamp struct {
	Size, Modified int64  // bytes; nanoseconds since 1970
	Made           []byte // see [File.Made]; nil if it is not known
}

// Recall reads what the last build left, if the same program made it, given by a hash. From then on the
// writer keeps files that are in place, and leaves the same for the next build when it is committed.
func (w *Writer) Recall(program [sha256.Size]byte) {
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	w.memo = &memo{Program: program, Boot: string(boot)}
	w.last = readMemo(w.root)
	if w.last.Program != program || w.last.Boot != string(boot) {
		w.last = memo{}
	}
}

// readMemo reads the memo; it is empty if there is none that is whole.
func readMemo(root *os.Root) memo {
	data, err := root.ReadFile(memoFile)
	if err != nil || len(data) < sha256.Size || sha256.Sum256(data[sha256.Size:]) != [sha256.Size]byte(data) {
		return memo{}
	}
	var m memo
	if err := gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&m); err != nil {
		return memo{}
	}
	return m
}

// Unchanged reports whether the last build had the same key and every file that it wrote is in place
// as it left it. It gives that build's note and the report of a build that has nothing to do. A key is a
// hash of all that a build is made from.
func (w *Writer) Unchanged(key [sha256.Size]byte) (note []byte, report Report, ok bool) {
	if !bytes.Equal(w.last.Key, key[:]) || len(w.last.Files) != len(w.old) {
		return nil, Report{}, false
	}
	for p := range w.last.Files {
		if _, same := w.inPlace(p); !same {
			return nil, Report{}, false
		}
	}
	return w.last.Note, Report{Same: len(w.last.Files)}, true
}

// inPlace is the sum of a file that is in place as the last build left it, without reading it.
func (w *Writer) inPlace(p string) (sum [sha256.Size]byte, ok bool) {
	was, known := w.last.Files[p]
	e, ours := w.old[p]
	if !known || !ours || e.Was != "" {
		return sum, false
	}
	now, there := w.stampOf(p)
	if !there || now.Size != was.Size || now.Modified != was.Modified {
		return sum, false
	}
	n, err := hex.Decode(sum[:], []byte(e.Sum))
	return sum, err == nil && n == len(sum)
}

// Keep takes the file that the last build left in a path, if that was made from the same; see [Keeper].
func (w *Writer) Keep(path, from string, made [sha256.Size]byte) bool {
	if w.memo == nil || !bytes.Equal(w.last.Files[path].Made, made[:]) {
		return false
	}
	sum, there := w.inPlace(path)
	if !there || w.claim(path, from) != nil { // Put says why the path cannot be had
		return false
	}
	w.keep(path, &placing{sum: sum, made: made})
	return true
}

// Cache gives the cache of the folder; see [Keeper].
func (w *Writer) Cache() *Cache {
	if w.memo != nil && w.cache == nil {
		w.cache = openCache(w.root, w.memo.Program)
	}
	return w.cache
}

// Remember leaves the key of this build and a note for the next one, when it is committed.
func (w *Writer) Remember(key [sha256.Size]byte, note []byte) { w.memo.Key, w.memo.Note = key[:], note }

// stampOf looks at a file in place. Nothing is read or written, so that the plain path serves.
func (w *Writer) stampOf(p string) (stamp, bool) {
	info, err := os.Lstat(filepath.Join(filepath.FromSlash(w.dir), filepath.FromSlash(p)))
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}, false
	}
	return stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}, true
}

// remember writes the memo and ends the cache. That they cannot be written does not matter.
func (w *Writer) remember() {
	w.cache.close(true)
	w.cache = nil
	if w.memo == nil {
		return
	}
	w.memo.Files = make(map[string]stamp, len(w.files))
	for p, f := range w.files {
		s, there := w.stampOf(p)
		if !there {
			return
		}
		if f.made != [sha256.Size]byte{} {
			s.Made = f.made[:]
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
