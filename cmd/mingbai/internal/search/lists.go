package search

import (
	"errors"
	"strings"
)

// Numbers in the index are written in base 93, in the printable ASCII characters that JSON leaves
// alone: all but the quote and the backslash. A character of value below lastDigits ends its number;
// a higher one is followed by more. Most differences are small and take one character.
const (
	numberAlphabet = " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	lastDigits     = 60
	moreDigits     = len(numberAlphabet) - lastDigits
)

// numberDigit is the value of each character, or -1.
var numberDigit = func() (t [256]int8) {
	for i := range t {
		t[i] = int8(strings.IndexByte(numberAlphabet, byte(i)))
	}
	return t
}()

var errNumber = errors.New("search index: damaged number")

// appendNumber appends v, which must not be negative.
func appendNumber(b []byte, v int) []byte {
	for v >= lastDigits {
		d := lastDigits + (v-lastDigits)%moreDigits
		b = append(b, numberAlphabet[d])
		v = (v - d) / moreDigits
	}
	return append(b, numberAlphabet[v])
}

// readNumber reads one number and the rest behind it.
func readNumber(s string) (v int, rest string, err error) {
	scale := 1
	for i := 0; i < len(s) && i < 8; i++ {
		d := int(numberDigit[s[i]])
		if d < 0 {
			break
		}
		v += d * scale
		if d < lastDigits {
			return v, s[i+1:], nil
		}
		scale *= moreDigits
	}
	return 0, "", errNumber
}

// readNumbers reads numbers to the end of s.
func readNumbers(s string) ([]int, error) {
	var out []int
	for s != "" {
		v, rest, err := readNumber(s)
		if err != nil {
			return nil, err
		}
		out, s = append(out, v), rest
	}
	return out, nil
}

// readList reads a list: a first number and then differences less one.
func readList(s string) ([]int, error) {
	out, err := readNumbers(s)
	for i := 1; i < len(out); i++ {
		out[i] += out[i-1] + 1
	}
	return out, err
}

// list is a growing set of ascending numbers in its written form, less the first, which is
// only written at the end: so that two lists can be joined without reading either.
type list struct {
	first, last, count int
	rest               []byte
}

// add adds v, which must not be below what was added before.
func (l *list) add(v int) {
	switch {
	case l.count == 0:
		l.first = v
	case v == l.last:
		return
	default:
		l.rest = appendNumber(l.rest, v-l.last-1)
	}
	l.last = v
	l.count++
}

// join adds the numbers of m, all above those of l.
func (l *list) join(m list) {
	if m.count == 0 {
		return
	}
	if l.count == 0 {
		*l = m
		return
	}
	l.rest = append(appendNumber(l.rest, m.first-l.last-1), m.rest...)
	l.last = m.last
	l.count += m.count
}

// String is the written form.
func (l *list) String() string {
	if l.count == 0 {
		return ""
	}
	return string(append(appendNumber(make([]byte, 0, len(l.rest)+4), l.first), l.rest...))
}
