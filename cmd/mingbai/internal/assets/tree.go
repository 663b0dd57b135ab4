package assets

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/minify"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/source"
)

// tree is static/ in memory: paths below it, sorted, with their bytes.
type tree struct {
	names []string
	data  map[string][]byte
}

// maxCode is the most bytes of a stylesheet or script.
const maxCode = 1 << 20

// readTree reads all regular files, without hidden ones.
func readTree(root fs.FS, diags *diag.List) (tree, error) {
	t := tree{data: map[string][]byte{}}
	err := fs.WalkDir(root, Folder, func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && p == Folder:
			return fs.SkipAll
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(d.Name(), ".") || !d.Type().IsRegular():
			return nil
		}
		most := int64(source.MaxBytes)
		name := strings.TrimPrefix(p, Folder+"/")
		if strings.HasPrefix(name, "css/") || strings.HasPrefix(name, "js/") {
			most = maxCode
		}
		data, faults := source.Bytes(root, p, most)
		*diags = append(*diags, faults...)
		t.names, t.data[name] = append(t.names, name), data
		return nil
	})
	return t, err
}

// sheets is the order of the stylesheet's parts; components/ stands for all files of that folder in
// the order of their names, and sheets not named here follow in that order before print.
var sheets = []string{"css/tokens.css", "css/base.css", "css/prose.css", "css/layout.css", "css/components/", "css/print.css", "css/print-guide.css"}

// stylesheet joins and minifies the stylesheets.
func (t tree) stylesheet(diags *diag.List) ([]byte, bool) {
	var order []string
	for _, s := range sheets[:len(sheets)-1] {
		for _, name := range t.names {
			if name == s || strings.HasSuffix(s, "/") && strings.HasPrefix(name, s) && strings.HasSuffix(name, ".css") {
				order = append(order, name)
			}
		}
	}
	for _, name := range t.names {
		if strings.HasPrefix(name, "css/") && strings.HasSuffix(name, ".css") && !slices.Contains(sheets, name) && !slices.Contains(order, name) {
			order = append(order, name)
		}
	}
	if last := sheets[len(sheets)-1]; t.data[last] != nil {
		order = append(order, last)
	}
	var joined bytes.Buffer
	for _, name := range order {
		small, err := minify.CSS(t.data[name])
		if err != nil {
			diags.Add(diag.Pos{File: Folder + "/" + name}, "template", err)
			continue
		}
		joined.Write(small)
		joined.WriteByte('\n')
	}
	return joined.Bytes(), joined.Len() > 0
}

func sorted(files []output.File) []output.File {
	slices.SortFunc(files, func(a, b output.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}
