package drawing

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"mingbai/cmd/mingbai/internal/golden"
)

// TestSVG compares pictures of small charts. A chart that would not be clear gives “no picture”.
func TestSVG(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, in map[string][]byte) map[string]string {
		var c Chart
		if err := json.Unmarshal(in["chart"], &c); err != nil {
			t.Fatal(err)
		}
		svg, ok := c.SVG()
		if !ok {
			return map[string]string{"want": "no picture\n"}
		}
		return map[string]string{"want": strings.ReplaceAll(svg, "><", ">\n<") + "\n"}
	})
}

func TestBreak(t *testing.T) {
	whole := func(text string) string {
		for _, w := range []string{"消防", "验收", "社会服务机构"} {
			if strings.HasPrefix(text, w) {
				return w
			}
		}
		return ""
	}
	tests := []struct {
		text  string
		width int
		want  string // lines, or "" if it does not fit
	}{
		{"公司设立登记", 168, "公司设立登记"},
		{"建设工程消防验收或者消防验收备案", 168, "建设工程消防验收|或者消防验收备案"},
		{"民办非企业单位（社会服务机构）成立登记", 168, "民办非企业单位|（社会服务机构）|成立登记"},
		{"民办非企业单位（社会服务机构）成立登记", 90, ""},
		{"Food-business licence", 168, "Food-business|licence"},
		{"Registration of a private non-enterprise unit", 168, "Registration of|a private non-|enterprise unit"},
		{"消防，验收", 40, ""},
	}
	for _, tt := range tests {
		lines, ok := Break(Pieces(tt.text, whole), tt.width, NameLines)
		if got := strings.Join(lines, "|"); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s at %d: %q %v, want %q", tt.text, tt.width, got, ok, tt.want)
		}
		for _, l := range lines {
			if Width(l) > tt.width {
				t.Errorf("%s is %d wide", l, Width(l))
			}
		}
	}
}

// TestNoOverlap lays out charts and checks that boxes and lanes of a column stand apart and that
// every line ends at its item.
func TestNoOverlap(t *testing.T) {
	c := Chart{}
	for i, column := range []int{0, 0, 0, 0, 1, 1, 2, 2, 3} {
		c.Boxes = append(c.Boxes, Box{ID: string(rune('a' + i)), Column: column, Name: []string{"x", "y"}[:1+i%2]})
	}
	for _, pair := range []string{"ae", "be", "cf", "dh", "ai", "eg", "fg", "gi", "hi", "bi"} {
		c.Edges = append(c.Edges, Edge{From: pair[:1], To: pair[1:]})
	}
	l, ok := c.layout()
	if !ok {
		t.Fatal("no layout")
	}
	for i, nodes := range l.columns {
		sorted := slices.SortedFunc(slices.Values(nodes), func(x, y *node) int { return x.y - y.y })
		for k := 1; k < len(sorted); k++ {
			if sorted[k-1].y+sorted[k-1].height >= sorted[k].y {
				t.Errorf("column %d: %s and %s overlap", i, sorted[k-1].id, sorted[k].id)
			}
		}
		if last := sorted[len(sorted)-1]; last.y+last.height > l.height {
			t.Errorf("%s stands below the picture", last.id)
		}
	}
}
