package assets

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// indexModule is the name of a module that stands for its whole folder: it is served as one file with the
// modules of the folder that it imports, so that a reader fetches one file and not eight. Nothing
// else may import these. Joined modules share one scope, in which the minifier can shorten every
// name; a name that two of them declare is an error.
const indexModule = "index.js"

// index is the module of which another is a part, or "".
func (t tree) index(name string) string {
	index := path.Join(path.Dir(name), indexModule)
	if name == index || t.data[index] == nil {
		return ""
	}
	return index
}

var (
	importLine = regexp.MustCompile(`(?m)^import (?:\{[^}]*\} from )?'\./([^'/]+)';$`)
	exportDecl = regexp.MustCompile(`(?m)^export (default )?((?:async )?function|class|const) (\w+)`)
	exportList = regexp.MustCompile(`(?m)^export \{ ?([^}]*?) ?\};$`)
	leftover   = regexp.MustCompile(`(?m)^(?:import|export)\b.*$`)
)

// joined gives the source of an index module with the modules of its folder in front, each behind those it imports.
func (t tree) joined(index string) ([]byte, error) {
	var body bytes.Buffer
	var exports []string
	var begun []string
	var add func(name string) error
	add = func(name string) error {
		if slices.Contains(begun, name) {
			return nil
		}
		begun = append(begun, name)
		source := t.data[name]
		if source == nil {
			return fmt.Errorf("no module %s", name)
		}
		for _, found := range importLine.FindAllSubmatch(source, -1) {
			if err := add(path.Join(path.Dir(index), string(found[1]))); err != nil {
				return err
			}
		}
		if name == index {
			exports = exported(source)
		}
		source = importLine.ReplaceAll(source, nil)
		source = exportDecl.ReplaceAll(source, []byte("$2 $3"))
		source = exportList.ReplaceAll(source, nil)
		if line := leftover.Find(source); line != nil {
			return fmt.Errorf("%s: cannot be joined: %s", name, line)
		}
		body.Write(source)
		return nil
	}
	if err := add(index); err != nil {
		return nil, err
	}
	names := strings.ReplaceAll(strings.Join(exports, ", "), " as default", "")
	return fmt.Appendf(nil, "const { %s } = (() => {\n%s\nreturn { %s };\n})();\nexport { %s };\n", names, body.Bytes(), names, strings.Join(exports, ", ")), nil
}

// exported are the names that a module exports, the default one as "name as default".
func exported(source []byte) []string {
	var names []string
	for _, found := range exportDecl.FindAllSubmatch(source, -1) {
		name := string(found[3])
		if len(found[1]) > 0 {
			name += " as default"
		}
		names = append(names, name)
	}
	for _, found := range exportList.FindAllSubmatch(source, -1) {
		for name := range strings.SplitSeq(string(found[1]), ",") {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}
