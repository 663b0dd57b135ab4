package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// File is one file of a release.
type File struct {
	Path string `json:"path"`
	Size int64  `json:"size"` // bytes
	Sum  string `json:"sha256"`
	Type string `json:"type"`
	// Encoding is "br" or "gzip" for the compressed form of another file, whose type it has.
	Encoding string `json:"encoding,omitempty"`
	// Immutable is set if the name changes with the content, so that browsers may keep it for ever.
	Immutable bool `json:"immutable,omitempty"`
}

// Release is a folder with one version of the site that is ready to be shown.
type Release struct {
	Dir   string // holds site/, manifest.json and the settings of servers
	ID    string // follows from the files
	Files []File // sorted by path
}

const manifestName = "manifest.json"

// unfinished ends the name of a release that is being made.
const unfinished = ".new"

// Redirect leads from an address that is no more to one that is; both are paths from the root of the
// site, and To may be a full address.
type Redirect struct {
	From, To string
	Pos      diag.Pos // where the site says so
}

// Settings are what a release is made with besides the files.
type Settings struct {
	BaseURL   string // the public address
	Redirects []Redirect
	// Progress, if set, is told how far the packing is.
	Progress func(done, total int)
}

// Pack makes the release of the site that was built in a folder, below the folder of releases. One that
// is there already is used again; compressed forms are taken from former releases where they can be.
func Pack(built, releases string, s Settings) (*Release, error) {
	list, err := output.List(built)
	if err != nil {
		return nil, err
	}
	files := s.plan(built, list)
	id := identify(files)
	dir := filepath.Join(releases, id)
	if r, err := Load(dir); err == nil && !r.Verify().HasErrors() {
		return r, nil
	}
	fresh := dir + unfinished
	if err := errors.Join(os.RemoveAll(fresh), os.MkdirAll(filepath.Join(fresh, "site"), 0o777)); err != nil {
		return nil, err
	}
	r := &Release{Dir: fresh, ID: id}
	former := formerForms(releases)
	for i, f := range files {
		if err := r.add(f, former); err != nil {
			return nil, err
		}
		if s.Progress != nil {
			s.Progress(i+1, len(files))
		}
	}
	slices.SortFunc(r.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	if err := errors.Join(s.servers(r), r.writeManifest()); err != nil {
		return nil, err
	}
	if err := errors.Join(os.RemoveAll(dir), os.Rename(fresh, dir)); err != nil {
		return nil, err
	}
	r.Dir = dir
	return r, nil
}

// source is a file that a release will hold: bytes, or a file of the built site.
type source struct {
	path, sum string
	from      string // a file on disk; "" if data holds the bytes
	data      []byte
}

// plan lists the files of the release: those of the built site, and what the redirects need.
func (s Settings) plan(built string, list map[string]string) []source {
	var out []source
	for p, sum := range list {
		out = append(out, source{path: p, sum: sum, from: filepath.Join(built, filepath.FromSlash(p))})
	}
	extra := s.hosts(list)
	for _, r := range s.Redirects {
		extra[pageFile(r.From)] = redirectPage(r)
	}
	for p, data := range extra {
		sum := sha256.Sum256(data)
		out = append(out, source{path: p, sum: hex.EncodeToString(sum[:]), data: data})
	}
	slices.SortFunc(out, func(a, b source) int { return cmp.Compare(a.path, b.path) })
	return out
}

// identify names a release by its files.
func identify(files []source) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%s %s\n", f.sum, f.path)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// add puts a file into the release, with its compressed forms.
func (r *Release) add(f source, former map[string]string) error {
	data := f.data
	if f.from != "" {
		var err error
		if data, err = os.ReadFile(f.from); err != nil {
			return err
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.sum {
			return fmt.Errorf("%s has been changed since it was built; build again", f.from)
		}
	}
	kind := typeOf(f.path)
	if err := r.write(f.path, data, File{Type: kind, Immutable: immutable(f.path)}); err != nil {
		return err
	}
	if !compressible(kind) || len(data) < 256 {
		return nil
	}
	for _, form := range forms {
		small, err := form.of(data, former[f.sum+form.ending])
		if err != nil {
			return err
		}
		if len(small) >= len(data) {
			continue
		}
		if err := r.write(f.path+form.ending, small, File{Type: kind, Encoding: form.encoding, Immutable: immutable(f.path)}); err != nil {
			return err
		}
	}
	return nil
}

// write puts bytes into the release's folder. What a power cut takes away, Verify sees.
func (r *Release) write(p string, data []byte, f File) error {
	sum := sha256.Sum256(data)
	f.Path, f.Size, f.Sum = p, int64(len(data)), hex.EncodeToString(sum[:])
	r.Files = append(r.Files, f)
	to := r.Path(p)
	return errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.WriteFile(to, data, 0o666))
}

// Path is where a file of the release is on this computer.
func (r *Release) Path(p string) string {
	return filepath.Join(r.Dir, "site", filepath.FromSlash(p))
}

func (r *Release) writeManifest() error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"release\": %q, \"files\": [\n", r.ID)
	for i, f := range r.Files {
		line, err := json.Marshal(f)
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteString(",\n")
		}
		out.Write(line)
	}
	out.WriteString("\n]}\n")
	return os.WriteFile(filepath.Join(r.Dir, manifestName), out.Bytes(), 0o666)
}

// Load reads a release that was packed before.
func Load(dir string) (*Release, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, err
	}
	var doc struct {
		Release string `json:"release"`
		Files   []File `json:"files"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(filepath.Join(dir, manifestName)), err)
	}
	for _, f := range doc.Files {
		if !fs.ValidPath(f.Path) {
			return nil, fmt.Errorf("%s: %q is not a path", filepath.ToSlash(filepath.Join(dir, manifestName)), f.Path)
		}
	}
	return &Release{Dir: dir, ID: doc.Release, Files: doc.Files}, nil
}

// pageFile is the file that shows an address: “/a/” is a/index.html.
func pageFile(address string) string {
	p := strings.TrimPrefix(address, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	if path.Ext(p) == "" {
		return p + "/index.html"
	}
	return p
}
