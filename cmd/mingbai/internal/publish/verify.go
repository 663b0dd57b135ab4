package publish

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html"

	"mingbai/cmd/mingbai/internal/diag"
)

// Verify reads the release back: each file has its size and hash, each compressed form holds what it
// is of, and there is a file behind every relative link of every page.
func (r *Release) Verify() diag.List {
	var diags diag.List
	sums := map[string]string{}
	for _, f := range r.Files {
		sums[f.Path] = f.Sum
	}
	for _, f := range r.Files {
		data, err := os.ReadFile(r.Path(f.Path))
		if err != nil || hash(data) != f.Sum || int64(len(data)) != f.Size {
			diags.Add(diag.Pos{File: f.Path}, "release-damaged")
			continue
		}
		if f.Encoding != "" && hash(unpack(f.Encoding, data)) != sums[strings.TrimSuffix(f.Path, path.Ext(f.Path))] {
			diags.Add(diag.Pos{File: f.Path}, "release-damaged")
		}
		if f.Encoding == "" && path.Ext(f.Path) == ".html" {
			for _, link := range links(data) {
				if to := target(f.Path, link); to != "" && sums[to] == "" {
					diags.Add(diag.Pos{File: f.Path}, "release-link", link)
				}
			}
		}
	}
	return diags.Sorted()
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// unpack gives what a compressed form holds; nothing if it is damaged.
func unpack(encoding string, data []byte) []byte {
	var from io.Reader = brotli.NewReader(bytes.NewReader(data))
	if encoding == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil
		}
		from = z
	}
	out, err := io.ReadAll(from)
	if err != nil {
		return nil
	}
	return out
}

// links are the addresses that a page leads to or loads. Those of link elements with an alternate or
// canonical address name the site from outside.
func links(page []byte) []string {
	var out []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				if a.Key == "href" || a.Key == "src" || a.Key == "action" {
					out = append(out, a.Val)
				}
			}
		}
	}
}

// target is the file behind a relative link of a page, or "" if the link leads elsewhere.
func target(page, link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return ""
	}
	to := path.Join(path.Dir(page), u.Path)
	if to == "." {
		return "index.html"
	}
	if strings.HasSuffix(u.Path, "/") || path.Base(u.Path) == "." || path.Base(u.Path) == ".." {
		return to + "/index.html"
	}
	return to
}
