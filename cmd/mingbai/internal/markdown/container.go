package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// containerNames are our own blocks.
var containerNames = []string{"notice", "steps", "contacts", "head"}

// containerNode is one of our own blocks: a line "::: name argument", Markdown, a line ":::".
type containerNode struct {
	ast.BaseBlock
	name, argument string
	closed         bool
}

var kindContainer = ast.NewNodeKind("Container")

// Kind implements ast.Node.
func (n *containerNode) Kind() ast.NodeKind { return kindContainer }

// Dump implements ast.Node.
func (n *containerNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"name": n.name}, nil)
}

type containerParser struct{}

// Trigger implements parser.BlockParser.
func (containerParser) Trigger() []byte { return []byte{':'} }

// fence gives what follows three colons at the start of a line.
func fence(line []byte) (rest string, ok bool) {
	trimmed := bytes.TrimLeft(line, " ")
	if len(line)-len(trimmed) > 3 || !bytes.HasPrefix(trimmed, []byte(":::")) {
		return "", false
	}
	return strings.TrimSpace(string(trimmed[3:])), true
}

// Open implements parser.BlockParser.
func (containerParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	rest, ok := fence(line)
	if !ok || rest == "" {
		return nil, parser.NoChildren
	}
	name, argument, _ := strings.Cut(rest, " ")
	n := &containerNode{name: name, argument: strings.TrimSpace(argument)}
	n.SetPos(segment.Start)
	reader.Advance(segment.Len() - 1)
	return n, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (containerParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if rest, ok := fence(line); ok && rest == "" {
		node.(*containerNode).closed = true
		reader.Advance(segment.Len() - 1)
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (containerParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (containerParser) CanAcceptIndentedLine() bool { return false }

// noteNode is a note mark, {note:id}.
type noteNode struct {
	ast.BaseInline
	id string
}

var kindNote = ast.NewNodeKind("NoteMark")

// Kind implements ast.Node.
func (n *noteNode) Kind() ast.NodeKind { return kindNote }

// Dump implements ast.Node.
func (n *noteNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"id": n.id}, nil)
}

type noteParser struct{}

// Trigger implements parser.InlineParser.
func (noteParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (noteParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	rest, ok := bytes.CutPrefix(line, []byte("{note:"))
	if !ok {
		return nil
	}
	end := bytes.IndexByte(rest, '}')
	if end <= 0 || bytes.ContainsAny(rest[:end], " \t\n{") {
		return nil
	}
	block.Advance(len("{note:") + end + 1)
	n := &noteNode{id: string(rest[:end])}
	n.SetPos(segment.Start)
	return n
}

// emphasisParser is goldmark's own with one rule changed: beside Chinese, Japanese and Korean
// characters and punctuation, ** opens and closes as it would beside a letter, so that
// “**粗体。**所以” is emphasis. See github.com/tats-u/markdown-cjk-friendly, specification.md.
type emphasisParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (e emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, _ := block.PeekLine()
	node := e.InlineParser.Parse(parent, block, pc)
	d, ok := node.(*parser.Delimiter)
	if !ok || d.Char != '*' {
		return node
	}
	after := ' '
	if d.OriginalLength < len(line) {
		after = util.ToRune(line, d.OriginalLength)
	}
	beforeSpace, afterSpace := util.IsSpaceRune(before), util.IsSpaceRune(after)
	beforePunct, afterPunct := util.IsPunctRune(before) && !isWide(before), util.IsPunctRune(after) && !isWide(after)
	d.CanOpen = !afterSpace && (!afterPunct || beforeSpace || beforePunct || isWide(before))
	d.CanClose = !beforeSpace && (!beforePunct || afterSpace || afterPunct || isWide(after))
	return node
}

// isWide reports whether r is a Han character, kana, hangul, or East Asian punctuation. Quotation
// marks, dashes and dots that Chinese shares with English count too.
func isWide(r rune) bool {
	switch {
	case r >= 0x1100 && r <= 0x11FF, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFFEF,
		r >= 0x20000 && r <= 0x3FFFF:
		return true
	}
	return r == '“' || r == '”' || r == '‘' || r == '’' || r == '—' || r == '…' || r == '·'
}
