package unseen

import "testing"

func TestIndex(t *testing.T) {
	for _, tt := range []struct {
		text string
		at   int
	}{
		{"", -1}, {"plain text\twith tab\n", -1}, {"办事指南，先看明白。“引用”——〔2020〕㎡ é α 😀 ⅓", -1}, {"葛\U000E0100", 3},
		{"a\u202eb", 1}, {"中\u2066文", 3}, {"中\u200b文", 3}, {"a\u00adb", 1}, {"\ufeffa", 0}, {"a\x00", 1}, {"a\x1b[31m", 1}, {"a\u2028b", 1}, {"a\U000E0041", 1}, {"a\ufffe", 1}, {"\u3164", 0},
	} {
		if at, _ := Index(tt.text); at != tt.at {
			t.Errorf("%q: %d, want %d", tt.text, at, tt.at)
		}
		if at, _ := Index([]byte(tt.text)); at != tt.at {
			t.Errorf("%q as bytes: %d, want %d", tt.text, at, tt.at)
		}
	}
}

func TestMixed(t *testing.T) {
	for _, tt := range []struct {
		text string
		at   int
	}{{"licence", -1}, {"Лицензия licence", -1}, {"中Л文", -1}, {"li\u0441ence", 2}, {"\u0441at", 0}, {"μm", -1}} {
		if at, _ := Mixed([]byte(tt.text)); at != tt.at {
			t.Errorf("%q: %d, want %d", tt.text, at, tt.at)
		}
	}
}

func FuzzIndex(f *testing.F) {
	f.Add("中\u202e文")
	f.Add("\xe4")
	f.Fuzz(func(t *testing.T, text string) {
		if at, r := Index(text); at >= 0 && (at >= len(text) || !Is(r)) {
			t.Errorf("%q: %d %U", text, at, r)
		}
		if at, _ := Mixed([]byte(text)); at >= len(text) {
			t.Errorf("%q: %d", text, at)
		}
	})
}
