package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonWriter writes compact JSON without escaping what a script file would have to escape.
type jsonWriter struct{ buf []byte }

func (w *jsonWriter) raw(s string) *jsonWriter {
	w.buf = append(w.buf, s...)
	return w
}

// field begins one more field of the object.
func (w *jsonWriter) field(name string) *jsonWriter { return w.raw(`,"` + name + `":`) }

// comma separates element i from the one before.
func (w *jsonWriter) comma(i int) *jsonWriter {
	if i > 0 {
		w.raw(",")
	}
	return w
}

// number writes a number.
func (w *jsonWriter) number(n int) *jsonWriter {
	w.buf = strconv.AppendInt(w.buf, int64(n), 10)
	return w
}

// str writes a string.
func (w *jsonWriter) str(s string) *jsonWriter { return w.raw(`"`).chars(s).raw(`"`) }

// lines writes a string of several lines.
func (w *jsonWriter) lines(list []string) *jsonWriter {
	w.raw(`"`)
	for i, s := range list {
		if i > 0 {
			w.raw(`\n`)
		}
		w.chars(s)
	}
	return w.raw(`"`)
}

// chars writes what stands between the quotes of a string.
func (w *jsonWriter) chars(s string) *jsonWriter {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.raw(s[start:i])
		start = i + 1
		switch c {
		case '"', '\\':
			w.raw(`\` + string(rune(c)))
		case '\n':
			w.raw(`\n`)
		default:
			w.raw(`\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		}
	}
	return w.raw(s[start:])
}

// doc writes [address, title] and, for the text store, the other names.
func (w *jsonWriter) doc(d *Doc, also bool) {
	w.raw("[").str(d.URL).raw(",").str(d.Title)
	if also {
		for _, a := range d.Also {
			w.raw(",").str(a)
		}
	}
	w.raw("]")
}

// lists writes an object of lists.
func (w *jsonWriter) lists(m map[string]*list) *jsonWriter {
	w.raw("{")
	for i, id := range sortedKeys(m) {
		w.comma(i).str(id).raw(":").str(m[id].String())
	}
	return w.raw("}")
}

func sortedKeys(m map[string]*list) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
