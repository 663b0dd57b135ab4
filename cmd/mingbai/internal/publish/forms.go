package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"mime"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/andybalholm/brotli"
)

// form is a compressed form of files.
type form struct {
	ending, encoding string
	writer           func(io.Writer) (io.WriteCloser, error)
}

var forms = []form{
	{".br", "br", func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, 9), nil }},
	{".gz", "gzip", func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) }},
}

// of compresses data, or takes the form from the file of a former release if one is given.
func (f form) of(data []byte, former string) ([]byte, error) {
	if former != "" {
		if small, err := os.ReadFile(former); err == nil && bytes.Equal(unpack(f.encoding, small), data) {
			return small, nil
		}
	}
	var out bytes.Buffer
	w, err := f.writer(&out)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// formerForms finds the compressed forms of all releases at hand, by the hash of the file that they
// are of and their ending.
func formerForms(releases string) map[string]string {
	found := map[string]string{}
	dirs, _ := filepath.Glob(filepath.Join(releases, "*", manifestName)) // the pattern is well-formed
	for _, m := range dirs {
		r, err := Load(filepath.Dir(m))
		if err != nil {
			continue
		}
		sums := map[string]string{}
		for _, f := range r.Files {
			sums[f.Path] = f.Sum
		}
		for _, f := range r.Files {
			if f.Encoding != "" {
				ending := path.Ext(f.Path)
				found[sums[strings.TrimSuffix(f.Path, ending)]+ending] = r.Path(f.Path)
			}
		}
	}
	return found
}

// types are the types of the files that a site has; text is UTF-8.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".jsonld": "application/ld+json", ".csv": "text/csv; charset=utf-8", ".xml": "application/xml",
	".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp",
}

// typeOf is the media type of a file by its ending.
func typeOf(p string) string {
	ext := path.Ext(p)
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	if ext == "" {
		return types[".txt"] // _headers and _redirects
	}
	return "application/octet-stream"
}

func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/json") || strings.HasSuffix(kind, "+json") ||
		strings.HasSuffix(kind, "xml")
}

// names matches what the build names by its content: styles, scripts and pictures, and the files of the search index.
const names = `(?:assets/.*\.[0-9a-f]{12}\.[a-z]+|search/[^/]+/[^/]+\.[a-z2-7]{5,8}\.json)$`

var named = regexp.MustCompile("^" + names)

func immutable(p string) bool { return named.MatchString(p) }
