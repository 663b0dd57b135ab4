package search

import (
	"errors"
	"math/bits"
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

// A list says where a key stands: in which places of which pages, a place being a unit or a name. It is
// written as numbers: for each page, how many pages lie between it and the one before, times sizeClasses,
// plus the class of its size; then its places, each as what lies between it and the one before, doubled,
// plus one if another place of the page follows. In lists of names each place is followed by the
// size of the name. Nothing else is needed to rank what a list names, so no table of all pages is.

const (
	// docSpan is the number of places a page can have: place p of page d has the number d*docSpan+p.
	docSpan = 1 << 12
	// sizeClasses are classes of pages by the number of units: of class c have at most 1<<c, the last more.
	sizeClasses = 8
)

// sizeClass is the class of a page of so many units.
func sizeClass(units int) int { return min(bits.Len(uint(max(units, 1)-1)), sizeClasses-1) }

// list is a growing list in its written form, but for its first page and last place: so two lists can be
// joined without reading either. It is small, because there is one for every key.
type list struct {
	first, doc   int32 // pages
	place, open  int16 // the last place, and what is to be written for it
	size         int16 // of the name in that place, -1 if it is a unit
	class        uint8 // of the first page
	count, pages int32
	rest         []byte
}

// noName is the size of what is not a name.
const noName = -1

// add adds a place, which must not come before those added earlier.
func (l *list) add(doc, class, place, size int) {
	switch {
	case l.count == 0:
		l.first, l.class, l.open = int32(doc), uint8(class), int16(place)
		l.pages = 1
	case doc == int(l.doc) && place == int(l.place):
		return
	case doc == int(l.doc):
		l.close(1)
		l.open = int16(place) - l.place - 1
	default:
		l.close(0)
		l.rest = appendNumber(l.rest, (doc-int(l.doc)-1)*sizeClasses+class)
		l.open = int16(place)
		l.pages++
	}
	l.doc, l.place, l.size = int32(doc), int16(place), int16(size)
	l.count++
}

// close writes the last place; more is 1 if another of the page follows.
func (l *list) close(more int) { l.rest = l.last(l.rest, more) }

func (l *list) last(b []byte, more int) []byte {
	b = appendNumber(b, 2*int(l.open)+more)
	if l.size != noName {
		b = appendNumber(b, int(l.size))
	}
	return b
}

// join adds the places of m, all in pages behind those of l.
func (l *list) join(m list) {
	if m.count == 0 {
		return
	}
	if l.count == 0 {
		rest := append(l.rest[:0], m.rest...)
		*l = m
		l.rest = rest
		return
	}
	l.close(0)
	l.rest = append(appendNumber(l.rest, int(m.first-l.doc-1)*sizeClasses+int(m.class)), m.rest...)
	l.doc, l.place, l.open, l.size = m.doc, m.place, m.open, m.size
	l.count, l.pages = l.count+m.count, l.pages+m.pages
}

// String is the written form.
func (l *list) String() string {
	if l == nil || l.count == 0 {
		return ""
	}
	b := appendNumber(make([]byte, 0, len(l.rest)+8), int(l.first)*sizeClasses+int(l.class))
	return string(l.last(append(b, l.rest...), 0))
}

// pieces cuts a long list into pieces of about size bytes that are lists by themselves, and gives the
// first page of each.
func (l *list) pieces(size int) (pieces []string, firsts []int) {
	rest, doc := l.String(), -1
	var piece []byte
	number := func() (v int) {
		v, rest, _ = readNumber(rest) // it was written above
		return v
	}
	for rest != "" {
		v := number()
		doc += v/sizeClasses + 1
		if len(piece) >= size {
			pieces, piece = append(pieces, string(piece)), nil
		}
		if len(piece) == 0 {
			firsts = append(firsts, doc)
			v = doc*sizeClasses + v%sizeClasses
		}
		piece = appendNumber(piece, v)
		for more := 1; more == 1; {
			place := number()
			piece, more = appendNumber(piece, place), place&1
			if l.size != noName {
				piece = appendNumber(piece, number())
			}
		}
	}
	return append(pieces, string(piece)), firsts
}

// sizes are what lists say besides: the class of each page, and the size of each name by its number.
type sizes struct{ class, name map[int]int }

// read reads a list as numbers of places.
func (z sizes) read(s string, named bool) ([]int, error) {
	var out []int
	v, doc, place := 0, -1, 0
	var err error
	for s != "" {
		if v, s, err = readNumber(s); err != nil {
			return nil, err
		}
		doc += v/sizeClasses + 1
		z.class[doc] = v % sizeClasses
		place = -1
		for more := 1; more == 1; {
			if v, s, err = readNumber(s); err != nil {
				return nil, err
			}
			place += v/2 + 1
			more = v & 1
			out = append(out, doc*docSpan+place)
			if !named {
				continue
			}
			if z.name[doc*docSpan+place], s, err = readNumber(s); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
