package render

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

func TestPhrase(t *testing.T) {
	tests := []struct {
		text string
		args []string
		want string
	}{
		{"无", nil, "无"},
		{"{1}个工作日", []string{"5"}, "5个工作日"},
		{"{1} {1|day|days}", []string{"1"}, "1 day"},
		{"{1} {1|day|days}", []string{"12"}, "12 days"},
		{"{2} of {1}", []string{"a", "b"}, "b of a"},
		{"{1} {2}", []string{"a"}, "a "},
		{"“{q}”有{n}条结果", nil, "“{q}”有{n}条结果"},
	}
	for _, tt := range tests {
		if got := newPhrase(tt.text).fill(tt.args); got != tt.want {
			t.Errorf("%q with %v: got %q, want %q", tt.text, tt.args, got, tt.want)
		}
	}
}

// TestWordsAgree checks that both languages have the same keys and the same holes.
func TestWordsAgree(t *testing.T) {
	var diags diag.List
	zh, en := loadWords(repository, &diags)
	for _, d := range diags {
		t.Errorf("%s: %s %v", d.Pos.File, d.Name, d.Args)
	}
	for key := range zh {
		if a, b := holes(zh[key]), holes(en[key]); !slices.Equal(a, b) {
			t.Errorf("%s: Chinese has %v, English %v", key, a, b)
		}
	}
}

// holes lists the arguments that a text uses, and the names that scripts fill in.
func holes(text string) []string {
	found := regexp.MustCompile(`\{(\w)`).FindAllString(text, -1)
	sort.Strings(found)
	return slices.Compact(found)
}

// TestWordsInCode finds every key that the code asks for in the words, and every word in use.
func TestWordsInCode(t *testing.T) {
	var diags diag.List
	zh, _ := loadWords(repository, &diags)
	used := map[string]bool{}
	call := regexp.MustCompile(`\b(?:say|sayHTML|section|more|add|limit|hotlineText)\((?:[a-zA-Z.!= ()]+, )?(?:"[a-z-]+", )?"([a-z0-9-]+)"`)
	literal := regexp.MustCompile(`"([a-z0-9-]+)"`)
	sources, _ := filepath.Glob("*.go")
	for _, file := range sources {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(data), -1) {
			if !strings.HasSuffix(m[1], "-") && zh[m[1]] == "" && strings.HasPrefix(m[0], "say") {
				t.Errorf("%s asks for %q, which the words do not have", file, m[1])
			}
		}
		for _, m := range literal.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
		}
	}
	layouts, err := fs.Glob(repository, "layouts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	components, _ := fs.Glob(repository, "layouts/components/*.html")
	for _, file := range append(layouts, components...) {
		data, _ := fs.ReadFile(repository, file)
		for _, m := range wordCall.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
		}
	}
	for key := range zh {
		if !used[key] && !computed(key) {
			t.Errorf("nothing uses the word %q", key)
		}
	}
}

// computed reports whether a key is put together in the code from a value of the sources.
func computed(key string) bool {
	for _, prefix := range []string{"unit-", "evidence-", "status-", "type-", "sector-", "level-", "agency-kind-", "kind-", "nav-", "count-", "bound-", "changed-", "actor-",
		"data-format-", "data-type-", "data-code-", "data-unit-", "data-applicant-", "data-need-", "data-handling-"} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return strings.HasSuffix(key, "-none")
}

// TestComputedWords asks for the word of every value that the sources may hold.
func TestComputedWords(t *testing.T) {
	var diags diag.List
	zh, _ := loadWords(repository, &diags)
	want := func(prefix string, values []string, suffix string) {
		for _, v := range values {
			if _, ok := zh[prefix+v+suffix]; !ok {
				t.Errorf("the words have no %q", prefix+v+suffix)
			}
		}
	}
	want("unit-", content.Unit("").Allowed(), "")
	want("evidence-", content.Evidence("").Allowed(), "")
	want("evidence-", content.Evidence("").Allowed(), "-brief")
	want("status-", content.Status("").Allowed(), "")
	want("type-", content.ItemType("").Allowed(), "")
	want("sector-", content.Sector("").Allowed(), "")
	want("level-", content.Level("").Allowed(), "")
	want("agency-kind-", content.AgencyKind("").Allowed(), "")
	want("bound-", content.Bound("").Allowed(), "")
	want("actor-", content.Actor("").Allowed(), "")
	want("data-unit-", content.Unit("").Allowed(), "")
	want("data-applicant-", content.Applicant("").Allowed(), "")
	want("data-need-", content.Need("").Allowed(), "")
	want("changed-", []string{"amended", "lapsed", "repealed", "not-yet"}, "")
	for _, kind := range content.Kinds {
		want("kind-", []string{string(kind)}, "")
	}
	for _, kind := range columns {
		want("nav-", []string{string(kind)}, "")
		want("count-", []string{string(kind)}, "")
	}
}

func TestLoadFaults(t *testing.T) {
	tests := []struct {
		name, file, from, to string
		want, place          string
		line                 int
	}{
		{"a word that is not there", "layouts/guide.html", `{{t "order"}}`, `{{t "ordre"}}`, "strings-missing", "layouts/guide.html", -1},
		{"a field that is not there", "layouts/components/badge.html", "{{.Text}}", "{{.Txt}}", "template", "layouts/components/badge.html", 1},
		{"broken syntax", "layouts/list.html", "{{template \"heading\" .}}", "{{template heading}}", "template", "layouts/list.html", 1},
		{"a word only in one language", "layouts/strings/en.toml", "skip = ", "skop = ", "strings-missing", "layouts/strings/en.toml", 0},
	}
	for _, tt := range tests {
		m := fstest.MapFS{}
		err := fs.WalkDir(repository, Folder, func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				data, readErr := fs.ReadFile(repository, p)
				m[p] = &fstest.MapFile{Data: data}
				return readErr
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(m[tt.file].Data), tt.from, tt.to, 1)
		if changed == string(m[tt.file].Data) {
			t.Fatalf("%s: %s holds no %q", tt.name, tt.file, tt.from)
		}
		if tt.line < 0 { // where the word stands
			before, _, _ := strings.Cut(string(m[tt.file].Data), tt.from)
			tt.line = 1 + strings.Count(before, "\n")
		}
		m[tt.file] = &fstest.MapFile{Data: []byte(changed)}
		_, diags := Load(m)
		if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
			return d.Name == tt.want && d.Pos.File == tt.place && d.Pos.Line == tt.line
		}) {
			t.Errorf("%s: want %s at %s:%d, got %v", tt.name, tt.want, tt.place, tt.line, diags)
		}
	}
}
