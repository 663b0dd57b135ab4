package compare

import (
	"regexp"
	"strconv"
	"strings"
)

const englishNumber = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|` +
	`seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion`

// englishFigure matches what may be a figure in English; the groups say which.
var englishFigure = regexp.MustCompile(`(?i)` +
	`\b(one|two|three|four|five|seven|nine)[- ](half|halves|third|quarter|fourth|fifth|tenth)s?\b` + // 1, 2 two thirds
	`|\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|tember|ober)?\b\.?` + // 3 November
	`|(\d{1,2}:\d\d)\b` + // 4 9:30
	`|(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?\b(?:[- ](hundred|thousand|million|billion|trillion)\b)?(?: ?(%|‰|per ?cent\b))?` + // 5, 6, 7
	`|(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)` + // 8 digits that run into a word
	`|\b((?:` + englishNumber + `)(?:(?:[- ]|,? and )(?:` + englishNumber + `))*)\b(?: (per ?cent)\b)?` + // 9, 10
	`|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|thrice|both|double[ds]?|doubling|two-way|pair|half|quarter|a|an|each|every|per|single|any|same|only|sole|another|monthly|yearly|annual|annually|daily|weekly|the)\b`) // 11

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
	for _, m := range englishFigure.FindAllStringSubmatchIndex(text, -1) {
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
			v := englishWords[group(11)]
			if v == "" {
				v = "1"
			}
			add(v, false)
		}
	}
	return out
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
