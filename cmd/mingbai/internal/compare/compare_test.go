package compare

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// write gives figures in one line: firm ones by their value, loose ones in brackets.
func write(list []Figure) string {
	var out []string
	for _, f := range list {
		if f.Firm {
			out = append(out, f.Value)
		} else {
			out = append(out, "("+f.Value+")")
		}
	}
	return strings.Join(out, " ")
}

func TestChinese(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"新增托位700个", "700"},
		{"2026年11月20日起", "2026 month 11 20"},
		{"5000元以上5万元以下", "5000 50000"},
		{"5—10万元，1,200人，0.5％", "50000 100000 1200 0.5%"},
		{"处项目总投资额1%以上5%以下", "1% 5%"},
		{"占5—10%", "5% 10%"},
		{"不超过42.195千米，3千家", "42.195 3000"},
		{"六盘水府办函〔2023〕6号", "(6) 2023 6"},
		{"行政许可法第四十二条第二款第（三）项", "42 2 3"},
		{"第十九条、第19条", "19 19"},
		{"三个月内，十五日，二十个工作日", "3 15 20"},
		{"一老一小，一些，一个，一年一度", "(1) (1) (1) (1) (1) (1)"},
		{"三分之二以上", "2/3 (3) (2)"},
		{"百分之二十", "20%"},
		{"“十四五”时期，一两个星期", "(14) (5) (1) (2)"},
		{"二〇二三年", "2023"},
		{"几十年，三年级", "(10) (3)"},
		{"9:30至14:00", "9 30 14"},
		{"每3个月一次", "(1) 3 (1)"},
		{"05号、12345", "05 12345"},
		{"一百二十万零五百", "(1200500)"},
		{"", ""},
	} {
		if got := write(Chinese(tt.text)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestEnglish(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Create 700 new places", "700"},
		{"from 20 Nov 2026, 1 January", "20 month 11 2026 1 month 1"},
		{"of 5,000 to 50,000 yuan", "5000 50000"},
		{"1.2 million people, 3 hundred", "1200000 300"},
		{"1 to 5 per cent, 20%, twenty percent", "1% 5% 20% 20%"},
		{"Article 73(4), No. 6 of 2023", "73 4 6 2023"},
		{"the 14th Five-Year Plan", "(1) 14 (5)"},
		{"within three months, two or more", "3 (2)"},
		{"two thirds, one-third, half", "2/3 (2) (3) (1/3) (1) (3) (1/2)"},
		{"May I skip it? In May 2026; you may", "(month 5) month 5 2026 (month 5)"},
		{"the second March meeting", "(1) (2) month 3"},
		{"a 24-hour service, twice each year", "(1) 24 (2) (1)"},
		{"from 9:30 to 14:00", "9 30 14"},
		{"two hundred and fifty metres", "250"},
		{"2022–2025, 1–2", "2022 2025 1 2"},
		{"4A and GB50016", "4 50016"},
		{"someone, often, none", ""},
	} {
		if got := write(English(tt.text)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, tt := range []struct{ zh, en, onlyZh, onlyEn string }{
		{"新增700个，2025年", "700 new ones by 2025", "", ""},
		{"新增800个", "700 new ones", "800", "700"},
		{"乳儿班5人，托大班7人，托小班7人", "5 babies, 5 toddlers, 7 older children", "7", "5"},
		{"10张以上要备案，不到10张的不用", "10 beds or more file; fewer need not", "", ""},
		{"每年一次", "once a year", "", ""},
		{"三个月", "two months", "3", "2"},
		{"三个月", "a quarter", "3", ""},
		{"双方", "2 sides", "", ""},
		{"2026年11月20日", "20 Oct 2026", "month 11", "month 10"},
		{"1名保育人员", "each carer", "", ""},
	} {
		zh, en := Missing(Chinese(tt.zh), English(tt.en))
		if write(zh) != tt.onlyZh || write(en) != tt.onlyEn {
			t.Errorf("%s / %s: %q and %q, want %q and %q", tt.zh, tt.en, write(zh), write(en), tt.onlyZh, tt.onlyEn)
		}
	}
}

func TestTerms(t *testing.T) {
	terms := NewTerms([]Term{
		{"filing", "备案", []string{"filing", "file"}, true},
		{"licence", "许可", []string{"licence"}, true},
		{"childcare-filing", "托育机构备案", []string{"childcare filing"}, true},
		{"list", "许可清单", []string{"list"}, false},
		{"body", "养老机构", []string{"elder-care institution"}, true},
	})
	for _, tt := range []struct{ zh, en, want string }{
		{"先备案", "You filed it", ""},
		{"先备案", "Registered first", "filing"},
		{"托育机构备案", "Childcare filings", ""},
		{"托育机构备案", "File it", "childcare-filing"},
		{"许可清单", "anything", ""},
		{"备案、许可、备案", "Go", "filing licence"},
		{"养老机构的许可", "the Elder-Care Institution's licences", ""},
		{"备案", "profiles", "filing"},
	} {
		var got []string
		for _, u := range terms.Missing(tt.zh, tt.en) {
			got = append(got, u.Term.ID)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s / %s: %v, want %s", tt.zh, tt.en, got, tt.want)
		}
	}
}

// FuzzFigures checks that figures lie in the text in order, and that a text agrees with itself.
func FuzzFigures(f *testing.F) {
	for _, s := range []string{"2026年11月20日", "第（三）项三分之二", "一百万亿", "两thirds 9:30 of 5—10%", "twenty-five per cent of May 3rd", "零零〇", "\xff百分之"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			return
		}
		for name, find := range map[string]func(string) []Figure{"zh": Chinese, "en": English} {
			list := find(text)
			at := 0
			for _, fig := range list {
				if fig.At < at || fig.At >= len(text) || fig.Value == "" || !utf8.ValidString(fig.Value) ||
					!strings.HasPrefix(text[fig.At:], fig.Text) && !strings.HasPrefix(strings.TrimSpace(text[fig.At:]), fig.Text) {
					t.Fatalf("%s: %q has %+v", name, text, fig)
				}
				at = fig.At
			}
			if a, b := Missing(list, slices.Clone(list)); len(a)+len(b) > 0 {
				t.Fatalf("%s: %q differs from itself: %v %v", name, text, a, b)
			}
		}
	})
}
