// Package offline makes the service worker of the built site from static/js/worker/.
//
// With service_worker in site.toml it is the one that keeps visited pages and the search usable
// without a network (main.js there says how). Without, it is one that deletes what an earlier one
// kept and goes, so that switching it off reaches every reader who comes back. Both stand at the
// root of the site under a name that never changes.
package offline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/assets"
	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// Path is where the worker stands in the built site.
const Path = "worker.js"

// SearchLimit is how many bytes the search index of a language may have, uncompressed, to be kept
// whole on a device; of a larger one only what somebody's searches have read is kept.
const SearchLimit = 2 << 20

// release is what the build tells the worker: Release in static/js/offline/rules.js.
type release struct {
	Version   string              `json:"version"`
	Shell     []string            `json:"shell"`
	Languages map[string]language `json:"languages"`
}

type language struct {
	Page   string      `json:"page"`
	Search searchFiles `json:"search"`
}

type searchFiles struct {
	Page  string   `json:"page"`
	Files []string `json:"files"`
	Bytes int      `json:"bytes"`
	ID    string   `json:"id"` // the worker has no use for it, but is another when it changes
}

// Index is what is known of the search index.
type Index struct {
	// Sizes are the bytes of its files, by path.
	Sizes map[string]int
	// IDs are those of its manifests, by language.
	IDs map[string]string
}

// Worker makes the worker of a site from the files of its styles and scripts and its search index. There is none
// if the site's static/ has no worker.
func Worker(root fs.FS, s *site.Site, shell []output.File, index Index) ([]output.File, diag.List) {
	if !s.Config.Offline.ServiceWorker {
		script, diags := assets.Worker(root, "remove.js", nil)
		return files(script), diags
	}
	r := release{Languages: map[string]language{}}
	for _, f := range shell {
		if strings.HasPrefix(f.Path, "assets/") || f.Path == "favicon.svg" {
			r.Shell = append(r.Shell, f.Path)
		}
	}
	slices.Sort(r.Shell)
	for _, lang := range []content.Lang{content.Chinese, content.English} {
		l := language{Search: index.of(lang)}
		if p := s.Find(content.KindPage, lang, site.OfflineSlug); p != nil {
			l.Page = p.URL
		}
		if p := s.Find(content.KindPage, lang, "search"); p != nil {
			l.Search.Page = p.URL
		}
		r.Languages[string(lang)] = l
	}
	r.Version = version(s, r)
	told, err := json.Marshal(r)
	if err != nil {
		panic("offline: " + err.Error()) // text and numbers only: cannot fail
	}
	script, diags := assets.Worker(root, "main.js", map[string]string{"RELEASE": string(told)})
	if len(script) == 0 && !diags.HasErrors() {
		diags.Add(diag.Pos{File: config.FileName}, "worker-missing")
	}
	return files(script), diags
}

func files(script []byte) []output.File {
	if len(script) == 0 {
		return nil
	}
	return []output.File{{Path: Path, Data: script, From: assets.Folder + "/js/worker"}}
}

// of lists the files of a language, unless they are too much.
func (x Index) of(lang content.Lang) searchFiles {
	out := searchFiles{Files: []string{}, ID: x.IDs[string(lang)]}
	folder := "search/" + string(lang) // beside it lies the manifest
	for name, size := range x.Sizes {
		if path.Dir(name) == folder || name == folder+".json" {
			out.Files = append(out.Files, name)
			out.Bytes += size
		}
	}
	slices.Sort(out.Files)
	if out.Bytes > SearchLimit {
		out.Files, out.ID = []string{}, ""
	}
	return out
}

// version names a release: it changes with every style, script and text that the search can find, and
// with the pages shown without a network.
func version(s *site.Site, r release) string {
	sum := sha256.New()
	fmt.Fprintln(sum, r)
	for _, p := range s.Pages {
		if p.Kind == content.KindPage && p.Slug == site.OfflineSlug {
			fmt.Fprintln(sum, p.Title, p.Summary)
			for _, section := range p.Body.Sections {
				fmt.Fprintln(sum, section.HeadingHTML)
				for _, block := range section.Blocks() {
					fmt.Fprintln(sum, block.HTML(p.Links))
				}
			}
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}
