package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"
	"os"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/digest"
	"mingbai/cmd/mingbai/internal/output"
)

// record is what a build has to say again if nothing has changed since.
type record struct {
	Pages int
	Diags diag.List
}

// encode writes the record. Arguments of messages become text, unless they are numbers or text already.
func (r record) encode() []byte {
	for _, d := range r.Diags {
		for i, arg := range d.Args {
			switch arg.(type) {
			case string, int, int64, float64, bool, byte:
			default:
				d.Args[i] = fmt.Sprint(arg)
			}
		}
	}
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(r); err != nil {
		return nil // decode fails then, and the next build takes its full time
	}
	return out.Bytes()
}

// program is a hash of this program.
func program() (sum [sha256.Size]byte, err error) {
	name, err := os.Executable()
	if err != nil {
		return sum, err
	}
	file, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer file.Close()
	h := sha256.New()
	_, err = io.Copy(h, file)
	return [sha256.Size]byte(h.Sum(nil)), err
}

// key is a hash of all that a build is made from but this program: what it was told, and every source. It
// is not ok if one of them cannot be read.
func (a *app) key(f *folder, h how) (key [sha256.Size]byte, ok bool) {
	sources, err := build.Sources(a.ctx, f.root.FS(), h.workers)
	return digest.Of(h.strict, h.today, h.disk, sources), err == nil
}

// unchanged ends a build that would do what the last one did, and reports whether it has.
func (a *app) unchanged(f *folder, w *output.Writer, key [sha256.Size]byte, h how, shown string) (bool, error) {
	note, report, ok := w.Unchanged(key)
	if !ok {
		return false, nil
	}
	var last record
	if err := gob.NewDecoder(bytes.NewReader(note)).Decode(&last); err != nil || a.fatal(last.Diags, h) {
		return false, nil
	}
	a.print(last.Diags, f.source)
	return true, a.built(report, shown, last.Pages, last.Diags)
}
