package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// ids makes ids for headings without an explicit one: letters and digits of any script, lower
// case, everything else a single hyphen. “选场地：三件事” becomes “选场地-三件事”.
type ids struct{ used map[string]int }

// Generate implements parser.IDs.
func (s *ids) Generate(value []byte, _ ast.NodeKind) []byte {
	id := Slug(string(value))
	if id == "" {
		id = "section"
	}
	s.used[id]++
	if n := s.used[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return []byte(id)
}

// Put implements parser.IDs.
func (s *ids) Put(value []byte) { s.used[string(value)]++ }

// Slug is the id that a heading without an explicit id gets.
func Slug(heading string) string {
	var b strings.Builder
	gap := false
	for _, r := range heading {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		} else {
			gap = true
		}
	}
	return b.String()
}
