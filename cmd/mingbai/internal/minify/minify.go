// Package minify makes stylesheets, scripts and pages smaller without changing what they say.
//
// It is the only importer of tdewolff/minify. The options are fixed: end tags, quotes, document
// tags and default attribute values stay, so that a minified page is still readable source and
// valid for strict checkers. All functions are pure and safe for concurrent use.
package minify

import (
	"bytes"
	"errors"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
)

// maxDeep bounds how deep brackets stand within one another: the parsers call themselves for each.
const maxDeep = 200

var errDeep = errors.New("brackets stand too deep within one another")

// CSS minifies a stylesheet.
func CSS(data []byte) ([]byte, error) {
	if deep(data) {
		return nil, errDeep
	}
	return run((&css.Minifier{}).Minify, data)
}

// JS minifies a module or a classic script. Names at the top level of a file stay as they are, so
// imports and exports keep theirs.
func JS(data []byte) ([]byte, error) {
	if deep(data) {
		return nil, errDeep
	}
	return run((&js.Minifier{}).Minify, data)
}

// HTML minifies a whole page.
func HTML(data []byte) ([]byte, error) {
	page := &html.Minifier{
		KeepDefaultAttrVals: true,
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
	}
	return run(page.Minify, data)
}

// Space folds every run of white space to one character, a line break where it held one. It is for
// the fixed text of layouts, which are folded once when they load: afterwards a page is within a few
// per cent of the size that HTML gives it, at no cost per page. The text must hold no pre or textarea.
func Space(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if !isSpace(text[i]) {
			out = append(out, text[i])
			i++
			continue
		}
		fold := byte(' ')
		for ; i < len(text) && isSpace(text[i]); i++ {
			if text[i] == '\n' {
				fold = '\n'
			}
		}
		out = append(out, fold)
	}
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func run(f minify.MinifierFunc, data []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := f(minify.New(), &out, bytes.NewReader(data), nil); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// deep reports whether brackets, or signs that bind to what follows, stand more than maxDeep deep.
func deep(data []byte) bool {
	brackets, signs := 0, 0
	for _, c := range data {
		switch c {
		case '(', '[', '{':
			brackets++
		case ')', ']', '}':
			brackets--
		}
		switch c {
		case '-', '+', '!', '~', '=', '>', '?':
			signs++
		case ' ', '\n': // between signs
		default:
			signs = 0
		}
		if brackets > maxDeep || signs > maxDeep {
			return true
		}
	}
	return false
}
