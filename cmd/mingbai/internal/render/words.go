package render

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/source"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// stringsFolder holds one file of interface words for each language.
const stringsFolder = "layouts/strings/"

// words are the interface words of one language by key.
type words map[string]string

// loadWords reads the words of both languages and reports keys that only one of them has.
func loadWords(fsys fs.FS, diags *diag.List) (zh, en words) {
	zh = loadFile(fsys, content.Chinese, diags)
	en = loadFile(fsys, content.English, diags)
	report := func(have, lack words, lang content.Lang) {
		if lack == nil {
			return
		}
		for _, key := range sortedKeys(have) {
			if _, ok := lack[key]; !ok {
				diags.Add(diag.Pos{File: wordsPath(lang)}, "strings-missing", key)
			}
		}
	}
	report(zh, en, content.English)
	report(en, zh, content.Chinese)
	if zh != nil {
		for _, key := range valueWords() {
			if _, ok := zh[key]; !ok {
				diags.Add(diag.Pos{File: wordsPath(content.Chinese)}, "strings-missing", key)
			}
		}
	}
	return zh, en
}

// valueWords are the keys of the words for every value that a source may hold: a value without a
// word would leave a gap in the page that nobody notices.
func valueWords() []string {
	var keys []string
	for prefix, values := range map[string][]string{
		"type-": content.ItemType("").Allowed(), "sector-": content.Sector("").Allowed(),
		"status-": content.Status("").Allowed(), "level-": content.Level("").Allowed(),
		"actor-": content.Actor("").Allowed(), "agency-kind-": content.AgencyKind("").Allowed(),
		"unit-": content.Unit("").Allowed(), "evidence-": content.Evidence("").Allowed(),
		"bound-": content.Bound("").Allowed(), "data-unit-": content.Unit("").Allowed(),
		"data-applicant-": content.Applicant("").Allowed(), "data-need-": content.Need("").Allowed(),
		"data-handling-": content.HandlingKind("").Allowed(),
	} {
		for _, v := range values {
			keys = append(keys, prefix+v)
		}
	}
	slices.Sort(keys)
	return keys
}

func wordsPath(lang content.Lang) string { return stringsFolder + lang.Folder() + ".toml" }

func loadFile(fsys fs.FS, lang content.Lang, diags *diag.List) words {
	file := wordsPath(lang)
	text, wrong := source.Read(fsys, file)
	if *diags = append(*diags, wrong...); wrong.HasErrors() {
		return nil
	}
	data := string(text.Data)
	tree, faults := tomlfile.Parse(data)
	w := words{}
	for key, value := range tree {
		s, ok := value.(string)
		if !ok {
			faults = append(faults, tomlfile.Fault{Path: key, Name: "value-type", Args: []any{key, "text", "a table"}})
			continue
		}
		w[key] = s
	}
	tomlfile.Report(diags, file, data, 0, faults)
	return w
}

func sortedKeys(w words) []string {
	keys := make([]string, 0, len(w))
	for k := range w {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// hole matches a place in a text: {1} for the first argument, {1|paper|papers} for words that depend
// on whether the first argument is one.
var hole = regexp.MustCompile(`\{(\d)(?:\|([^|{}]*)\|([^|{}]*))?\}`)

// phrase is a text cut at its holes.
type phrase []segment

// segment is words and the hole after them; arg is 0 for the last.
type segment struct {
	text      string
	arg       int
	plural    bool
	one, many string
}

// newPhrase cuts a text once, so that filling it costs no search.
func newPhrase(text string) phrase {
	var out phrase
	at := 0
	for _, m := range hole.FindAllStringSubmatchIndex(text, -1) {
		s := segment{text: text[at:m[0]], arg: int(text[m[2]] - '0'), plural: m[4] >= 0}
		if s.plural {
			s.one, s.many = text[m[4]:m[5]], text[m[6]:m[7]]
		}
		out = append(out, s)
		at = m[1]
	}
	return append(out, segment{text: text[at:]})
}

// fill puts arguments into the holes; a hole without an argument stays empty.
func (p phrase) fill(args []string) string {
	if len(p) == 1 {
		return p[0].text
	}
	var b strings.Builder
	for _, s := range p {
		b.WriteString(s.text)
		switch {
		case s.arg < 1 || s.arg > len(args):
		case !s.plural:
			b.WriteString(args[s.arg-1])
		case args[s.arg-1] == "1":
			b.WriteString(s.one)
		default:
			b.WriteString(s.many)
		}
	}
	return b.String()
}
