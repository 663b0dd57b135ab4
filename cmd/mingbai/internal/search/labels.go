package search

import (
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// labels are the ways to say which measure or article a section is, from its id: people ask for 第19条 or
// 第十九条, whatever the text calls it.
func labels(lang, id string) []string {
	kind, rest, _ := strings.Cut(id, "-")
	digits, _, more := strings.Cut(rest, "-")
	n, err := strconv.Atoi(digits)
	if err != nil || more || n < 1 || kind != "measure" && kind != "article" {
		return nil
	}
	if lang == "en" {
		return []string{"Measure " + digits, "Article " + digits, "Art. " + digits}
	}
	out := []string{"第" + digits + "条", "第" + hanNumber(n) + "条"}
	if kind == "measure" {
		out = append(out, "措施"+digits)
	}
	return out
}

// handlingWords are the words by which people ask for each kind of handling item.
var handlingWords = map[content.HandlingKind]struct{ zh, en []string }{
	"change":     {[]string{"变更"}, []string{"Change"}},
	"renewal":    {[]string{"延续", "换证"}, []string{"Renewal"}},
	"reissue":    {[]string{"补办", "补发"}, []string{"Reissue", "Lost"}},
	"suspension": {[]string{"歇业", "停业"}, []string{"Suspension"}},
	"closure":    {[]string{"注销", "停办"}, []string{"Cancellation", "Closing"}},
}

// formalities are what the titles of items end in.
var formalities = []string{"设立审批", "设立登记", "审批", "备案", "登记", "许可"}

// subject is what an item is about, its title without the formality: 养老机构 of 养老机构备案, so that
// 养老机构停办 and 养老机构注销备案 are found.
func subject(title string) string {
	title, _, _ = strings.Cut(title, "（")
	for _, f := range formalities {
		if rest, ok := strings.CutSuffix(title, f); ok {
			return rest
		}
	}
	return title
}

// handlingLabels are the ways to ask for a handling item: the word for its kind with each name of what
// it is done to, in Chinese before it and after it.
func handlingLabels(lang string, kind content.HandlingKind, names []string) []string {
	var out []string
	words := handlingWords[kind]
	for _, name := range names {
		if lang == "en" {
			for _, w := range words.en {
				out = append(out, w+": "+name)
			}
			continue
		}
		for _, w := range words.zh {
			out = append(out, w+name, name+w)
		}
		if rest, ok := strings.CutSuffix(name, "备案"); ok {
			out = append(out, rest+words.zh[0]+"备案")
		}
	}
	return out
}

// hanNumber is a number up to 9999 in words.
func hanNumber(n int) string {
	const digits, units = "零一二三四五六七八九", " 十百千"
	var b strings.Builder
	pending := false // a zero between digits
	for place, size := 3, 1000; place >= 0; place, size = place-1, size/10 {
		d := n / size % 10
		if d == 0 {
			pending = b.Len() > 0
			continue
		}
		if pending {
			b.WriteString("零")
		}
		pending = false
		if d != 1 || place != 1 || b.Len() > 0 {
			b.WriteString(string([]rune(digits)[d]))
		}
		if place > 0 {
			b.WriteString(string([]rune(units)[place]))
		}
	}
	return b.String()
}
