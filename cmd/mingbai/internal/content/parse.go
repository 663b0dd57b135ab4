// Package content turns source files into typed values and checks each of them by itself.
//
// A file's folder decides its kind; each kind is one struct whose tags say what the file may hold.
// The Chinese file carries all facts; the English file at the same path carries words only and is
// bound to the Chinese one later, when the site is linked. The package knows nothing of other
// files: what two files must agree on is checked by package site.
package content

import (
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/source"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// Set is everything that the sources say, parsed.
type Set struct {
	Docs     []*Doc // sorted by path
	Agencies Agencies
	Glossary Glossary
	Holidays Holidays
	// Files are all source files but the Markdown files, by path: texts beside a policy are published
	// as they are.
	Files map[string]source.File
	// Broken are the files that could not be read as a whole: what needs them is not reported again.
	Broken map[string]bool
}

// Doc is one parsed file. It depends on that file only and is never changed after Parse.
type Doc struct {
	File string
	Sum  [32]byte // the hash of the file
	Lang Lang
	Kind Kind
	Slug string // "childcare-filing", "guide/index", "about"
	// Meta is the typed front matter of a Chinese file: *Policy, *Guide, *Licence or *Plain.
	Meta any
	// Version is what an English file says of the text that it translates; nil if nothing.
	Version *Version
	// Words is the front matter of an English file, to be bound to the Chinese file's Meta.
	Words tomlfile.Tree
	Body  *markdown.Doc
	// Outline is the structure of a policy's text; nil for other kinds.
	Outline *Outline

	front     string // the TOML text; see text
	body      []byte
	bodyLines int           // lines before the body
	places    func() places // found when a place in the body is first asked for
	// read gives the file's bytes again, if front and body have been forgotten.
	read func(file string) []byte
}

// text is the front matter and the body as they stand in the file.
func (d *Doc) text() (front string, body []byte) {
	if d.read == nil {
		return d.front, d.body
	}
	again := Doc{File: d.File}
	again.split(d.read(d.File), new(diag.List))
	return again.front, again.body
}

// Policy is the front matter of a Chinese policy, or nil.
func (d *Doc) Policy() *Policy {
	p, _ := d.Meta.(*Policy)
	return p
}

// At is the place of a front matter value by its path.
func (d *Doc) At(parts ...any) diag.Pos {
	front, _ := d.text()
	line, col := tomlfile.Locate(front, tomlfile.Join(parts...))
	return diag.Pos{File: d.File, Line: line + 1, Col: col}
}

// AtBody is the place of an offset in the body.
func (d *Doc) AtBody(offset int) diag.Pos {
	in := d.places()
	offset = min(max(offset, 0), len(in.body))
	line := sort.Search(len(in.lines), func(i int) bool { return in.lines[i] > offset })
	return diag.Pos{File: d.File, Line: d.bodyLines + line, Col: utf8.RuneCount(in.body[in.lines[line-1]:offset]) + 1}
}

// places are a body with the offsets of its lines.
type places struct {
	body  []byte
	lines []int
}

func (d *Doc) findPlaces() places {
	_, body := d.text()
	p := places{body, []int{0}}
	for i, c := range body {
		if c == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	return p
}

// AtText is the place of a character of a paragraph, at bytes into its text.
func (d *Doc) AtText(p markdown.Paragraph, at int) diag.Pos {
	_, body := d.text()
	return d.AtBody(p.Find(body, at))
}

// Report adds faults in the front matter to diags.
func (d *Doc) Report(diags *diag.List, faults []tomlfile.Fault) {
	if len(faults) > 0 {
		front, _ := d.text()
		tomlfile.Report(diags, d.File, front, 1, faults)
	}
}

// Parser parses files as they are read, each by itself, and keeps what later stages need of them.
type Parser struct {
	// Store, if set, takes the texts of bodies, and Read gives a file's bytes again for the place of a
	// fault: without them all texts stay in memory.
	Store markdown.Store
	Read  func(file string) []byte

	md    *markdown.Parser
	mu    sync.Mutex
	set   *Set
	diags diag.List
}

// NewParser makes a parser that keeps everything in memory.
func NewParser() *Parser {
	return &Parser{md: markdown.New(), set: &Set{Files: map[string]source.File{}, Broken: map[string]bool{}}}
}

// Parsed is what a file says by itself.
type Parsed struct {
	file  source.File
	doc   *Doc // nil if it is no Markdown, or broken
	diags diag.List
}

// Sum is the hash of the file.
func (x Parsed) Sum() [32]byte { return x.file.Sum }

// Add parses a file and takes it into the set. It may be called from several goroutines.
func (p *Parser) Add(f source.File) { p.Take(p.File(f)) }

// File parses a file.
func (p *Parser) File(f source.File) Parsed {
	if path.Ext(f.Path) != ".md" {
		return Parsed{file: f}
	}
	doc, diags := parseDoc(f, p.md)
	if doc != nil && p.Store != nil {
		doc.Body.Park(p.Store)
		doc.front, doc.body, doc.read = "", nil, p.Read
	}
	f.Data = nil
	return Parsed{f, doc, diags}
}

// Take puts a parsed file into the set.
func (p *Parser) Take(x Parsed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.diags = append(p.diags, x.diags...)
	switch {
	case x.doc != nil:
		p.set.Docs = append(p.set.Docs, x.doc)
	case path.Ext(x.file.Path) == ".md":
		p.set.Broken[x.file.Path] = true
	default:
		p.set.Files[x.file.Path] = x.file
	}
}

// Set gives what all files say, after the last of them has been added.
func (p *Parser) Set() (*Set, diag.List) {
	slices.SortFunc(p.set.Docs, func(a, b *Doc) int { return strings.Compare(a.File, b.File) })
	for file, into := range map[string]any{AgenciesFile: &p.set.Agencies, GlossaryFile: &p.set.Glossary, HolidaysFile: &p.set.Holidays} {
		if f, there := p.set.Files[file]; there {
			p.set.Broken[file] = !table(f, into, &p.diags)
		}
	}
	return p.set, p.diags.Sorted()
}

// Parse parses files that are in memory with the given number of workers.
func Parse(files []source.File, workers int) (*Set, diag.List) {
	p := NewParser()
	parallel(len(files), workers, func(i int) { p.Add(files[i]) })
	return p.Set()
}

// The tables that stand once for both languages.
const (
	AgenciesFile = "content/agencies.toml"
	GlossaryFile = "content/glossary.toml"
)

// table binds a TOML file and reports whether its text is TOML.
func table(f source.File, dst any, diags *diag.List) bool {
	tree, faults := tomlfile.Parse(string(f.Data))
	if tree != nil {
		faults = tomlfile.Bind(tree, dst)
	}
	tomlfile.Report(diags, f.Path, string(f.Data), 0, faults)
	return tree != nil
}

// parallel calls do(0) … do(n-1) on the given number of goroutines.
func parallel(n, workers int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(workers, n)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// parseDoc reads one Markdown file. It returns nil if the file has no readable front matter.
func parseDoc(f source.File, md *markdown.Parser) (*Doc, diag.List) {
	var diags diag.List
	doc := &Doc{File: f.Path, Sum: f.Sum}
	doc.Lang, doc.Kind, doc.Slug = place(f.Path)
	if !doc.split(f.Data, &diags) {
		return nil, diags
	}
	tree, faults := tomlfile.Parse(doc.front)
	if tree != nil && doc.Lang == Chinese {
		doc.Meta = newMeta(doc.Kind)
		faults = tomlfile.Bind(tree, doc.Meta)
	}
	if tree != nil && doc.Lang == English {
		var more []tomlfile.Fault
		doc.Version, more = takeVersion(tree)
		faults = append(faults, more...)
	}
	doc.Words = tree
	doc.Report(&diags, faults)
	doc.Body = md.Parse(doc.body, markdown.Options{Chinese: doc.Lang == Chinese, Head: doc.Kind == KindPolicy})
	for i, p := range doc.Body.Problems {
		if i == maxFaults {
			diags.Add(diag.Pos{File: doc.File}, "faults-more", len(doc.Body.Problems)-maxFaults)
			break
		}
		diags.Add(doc.AtBody(p.Offset), p.Name, p.Args...)
	}
	if doc.Kind == KindPolicy && tree != nil && (doc.Lang == English || doc.Policy().Numbering != "") {
		doc.Outline = outline(doc, &diags)
	}
	if doc.Lang == Chinese {
		doc.Words = nil
		if tree == nil {
			return nil, diags
		}
	}
	return doc, diags
}

// place reads language, kind and slug from a path such as content/zh/licence/x.md.
func place(file string) (Lang, Kind, string) {
	rest, lang := strings.TrimPrefix(file, "content/zh/"), Chinese
	if strings.HasPrefix(file, "content/en/") {
		rest, lang = strings.TrimPrefix(file, "content/en/"), English
	}
	slug := strings.TrimSuffix(rest, ".md")
	folder, name, found := strings.Cut(slug, "/")
	if !found || name == "index" {
		return lang, KindPage, slug
	}
	switch kind := Kind(folder); kind {
	case KindPolicy, KindGuide, KindLicence:
		return lang, kind, name
	}
	return lang, KindPage, slug
}

func newMeta(kind Kind) any {
	switch kind {
	case KindPolicy:
		return &Policy{}
	case KindGuide:
		return &Guide{}
	case KindLicence:
		return &Licence{}
	}
	return &Plain{}
}

const frontMark = "+++"

// Bounds of a file: bytes of its front matter, and faults of its body that are reported.
const (
	maxFront  = 128 << 10
	maxFaults = 100
)

// split divides the file into front matter and body.
func (d *Doc) split(data []byte, diags *diag.List) bool {
	text := string(data)
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " ") != frontMark {
		diags.Add(diag.Pos{File: d.File, Line: 1, Col: 1}, "front-missing")
		return false
	}
	lines := 1
	for at := 0; at < len(rest); {
		line, _, _ := strings.Cut(rest[at:], "\n")
		lines++
		if strings.TrimRight(line, " ") == frontMark {
			if at > maxFront {
				diags.Add(diag.Pos{File: d.File, Line: 1, Col: 1}, "front-large", at, maxFront)
				return false
			}
			d.front = rest[:at]
			d.body = []byte(rest[min(len(rest), at+len(line)+1):])
			d.bodyLines = lines
			d.places = sync.OnceValue(d.findPlaces)
			return true
		}
		at += len(line) + 1
	}
	diags.Add(diag.Pos{File: d.File, Line: 1, Col: 1}, "front-open")
	return false
}
