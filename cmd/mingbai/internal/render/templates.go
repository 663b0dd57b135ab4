package render

import (
	"errors"
	"fmt"
	"html"
	"html/template"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/digest"
	"mingbai/cmd/mingbai/internal/minify"
	"mingbai/cmd/mingbai/internal/source"
)

// The layouts: one for each kind of page, put into base; components are shared.
const (
	Folder           = "layouts" // below the site root
	componentsFolder = "layouts/components"
	baseLayout       = "base"
)

var pageLayouts = []string{"home", "list", "page", "search", "404", "policy", "guide", "licence", "agency", "data", "offline"}

// Templates are the parsed layouts and interface words. They do not change after Load and are safe
// for concurrent use.
type Templates struct {
	zh, en layouts
}

// layouts are the layouts of one language.
type layouts struct {
	words words
	pages map[string]*template.Template
	ready map[string]func() *program // the pages as programs, made when they are first run; nil if they cannot be
	parts *template.Template
	sums  map[string]digest.Sum // of all that a page's layout is made of, by its name
}

func (t *Templates) of(lang content.Lang) *layouts {
	if lang == content.Chinese {
		return &t.zh
	}
	return &t.en
}

// Load reads layouts/ and layouts/strings/ from the site root.
func Load(fsys fs.FS) (*Templates, diag.List) {
	var diags diag.List
	t := &Templates{}
	t.zh.words, t.en.words = loadWords(fsys, &diags)
	sources := readLayouts(fsys, &diags)
	if diags.HasErrors() {
		return nil, diags
	}
	t.zh.parse(sources, &diags)
	t.en.parse(sources, &diags)
	if diags.HasErrors() {
		return nil, diags.Sorted()
	}
	return t, diags
}

// layoutFile is the text of one layout file.
type layoutFile struct{ name, file, text string }

// readLayouts reads all layout files: components in the order of their names, then base and pages.
func readLayouts(fsys fs.FS, diags *diag.List) []layoutFile {
	var out []layoutFile
	read := func(file string) {
		text, faults := source.Read(fsys, file)
		*diags = append(*diags, faults...)
		out = append(out, layoutFile{strings.TrimSuffix(path.Base(file), ".html"), file, strings.TrimRight(string(text.Data), "\n")})
	}
	entries, err := fs.ReadDir(fsys, componentsFolder)
	if err != nil {
		diags.Add(diag.Pos{File: componentsFolder}, "file-unreadable", err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".html") {
			read(componentsFolder + "/" + e.Name())
		}
	}
	for _, name := range append([]string{baseLayout}, pageLayouts...) {
		read(Folder + "/" + name + ".html")
	}
	return out
}

// parse builds one set of templates for each kind of page, and one of components alone.
func (l *layouts) parse(sources []layoutFile, diags *diag.List) {
	shared := template.New("").Funcs(texts())
	l.pages = map[string]*template.Template{}
	for _, s := range sources {
		if !slices.Contains(pageLayouts, s.name) || strings.HasPrefix(s.file, componentsFolder) {
			l.add(shared.New(s.name), s, diags)
		}
	}
	for _, s := range sources {
		if strings.HasPrefix(s.file, componentsFolder) || !slices.Contains(pageLayouts, s.name) {
			continue
		}
		set := template.Must(shared.Clone())
		l.add(set.New("main"), s, diags)
		l.pages[s.name] = set.Lookup(baseLayout)
	}
	l.parts = shared
	l.sum(sources)
	if diags.HasErrors() {
		return
	}
	l.ready = map[string]func() *program{}
	for _, name := range pageLayouts {
		// A first run also makes html/template check the contexts of all parts.
		for _, v := range []*view{{Frame: &frame{}}, sample()} {
			if err := l.pages[name].Execute(&budget{Writer: io.Discard}, v); errors.Is(err, errBudget) {
				diags.Add(diag.Pos{File: Folder + "/" + name + ".html"}, "template", err.Error())
				break
			} else if err != nil {
				report(diags, err)
				break
			}
		}
		l.ready[name] = sync.OnceValue(func() *program { return compile(l.pages[name], reflect.TypeFor[*view]()) })
	}
}

