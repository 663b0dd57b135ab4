package compare

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	hanNumber = `[〇零一二两三四五六七八九十百千万亿]+`
	hanScale  = `万亿|千万|百万|十万|亿|万|千|百`
)

// chineseFigure matches what may be a figure in Chinese, where it begins; the groups say which.
var chineseFigure = regexp.MustCompile(
	`^(?:百分之(` + hanNumber + `)` + // 1 百分之二十
		`|(` + hanNumber + `)分之(` + hanNumber + `)` + // 2, 3 三分之二
		`|第（?(` + hanNumber + `)）?(?:条|款|项|章|节)` + // 4 第十九条
		`|(\d{1,2})月` + // 5 11月
		`|(\d{1,2}:\d\d)\b` + // 6 9:30
		`|(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(` + hanScale + `)?(?:余|多)?([%％‰])?` + // 7, 8, 9
		`|(` + hanNumber + `)(年级|周年)?` + // 10, 11
		`|(每|单|首|半|双|翻番))`) // 12

// chineseStart are the characters that begin a figure, beside the digits.
var chineseStart = func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range "第〇零一二两三四五六七八九十百千万亿每单首半双翻" {
		set[r] = true
	}
	return set
}()

var (
	// chineseUnit follows a numeral in words that is surely a quantity.
	chineseUnit = regexp.MustCompile(`^(?:个?工作日|个月|个?小时|周岁|分钟|天|日|年|倍|平方米|元)`)
	// scaleAfter is a range whose second figure carries the scale of both: 5—10万.
	scaleAfter = regexp.MustCompile(`^(?:—|–|-|~|～|至|到)(?:\d+(?:\.\d+)?)(` + hanScale + `)`)
	// percentAfter is a range whose second figure carries the sign of both: 5—10%.
	percentAfter = regexp.MustCompile(`^ ?(?:—|–|-|~|～|至|到|to|and) ?\d+(?:\.\d+)? ?(?:%|％|per ?cent)`)
	scales       = map[string]float64{"": 1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
	// words that mean a number without naming it
	chineseWords = map[string][]string{"每": {"1"}, "单": {"1"}, "首": {"1"}, "半": {"1/2", "6"}, "双": {"2"}, "翻番": {"2"}}
)

// Chinese finds the figures of a Chinese text.
func Chinese(text string) []Figure {
	var out []Figure
	for at := 0; ; {
		next := strings.IndexFunc(text[at:], func(r rune) bool { return r < 128 && r >= '0' && r <= '9' || chineseStart[r] })
		if next < 0 {
			return out
		}
		at += next
		m := matchAt(chineseFigure, text, at)
		if m == nil {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		at = m[1]
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return text[m[2*n]:m[2*n+1]]
		}
		add := func(value string, firm bool) {
			out = append(out, Figure{Value: value, Text: text[m[0]:m[1]], At: m[0], Firm: firm})
		}
		switch {
		case group(1) != "":
			add(hanValue(group(1))+"%", true)
		case group(2) != "":
			add(hanValue(group(3))+"/"+hanValue(group(2)), true)
			for _, part := range []string{group(2), group(3)} {
				add(hanValue(part), false)
			}
		case group(4) != "":
			add(hanValue(group(4)), true)
		case group(5) != "":
			add("month "+number(group(5), 1), true)
		case group(6) != "":
			out = append(out, clock(group(6), m[0])...)
		case group(7) != "":
			scale, sign := measure(group(8), percent(group(9)), text[m[1]:])
			add(number(group(7), scales[scale])+sign, true)
		case group(10) != "":
			firm := group(11) == "" && chineseUnit.MatchString(text[m[1]:]) && quantity(text[:m[0]], group(10))
			for i, v := range hanPieces(group(10)) {
				add(v, firm && i == 0)
			}
		default:
			for _, v := range chineseWords[group(12)] {
				add(v, false)
			}
		}
	}
}

// measure completes the scale (万, 亿) and the percent sign read beside a number by those that stand
// only after the second number of a range; rest is the text behind the number.
func measure(scale, sign, rest string) (string, string) {
	if scale == "千" && strings.ContainsRune("米克瓦卡伏", after(rest)) {
		scale = "" // 42.195千米
	}
	if next := scaleAfter.FindStringSubmatch(rest); scale == "" && next != nil {
		scale = next[1]
	}
	if scale == "" && sign == "" && percentAfter.MatchString(rest) {
		sign = "%"
	}
	return scale, sign
}

// quantity reports whether a numeral in words before a unit counts something: one, as in 一年一度, and
// whatever follows another word of number (几十年, 十四五, 第三年) do not.
func quantity(before, numeral string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return numeral != "一" && !strings.ContainsRune("几数第初周星", r) && len(hanPieces(numeral)) == 1
}

func after(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// clock gives the hour of a time and its minutes, if they are not 0.
func clock(text string, at int) []Figure {
	hour, minutes, _ := strings.Cut(text, ":")
	plain := func(s string) string {
		if len(s) > 1 {
			return strings.TrimPrefix(s, "0")
		}
		return s
	}
	out := []Figure{{Value: plain(hour), Text: text, At: at, Firm: true}}
	if minutes != "00" {
		out = append(out, Figure{Value: plain(minutes), Text: text, At: at, Firm: true})
	}
	return out
}

func percent(sign string) string {
	if sign == "％" {
		return "%"
	}
	return sign
}

func hanValue(s string) string { return hanPieces(s)[0] }

// hanPieces reads a numeral in words; 十四五, which is no number, gives 14 and 5.
func hanPieces(s string) []string {
	var out []string
	for s != "" {
		value, n := hanPrefix(s)
		out = append(out, number(value, 1))
		s = s[n:]
	}
	return out
}

// digitByDigit is a year or code in words: 二〇二三.
var digitByDigit = regexp.MustCompile(`^[〇零一二三四五六七八九]{3,}`)

// hanPrefix reads the longest number at the start of s and gives its length in bytes.
func hanPrefix(s string) (string, int) {
	if run := digitByDigit.FindString(s); run != "" {
		var b strings.Builder
		for _, r := range run {
			b.WriteByte('0' + byte(hanDigit(r)))
		}
		return b.String(), len(run)
	}
	total, section, digit := 0.0, 0.0, -1.0
	last, big := 1e5, 1e9
	for i, r := range s {
		unit := map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8}[r]
		switch {
		case unit == 0 && digit > 0, unit >= 1e4 && unit >= big, unit > 0 && unit < 1e4 && unit >= last:
			return decimal(total + section + max(digit, 0)), i
		case unit == 0:
			digit = float64(hanDigit(r))
		case unit >= 1e4:
			total, section, digit, last, big = max(total+section+max(digit, 0), 1)*unit, 0, -1, 1e5, unit
		default:
			if digit <= 0 {
				digit = 1
			}
			section, digit, last = section+digit*unit, -1, unit
		}
	}
	return decimal(total + section + max(digit, 0)), len(s)
}

func hanDigit(r rune) int {
	switch r {
	case '两':
		return 2
	case '〇':
		return 0
	}
	return strings.IndexRune("零一二三四五六七八九", r) / len("零")
}
