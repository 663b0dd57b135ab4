package render

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
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
	return zh, en
}

func wordsPath(lang content.Lang) string { return stringsFolder + lang.Folder() + ".toml" }

func loadFile(fsys fs.FS, lang content.Lang, diags *diag.List) words {
	file := wordsPath(lang)
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		diags.Add(diag.Pos{File: file}, "file-unreadable", err)
		return nil
	}
	tree, faults := tomlfile.Parse(string(data))
	w := words{}
	for key, value := range tree {
		s, ok := value.(string)
		if !ok {
			faults = append(faults, tomlfile.Fault{Path: key, Name: "value-type", Args: []any{key, "text", "a table"}})
			continue
		}
		w[key] = s
	}
	tomlfile.Report(diags, file, string(data), 0, faults)
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

// fill puts arguments into a text.
func (w words) fill(key string, args ...string) string {
	text := w[key]
	if !strings.Contains(text, "{") {
		return text
	}
	return hole.ReplaceAllStringFunc(text, func(found string) string {
		m := hole.FindStringSubmatch(found)
		i, _ := strconv.Atoi(m[1])
		switch {
		case i < 1 || i > len(args):
			return found
		case !strings.Contains(found, "|"):
			return args[i-1]
		case args[i-1] == "1":
			return m[2]
		}
		return m[3]
	})
}
