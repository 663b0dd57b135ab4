// Package offline makes the service worker of the built site from static/js/worker/.
//
// With service_worker in site.toml it is the one that keeps visited pages and the search usable
// without a network (main.js there says how). Without, it is one that deletes what an earlier one
// kept and goes, so that switching it off reaches every reader who comes back. Both stand at the
// root of the site under a name that never changes.
package offline

import (
	"bytes"
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

// Draft is the worker of a site but for what it must know of the search index. It can be kept as JSON.
type Draft struct {
	Script  []byte // nil if the site has none
	Release *release
	Shown   string // what is shown without a network
}

// placeholder stands in the script of a draft where the release will.
const placeholder = "MINGBAI_RELEASE"

// Worker makes the draft of the worker of a site from the files of its styles and scripts. There is none if the
// site's static/ has no worker.
func Worker(root fs.FS, s *site.Site, shell []output.File) (Draft, diag.List) {
	if !s.Config.Offline.ServiceWorker {
		script, diags := assets.Worker(root, "remove.js", nil)
		return Draft{Script: script}, diags
	}
	script, diags := assets.Worker(root, "main.js", map[string]string{"RELEASE": placeholder})
	if len(script) == 0 && !diags.HasErrors() {
		diags.Add(diag.Pos{File: config.FileName}, "worker-missing")
	}
	r := &release{Languages: map[string]language{}}
	for _, f := range shell {
		if strings.HasPrefix(f.Path, "assets/") || f.Path == "favicon.svg" {
			r.Shell = append(r.Shell, f.Path)
		}
	}
	slices.Sort(r.Shell)
	for _, lang := range []content.Lang{content.Chinese, content.English} {
		var l language
		if p := s.Find(content.KindPage, lang, site.OfflineSlug); p != nil {
			l.Page = p.URL
		}
		if p := s.Find(content.KindPage, lang, "search"); p != nil {
			l.Search.Page = p.URL
		}
		r.Languages[string(lang)] = l
	}
	return Draft{script, r, shown(s)}, diags
}

// Files gives the worker for an index.
func (d Draft) Files(index Index) []output.File {
	if len(d.Script) == 0 {
		return nil
	}
	script := d.Script
	if d.Release != nil {
		script = bytes.Replace(script, []byte(placeholder), d.Release.json(index, d.Shown), 1)
	}
	return []output.File{{Path: Path, Data: script, From: assets.Folder + "/js/worker"}}
}

// json is the release with the files of the index, and the version that follows from all.
func (r release) json(index Index, shown string) []byte {
	languages := map[string]language{}
	for name, l := range r.Languages {
		page := l.Search.Page
		l.Search = index.of(name)
		l.Search.Page = page
		languages[name] = l
	}
	r.Languages = languages
	r.Version = version(r, shown)
	told, err := json.Marshal(r)
	if err != nil {
		panic("offline: " + err.Error()) // text and numbers only: cannot fail
	}
	return told
}

// of lists the files of a language, unless they are too much.
func (x Index) of(lang string) searchFiles {
	out := searchFiles{Files: []string{}, ID: x.IDs[lang]}
	folder := "search/" + lang // beside it lies the manifest
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
func version(r release, shown string) string {
	sum := sha256.New()
	fmt.Fprintln(sum, r)
	fmt.Fprint(sum, shown)
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// shown is all that the pages say that are shown without a network.
func shown(s *site.Site) string {
	var b strings.Builder
	for _, p := range s.Pages {
		if p.Kind == content.KindPage && p.Slug == site.OfflineSlug {
			fmt.Fprintln(&b, p.Title, p.Summary)
			for _, section := range p.Body.Sections {
				fmt.Fprintln(&b, section.HeadingHTML)
				for _, block := range section.Blocks() {
					fmt.Fprintln(&b, block.HTML(p.Links))
				}
			}
		}
	}
	return b.String()
}
