package content

import (
	"cmp"

	"mingbai/cmd/mingbai/internal/diag"
)

// Strict reports what a site may hold while it is written but not when it is published: facts on
// which a reader acts — time, fee, authority — that nobody has verified or that are not known. The
// page prints both as “to be confirmed with the authority”, and a person who is sent away with that
// has not been helped.
func Strict(set *Set) diag.List {
	var diags diag.List
	for _, doc := range set.Docs {
		if l, ok := doc.Meta.(*Licence); ok {
			strictLicence(doc, l, &diags)
		}
	}
	return diags
}

func strictLicence(doc *Doc, l *Licence, diags *diag.List) {
	check := func(e Evidence, what string, path ...any) {
		if cmp.Or(e, l.Evidence.Level) == EvidenceUnverified {
			diags.Add(doc.At(path...), "strict-unverified", what)
		}
	}
	check("", "authority", "evidence", "level")
	if l.Time.Statutory == nil && l.Time.Promised == nil {
		diags.Add(doc.At("time"), "strict-unknown", "time")
	}
	if x := l.Time.Statutory; x != nil {
		check(x.Evidence, "time.statutory", "time", "statutory")
	}
	if x := l.Time.Promised; x != nil {
		check(x.Evidence, "time.promised", "time", "promised")
	}
	for i, x := range l.Time.Special {
		check(x.Evidence, "time.special."+x.ID, "time", "special", i)
	}
	for i, x := range l.Time.Applicant {
		check(x.Evidence, "time.applicant."+x.ID, "time", "applicant", i)
	}
	for i, x := range l.Handling {
		if x.Deadline != nil {
			check(x.Evidence, "handling."+x.ID+".deadline", "handling", i, "deadline")
		}
		if x.Time != nil {
			check(cmp.Or(x.Time.Evidence, x.Evidence), "handling."+x.ID+".time", "handling", i, "time")
		}
	}
	if l.Fee == nil {
		diags.Add(doc.At("title"), "strict-unknown", "fee")
	} else {
		check(l.Fee.Evidence, "fee", "fee")
	}
}
