package build

import (
	"bytes"
	"path"
	"strings"

	"mingbai/cmd/mingbai/internal/output"
)

// disk takes the files of a copy that is read from a folder on disk. What scripts read comes as
// scripts, because a browser lets no script read a file there: the search index, and the holiday
// tables beside the file for people. What only servers and search engines look at is left out.
type disk struct{ output.Sink }

func (d disk) Put(f output.File) error {
	switch {
	case f.Path == "robots.txt" || f.Path == "sitemap.xml" || f.Path == "404.html":
		return nil
	case strings.HasPrefix(f.Path, "search/") && path.Ext(f.Path) == ".json":
		return d.Sink.Put(asScript(f))
	case f.Path == "data/holidays.json":
		if err := d.Sink.Put(asScript(f)); err != nil {
			return err
		}
	}
	return d.Sink.Put(f)
}

// asScript makes a JSON file a classic script that hands its value to static/js/disk/main.js.
func asScript(f output.File) output.File {
	data := append([]byte("mingbai("), bytes.TrimSpace(f.Data)...)
	return output.File{Path: f.Path + ".js", Data: append(data, ")\n"...), From: f.From}
}
