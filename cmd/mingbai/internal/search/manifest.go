package search

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// ManifestPath is the path of the manifest of a language. It is always the same, so that no page changes when the
// index does: the pages name it in data-search-index. All that it names lies in the folder of that name.
func ManifestPath(lang string) string { return "search/" + lang + ".json" }

// manifest is what a reader loads first.
type manifest struct {
	V    int    `json:"v"`
	ID   string `json:"id"`
	Lang string `json:"lang"`

	Docs         int `json:"docs"`
	Places       int `json:"places"` // units and names
	UnitsPerText int `json:"unitsPerText"`
	DocsPerFile  int `json:"docsPerFile"`

	// Groups are the stretches of docs of one kind and status; each names its first doc.
	Groups []group `json:"groups"`

	// Families are the kinds of files that are numbered: k, s, p and, without keys, d.
	Families map[string]family `json:"families"`

	// Blocks are the numbers of docs of each block, and Texts the ids of their text files.
	Blocks string `json:"blocks"`
	Texts  string `json:"texts"`

	// Facets, Fold and Words are the ids of these files, empty if there is none.
	Facets string `json:"facets"`
	Fold   string `json:"fold"`
	Words  string `json:"words"`

	// Rules are the tables by which text is folded, cut and stemmed: the browser's side has no copy of them.
	Rules rules `json:"rules"`

	// Synonyms are pairs of what people type and what pages say.
	Synonyms [][2]string `json:"synonyms"`
}

// family says where the shards of one kind begin: First are their first keys, joined by spaces, and IDs
// their ids. Where there are very many, they are those of directories of Per shards each.
type family struct {
	First string `json:"first"`
	IDs   string `json:"ids"`
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
	m.Rules = theRules()
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
	_, rest, _ := strings.Cut(b.String(), `"id":""`)
	return []byte(strings.TrimSuffix(rest, "}\n"))
}
