// Package diag is the one form in which mingbai reports a fault of the site: a place, a stable
// name, a text in Chinese and English, and where possible the near match.
//
// No stage prints. Each returns a [List]; the command sorts it and prints it. A fault of the site
// is always a Diagnostic and never a Go error: errors are for the machine (a full disk, a port in
// use). Errors cannot be silenced; warnings are fatal with --strict.
package diag

import (
	"cmp"
	"slices"
)

// Pos is a place in a source file. Line and Col count from 1, Col in characters (runes);
// 0 means "not known" and is left out when printed.
type Pos struct {
	File string // slash path relative to the site root
	Line int
	Col  int
}

// Severity orders diagnostics by what they do to a build.
type Severity int

// The severities.
const (
	Error   Severity = iota // the site is not written
	Warning                 // the site is written, unless --strict
)

// Diagnostic is one fault of the site.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	// Name is the stable name of the rule, such as "agency-unknown"; it keys [Catalogue].
	Name string
	// Args fill the verbs of the catalogue text, in order.
	Args []any
	// Near is the near match that the reader probably meant, or "".
	Near string
	// Related are other places that belong to the fault, such as the other half of a contradiction.
	Related []Pos
}

// List is a set of diagnostics.
type List []Diagnostic

// Add appends an error.
func (l *List) Add(pos Pos, name string, args ...any) *Diagnostic {
	*l = append(*l, Diagnostic{Pos: pos, Name: name, Args: args})
	return &(*l)[len(*l)-1]
}

// Warn appends a warning.
func (l *List) Warn(pos Pos, name string, args ...any) *Diagnostic {
	d := l.Add(pos, name, args...)
	d.Severity = Warning
	return d
}

// Suggest sets the near match; it returns d so that calls chain.
func (d *Diagnostic) Suggest(near string) *Diagnostic {
	d.Near = near
	return d
}

// See adds related places; it returns d so that calls chain.
func (d *Diagnostic) See(pos ...Pos) *Diagnostic {
	d.Related = append(d.Related, pos...)
	return d
}

// HasErrors reports whether any diagnostic stops the build.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the list ordered by file, line, column, severity and name, without exact repeats.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortStableFunc(s, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.text(English), b.text(English)))
	})
	return slices.CompactFunc(s, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Name == b.Name && a.text(English) == b.text(English)
	})
}
