package tomlfile

import "strings"

// maxDeep bounds how deep tables and lists stand within one another, and the parts of a key: the
// decoder calls itself once for each.
const maxDeep = 32

// bound finds the first place where TOML text goes deeper than maxDeep, or nil.
func bound(data string) *Fault {
	deep, dots := 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '#':
			if end := strings.IndexByte(data[i:], '\n'); end >= 0 {
				i += end - 1
			} else {
				i = len(data)
			}
		case '"', '\'':
			i = quoted(data, i) - 1
			continue
		case '[', '{':
			deep++
			dots = 0
		case ']', '}':
			deep = max(0, deep-1)
			dots = 0
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		}
		if deep > maxDeep || dots >= maxDeep {
			return &Fault{Line: strings.Count(data[:i], "\n") + 1, Col: runeColumn(data, i), Name: "toml-bound", Args: []any{maxDeep}}
		}
	}
	return nil
}

// quoted gives the offset after the string of any of TOML's four forms that begins at i.
func quoted(data string, i int) int {
	s := scanner{data: data, pos: i}
	s.text()
	return s.pos
}
