package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// The manifest, the list of files that we wrote.
const (
	manifestFile    = ownFolder + "/manifest.json"
	manifestVersion = 1
)

// entry is what the manifest knows of a file. While a build is being moved into place a file may
// have either of two contents: Sum is the new one, Was the old one.
type entry struct {
	Path string `json:"path"`
	Sum  string `json:"sha256"`
	Was  string `json:"was,omitempty"`
}

// holds reports whether the content with this sum is ours.
func (e entry) holds(sum [sha256.Size]byte) bool {
	s := hex.EncodeToString(sum[:])
	return s == e.Sum || s == e.Was
}

// manifest is the list by path.
type manifest map[string]entry

// readManifest reads the list of the last build; without one it is empty.
func readManifest(root *os.Root, place string) (manifest, error) {
	data, err := root.ReadFile(manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return nil, classify(place, err)
	}
	var doc struct {
		Version int     `json:"version"`
		Files   []entry `json:"files"`
	}
	if err := json.Unmarshal(data, &doc); err != nil || doc.Version != manifestVersion {
		return nil, fault(place, "output-manifest")
	}
	m := make(manifest, len(doc.Files))
	for _, e := range doc.Files {
		if !usable(e.Path) {
			return nil, fault(place, "output-manifest")
		}
		m[e.Path] = e
	}
	return m, nil
}

// writeList replaces the list on disk; it is whole at any instant, and there for good when this returns.
func (w *Writer) writeList(m manifest) error {
	const next = manifestFile + ".new"
	f, err := w.root.Create(next)
	if err != nil {
		return err
	}
	err = errors.Join(m.encode(f), f.Sync(), f.Close())
	if err == nil {
		err = w.root.Rename(next, manifestFile)
	}
	if err != nil {
		_ = w.root.Remove(next) // of no use; the error that counts is returned
		return err
	}
	if w.saw != nil {
		var text bytes.Buffer
		_ = m.encode(&text) // a buffer takes everything
		w.record(change{op: "write", path: next, data: text.Bytes()})
		w.record(change{op: "flush", path: next})
		w.record(change{op: "move", path: next, to: manifestFile})
	}
	if err := w.flushFolder(ownFolder); err != nil || len(w.old) > 0 {
		return err
	}
	return w.flushFolder(".") // our own folder is new
}

func (m manifest) encode(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString("{\"version\": 1, \"files\": [") // a bufio.Writer reports its error at Flush
	separator := "\n"
	for _, p := range slices.Sorted(maps.Keys(m)) {
		line, err := json.Marshal(m[p])
		if err != nil {
			return err
		}
		_, _ = out.WriteString(separator)
		_, _ = out.Write(line)
		separator = ",\n"
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

// List gives the files that the last build wrote to a folder, each with its SHA-256 in hexadecimal.
func List(dir string) (map[string]string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, classify(dir, err)
	}
	defer root.Close()
	m, err := readManifest(root, path.Join(dir, manifestFile))
	if err != nil {
		return nil, err
	}
	files := make(map[string]string, len(m))
	for p, e := range m {
		files[p] = e.Sum
	}
	return files, nil
}
