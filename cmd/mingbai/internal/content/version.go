package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/source"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// Version says which text of its source a translation translates: the table [translates] of an
// English file, which “mingbai translations --update” writes. The words of the front matter and each
// passage of the body have a short hash; marks, addresses and facts are not part of it.
type Version struct {
	Date     Date              `toml:"date,required"` // when a person last compared the two
	Front    string            `toml:"front,required"`
	Sections map[string]string `toml:"sections"` // by [Passage.ID]
}

// versionKey is the table of an English file that holds its version.
const versionKey = "translates"

// takeVersion moves the record out of the words of an English file.
func takeVersion(words tomlfile.Tree) (*Version, []tomlfile.Fault) {
	table, ok := words[versionKey]
	if !ok {
		return nil, nil
	}
	delete(words, versionKey)
	var dst struct {
		Version *Version `toml:"translates"`
	}
	faults := tomlfile.Bind(tomlfile.Tree{versionKey: table}, &dst)
	return dst.Version, faults
}

// Current is the version that a translation of this Chinese document would translate.
func (d *Doc) Current(date Date) Version { return d.current(date, d.Passages()) }

func (d *Doc) current(date Date, passages []Passage) Version {
	v := Version{Date: date, Sections: map[string]string{}}
	var front strings.Builder
	for _, p := range tomlfile.Pairs(d.Meta, d.Meta) {
		front.WriteString(p.Path + "\x00" + p.Source + "\x00")
	}
	v.Front = shortHash(front.String())
	for _, p := range passages {
		v.Sections[p.ID] = shortHash(p.Heading + "\x00" + p.Text())
	}
	return v
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

// FrontID stands for the words of the front matter in a list of passages.
const FrontID = "front"

// Stale gives the passages of the Chinese document that are not those of the recorded version, in
// their order, and the recorded ones that the document no longer has.
func (v Version) Stale(zh *Doc) (changed, gone []string) {
	passages := zh.Passages()
	now := zh.current(Date{}, passages)
	if v.Front != now.Front {
		changed = append(changed, FrontID)
	}
	for _, p := range passages {
		if v.Sections[p.ID] != now.Sections[p.ID] {
			changed = append(changed, p.ID)
		}
	}
	for id := range v.Sections {
		if _, ok := now.Sections[id]; !ok {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	return changed, gone
}

// Part gives the text of a passage by its id, a line for each paragraph or value; "" if there is none.
func (d *Doc) Part(id string) string {
	if id == FrontID && d.Meta != nil {
		var b strings.Builder
		for _, p := range tomlfile.Pairs(d.Meta, d.Meta) {
			b.WriteString(p.Path + " = " + p.Source + "\n")
		}
		return b.String()
	}
	for _, p := range d.Passages() {
		if p.ID == id {
			return p.Text()
		}
	}
	return ""
}

// Record writes a version into the text of an English file, in place of an older one, at the end of
// the front matter. It reports whether the text has front matter.
func Record(text string, v Version, order []string) (string, bool) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " ") != frontMark {
		return text, false
	}
	var out, body strings.Builder
	inside, ended := false, false
	for line := range strings.Lines(rest) {
		trimmed := strings.TrimSpace(line)
		switch {
		case ended:
			body.WriteString(line)
		case strings.TrimRight(line, " \n") == frontMark:
			ended = true
			body.WriteString(line)
		case strings.HasPrefix(trimmed, "["):
			inside = trimmed == "["+versionKey+"]" || strings.HasPrefix(trimmed, "["+versionKey+".")
			fallthrough
		default:
			if !inside {
				out.WriteString(line)
			}
		}
	}
	front := first + "\n" + strings.TrimRight(out.String(), "\n") + "\n"
	return front + v.toml(order) + body.String(), ended
}

func (v Version) toml(order []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n[%s]\ndate = %s\nfront = %q\n", versionKey, v.Date, v.Front)
	if len(v.Sections) > 0 {
		fmt.Fprintf(&b, "\n[%s.sections]\n", versionKey)
	}
	for _, id := range order {
		key := id
		if !idShape.MatchString(id) {
			key = fmt.Sprintf("%q", id)
		}
		fmt.Fprintf(&b, "%s = %q\n", key, v.Sections[id])
	}
	return b.String()
}

// ParseText reads one Chinese file by itself, such as an older version of it. It returns nil if the
// file has no readable front matter.
func ParseText(file string, data []byte) *Doc {
	doc, _ := parseDoc(source.File{Path: file, Data: data}, markdown.New())
	return doc
}
