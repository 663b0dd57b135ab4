package config

import (
	"net/url"
	"regexp"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// PermanentFile lists the addresses that the site has promised to keep. It stands with the content, so
// that whoever moves a page sees it and the change of a promise is reviewed like that of a text.
const PermanentFile = "content/permanent.toml"

// Permanent is one address that must not vanish.
type Permanent struct {
	Path string   `toml:"path,required"` // from the root of the site: "/licence/food/"
	To   string   `toml:"to"`            // where a page that is no more has gone; "" for one that is there
	Pos  diag.Pos // of the row
}

var addressShape = regexp.MustCompile(`^/(?:[a-z0-9][a-z0-9.-]*/?)*$`)

// ParsePermanent reads the text of the file.
func ParsePermanent(data []byte) ([]Permanent, diag.List) {
	var doc struct {
		Addresses []Permanent `toml:"address"`
	}
	var diags diag.List
	tree, faults := tomlfile.Parse(string(data))
	if tree != nil {
		faults = append(faults, tomlfile.Bind(tree, &doc)...)
	}
	tomlfile.Report(&diags, PermanentFile, string(data), 0, faults)
	at := func(i int, key string) diag.Pos {
		line, col := tomlfile.Locate(string(data), tomlfile.Join("address", i, key))
		return diag.Pos{File: PermanentFile, Line: line, Col: col}
	}
	for i := range doc.Addresses {
		a := &doc.Addresses[i]
		a.Pos = at(i, "path")
		if !addressShape.MatchString(a.Path) {
			diags.Add(a.Pos, "permanent-shape", a.Path)
		}
		if a.To != "" && !addressShape.MatchString(a.To) && !isHTTPS(a.To) {
			diags.Add(at(i, "to"), "permanent-target", a.To)
		}
	}
	return doc.Addresses, diags
}

var plainAddress = regexp.MustCompile(`^https://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~/?=&%#-]*)?$`)

// isHTTPS reports whether an address can stand in the settings of any server as it is.
func isHTTPS(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.User == nil && plainAddress.MatchString(address)
}
