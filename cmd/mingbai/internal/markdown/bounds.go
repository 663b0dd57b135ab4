package markdown

import "bytes"

// Bounds of a body. The parser's work grows faster than the text with the depth of blocks and with
// the number of definitions and columns, so a body over a bound is refused before it is parsed.
const (
	maxDepth       = 60   // blocks and inline marks within one another
	maxIndent      = 240  // columns before the text of a line
	maxColumns     = 100  // of a table
	maxDefinitions = 2000 // of links and footnotes
)

// bound finds the first place where a body is over a bound, or nil.
func bound(source []byte) *Problem {
	definitions, open := 0, 0
	for at := 0; at < len(source); {
		line := source[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		text := bytes.TrimSpace(line)
		switch {
		case len(text) > 0 && deep(line):
			return &Problem{Name: "nesting-deep", Args: []any{maxDepth}, Offset: at}
		case bytes.HasPrefix(text, []byte(":::")):
			if len(text) == 3 {
				open = max(0, open-1)
			} else if open++; open > maxDepth {
				return &Problem{Name: "nesting-deep", Args: []any{maxDepth}, Offset: at}
			}
		case bytes.ContainsRune(text, '|') && len(bytes.Trim(text, "|:- \t>")) == 0 && bytes.Count(text, []byte("|")) > maxColumns:
			return &Problem{Name: "table-wide", Args: []any{maxColumns}, Offset: at}
		case bytes.HasPrefix(bytes.TrimLeft(text, "> "), []byte("[")) && bytes.Contains(text, []byte("]:")):
			if definitions++; definitions > maxDefinitions {
				return &Problem{Name: "definitions-many", Args: []any{maxDefinitions}, Offset: at}
			}
		}
		at += len(line)
	}
	return nil
}

// deep reports whether a line opens more than maxDepth blocks or brackets, or is so far to the right
// that it stands within as many.
func deep(line []byte) bool {
	blocks, indent := 0, 0
	for _, c := range line[:len(line)-len(bytes.TrimLeft(line, ">-*+ \t"))] {
		switch c {
		case ' ':
			indent++
		case '\t':
			indent += 4
		default:
			blocks++
		}
	}
	ruler := len(bytes.Trim(bytes.ReplaceAll(line, []byte(" "), nil), "-*\r\n")) == 0
	return blocks > maxDepth && !ruler || indent > maxIndent+2*blocks || openBrackets(line) > maxDepth
}

// openBrackets is the deepest nesting of square or round brackets in a line.
func openBrackets(line []byte) int {
	var square, round, most int
	for _, c := range line {
		switch c {
		case '[':
			square++
		case ']':
			square = max(0, square-1)
		case '(':
			round++
		case ')':
			round = max(0, round-1)
		}
		most = max(most, square, round)
	}
	return most
}
