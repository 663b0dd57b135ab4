package assets

import (
	"path"
	"regexp"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/minify"
)

// module is a script as it is written.
type module struct {
	name string // below static/
	as   string // below the built site
	data []byte
}

// specifier matches a relative import in a minified module: from"./a.js", import"./a.js", import("./a.js").
var specifier = regexp.MustCompile(`(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"'\n]+)(["'])`)

// modules gives every script with the imports between them rewritten, in the order of their names. What
// the main module has in it is given by itself only if another module imports it.
func (t tree) modules(diags *diag.List) []module {
	l := linker{tree: t, diags: diags, done: map[string]*module{}, inMain: map[string]bool{}}
	l.module(mainModule)
	for _, name := range t.names {
		if isModule(name) && !apart(name) && t.index(name) == "" && !l.inMain[name] {
			l.link(name)
		}
	}
	var list []module
	for _, name := range t.names {
		if m := l.done[name]; m != nil {
			list = append(list, *m)
		}
	}
	return list
}

// isModule tells scripts of the site from their tests.
func isModule(name string) bool {
	return strings.HasPrefix(name, "js/") && strings.HasSuffix(name, ".js") && !strings.HasSuffix(name, ".test.js")
}

// linker holds the modules done so far; an entry that is there and nil is being worked on or has failed.
type linker struct {
	tree   tree
	diags  *diag.List
	done   map[string]*module
	inMain map[string]bool // what the main module has joined
}

// link gives a module with its imports rewritten, or nil if it or one of them is at fault.
func (l *linker) link(name string) *module {
	if m, begun := l.done[name]; begun {
		return m
	}
	l.done[name] = nil
	pos := diag.Pos{File: Folder + "/" + name}
	small, ok := l.small(name)
	if !ok {
		return nil
	}
	faulty := false
	linked := specifier.ReplaceAllFunc(small, func(found []byte) []byte {
		part := specifier.FindSubmatch(found)
		target := path.Join(path.Dir(name), string(part[3]))
		_, begun := l.done[target]
		m := l.module(target)
		switch {
		case m == nil && begun && l.tree.data[target] != nil:
			l.diags.Add(pos, "template", "circular import of "+string(part[3]))
		case m == nil && l.tree.data[target] == nil:
			l.diags.Add(pos, "template", "no module "+string(part[3]))
		case m == nil && l.tree.index(target) != "":
			l.diags.Add(pos, "template", string(part[3])+" is part of "+l.tree.index(target))
		}
		if m == nil {
			faulty = true
			return found
		}
		dir := strings.TrimSuffix(string(part[3]), path.Base(string(part[3])))
		return []byte(string(part[1]) + string(part[2]) + dir + path.Base(m.as) + string(part[4]))
	})
	if faulty {
		return nil
	}
	l.done[name] = &module{name: name, as: hashed(out+name, linked), data: linked}
	return l.done[name]
}

// small is a module minified, an index module and the main module with their parts; false if it is at fault.
func (l *linker) small(name string) ([]byte, bool) {
	source := l.tree.data[name]
	if path.Base(name) == indexModule || name == mainModule {
		joined, names, ok := l.tree.joined(name, l.diags)
		if !ok {
			return nil, false
		}
		for _, part := range names {
			l.inMain[part] = l.inMain[part] || name == mainModule && part != name
		}
		source = joined
	}
	small, err := minify.JS(source)
	if err != nil {
		l.diags.Add(diag.Pos{File: Folder + "/" + name}, "template", err)
	}
	return small, err == nil
}

// indexModule is the name of a module that stands for its whole folder: it is served as one file with the
// modules of the folder that it imports, and nothing else may import these.
const indexModule = "index.js"

// index is the module of which another is a part, or "".
func (t tree) index(name string) string {
	index := path.Join(path.Dir(name), indexModule)
	if name == index || t.data[index] == nil {
		return ""
	}
	return index
}

// module links an imported module, or gives nil if there is none of that name.
func (l *linker) module(name string) *module {
	if !isModule(name) || l.tree.data[name] == nil || l.tree.index(name) != "" {
		return nil
	}
	return l.link(name)
}
