package tomlfile

import (
	"strconv"
	"strings"
)

// Locate finds the line and column (from 1, columns in characters) of the value at the dotted path
// in TOML text. Array elements are numbers. If the exact element is not found (an inline table, a
// multi-line array), the place of its nearest ancestor is given; 1, 1 if there is none.
//
// It expects text that [Parse] accepts and reads only as much TOML as places need.
func Locate(data, path string) (line, col int) {
	return locate(data, path, "")
}

// LocateKey is like Locate, but finds the key rather than its value.
func LocateKey(data, path string) (line, col int) {
	return locate(data, path, keyMark+path)
}

// keyMark begins the path under which a key itself is reported.
const keyMark = "="

func locate(data, path, exact string) (line, col int) {
	best, bestLen := -1, -1
	scan(data, func(p string, at int) {
		if p == exact {
			best, bestLen = at, len(data)
		}
		if len(p) > bestLen && (p == path || len(p) < len(path) && path[len(p)] == '.' && path[:len(p)] == p) {
			best, bestLen = at, len(p)
		}
	})
	if best < 0 {
		return 1, 1
	}
	return strings.Count(data[:best], "\n") + 1, runeColumn(data, best)
}

// scan reports every key with the path and offset of its value, and every element of an array.
func scan(data string, found func(path string, at int)) {
	s := &scanner{data: data, found: found, rows: map[string]int{}}
	for s.pos < len(s.data) {
		s.statement()
	}
}

type scanner struct {
	data  string
	pos   int
	table string
	rows  map[string]int // next index of each [[table]]
	found func(path string, at int)
}

// space skips blanks, and newlines and comments too when multiline is set.
func (s *scanner) space(multiline bool) {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == ' ' || c == '\t' || c == '\r':
			s.pos++
		case multiline && c == '\n':
			s.pos++
		case multiline && c == '#':
			s.restOfLine()
		default:
			return
		}
	}
}

func (s *scanner) restOfLine() {
	for s.pos < len(s.data) && s.data[s.pos] != '\n' {
		s.pos++
	}
}

func (s *scanner) statement() {
	s.space(true)
	if s.pos >= len(s.data) {
		return
	}
	at := s.pos
	if s.data[s.pos] == '[' {
		s.header(at)
	} else if key := s.key(); key != "" {
		s.space(false)
		if s.pos < len(s.data) && s.data[s.pos] == '=' {
			s.pos++
			s.space(false)
			s.found(keyMark+joinPath(s.table, key), at)
			s.value(joinPath(s.table, key))
		}
	}
	s.restOfLine()
	if s.pos < len(s.data) {
		s.pos++
	}
}

func (s *scanner) header(at int) {
	s.pos++
	list := s.pos < len(s.data) && s.data[s.pos] == '['
	if list {
		s.pos++
	}
	s.space(false)
	name := s.resolve(s.key())
	if list {
		i := s.rows[name]
		s.rows[name] = i + 1
		name = joinPath(name, strconv.Itoa(i))
	}
	s.table = name
	s.found(name, at)
}

// resolve inserts the current row number after each prefix of a header that is a list of tables.
func (s *scanner) resolve(key string) string {
	out := ""
	parts := strings.Split(key, ".")
	for i, p := range parts {
		out = joinPath(out, p)
		if n := s.rows[out]; n > 0 && i < len(parts)-1 {
			out = joinPath(out, strconv.Itoa(n-1))
		}
	}
	return out
}

// key reads a bare, quoted or dotted key.
func (s *scanner) key() string {
	var parts []string
	for s.pos < len(s.data) {
		s.space(false)
		start := s.pos
		if c := s.data[s.pos]; c == '"' || c == '\'' {
			s.text()
			parts = append(parts, strings.Trim(s.data[start:s.pos], `"'`))
		} else {
			for s.pos < len(s.data) && isBare(s.data[s.pos]) {
				s.pos++
			}
			if s.pos == start {
				break
			}
			parts = append(parts, s.data[start:s.pos])
		}
		s.space(false)
		if s.pos >= len(s.data) || s.data[s.pos] != '.' {
			break
		}
		s.pos++
	}
	return strings.Join(parts, ".")
}

func isBare(c byte) bool {
	return c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// value reports and skips one value.
func (s *scanner) value(path string) {
	if s.pos >= len(s.data) {
		return
	}
	s.found(path, s.pos)
	switch s.data[s.pos] {
	case '"', '\'':
		s.text()
	case '[':
		s.pos++
		for i := 0; ; i++ {
			s.space(true)
			if s.pos >= len(s.data) || s.data[s.pos] == ']' {
				break
			}
			at := s.pos
			s.value(joinPath(path, strconv.Itoa(i)))
			s.comma()
			if s.pos == at {
				return
			}
		}
		s.close()
	case '{':
		s.pos++
		for {
			s.space(true)
			at := s.pos
			key := s.key()
			s.space(false)
			if key == "" || s.pos >= len(s.data) || s.data[s.pos] != '=' {
				break
			}
			s.pos++
			s.space(false)
			s.value(joinPath(path, key))
			s.comma()
			if s.pos == at {
				return
			}
		}
		s.close()
	default:
		for s.pos < len(s.data) && !strings.ContainsRune(",]}#\n", rune(s.data[s.pos])) {
			s.pos++
		}
	}
}

func (s *scanner) comma() {
	s.space(true)
	if s.pos < len(s.data) && s.data[s.pos] == ',' {
		s.pos++
	}
}

func (s *scanner) close() {
	if s.pos < len(s.data) {
		s.pos++
	}
}

// text skips a string of any of TOML's four forms.
func (s *scanner) text() {
	quote := s.data[s.pos : s.pos+1]
	if strings.HasPrefix(s.data[s.pos:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	for range quote {
		s.pos++
	}
	for s.pos < len(s.data) {
		if s.data[s.pos] == '\\' && quote[0] == '"' && s.pos+1 < len(s.data) {
			s.pos++
			s.pos++
			continue
		}
		if strings.HasPrefix(s.data[s.pos:], quote) {
			s.pos += len(quote)
			for len(quote) == 3 && s.pos < len(s.data) && s.data[s.pos] == quote[0] {
				s.pos++
			}
			return
		}
		s.pos++
	}
}

func joinPath(a, b string) string {
	if a == "" {
		return b
	}
	return a + "." + b
}
