package content

import "strings"

const numeralDigits = "零一二三四五六七八九"

// ParseNumeral reads a Chinese numeral from 1 to 9999, as legal texts number their provisions:
// 十, 二十九, 一百零八, 一千二百. Both 零 and 〇 stand for an empty place.
func ParseNumeral(s string) (n int, ok bool) {
	digit, last := 0, 10000
	for _, r := range s {
		unit := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
		switch {
		case unit > 0:
			if unit >= last || digit == 0 && unit != 10 || digit == 0 && n > 0 {
				return 0, false
			}
			n += max(digit, 1) * unit
			digit, last = 0, unit
		case r == '〇' || r == '零':
			if n == 0 || digit != 0 {
				return 0, false
			}
		default:
			at := strings.IndexRune(numeralDigits, r)
			if at < 0 || digit != 0 {
				return 0, false
			}
			digit = at / len("零")
		}
	}
	n += digit
	return n, n > 0 && FormatNumeral(n) == strings.ReplaceAll(s, "〇", "零")
}

// FormatNumeral writes n, from 1 to 9999, as a Chinese numeral in the form that legal texts use.
func FormatNumeral(n int) string {
	var b strings.Builder
	digits := []rune(numeralDigits)
	gap := false
	for _, u := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.value % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(digits[0])
			gap = false
		}
		if !(u.value == 10 && d == 1 && b.Len() == 0) {
			b.WriteRune(digits[d])
		}
		b.WriteString(u.name)
	}
	return b.String()
}
