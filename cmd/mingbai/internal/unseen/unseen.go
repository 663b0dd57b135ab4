// Package unseen knows the characters that have no place in a text for readers, because nobody sees
// them: those that turn the text around them (Unicode bidirectional overrides and isolates, with which
// a text can read otherwise than it is stored), those without width, controls, and tags. They come
// with text pasted from elsewhere, break search, and can hide words. It also finds words that mix
// Latin and Cyrillic letters, which look alike.
//
// See Unicode Technical Report 36, sections 2.2 and 2.5, and UAX 9 section 2.
package unseen

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Is reports whether r has no place in a text: U+200B for example. Tab and line feed have.
func Is(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n'
	case r < 0x7F:
		return false
	case r <= 0x9F, r == 0xAD, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r >= 0x180B && r <= 0x180F:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r == 0x3164, r == 0xFEFF, r == 0xFFA0, r >= 0xFFF0 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return r&0xFFFE == 0xFFFE // not characters
}

// Index gives the offset and character of the first in a text, or -1.
func Index[T string | []byte](text T) (int, rune) {
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c >= 0x20 && c < 0x7F:
			i++
		case c >= 0xE4 && c <= 0xE9: // Chinese characters, three bytes each
			i += 3
		default:
			r, size := utf8.DecodeRuneInString(string(text[i:min(len(text), i+utf8.UTFMax)]))
			if Is(r) {
				return i, r
			}
			i += size
		}
	}
	return -1, 0
}

// Mixed gives the offset of the first letter of a word that has Latin and Cyrillic letters side by
// side, and the Cyrillic one of the two, or -1.
func Mixed(text []byte) (int, rune) {
	if bytes.IndexByte(text, 0xD0) < 0 && bytes.IndexByte(text, 0xD1) < 0 {
		return -1, 0
	}
	before := rune(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case unicode.Is(unicode.Cyrillic, r) && unicode.Is(unicode.Latin, before):
			return i, r
		case unicode.Is(unicode.Latin, r) && unicode.Is(unicode.Cyrillic, before):
			return i - utf8.RuneLen(before), before
		}
		before = r
		i += size
	}
	return -1, 0
}
