package render

import (
	"html/template"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/golden"
	"mingbai/cmd/mingbai/internal/schedule"
	"mingbai/cmd/mingbai/internal/site"
)

// base is the small site of the tests, with files of an archive added or changed.
func base(t *testing.T, changes map[string][]byte) *site.Site {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	in := map[string][]byte{}
	for _, f := range archive.Files {
		in[f.Name] = f.Data
	}
	for name, data := range changes {
		in[name] = data
	}
	return linked(t, files(in))
}

// TestFragments renders pages of the small site and compares parts of them. The file "show" of an
// archive says which, one line for each: the page's address and what the part begins with.
func TestFragments(t *testing.T) {
	golden.Run(t, "testdata/show_*.txtar", func(t *testing.T, in map[string][]byte) map[string]string {
		lines := strings.Split(strings.TrimSpace(string(in["show"])), "\n")
		delete(in, "show")
		s := base(t, in)
		r := renderer(t, s)
		var out strings.Builder
		for _, line := range lines {
			url, start, _ := strings.Cut(line, " ")
			out.WriteString("=== " + line + "\n" + readable(part(t, page(t, r, url), start)) + "\n")
		}
		return map[string]string{"want": out.String()}
	})
}

// page renders the page of an address; "/" stands for the Chinese home page.
func page(t *testing.T, r *Renderer, url string) string {
	t.Helper()
	for _, p := range r.site.Pages {
		if "/"+p.URL == url {
			f, err := r.Page(p)
			if err != nil {
				t.Fatal(err)
			}
			return string(f.Data)
		}
	}
	t.Fatalf("no page %s", url)
	return ""
}

// part cuts the first element that begins with start, from its tag to the end tag of the same depth.
func part(t *testing.T, html, start string) string {
	t.Helper()
	at := strings.Index(html, start)
	if at < 0 {
		t.Fatalf("no %q in the page", start)
	}
	html = html[at:]
	name := strings.FieldsFunc(start, func(r rune) bool { return r == '<' || r == ' ' || r == '>' })[0]
	depth, end := 0, 0
	for end < len(html) {
		open, shut := strings.Index(html[end:], "<"+name), strings.Index(html[end:], "</"+name+">")
		if shut < 0 {
			return html
		}
		if open >= 0 && open < shut {
			depth++
			end += open + 1
			continue
		}
		depth--
		end += shut + len(name) + 3
		if depth == 0 {
			return html[:end]
		}
	}
	return html
}

// readable breaks HTML into lines that people can compare.
func readable(html string) string {
	html = strings.Join(strings.Fields(html), " ")
	for _, tag := range []string{"<li", "<p", "<dt", "<h", "<tr", "<section", "</section", "<ol", "<ul", "<td", "<a class=\"mb-row", "<meta", "<link"} {
		html = strings.ReplaceAll(html, tag, "\n"+tag)
	}
	var lines []string
	for line := range strings.Lines(html) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// TestExtras compares the files that belong to the site as a whole.
func TestExtras(t *testing.T) {
	golden.Run(t, "testdata/extras.txtar", func(t *testing.T, in map[string][]byte) map[string]string {
		got, err := Extras(base(t, in))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, f := range got {
			if !strings.HasSuffix(f.Path, ".png") {
				out["want/"+f.Path] = string(f.Data)
			}
		}
		return out
	})
}

// TestSearchPageWithoutScripts checks that the search page names every page that people look for.
func TestSearchPageWithoutScripts(t *testing.T) {
	s := base(t, nil)
	html := page(t, renderer(t, s), "/search/")
	for _, p := range s.Pages {
		if p.Lang == "zh-CN" && (p.Guide != nil || p.Licence != nil || p.Policy != nil || p.Agency != nil) {
			if !strings.Contains(html, `href="../`+p.URL+`"`) {
				t.Errorf("the index has no link to %s", p.URL)
			}
		}
	}
}

// TestTimeWords says totals: units side by side and never added, extensions named, and what has no
// known time beside them.
func TestTimeWords(t *testing.T) {
	s := base(t, nil)
	r := renderer(t, s)
	tests := []struct {
		lang        content.Lang
		plan        schedule.Plan
		count, time string
	}{
		{"zh-CN", schedule.Plan{Least: 4, Most: 5, Longest: []schedule.Total{{Sums: map[string]int{"working-days": 41}, Extensions: map[string]int{"working-days": 13}}}},
			"4—5件，看您的情况", "最长41个工作日（含可延长的13个工作日）"},
		{"en", schedule.Plan{Least: 4, Most: 5, Longest: []schedule.Total{{Sums: map[string]int{"working-days": 41}, Extensions: map[string]int{"working-days": 13}}}},
			"4 to 5 things, depending on your case", "Up to 41 working days (including an extension of 13 working days)"},
		{"zh-CN", schedule.Plan{Least: 1, Most: 1, Longest: []schedule.Total{{Sums: map[string]int{"months": 3, "days-as-printed": 75, "working-days": 30}}, {Sums: map[string]int{"working-days": 56}}}},
			"1件", "最长3个月、75日和30个工作日|或者56个工作日|条文里写“日”的，没有说是工作日。"},
		{"zh-CN", schedule.Plan{Least: 1, Most: 1, Steps: []schedule.Step{{ID: "filing"}, {ID: "fire"}}, Longest: []schedule.Total{{Sums: map[string]int{"working-days": 3}, Open: []string{"filing"}}, {Open: []string{"fire"}}}},
			"1件", "已知最长3个工作日|没有规定时限：托育机构备案|时间待核实：消防验收"},
		{"en", schedule.Plan{Least: 1, Most: 1}, "1 thing", "on the spot"},
	}
	for _, tt := range tests {
		said := r.PlanWords(s.Find("guide", tt.lang, "childcare"), tt.plan)
		if got := plainLines(said.Count); got != tt.count {
			t.Errorf("count %s, want %s", got, tt.count)
		}
		if got := plainLines(said.Time); got != tt.time {
			t.Errorf("time %s\nwant %s", got, tt.time)
		}
	}
}

// plainLines joins lines of HTML without their tags.
func plainLines(lines []template.HTML) string {
	var out []string
	for _, l := range lines {
		out = append(out, regexp.MustCompile("<[^>]*>").ReplaceAllString(string(l), ""))
	}
	return strings.Join(out, "|")
}
