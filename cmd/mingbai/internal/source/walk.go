package source

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
)

// walker collects the paths of all files that have a place in the site.
type walker struct {
	ctx    context.Context
	fsys   fs.FS
	base   string // what content/ is, if it is itself a link
	paths  []string
	folded map[string]string // lower-case path → path
	stray  map[string]bool   // folders without a place that have been reported
	diags  diag.List
}

func (w *walker) walk() {
	w.stray = map[string]bool{}
	base, err := w.resolve(Folder)
	if errors.Is(err, errOutside) {
		w.diags.Add(diag.Pos{File: Folder}, "file-outside", base)
		return
	}
	w.base = base
	// Every error is reported by visit; what remains is the context's, which Load returns.
	_ = fs.WalkDir(w.fsys, Folder, w.visit)
}

func (w *walker) visit(p string, d fs.DirEntry, err error) error {
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case errors.Is(err, fs.ErrNotExist):
		return nil // no content, which later stages report, or removed meanwhile
	case err != nil:
		unreadable(&w.diags, p, err)
		return nil
	case p == Folder:
		return nil
	case leftover(d.Name()):
		return skip(d)
	}
	switch {
	case d.Type()&fs.ModeSymlink != 0:
		if !w.link(p) {
			return nil
		}
	case !d.IsDir() && !d.Type().IsRegular():
		w.diags.Add(diag.Pos{File: p}, "file-special")
		return nil
	}
	if !w.named(p, d) {
		return skip(d)
	}
	if !d.IsDir() && w.placed(p) {
		w.paths = append(w.paths, p)
	}
	return nil
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// leftover reports whether a name is hidden, or is what an editor or a system leaves behind.
func leftover(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "4913": // the last is Vim's trial of a folder
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".bak", ".tmp", ".orig":
		return true
	}
	return strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "..") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

var (
	nameShape  = regexp.MustCompile(`^[a-z0-9-]+$`)
	deviceName = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
	notInNames = regexp.MustCompile(`[^a-z0-9-]+`)
)

var endings = []string{".md", ".toml", ".txt", ".csv", ".png", ".jpg", ".webp", ".svg"}

// named checks the last element of a path, which becomes part of an address.
func (w *walker) named(p string, d fs.DirEntry) bool {
	name, ext := d.Name(), ""
	if !d.IsDir() {
		ext = path.Ext(name)
	}
	base := strings.TrimSuffix(name, ext)
	key := strings.ToLower(p)
	if other, taken := w.folded[key]; taken {
		w.diags.Add(diag.Pos{File: p}, "file-case", path.Base(other)).See(diag.Pos{File: other})
	}
	w.folded[key] = p
	switch {
	case !nameShape.MatchString(base) || deviceName.MatchString(base):
	case d.IsDir() || slices.Contains(endings, ext):
		return true
	case !slices.Contains(endings, strings.ToLower(ext)):
		w.diags.Add(diag.Pos{File: p}, "file-kind")
		return false
	}
	w.diags.Add(diag.Pos{File: p}, "file-name", name).Suggest(better(base, ext))
	return false
}

// better is a usable name near the one given, or "".
func better(base, ext string) string {
	s := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(base), "-"), "-")
	ext = strings.ToLower(ext)
	if len(s) < len(base)/2 || s == "" || deviceName.MatchString(s) || ext != "" && !slices.Contains(endings, ext) {
		return ""
	}
	return s + ext
}

// placed checks that something is published from the path.
func (w *walker) placed(p string) bool {
	parts := strings.Split(p, "/")[1:]
	isTable := path.Ext(p) == ".toml"
	switch {
	case len(parts) == 1 && slices.Contains([]string{"agencies.toml", "glossary.toml", "holidays.toml", "permanent.toml"}, parts[0]):
		return true
	case len(parts) == 3 && parts[1] == "agency" && path.Ext(p) == ".md" && parts[2] != "index.md":
		w.diags.Add(diag.Pos{File: p}, "agency-page")
		return false
	case len(parts) > 1 && (parts[0] == "zh" || parts[0] == "en") && !isTable:
		if len(parts) == 2 || len(parts) == 3 && slices.Contains([]string{"policy", "guide", "licence", "agency"}, parts[1]) {
			return true
		}
	case isTable:
		w.diags.Add(diag.Pos{File: p}, "table-misplaced")
		return false
	}
	at := p
	if len(parts) > 1 {
		at = path.Dir(p) // a whole folder in the wrong place is one fault
	}
	if !w.stray[at] {
		w.stray[at] = true
		w.diags.Add(diag.Pos{File: at}, "file-misplaced")
	}
	return false
}

// link checks that a symbolic link leads to a file within content/.
func (w *walker) link(p string) bool {
	target, err := w.resolve(p)
	switch {
	case errors.Is(err, errOutside):
		w.diags.Add(diag.Pos{File: p}, "file-outside", target)
		return false
	case err != nil:
		unreadable(&w.diags, p, err)
		return false
	case !strings.HasPrefix(target, w.base+"/"):
		w.diags.Add(diag.Pos{File: p}, "file-outside", target)
		return false
	}
	info, err := fs.Lstat(w.fsys, target)
	switch {
	case err != nil:
		unreadable(&w.diags, p, err)
		return false
	case info.IsDir():
		w.diags.Add(diag.Pos{File: p}, "file-link-folder")
		return false
	case !info.Mode().IsRegular():
		w.diags.Add(diag.Pos{File: p}, "file-special")
		return false
	}
	return true
}

var errOutside = errors.New("the link leads out of the site")

// errLinks is what a chain of links without an end gives.
var errLinks = errors.New("too many links")

// resolve follows every symbolic link in a path. With errOutside it gives where the link leads.
func (w *walker) resolve(p string) (string, error) {
	rest, done := strings.Split(p, "/"), "."
	for hops := 0; len(rest) > 0; {
		element := rest[0]
		rest = rest[1:]
		if element == "" || element == "." {
			continue
		}
		if element == ".." {
			if done == "." {
				return path.Join(append([]string{".."}, rest...)...), errOutside
			}
			done = path.Dir(done)
			continue
		}
		at := path.Join(done, element)
		info, err := fs.Lstat(w.fsys, at)
		if err != nil {
			return at, err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			done = at
			continue
		}
		target, err := fs.ReadLink(w.fsys, at)
		if err != nil {
			return at, err
		}
		if hops++; hops > 40 {
			return at, errLinks
		}
		if target = strings.ReplaceAll(target, `\`, "/"); path.IsAbs(target) || strings.Contains(target, ":") {
			return target, errOutside
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	return done, nil
}
