package search

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/output"
)

// PointerPath is the file that names each language's manifest.
const PointerPath = "search/index.json"

// manifest is what a reader loads first.
type manifest struct {
	V    int    `json:"v"`
	Gen  string `json:"gen"`
	Lang string `json:"lang"`

	Docs         int `json:"docs"`
	Places       int `json:"places"` // units and names
	UnitsPerText int `json:"unitsPerText"`
	DocsPerFile  int `json:"docsPerFile"`

	// Groups are the stretches of docs of one kind and status; each names its first doc.
	Groups []group `json:"groups"`

	// Families are the kinds of shards: k, s and p.
	Families map[string]family `json:"families"`

	// Facets, Fold and Words say whether there are such files.
	Facets bool `json:"facets"`
	Fold   bool `json:"fold"`
	Words  bool `json:"words"`

	// Empty are the words that are not looked up, Questions those that make a question of a query.
	Empty     string `json:"empty"`
	Questions string `json:"questions"`

	// Synonyms are pairs of what people type and what pages say.
	Synonyms [][2]string `json:"synonyms"`
}

// family says where the shards of one kind begin: First are their first keys, joined by spaces. Where
// there are very many, they are the first keys of directories of Per shards each.
type family struct {
	First string `json:"first"`
	Per   int    `json:"per"`
}

// group is a stretch of docs with one kind and status.
type group struct {
	First  int
	Kind   string
	Status string
}

func (g group) MarshalJSON() ([]byte, error) { return json.Marshal([]any{g.First, g.Kind, g.Status}) }

func (g *group) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&g.First, &g.Kind, &g.Status})
}

func (m *manifest) describe(c *corpus, synonyms []Synonym) {
	for i, d := range c.docs {
		if i == 0 || d.Kind != c.docs[i-1].Kind || d.Status != c.docs[i-1].Status {
			m.Groups = append(m.Groups, group{i, d.Kind, d.Status})
		}
	}
	m.Empty, m.Questions = strings.Join(slices.Sorted(maps.Keys(emptyWords)), " "), strings.Join(questionWords, " ")
	m.Synonyms = [][2]string{}
	for _, s := range synonyms {
		for _, w := range s.Words {
			if f := Fold(w); f != "" && f != Fold(s.Means) {
				m.Synonyms = append(m.Synonyms, [2]string{w, s.Means})
			}
		}
	}
	slices.SortFunc(m.Synonyms, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	m.Synonyms = slices.Compact(m.Synonyms)
}

// body is the manifest's JSON behind the header.
func (m *manifest) body() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it would make six bytes of one
	if err := enc.Encode(m); err != nil {
		panic("search: manifest: " + err.Error()) // only strings and numbers
	}
	_, rest, _ := strings.Cut(b.String(), `"gen":""`)
	return []byte(strings.TrimSuffix(rest, "}\n"))
}

// pointer is the file that names the manifests.
func pointer(manifests map[string]string) output.File {
	data, err := json.Marshal(struct {
		V         int               `json:"v"`
		Manifests map[string]string `json:"manifests"`
	}{Version, manifests})
	if err != nil {
		panic("search: pointer: " + err.Error())
	}
	return output.File{Path: PointerPath, Data: append(data, '\n'), From: indexFrom}
}

// jsonWriter writes compact JSON without escaping what a script file would have to escape.
type jsonWriter struct{ buf []byte }

func (w *jsonWriter) raw(s string) *jsonWriter {
	w.buf = append(w.buf, s...)
	return w
}

// field begins one more field of the object.
func (w *jsonWriter) field(name string) *jsonWriter { return w.raw(`,"` + name + `":`) }

// comma separates element i from the one before.
func (w *jsonWriter) comma(i int) *jsonWriter {
	if i > 0 {
		w.raw(",")
	}
	return w
}

func (w *jsonWriter) str(s string) *jsonWriter {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	w.raw(`"`)
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.raw(s[start:i])
		start = i + 1
		switch c {
		case '"', '\\':
			w.raw(`\` + string(rune(c)))
		case '\n':
			w.raw(`\n`)
		default:
			w.raw(`\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		}
	}
	return w.raw(s[start:]).raw(`"`)
}

// doc writes [address, title] and, for the text store, the other names.
func (w *jsonWriter) doc(d Doc, also bool) {
	w.raw("[").str(d.URL).raw(",").str(d.Title)
	if also {
		for _, a := range d.Also {
			w.raw(",").str(a)
		}
	}
	w.raw("]")
}

// lists writes an object of lists.
func (w *jsonWriter) lists(m map[string]*list) *jsonWriter {
	w.raw("{")
	for i, id := range sortedKeys(m) {
		w.comma(i).str(id).raw(":").str(m[id].String())
	}
	return w.raw("}")
}

func sortedKeys(m map[string]*list) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
