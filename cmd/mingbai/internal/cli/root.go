package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/diag"
)

// folder is the site that the command works on.
type folder struct {
	dir   string // as shown to the reader
	root  *os.Root
	texts map[string][]byte // sources that messages have quoted
}

// open finds the site: the folder that --root names, or this one or the nearest above that holds
// site.toml.
func (a *app) open() (*folder, error) {
	dir, err := a.find()
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folder{dir: dir, root: root, texts: map[string][]byte{}}, nil
}

func (a *app) find() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if a.root != "" {
		if isSite(a.root) {
			return a.root, nil
		}
		return "", a.notSite(a.root)
	}
	for dir := here; ; dir = filepath.Dir(dir) {
		if isSite(dir) {
			if rel, err := filepath.Rel(here, dir); err == nil {
				return rel, nil
			}
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", a.notSite(here)
		}
	}
}

func isSite(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, config.FileName))
	return err == nil
}

// notSite says that there is no site; to look for one there was wrong usage.
func (a *app) notSite(dir string) error {
	var diags diag.List
	diags.Add(diag.Pos{File: dir}, "site-missing")
	a.print(diags, nil)
	return exitCode(exitUsage)
}

func (f *folder) close() { _ = f.root.Close() }

// source gives the text of a source file for the excerpts of messages.
func (f *folder) source(name string) []byte {
	text, ok := f.texts[name]
	if !ok && fs.ValidPath(name) {
		if data, err := fs.ReadFile(f.root.FS(), name); err == nil {
			text = bytes.TrimPrefix(data, []byte("\uFEFF"))
		}
		f.texts[name] = text
	}
	return text
}

// output is the folder to write to, which must not be in the way of the sources.
func (a *app) output(f *folder, out string) (string, error) {
	if out == "" {
		if _, err := f.root.Stat("public"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", usageError(a.say("public-link"))
		}
		return filepath.Join(f.dir, "public"), nil
	}
	site, err1 := realPath(f.dir)
	to, err2 := realPath(out)
	if err := errors.Join(err1, err2); err != nil {
		return "", err
	}
	if within(site, to) || inSources(to, site) {
		return "", usageError(a.say("out-place", out))
	}
	return out, nil
}

// inSources reports whether a path lies in what the site is made from.
func inSources(p, site string) bool {
	for _, name := range []string{"content", "layouts", "static", "cmd", ".git"} {
		if within(p, filepath.Join(site, name)) {
			return true
		}
	}
	return false
}

// realPath is the absolute path with the links of the part that exists followed.
func realPath(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	rest := ""
	for at := abs; ; at = filepath.Dir(at) {
		if followed, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(followed, rest), nil
		}
		if at == filepath.Dir(at) {
			return abs, nil
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

// within reports whether p is dir or lies in it.
func within(p, dir string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
