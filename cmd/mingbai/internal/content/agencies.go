package content

import (
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// AgencyNames gives the index of the agency that each Chinese name stands for: short and full names
// and aliases. Brackets are folded, so that 各市〔特区、区〕 and 各市（特区、区） are one name.
func (a Agencies) AgencyNames() map[string]int {
	names := map[string]int{}
	for i, agency := range a.Agencies {
		for _, n := range agency.names() {
			names[FoldName(n)] = i
		}
	}
	return names
}

func (a Agency) names() []string {
	return append([]string{a.Name, a.Full}, a.Aliases...)
}

// FoldName makes the brackets of a unit's name equal.
func FoldName(name string) string { return bracketFolder.Replace(name) }

var bracketFolder = strings.NewReplacer("〔", "（", "〕", "）", "(", "（", ")", "）")

// At is the place of a value of agencies.toml.
func (s *Set) At(file string, parts ...any) diag.Pos {
	line, col := tomlfile.Locate(string(s.Files[file].Data), tomlfile.Join(parts...))
	return diag.Pos{File: file, Line: line, Col: col}
}

// checkAgencies checks that names are unambiguous and that successors and counterparts exist.
func checkAgencies(set *Set, diags *diag.List) {
	list := set.Agencies.Agencies
	known := ids(list, func(a Agency) string { return a.ID })
	owner, repeated := map[string]string{}, 0
	for i, a := range list {
		at := func(key string) diag.Pos { return set.At(AgenciesFile, "agency", i, key) }
		for _, n := range a.names() {
			n = FoldName(n)
			if other, taken := owner[n]; taken && other != a.ID && n != "" {
				if repeated++; repeated > maxFaults {
					return
				}
				diags.Add(set.At(AgenciesFile, "agency", i), "alias-repeated", n, other, a.ID)
			}
			owner[n] = a.ID
		}
		if a.Successor == a.ID && a.ID != "" {
			diags.Add(at("successor"), "successor-self", a.ID)
		}
		for key, id := range map[string]string{"successor": a.Successor, "counterpart": a.Counterpart} {
			if id != "" && !slices.Contains(known, id) {
				diags.Add(at(key), "agency-unknown", id).Suggest(diag.Nearest(id, known))
			}
		}
	}
}
