package compare

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

const englishNumber = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|` +
	`seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion`

// englishFigure matches what may be a figure in English, where it begins; the groups say which.
var englishFigure = regexp.MustCompile(`(?i)^(?:` +
	`\b(one|two|three|four|five|seven|nine)[- ](half|halves|third|quarter|fourth|fifth|tenth)s?\b` + // 1, 2 two thirds
	`|\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|tember|ober)?\b\.?` + // 3 November
	`|(\d{1,2}:\d\d)\b` + // 4 9:30
	`|(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?\b(?:[- ](hundred|thousand|million|billion|trillion)\b)?(?: ?(%|‰|per ?cent\b))?` + // 5, 6, 7
	`|(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)` + // 8 digits that run into a word
	`|\b((?:` + englishNumber + `)(?:(?:[- ]|,? and )(?:` + englishNumber + `))*)\b(?: (per ?cent)\b)?` + // 9, 10
	`|\b(two-way)\b)`) // 11

// looseWords are words that may mean a number, and stand alone.
var looseWords = wordSet("first second third fourth fifth sixth seventh eighth ninth tenth once twice thrice both double doubled doubles doubling pair half quarter " +
	"a an each every per single any same only sole another monthly yearly annual annually daily weekly the")

var (
	// englishUnit follows a number in words that is surely a quantity.
	englishUnit = regexp.MustCompile(`(?i)^[- ](?:more |working |calendar |full )?(?:days?|months?|years?|weeks|hours?|minutes|yuan|metres|square metres|times)\b`)
	monthNames  = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	monthBefore = regexp.MustCompile(`\d{1,2}(?:st|nd|rd|th)?(?: of)? $`)
	monthAfter  = regexp.MustCompile(`^ \d`)

	englishScales = map[string]float64{"": 1, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
	englishDigits = numberWords()
	parts         = map[string]string{"half": "2", "halve": "2", "third": "3", "quarter": "4", "fourth": "4", "fifth": "5", "tenth": "10"}
	englishWords  = map[string]string{
		"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
		"twice": "2", "thrice": "3", "both": "2", "double": "2", "doubles": "2", "doubled": "2", "doubling": "2", "two-way": "2", "pair": "2",
		"half": "1/2", "quarter": "1/4",
	}
)

func numberWords() map[string]float64 {
	out := map[string]float64{}
	for i, w := range strings.Split(englishNumber, "|") {
		if i < 20 {
			out[w] = float64(i + 1)
		} else if i < 27 {
			out[w] = float64((i - 17) * 10)
		}
	}
	return out
}

// English finds the figures of an English text.
func English(text string) []Figure {
	var out []Figure
	for at := 0; at < len(text); {
		if c := text[at]; !isWordByte(c) {
			at++
			continue
		}
		word := wordAt(text, at)
		if lower, ok := loose(word); ok {
			out = append(out, Figure{Value: cmp.Or(englishWords[lower], "1"), Text: word, At: at})
			at += len(word)
			continue
		}
		m := beginsEnglish(text, at, word)
		if m == nil {
			at += 1 + plainLetters(text[at+1:])
			continue
		}
		at = m[1]
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return strings.ToLower(text[m[2*n]:m[2*n+1]])
		}
		add := func(value string, firm bool) {
			out = append(out, Figure{Value: value, Text: strings.TrimSpace(text[m[0]:m[1]]), At: m[0], Firm: firm})
		}
		switch {
		case group(1) != "":
			of := parts[strings.TrimSuffix(group(2), "s")]
			add(decimal(englishDigits[group(1)])+"/"+of, group(1) != "one")
			add(decimal(englishDigits[group(1)]), false)
			add(of, false)
		case group(3) != "":
			if n := month(group(3)); n > 0 {
				beside := monthBefore.MatchString(text[:m[0]]) || monthAfter.MatchString(text[m[1]:])
				capital := text[m[0]] >= 'A' && text[m[0]] <= 'Z'
				add("month "+strconv.Itoa(n), capital && (beside || n != 5 && len(group(0)) > 4))
			}
		case group(4) != "":
			out = append(out, clock(group(4), m[0])...)
		case group(5) != "":
			sign := group(7)
			if strings.HasPrefix(sign, "per") || sign == "" && group(6) == "" && percentAfter.MatchString(text[m[1]:]) {
				sign = "%"
			}
			add(number(group(5), englishScales[group(6)])+sign, true)
		case group(8) != "":
			add(number(group(8), 1), true)
		case group(9) != "":
			v := words(group(9))
			sign := ""
			if group(10) != "" {
				sign = "%"
			}
			rest := text[m[1]:]
			firm := v > 1 && (sign != "" || englishUnit.MatchString(rest) && !strings.HasPrefix(strings.ToLower(rest), "-year plan"))
			add(decimal(v)+sign, firm)
		default:
			add(englishWords[group(11)], false)
		}
	}
	return out
}

// loose looks for a word among the loose ones.
func loose(word string) (lower string, ok bool) {
	if word == "" || !looseStart[word[0]|' '] {
		return "", false
	}
	lower = strings.ToLower(word)
	return lower, looseWords[lower]
}

// looseStart are the first letters of loose words.
var looseStart = func() (set [256]bool) {
	for w := range looseWords {
		set[w[0]] = true
	}
	return set
}()

// plainLetters is how many bytes of a text go on a word in which no figure begins.
func plainLetters(text string) int {
	for i := range len(text) {
		if c := text[i]; c <= '9' || !isWordByte(c) {
			return i
		}
	}
	return len(text)
}

// wordAt is the word that begins at a place, or "".
func wordAt(text string, at int) string {
	if at > 0 && isWordByte(text[at-1]) {
		return ""
	}
	end := at
	for end < len(text) && isWordByte(text[end]) {
		end++
	}
	return text[at:end]
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
}

// beginsEnglish matches a figure at a place, if its first word or digit can begin one: the pattern is
// costly, and most words cannot.
func beginsEnglish(text string, at int, word string) []int {
	if c := text[at]; c < '0' || c > '9' {
		if len(word) < 3 || !numberStart[[3]byte{word[0] | ' ', word[1] | ' ', word[2] | ' '}] {
			return nil
		}
	}
	return matchAt(englishFigure, text, at)
}

// numberStart are the first three letters of numbers and months.
var numberStart = func() map[[3]byte]bool {
	set := map[[3]byte]bool{}
	for _, w := range append(strings.Split(englishNumber, "|"), monthNames...) {
		set[[3]byte([]byte(w))] = true
	}
	return set
}()

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// longest is how many bytes of a text are looked at for one figure at first.
const longest = 120

// matchAt matches a pattern that is bound to the start at a place of a text.
func matchAt(pattern *regexp.Regexp, text string, at int) []int {
	m := pattern.FindStringSubmatchIndex(text[at:min(len(text), at+longest)])
	if m != nil && m[1] == longest {
		m = pattern.FindStringSubmatchIndex(text[at:])
	}
	for i := range m {
		if m[i] >= 0 {
			m[i] += at
		}
	}
	return m
}

// month is the number of a month by the first letters of its name.
func month(name string) int {
	for i, m := range monthNames {
		if strings.HasPrefix(name, m) {
			return i + 1
		}
	}
	return 0
}

// words reads a number in words: two hundred and fifty.
func words(s string) float64 {
	total, section := 0.0, 0.0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == ',' }) {
		switch scale := englishScales[w]; {
		case w == "and":
		case scale == 100:
			section = max(section, 1) * 100
		case scale > 0:
			total += max(section, 1) * scale
			section = 0
		default:
			section += englishDigits[w]
		}
	}
	return total + section
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
