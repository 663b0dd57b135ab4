// Package assets turns static/ into the files that pages load.
//
// The stylesheets are joined in a fixed order into one; scripts stay ES modules, those of a folder
// with an index.js one. Both are minified
// and named by a hash of their content, so that a server may let browsers keep them for ever and a
// new release is seen at once. A module's imports are rewritten to the hashed names of the modules
// it imports, which is why modules are taken in the order of their imports. Everything else in
// static/ is copied as it is. A copy for a folder on disk has one classic script instead ([Disk]), and
// so has the service worker ([Worker]).
//
// [Load] is pure: the same files give the same names and bytes. It knows nothing of pages.
package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// Folder is where the site's static files stand, below the site root.
const Folder = "static"

// out is the folder of stylesheets and scripts in the built site.
const out = "assets/"

// Assets maps the logical name of a file, its path below static/ ("js/main.js"), to its path in the
// built site ("assets/js/main.0a1b2c3d4e5f.js"). The joined stylesheet is "main.css".
type Assets map[string]string

// Load reads static/ from the site root and gives the files to write, sorted by path. A site
// without static/ has none.
func Load(root fs.FS) (Assets, []output.File, diag.List) { return load(root, tree.modules) }

// load is Load with another way to make scripts.
func load(root fs.FS, scripts func(tree, *diag.List) []module) (Assets, []output.File, diag.List) {
	var diags diag.List
	tree, err := readTree(root, &diags)
	if err != nil {
		diags.Add(diag.Pos{File: Folder}, "file-unreadable", err)
	}
	if diags.HasErrors() {
		return nil, nil, diags
	}
	names := Assets{}
	var files []output.File
	add := func(logical, as string, data []byte) {
		names[logical] = as
		files = append(files, output.File{Path: as, Data: data, From: Folder + "/" + logical})
	}
	if css, ok := tree.stylesheet(&diags); ok {
		add("main.css", hashed(out+"main.css", css), css)
	}
	for _, m := range scripts(tree, &diags) {
		add(m.name, m.as, m.data)
	}
	for _, name := range tree.names {
		if !strings.HasPrefix(name, "css/") && !strings.HasPrefix(name, "js/") {
			add(name, name, tree.data[name])
		}
	}
	return names, sorted(files), diags
}

// hashed puts a hash of data before the ending of a path.
func hashed(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
}
