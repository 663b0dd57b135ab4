package build

import (
	"encoding/json"

	"mingbai/cmd/mingbai/internal/offline"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/render"
	"mingbai/cmd/mingbai/internal/search"
	"mingbai/cmd/mingbai/internal/site"
)

// Shard is one of several builds of the same sources, each of which makes a part of the site: pages, and the
// search index of the text of some. Each reads and links all sources, so that each reports every fault and
// every page knows all others; rendering and indexing, which take most of the time, are shared out. What is made of
// the whole site at once, such as the sitemap, the feeds and the open data, is in the first part.
type Shard struct {
	Number, Of int // from 1 to Of
	Origin
}

// Origin is what all parts of a site must have in common; hashes are in hexadecimal.
type Origin struct {
	Program string // hash of the program
	Sources string // hash of all sources
	Today   string // the day for which the site is built
	Strict  bool
}

// What Merge needs besides the files of the site lies in a folder of its own in each part.
const (
	partFolder = ".part/"
	headFile   = partFolder + "head"
	workerFile = partFolder + "worker"
)

// first reports whether what is made of the whole site belongs to this build.
func (s *Shard) first() bool { return s == nil || s.Number == 1 }

// pages are those that the build renders. Pages of one kind stand side by side and are of one size, so that
// they are dealt out like cards.
func (s *Shard) pages(of *site.Site) []*site.Page {
	if s == nil {
		return of.Pages
	}
	var out []*site.Page
	for i, p := range of.Pages {
		number := i%s.Of + 1
		if render.ListsData(p) {
			number = 1
		}
		if number == s.Number {
			out = append(out, p)
		}
	}
	return out
}

func (s *Shard) share() search.Share {
	return search.Share{Number: s.Number, Of: s.Of, Folder: partFolder}
}

// head is what a part says of itself.
type head struct {
	Shard
	Pages int
}

// put hands on what only Merge can finish.
func (s *Shard) put(sink output.Sink, pages int, worker offline.Draft) error {
	if s.first() {
		if err := putJSON(sink, workerFile, worker); err != nil {
			return err
		}
	}
	return putJSON(sink, headFile, head{*s, pages})
}

func putJSON(sink output.Sink, path string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return sink.Put(output.File{Path: path, Data: data, From: partFolder})
}
