package content

import (
	"strings"
	"testing"
)

func TestNumerals(t *testing.T) {
	tests := []struct {
		text string
		n    int
	}{
		{"一", 1}, {"十", 10}, {"十九", 19}, {"二十", 20}, {"二十九", 29}, {"一百", 100}, {"一百零八", 108},
		{"一百〇八", 108}, {"一百一十", 110}, {"一百二十三", 123}, {"一千", 1000}, {"一千零一", 1001},
		{"一千二百六十", 1260}, {"九千九百九十九", 9999},
		{"", 0}, {"零", 0}, {"十十", 0}, {"一二", 0}, {"百", 0}, {"二十零", 0}, {"一百八", 0}, {"甲", 0}, {"十百", 0},
	}
	for _, tt := range tests {
		n, ok := ParseNumeral(tt.text)
		if ok != (tt.n > 0) || ok && n != tt.n {
			t.Errorf("ParseNumeral(%q) = %d, %v; want %d", tt.text, n, ok, tt.n)
		}
	}
	for n := 1; n < 10000; n++ {
		if got, ok := ParseNumeral(FormatNumeral(n)); !ok || got != n {
			t.Fatalf("%d is written %q and read as %d, %v", n, FormatNumeral(n), got, ok)
		}
	}
}

func FuzzNumeral(f *testing.F) {
	for _, s := range []string{"十九", "一百零八", "二十〇", "千", "一1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := ParseNumeral(s); ok && FormatNumeral(n) != strings.ReplaceAll(s, "〇", "零") {
			t.Fatalf("%q read as %d, written %q", s, n, FormatNumeral(n))
		}
	})
}

func TestParseUnitLine(t *testing.T) {
	tests := []struct{ line, units, shared, trouble string }{
		{"（责任单位：市民政局、市体育局）", "市民政局 市体育局", "", ""},
		{"（责任单位：市发展改革委等有关部门）", "市发展改革委+", "", ""},
		{"（责任单位：市委宣传部、市发展改革委等有关部门）", "市委宣传部 市发展改革委+", "", ""},
		{"（责任单位：市残联，各市〔特区、区〕人民政府）", "市残联 各市〔特区、区〕人民政府", "", ""},
		{"（责任单位：市残联。各项措施责任单位均包括各市〔特区、区〕人民政府，以下不再列出）", "市残联", "各市〔特区、区〕人民政府", ""},
		{"（责任单位：市残联。另有规定）", "市残联", "", "另有规定"},
		{"（责任单位：）", "", "", ""},
		{"（责任单位：市民政局、、市体育局）", "", "", "市民政局、、市体育局"},
		{"（责任单位：市民政局", "", "", "（责任单位：市民政局"},
	}
	for _, tt := range tests {
		line, trouble := ParseUnitLine(tt.line)
		if tt.units == "" && tt.trouble == "" {
			if trouble != "" || len(line.Units) != 0 {
				continue // an empty list is trouble of its own
			}
			t.Errorf("%s: an empty list was accepted", tt.line)
			continue
		}
		if trouble != tt.trouble {
			t.Errorf("%s: trouble %q, want %q", tt.line, trouble, tt.trouble)
		}
		if got := unitString(line.Units); trouble == "" && got != tt.units {
			t.Errorf("%s: units %q, want %q", tt.line, got, tt.units)
		}
		if got := unitString(line.Shared); trouble == "" && got != tt.shared {
			t.Errorf("%s: shared %q, want %q", tt.line, got, tt.shared)
		}
		for _, u := range line.Units {
			if !strings.HasPrefix(tt.line[u.At:], u.Name) {
				t.Errorf("%s: %q is not at %d", tt.line, u.Name, u.At)
			}
		}
	}
}

func unitString(units []UnitName) string {
	var out []string
	for _, u := range units {
		name := u.Name
		if u.Open {
			name += "+"
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func FuzzUnitLine(f *testing.F) {
	f.Add("（责任单位：市民政局、市体育局，各市〔特区、区〕人民政府。各项措施责任单位均包括各市〔特区、区〕人民政府，以下不再列出）")
	f.Add("（责任单位：市发展改革委等有关部门）")
	f.Add("（责任单位：〔）")
	f.Fuzz(func(t *testing.T, s string) {
		line, trouble := ParseUnitLine(s)
		if trouble != "" {
			return
		}
		for _, u := range append(line.Units, line.Shared...) {
			if u.Name == "" || !strings.Contains(s, u.Name) {
				t.Fatalf("%q gave the unit %q", s, u.Name)
			}
		}
	})
}

func TestHoldsFigure(t *testing.T) {
	tests := []struct {
		words, figure string
		want          bool
	}{
		{"提升至55%", "55", true}, {"提升至55%", "5", false}, {"4.5个", "4.5", true}, {"4.5个", "4", false},
		{"1—2个", "1", true}, {"1—2个", "2", true}, {"12个", "2", false}, {"7000个，4.5个", "7000", true},
	}
	for _, tt := range tests {
		if got := holdsFigure(tt.words, tt.figure); got != tt.want {
			t.Errorf("holdsFigure(%q, %q) = %v", tt.words, tt.figure, got)
		}
	}
}
