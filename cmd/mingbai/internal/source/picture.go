package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
)

// pictures are what files of each ending begin with.
var pictures = map[string]func(data []byte) bool{
	".png": func(data []byte) bool { return bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) },
	".jpg": func(data []byte) bool { return bytes.HasPrefix(data, []byte("\xff\xd8\xff")) },
	".webp": func(data []byte) bool {
		return bytes.HasPrefix(data, []byte("RIFF")) && len(data) > 12 && string(data[8:12]) == "WEBP"
	},
}

const svgSpace = "http://www.w3.org/2000/svg"

// drawing are the elements that an SVG picture may have: those that draw. Opened by its own address a
// picture is a document, in which all others could run scripts or load from elsewhere.
var drawing = strings.Fields(`svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textPath
	linearGradient radialGradient stop pattern clipPath mask marker style switch view
	filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
	feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// checkSVG reports the first thing in an SVG picture that does not draw: scripts, handlers, HTML,
// animation, entities, and whatever is taken from elsewhere.
func checkSVG(name string, data []byte, diags *diag.List) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for seen := false; ; {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) && seen {
			return
		}
		if err != nil {
			diags.Add(place(name, data, min(int(d.InputOffset()), len(data))), "svg-broken")
			return
		}
		what := ""
		switch token := token.(type) {
		case xml.StartElement:
			seen = true
			what = activeElement(token)
		case xml.ProcInst:
			if token.Target != "xml" {
				what = "<?" + token.Target + "?>"
			}
		case xml.Directive:
			if bytes.ContainsAny(token, "[") {
				what = "<!DOCTYPE [ ]>"
			}
		case xml.CharData:
			if outside(string(token)) {
				what = "url()"
			}
		}
		if what != "" {
			diags.Add(place(name, data, at), "svg-active", what)
			return
		}
	}
}

// activeElement names what an element has that does not draw, or gives "".
func activeElement(e xml.StartElement) string {
	if e.Name.Space != svgSpace || !slices.Contains(drawing, e.Name.Local) {
		return "<" + e.Name.Local + ">"
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(name, "on") || name == "href" && !strings.HasPrefix(a.Value, "#") || name == "base" || outside(a.Value) {
			return a.Name.Local + "=" + a.Value
		}
	}
	return ""
}

// outside reports whether a style takes anything from another file.
func outside(style string) bool {
	style = strings.ToLower(style)
	if strings.Contains(style, "@import") || strings.Contains(style, `\`) || strings.Contains(style, "image-set") {
		return true
	}
	for _, part := range strings.Split(style, "url(")[1:] {
		if !strings.HasPrefix(strings.TrimLeft(part, ` "'`), "#") {
			return true
		}
	}
	return false
}
