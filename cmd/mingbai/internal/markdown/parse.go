package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Options are what the text of a body does not tell.
type Options struct {
	// Chinese is set for a Chinese body; in any other body runs of Chinese are marked with lang.
	Chinese bool
	// Head allows the ::: head block, which only policies have.
	Head bool
}

// Parser reads bodies. It is safe for concurrent use.
type Parser struct{ goldmark parser.Parser }

// Parse reads a body. It never fails: what the body may not hold is in Doc.Problems.
func (p *Parser) Parse(source []byte, opt Options) *Doc {
	doc := &Doc{Sections: []Section{{}}}
	if over := bound(source); over != nil {
		doc.Problems = append(doc.Problems, *over)
		return doc
	}
	pc := parser.NewContext(parser.WithIDs(&ids{used: map[string]int{}}))
	root := p.goldmark.Parse(text.NewReader(source), parser.WithContext(pc))
	w := &writer{source: source, opt: opt, doc: doc}
	w.document(root)
	checkHeadings(doc)
	return doc
}

// New builds the parser of our dialect.
func New() *Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(containerParser{}, 750))...),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(noteParser{}, 450),
			util.Prioritized(emphasisParser{parser.NewEmphasisParser()}, 500),
			util.Prioritized(extension.NewFootnoteParser(), 101),
		),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
		parser.WithAutoHeadingID(),
		parser.WithAttribute(),
	)
	p.AddOptions(
		parser.WithBlockParsers(
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
	return &Parser{p}
}

// idShape is what an id may be: it stands in addresses, in attributes and in the names of scripts.
var idShape = regexp.MustCompile(`^[\p{L}\p{N}]+([-_][\p{L}\p{N}]+)*$`)

// checkHeadings reports headings that skip a level, a heading that repeats the page's h1, and ids
// that stand twice or cannot be one.
func checkHeadings(doc *Doc) {
	level, seen := 1, map[string]bool{}
	for _, s := range doc.Sections[1:] {
		switch {
		case s.Level == 1:
			doc.problem(s.Offset, "heading-top")
		case s.Level > level+1:
			doc.problem(s.Offset, "heading-jump")
		}
		if !idShape.MatchString(s.ID) {
			doc.problem(s.Offset, "heading-id", s.ID)
		}
		if seen[s.ID] {
			doc.problem(s.Offset, "heading-repeated", s.ID)
		}
		seen[s.ID] = true
		level = s.Level
	}
}

func (d *Doc) problem(offset int, name string, args ...any) {
	d.Problems = append(d.Problems, Problem{Name: name, Args: args, Offset: offset})
}

// position gives the offset of a node's first byte, or that of the nearest ancestor or child that
// has one.
func position(n ast.Node) int {
	for m := n; m != nil; m = m.Parent() {
		if m.Kind() == ast.KindDocument {
			break
		}
		if at := m.Pos(); at >= 0 {
			return at
		}
		if m.Type() == ast.TypeBlock && m.Lines() != nil && m.Lines().Len() > 0 {
			return m.Lines().At(0).Start
		}
		if c := m.FirstChild(); c != nil {
			if t, ok := c.(*ast.Text); ok {
				return t.Segment.Start
			}
		}
	}
	return 0
}

// LineColumn is the place of an offset in source, both from 1, the column in characters.
func LineColumn(source []byte, offset int) (line, col int) {
	offset = min(max(offset, 0), len(source))
	before := string(source[:offset])
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, len([]rune(before[start:])) + 1
}

// Find gives the offset in source of character at (in bytes of p.Text), by reading source from the
// paragraph's start and passing over what is not in the text: marks, escapes and note marks.
func (p Paragraph) Find(source []byte, at int) int {
	offset, notes := p.Offset, p.Notes
	for i, r := range p.Text {
		for len(notes) > 0 && notes[0].At <= i {
			offset = max(offset, notes[0].Offset+len("{note:}")+len(notes[0].ID))
			notes = notes[1:]
		}
		next := bytes.IndexRune(source[min(offset, len(source)):], r)
		if next < 0 || next > 200 {
			continue
		}
		if i >= at {
			return offset + next
		}
		offset += next + len(string(r))
	}
	return min(offset, len(source))
}
