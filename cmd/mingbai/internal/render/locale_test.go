package render

import (
	"html/template"
	"testing"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

func locales(t *testing.T) (zh, en *locale) {
	t.Helper()
	var diags diag.List
	a, b := loadWords(repository, &diags)
	return newLocale(content.Chinese, a), newLocale(content.English, b)
}

func TestPeriods(t *testing.T) {
	zh, en := locales(t)
	tests := []struct {
		value  int
		unit   content.Unit
		zh, en string
	}{
		{5, "working-days", "5个工作日", "5 working days"},
		{1, "working-days", "1个工作日", "1 working day"},
		{60, "days-as-printed", "60日（条文未注明工作日）", "60 days (the text does not say working days)"},
		{30, "calendar-days", "30个自然日", "30 calendar days"},
		{3, "months", "3个月", "3 months"},
		{0, "on-the-spot", "当场", "on the spot"},
		{0, "none-set", "未规定", "none set"},
	}
	for _, tt := range tests {
		if got := plainText(zh.period(tt.value, tt.unit)); got != tt.zh {
			t.Errorf("%d %s in Chinese: %q, want %q", tt.value, tt.unit, got, tt.zh)
		}
		if got := plainText(en.period(tt.value, tt.unit)); got != tt.en {
			t.Errorf("%d %s in English: %q, want %q", tt.value, tt.unit, got, tt.en)
		}
	}
	if got := plainText(zh.limit(&content.Limit{Value: 3, Unit: "working-days", Extension: 3})); got != "3个工作日，可延长3个工作日" {
		t.Errorf("extension: %q", got)
	}
}

// plainText drops the tags of a piece of HTML.
func plainText(html template.HTML) string {
	out, in := []rune{}, false
	for _, r := range string(html) {
		switch {
		case r == '<':
			in = true
		case r == '>':
			in = false
		case !in:
			out = append(out, r)
		}
	}
	return string(out)
}

func TestText(t *testing.T) {
	zh, en := locales(t)
	for _, tt := range []struct{ got, want template.HTML }{
		{zh.html("a<b & 六盘水府办函〔2023〕6号"), `a&lt;b &amp; <span class="mb-n">六盘水府办函〔2023〕6号</span>`},
		{zh.html("2022—2025年"), "2022—2025年"},
		{en.html("the “Gazette” <x>"), "the “Gazette” &lt;x&gt;"},
		{en.html("no. 六盘水府办函〔2023〕6号 of 2023"), `no. <span lang="zh-CN">六盘水府办函〔2023〕6号</span> of 2023`},
		{template.HTML(zh.date(content.Date{Year: 2026, Month: 11, Day: 20})), "2026年11月20日"},
		{template.HTML(en.date(content.Date{Year: 2026, Month: 11, Day: 20})), "20 Nov 2026"},
		{template.HTML(zh.figure(2200)), "2200"},
		{template.HTML(en.figure(2200)), "2,200"},
		{template.HTML(en.figure(4.5)), "4.5"},
		{keep("5个工作日"), `<span class="mb-n">5个工作日</span>`},
		{keep("600 people (each year)"), "600 people (each year)"},
		{zh.dotted("", "备案", "", "5日"), `备案<span class="mb-part">·5日</span>`},
		{en.dotted("filing", "5 days"), `filing <span class="mb-part">·&nbsp;5 days</span>`},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestHanNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 29: "二十九", 100: "100"} {
		if got := hanNumber(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestInitials(t *testing.T) {
	initial := initials()
	for title, want := range map[string]string{
		"托育机构": "T", "养老机构": "Y", "《办法》": "B", "“铁拳”": "T", "Childcare centre": "C", "elder care": "E", "12345": "#", "": "#",
	} {
		if got := initial(title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

func TestHeadingKeepsWordsWhole(t *testing.T) {
	b := &builder{Renderer: &Renderer{terms: newSegmenter([]content.Term{{Zh: "托育机构"}, {Zh: "托育"}, {Zh: "一个很长的词语"}})}}
	got := b.zhHeading("托育机构登记<一个很长的词语>")
	want := template.HTML(`<span class="mb-n">托育机构</span><span class="mb-n">登记</span>&lt;一个很长的词语&gt;`)
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRowsShowTheCommonMarkOnce(t *testing.T) {
	zh, _ := locales(t)
	list := func(levels ...content.Evidence) []row {
		var out []row
		for _, l := range levels {
			out = append(out, row{Mark: zh.mark(l)})
		}
		return out
	}
	for _, tt := range []struct {
		levels []content.Evidence
		common string
		most   bool
		own    int
	}{
		{[]content.Evidence{"law", "law", "law"}, "law", false, 0},
		{[]content.Evidence{"secondary", "law", "secondary", "secondary"}, "secondary", true, 1},
		{[]content.Evidence{"law", "secondary", "unverified"}, "", false, 3},
		{[]content.Evidence{"law"}, "", false, 1},
	} {
		got := newRows(list(tt.levels...))
		own := 0
		for _, r := range got.Rows {
			if r.Mark != nil {
				own++
			}
		}
		common := ""
		if got.Mark != nil {
			common = got.Mark.Level
		}
		if common != tt.common || got.Most != tt.most || own != tt.own {
			t.Errorf("%v: common %q, most %v, %d of their own", tt.levels, common, got.Most, own)
		}
	}
}