// sum notes what each page's layout is made of: its own text, all that is shared, and the words.
func (l *layouts) sum(sources []layoutFile) {
	isPage := func(s layoutFile) bool {
		return slices.Contains(pageLayouts, s.name) && !strings.HasPrefix(s.file, componentsFolder)
	}
	shared := digest.Of(l.words, slices.DeleteFunc(slices.Clone(sources), isPage))
	l.sums = map[string]digest.Sum{}
	for _, s := range sources {
		if isPage(s) {
			l.sums[s.name] = digest.Of(shared, s)
		}
	}
}

// add parses one layout with the words of the language in place.
func (l *layouts) add(t *template.Template, s layoutFile, diags *diag.List) {
	text := l.fillIn(s, diags)
	if _, err := t.Parse(text); err != nil {
		report(diags, errors.New(strings.Replace(err.Error(), "template: "+t.Name(), "template: "+s.file, 1)))
		return
	}
	for _, part := range t.Templates() {
		if part.Tree != nil && (part == t || part.Tree.ParseName == t.Name()) {
			part.Tree.ParseName = s.file
			fold(part.Tree.Root)
			count(part.Tree.Root)
			part.Tree.Root.Nodes = append([]parse.Node{&parse.TextNode{NodeType: parse.NodeText}}, part.Tree.Root.Nodes...)
		}
	}
}

// wordCall matches {{t "key"}} in a layout.
var wordCall = regexp.MustCompile(`\{\{\s*t\s+"([^"]*)"\s*\}\}`)

// fillIn replaces each {{t "key"}} by the word, escaped for text and attributes.
func (l *layouts) fillIn(s layoutFile, diags *diag.List) string {
	var out strings.Builder
	at := 0
	for _, m := range wordCall.FindAllStringSubmatchIndex(s.text, -1) {
		key := s.text[m[2]:m[3]]
		word, ok := l.words[key]
		if !ok {
			line := strings.Count(s.text[:m[0]], "\n")
			col := len([]rune(s.text[strings.LastIndexByte(s.text[:m[0]], '\n')+1 : m[0]]))
			diags.Add(diag.Pos{File: s.file, Line: line + 1, Col: col + 1}, "strings-missing", key).
				Suggest(diag.Nearest(key, sortedKeys(l.words)))
		}
		out.WriteString(s.text[at:m[0]])
		out.WriteString(html.EscapeString(word))
		at = m[1]
	}
	out.WriteString(s.text[at:])
	return out.String()
}

// fold shortens the white space of the fixed text of a layout. It works on the parsed tree, so that
// messages still name the line of the file.
func fold(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			fold(c)
		}
	case *parse.TextNode:
		n.Text = minify.Space(n.Text)
	case *parse.IfNode:
		fold(n.List)
		fold(n.ElseList)
	case *parse.RangeNode:
		fold(n.List)
		fold(n.ElseList)
	case *parse.WithNode:
		fold(n.List)
		fold(n.ElseList)
	}
}

// place matches the start of a message of text/template or html/template.
var place = regexp.MustCompile(`(?:html/)?template: ?([^\s:]+\.html):(\d+)(?::(\d+))?: (.*)`)

// report turns an error of a template into a diagnostic with its place.
func report(diags *diag.List, err error) {
	m := place.FindStringSubmatch(err.Error())
	if m == nil {
		diags.Add(diag.Pos{File: Folder}, "template", err.Error())
		return
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	diags.Add(diag.Pos{File: m[1], Line: line, Col: col}, "template", m[4])
}

// run executes a template into a string of HTML.
func run(t *template.Template, name string, data any) (template.HTML, error) {
	var b strings.Builder
	if err := t.ExecuteTemplate(&budget{Writer: &b}, name, data); err != nil {
		return "", fmt.Errorf("render: %w", err)
	}
	return template.HTML(strings.TrimSpace(b.String())), nil
}
