package output

import (
	"io/fs"
	"path"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
)

// ownFolder holds what the writer keeps for itself in the output folder.
const ownFolder = ".mingbai"

// claims knows which paths the files of one build have taken, as a file or as a folder. Paths that
// differ only in capitals are the same: they would be one file on many systems.
type claims struct {
	files map[string]string // folded path → From
	dirs  map[string]string // folded folder → From of a file in it
}

func newClaims() claims { return claims{files: map[string]string{}, dirs: map[string]string{}} }

// add takes the path for the file, or says why it cannot be had.
func (c claims) add(f File) error {
	if !usable(f.Path) {
		return fault(f.From, "path-outside", f.Path)
	}
	key := strings.ToLower(f.Path)
	if other, taken := c.files[key]; taken {
		return repeated(f, other)
	}
	if other, taken := c.dirs[key]; taken {
		return repeated(f, other)
	}
	for dir := range parents(key) {
		if other, taken := c.files[dir]; taken {
			return repeated(f, other)
		}
	}
	c.files[key] = f.From
	for dir := range parents(key) {
		if _, known := c.dirs[dir]; known {
			break
		}
		c.dirs[dir] = f.From
	}
	return nil
}

// repeated names both producers in a fixed order, whoever came first.
func repeated(f File, other string) error {
	from := [2]string{min(f.From, other), max(f.From, other)}
	e := fault(from[0], "path-repeated", f.Path, from[0], from[1])
	if from[0] != from[1] {
		e.Fault.See(diag.Pos{File: from[1]})
	}
	return e
}

// parents gives the folders above a path, nearest first, without the output folder itself.
func parents(p string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}

// usable reports whether a path can be written on every system and stays in the output folder.
func usable(p string) bool {
	if !fs.ValidPath(p) || p == "." || len(p) > 1000 {
		return false
	}
	for _, r := range p {
		if r < ' ' || r == 0x7F || strings.ContainsRune(`\:*?"<>|`, r) {
			return false
		}
	}
	first, _, _ := strings.Cut(p, "/")
	if strings.EqualFold(first, ownFolder) {
		return false
	}
	for _, name := range strings.Split(p, "/") {
		if len(name) > 255 || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || reserved(name) {
			return false
		}
	}
	return true
}

// reserved reports whether Windows keeps the name for a device, with any ending.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch base {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")) && base[3] >= '0' && base[3] <= '9'
}
