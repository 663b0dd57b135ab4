package render

import "html/template"

// icon is an inline drawing of 16 by 16 units that stands before words and says nothing alone.
func icon(name string) template.HTML {
	path, ok := iconPaths[name]
	if !ok {
		return ""
	}
	return template.HTML(`<svg class="mb-icon" viewBox="0 0 16 16" aria-hidden="true">` + path + `</svg>`)
}

// iconPaths are the shapes: of states a circle and an octagon, of evidence a square and a diamond, of
// notices a square, a triangle and an octagon.
var iconPaths = map[string]string{
	"in-force":        `<circle cx="8" cy="8" r="6.5"/><path d="m5 8.2 2.2 2.3L11.2 6"/>`,
	"amended":         `<circle cx="8" cy="8" r="6.5"/><path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>`,
	"lapsed":          `<circle cx="8" cy="8" r="6.5"/>`,
	"repealed":        `<path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z"/><path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>`,
	"not-yet":         `<circle cx="8" cy="8" r="6.5"/><path d="M8 4.5V8l2.5 1.8"/>`,
	"law":             `<path d="M2 2h12v12H2z"/><path d="m5 8.2 2.2 2.3L11 5.8"/>`,
	"government-page": `<path d="M2 2h12v12H2z"/>`,
	"secondary":       `<path d="M2 2h12v12H2z" stroke-dasharray="3.2 2.4" stroke-linecap="butt"/>`,
	"unverified":      `<path d="M8 .9 15.1 8 8 15.1.9 8z"/><path d="M6.3 6.4A1.8 1.8 0 1 1 8 8.7v.5M8 11.4v.1" stroke-width="1.7"/>`,
	"note":            `<path d="M2 2h12v12H2z"/><path d="M8 7.4v4M8 4.7v.1"/>`,
	"warn":            `<path d="M8 1.6 15 14H1z"/><path d="M8 6.4v3.4M8 11.9v.1"/>`,
	"stop":            `<path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z"/><path d="M8 4.4v4.4M8 11.4v.1"/>`,
}
