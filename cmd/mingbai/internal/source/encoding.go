package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/unseen"
)

// clean checks that data is UTF-8 text and gives it without a byte order mark and with LF line ends.
func clean(name string, data []byte) ([]byte, diag.List) {
	var diags diag.List
	valid, nul := utf8.Valid(data), bytes.IndexByte(data, 0)
	if !valid || nul >= 0 {
		encoding := guess(data)
		at := firstInvalid(data)
		if at < 0 || nul >= 0 && nul < at {
			at = nul
		}
		pos := place(name, data, at)
		switch {
		case encoding != "":
			diags.Add(pos, "file-encoding", encoding)
		case data[at] == 0:
			diags.Add(pos, "file-nul")
		default:
			diags.Add(pos, "file-encoding-unknown", data[at])
		}
		return nil, diags
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	if at, r := unseen.Index(data); at >= 0 {
		diags.Add(place(name, data, at), "text-unseen", r)
	}
	if at, r := unseen.Mixed(data); at >= 0 {
		diags.Add(place(name, data, at), "text-mixed", r)
	}
	if strings.HasSuffix(name, ".svg") {
		checkSVG(name, data, &diags)
	}
	line := 0
	for text := range bytes.Lines(data) {
		line++
		if len(text) > MaxLine {
			if n := utf8.RuneCount(bytes.TrimSuffix(text, []byte("\n"))); n > MaxLine {
				diags.Add(diag.Pos{File: name, Line: line, Col: MaxLine + 1}, "line-long", n, MaxLine)
			}
		}
	}
	if len(diags) > 0 {
		return nil, diags
	}
	return data, nil
}

// firstInvalid is the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}

// place is the line and column of an offset, before which the data is UTF-8.
func place(name string, data []byte, offset int) diag.Pos {
	before := data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return diag.Pos{File: name, Line: bytes.Count(before, []byte("\n")) + 1, Col: utf8.RuneCount(before[start:]) + 1}
}

// guess names the encoding that the bytes are probably in, or gives "" if none is probable.
func guess(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}):
		return "UTF-32 LE"
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return "UTF-16 LE"
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return "UTF-16 BE"
	}
	if bytes.IndexByte(data, 0) >= 0 {
		switch le, be := utf16Share(data, 0), utf16Share(data, 1); {
		case le >= 0.9 && le > be:
			return "UTF-16 LE"
		case be >= 0.9:
			return "UTF-16 BE"
		}
		return ""
	}
	if mostlyUTF8(data) {
		return "" // damaged, not in another encoding
	}
	return guessDoubleByte(data)
}

// utf16Share is the share of pairs that are, read as UTF-16, characters that Chinese and English
// texts are made of. With high = 1 the high byte comes first. It is 0 if most pairs are two ASCII
// letters, which read as UTF-16 would all be Chinese characters.
func utf16Share(data []byte, high int) float64 {
	usual, letters, n := 0, 0, 0
	for i := 0; i+1 < len(data); i += 2 {
		a, b := data[i], data[i+1]
		u := uint16(a) | uint16(b)<<8
		if high == 1 {
			u = uint16(a)<<8 | uint16(b)
		}
		n++
		switch {
		case u >= 0x20 && u < 0x7F, u == '\n', u == '\r', u == '\t', u >= 0x4E00 && u <= 0x9FFF, u >= 0x3000 && u <= 0x303F,
			u >= 0xFF00 && u <= 0xFFEF, u >= 0x2010 && u <= 0x2030, u == 0xB7:
			usual++
		}
		if a >= 0x20 && a < 0x7F && b >= 0x20 && b < 0x7F {
			letters++
		}
	}
	if n == 0 || letters*10 > n*6 {
		return 0
	}
	return float64(usual) / float64(n)
}

// mostlyUTF8 reports whether the bytes above ASCII are UTF-8 with few exceptions.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			bad++
		case size > 1:
			good++
		}
		i += size
	}
	return good > 5*bad
}

// common is the share of common characters that decides for an encoding.
const common = 0.8

// guessDoubleByte tells GBK, GB18030 and Big5 apart: all must parse to the end, and in Chinese text
// most characters are the common ones, which each encoding has in a block of its own.
func guessDoubleByte(data []byte) string {
	gb, four := gbShare(data)
	big5 := big5Share(data)
	switch {
	case gb >= common && four:
		return "GB18030"
	case gb >= common && gb >= big5:
		return "GBK"
	case big5 >= common:
		return "Big5"
	}
	return ""
}

// gbShare is the share of common characters in data read as GB18030, and whether it has characters
// of four bytes; 0 if it cannot be read so.
func gbShare(data []byte) (float64, bool) {
	usual, all, four := 0, 0, false
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c < 0x80:
			i++
		case i+1 >= len(data) || c == 0x80 || c == 0xFF:
			return 0, false
		case data[i+1] >= 0x40 && data[i+1] != 0x7F && data[i+1] != 0xFF:
			all++
			if data[i+1] >= 0xA1 && (c >= 0xB0 && c <= 0xD7 || c >= 0xA1 && c <= 0xA3) {
				usual++
			}
			i += 2
		case i+3 < len(data) && isDigit(data[i+1]) && data[i+2] >= 0x81 && isDigit(data[i+3]):
			four = true
			i += 4
		default:
			return 0, false
		}
	}
	return share(usual, all), four
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// big5Share is the share of common characters in data read as Big5; 0 if it cannot be read so.
func big5Share(data []byte) float64 {
	usual, all := 0, 0
	for i := 0; i < len(data); {
		c := data[i]
		if c < 0x80 {
			i++
			continue
		}
		if i+1 >= len(data) || c < 0xA1 || c > 0xF9 {
			return 0
		}
		if t := data[i+1]; t < 0x40 || t > 0x7E && t < 0xA1 || t == 0xFF {
			return 0
		}
		all++
		if c >= 0xA4 && c <= 0xC6 || c == 0xA1 {
			usual++
		}
		i += 2
	}
	return share(usual, all)
}

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
