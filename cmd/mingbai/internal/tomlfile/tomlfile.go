// Package tomlfile turns TOML into typed values and says where every fault is.
//
// It is the only importer of BurntSushi/toml. That library gives the place of a syntax error, but
// not of an unknown key or of a value of the wrong type, and it stops at the first. Here a file is
// decoded to a tree, the tree is bound to a struct with all faults collected ([Bind]), and the place
// of any path in the tree is found again from the text when a message needs it ([Locate]), so that
// positions cost nothing in a site without faults.
//
// A struct says in its tags what a file may hold:
//
//	toml:"name"            the key
//	toml:"name,required"   must be present and not empty
//	toml:"id,key"          names the row in a list of tables; required and unique
//	toml:"name,address"    a full http or https address
//	toml:"name,words"      words for readers: what a translation may give; everything else is a fact
//
// The package knows nothing of what a key means.
package tomlfile

import (
	"errors"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"mingbai/cmd/mingbai/internal/diag"
)

// Tree is a decoded TOML document: nested map[string]any, []any and scalar values.
type Tree map[string]any

// Fault is one thing wrong in a file. Path is the dotted path of the value ("materials.2.from.0"),
// from which [Locate] finds the place; it is empty for syntax errors, which have Line and Col.
type Fault struct {
	Path      string
	Line, Col int // from 1, only for syntax errors
	Name      string
	Args      []any
	Near      string
}

// Place is the line and column of the fault in the text it was found in.
func (f Fault) Place(data string) (line, col int) {
	switch {
	case f.Line > 0:
		return f.Line, f.Col
	case f.Name == "key-unknown" || f.Name == "fact-repeated":
		return LocateKey(data, f.Path)
	}
	return Locate(data, f.Path)
}

// Parse decodes data. A syntax error gives one fault and a nil tree.
func Parse(data string) (Tree, []Fault) {
	if over := bound(data); over != nil {
		return nil, []Fault{*over}
	}
	tree := Tree{}
	if _, err := toml.Decode(data, &tree); err != nil {
		f := Fault{Name: "toml-syntax", Args: []any{err.Error()}}
		var pe toml.ParseError
		if errors.As(err, &pe) {
			f.Line, f.Col = pe.Position.Line, 1
			if at := min(pe.Position.Start, len(data)); at > 0 {
				f.Line, f.Col = strings.Count(data[:at], "\n")+1, runeColumn(data, at)
			}
			f.Args = []any{pe.Message}
			if pe.Message == "" {
				f.Args = []any{strings.TrimPrefix(pe.Error(), "toml: ")}
			}
		}
		return nil, []Fault{f}
	}
	return tree, nil
}

// runeColumn is the column, from 1 in characters, of the byte offset in data.
func runeColumn(data string, offset int) int {
	offset = min(max(offset, 0), len(data))
	start := strings.LastIndexByte(data[:offset], '\n') + 1
	return len([]rune(data[start:offset])) + 1
}

// Rows gives a list of tables however TOML wrote it, as [[name]] or as an inline array.
func rows(v any) ([]map[string]any, bool) {
	switch v := v.(type) {
	case []map[string]any:
		return v, true
	case []any:
		out := make([]map[string]any, 0, len(v))
		for _, e := range v {
			m, ok := e.(map[string]any)
			if !ok {
				return nil, false
			}
			out = append(out, m)
		}
		return out, true
	}
	return nil, false
}

// Join builds a path from parts: strings and ints.
func Join(parts ...any) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('.')
		}
		switch p := p.(type) {
		case int:
			b.WriteString(strconv.Itoa(p))
		case string:
			b.WriteString(p)
		}
	}
	return b.String()
}

// maxFaults is how many faults of a file are reported; nobody reads more, and each place is searched for.
const maxFaults = 100

// Report adds the faults of a file to diags. Data is the TOML text, which begins on the line after
// skip lines of the file.
func Report(diags *diag.List, file, data string, skip int, faults []Fault) {
	for i, f := range faults {
		if i == maxFaults {
			diags.Add(diag.Pos{File: file}, "faults-more", len(faults)-maxFaults)
			return
		}
		line, col := f.Place(data)
		diags.Add(diag.Pos{File: file, Line: skip + line, Col: col}, f.Name, f.Args...).Suggest(f.Near)
	}
}
