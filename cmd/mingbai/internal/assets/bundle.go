package assets

import (
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// Where the modules stand that are never published as they are: the entry of the one script of a
// copy on disk, and the service worker.
const (
	diskFolder   = "js/disk/"
	workerFolder = "js/worker/"
	entryName    = "main.js"
)

// Disk is [Load] for a copy of the site that is read from a folder: browsers refuse modules there, so
// that all scripts are one classic script, which has the name of main.js.
func Disk(root fs.FS) (Assets, []output.File, diag.List) {
	return load(root, func(t tree, diags *diag.List) []module {
		var list []module
		if script, _, ok := t.bundle(diskFolder+entryName, classic, diags); ok {
			list = append(list, module{name: "js/main.js", as: hashed(out+"js/main.js", script), data: script})
		}
		early := "js/early.js" // runs before the first paint, apart from the others
		if script, _, ok := t.bundle(early, classic, diags); ok {
			list = append(list, module{name: early, as: hashed(out+early, script), data: script})
		}
		return list
	})
}

// Worker is the service worker of an entry in static/js/worker/ as one classic script. Each key of
// define is a name in it that stands for a JSON value. It is empty if the site has no such entry.
func Worker(root fs.FS, entry string, define map[string]string) ([]byte, diag.List) {
	var diags diag.List
	tree, err := readTree(root, &diags)
	if err != nil {
		diags.Add(diag.Pos{File: Folder}, "file-unreadable", err)
	}
	if diags.HasErrors() {
		return nil, diags
	}
	opt := classic
	opt.Define = define
	script, _, _ := tree.bundle(workerFolder+entry, opt, &diags)
	return script, diags
}

// apart reports whether a module is only part of a bundle.
func apart(name string) bool {
	return strings.HasPrefix(name, diskFolder) || strings.HasPrefix(name, workerFolder)
}

// classic makes one classic script of a module and all that it imports.
var classic = api.BuildOptions{Format: api.FormatIIFE}

// mainModule begins on every page: what it imports at once is in it, so that a page needs fewer files.
const mainModule = "js/main.js"

// joined is an index module with the modules of its folder in it, one file that a reader fetches instead of
// eight; it stays a module, and imports what stands in other folders. So does the main module. The names
// are those of the modules in it.
func (t tree) joined(index string, diags *diag.List) (script []byte, names []string, ok bool) {
	return t.bundle(index, api.BuildOptions{Format: api.FormatESModule}, diags)
}

// bundle joins a module and what it imports, and names what it has joined; false if there is no such
// module, or a fault.
func (t tree) bundle(entry string, opt api.BuildOptions, diags *diag.List) (script []byte, names []string, ok bool) {
	if t.data[entry] == nil {
		return nil, nil, false
	}
	const space = "static"
	var loaded sync.Map // several are loaded at once
	files := api.Plugin{Name: space, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := a.Path
			if a.Kind != api.ResolveEntryPoint {
				name = path.Join(path.Dir(a.Importer), a.Path)
			}
			within := path.Dir(name) == path.Dir(entry) || entry == mainModule && a.Kind == api.ResolveJSImportStatement
			if opt.Format == api.FormatESModule && !within {
				return api.OnResolveResult{Path: a.Path, External: true}, nil
			}
			if t.data[name] == nil {
				return api.OnResolveResult{Errors: []api.Message{{Text: "no module " + a.Path}}}, nil
			}
			return api.OnResolveResult{Path: name, Namespace: space}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: space}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			loaded.Store(a.Path, true)
			text := string(t.data[a.Path])
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}
	opt.EntryPoints, opt.Bundle, opt.Plugins, opt.Target, opt.Charset = []string{entry}, true, []api.Plugin{files}, api.ES2022, api.CharsetUTF8
	opt.MinifyWhitespace, opt.MinifySyntax, opt.MinifyIdentifiers = true, true, true
	opt.LegalComments, opt.LogLevel = api.LegalCommentsNone, api.LogLevelSilent
	built := api.Build(opt)
	for _, e := range built.Errors {
		pos := diag.Pos{File: Folder + "/" + entry}
		if e.Location != nil {
			pos = diag.Pos{File: Folder + "/" + strings.TrimPrefix(e.Location.File, space+":"), Line: e.Location.Line, Col: e.Location.Column + 1}
		}
		diags.Add(pos, "template", e.Text)
	}
	if len(built.Errors) > 0 {
		return nil, nil, false
	}
	for _, name := range t.names {
		if _, in := loaded.Load(name); in {
			names = append(names, name)
		}
	}
	return built.OutputFiles[0].Contents, names, true
}
