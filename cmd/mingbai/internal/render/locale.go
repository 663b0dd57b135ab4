package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/markdown"
)

// locale says things in one language.
type locale struct {
	lang    content.Lang
	phrases map[string]phrase
	raw     words
	zh      bool
}

func newLocale(lang content.Lang, w words) *locale {
	l := &locale{lang: lang, phrases: make(map[string]phrase, len(w)), raw: w, zh: lang == content.Chinese}
	for key, text := range w {
		l.phrases[key] = newPhrase(text)
	}
	return l
}

// say is an interface text with its arguments, as plain text.
func (l *locale) say(key string, args ...string) string {
	p := l.phrases[key]
	if len(p) == 1 { // most
		return p[0].text
	}
	return p.fill(args)
}

// html is plain text as HTML: runs of the other language are marked, and what a line may not divide
// is kept together.
func (l *locale) html(s string) template.HTML {
	if l.plain(s) {
		return template.HTML(template.HTMLEscapeString(s))
	}
	return template.HTML(markdown.TextHTML(s, l.zh))
}

// plain reports whether a text surely holds nothing to mark; it is quicker than to look for it.
func (l *locale) plain(s string) bool {
	if l.zh {
		return !strings.Contains(s, "〔") && !strings.Contains(s, "——") && !strings.Contains(s, "……")
	}
	for i := range len(s) {
		if s[i] >= 0xE3 { // the first byte of U+3000 and above
			return false
		}
	}
	return true
}

// sayHTML is an interface text whose arguments are HTML already.
func (l *locale) sayHTML(key string, args ...template.HTML) template.HTML {
	plain := make([]string, len(args))
	for i, a := range args {
		plain[i] = string(a)
	}
	return template.HTML(l.phrases[key].fill(plain))
}

// series joins words: 、 in Chinese, commas in English.
func (l *locale) series(items []template.HTML) template.HTML {
	return joinHTML(items, l.say("list-comma"))
}

// either joins choices with “或” or “or”.
func (l *locale) either(items []template.HTML) template.HTML {
	return joinHTML(items, l.say("list-or"))
}

func joinHTML(items []template.HTML, between string) template.HTML {
	var b strings.Builder
	for i, s := range items {
		if i > 0 {
			b.WriteString(between)
		}
		b.WriteString(string(s))
	}
	return template.HTML(b.String())
}

// keepLimit is how many characters are kept on one line at most: what fits a small phone.
const keepLimit = 14

// keep keeps a few words on one line, such as a number with its unit.
func keep(s string) template.HTML {
	if utf8.RuneCountInString(s) > keepLimit {
		return template.HTML(template.HTMLEscapeString(s))
	}
	return template.HTML(`<span class="mb-n">` + template.HTMLEscapeString(s) + `</span>`)
}

var months = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// date is a date in words: 2026年11月20日, 20 Nov 2026.
func (l *locale) date(d content.Date) string {
	if d.IsZero() {
		return ""
	}
	if l.zh {
		return strconv.Itoa(d.Year) + "年" + strconv.Itoa(d.Month) + "月" + strconv.Itoa(d.Day) + "日"
	}
	return strconv.Itoa(d.Day) + " " + months[(d.Month+11)%12] + " " + strconv.Itoa(d.Year)
}

// dateHTML is a date as a time element.
func (l *locale) dateHTML(d content.Date) template.HTML {
	return template.HTML(`<time class="mb-n" datetime="` + d.String() + `">` + l.date(d) + `</time>`)
}

// stamp is a date for a template; nil if there is none.
func (l *locale) stamp(d content.Date) *stamp {
	if d.IsZero() {
		return nil
	}
	return &stamp{ISO: d.String(), Text: l.date(d)}
}

type stamp struct{ ISO, Text string }

// number is a whole number for a sentence: English groups thousands, Chinese does not.
func (l *locale) number(n int) string {
	s := strconv.Itoa(n)
	if !l.zh && n >= 1000 {
		return s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return s
}

// figure is a figure of a target, without needless digits.
func (l *locale) figure(f float64) string {
	if f == float64(int(f)) {
		return l.number(int(f))
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// hanNumber writes 1 to 99 in Chinese numerals.
func hanNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return string(digits[n])
	}
	s := "十"
	if n >= 20 {
		s = string(digits[n/10]) + s
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}
