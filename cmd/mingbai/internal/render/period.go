package render

import (
	"html/template"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
)

// period is a length of time with its unit, kept on one line: 5个工作日, 5 working days. Units are
// never converted.
func (l *locale) period(value int, unit content.Unit) template.HTML {
	if !unit.Counted() {
		return keep(l.say("unit-" + string(unit)))
	}
	n := strconv.Itoa(value)
	out := keep(l.say("unit-"+string(unit), n))
	if unit == "days-as-printed" {
		out += l.html(l.say("unit-days-as-printed-note"))
	}
	return out
}

// limit is a period in which the authority decides, with its extension.
func (l *locale) limit(t *content.Limit) template.HTML {
	out := l.period(t.Value, t.Unit)
	if t.Extension > 0 && t.Unit.Counted() {
		out += l.sayHTML("extension", keep(l.say("unit-"+string(t.Unit), strconv.Itoa(t.Extension))))
	}
	return out
}

// official is the period that binds the authority: the promised one if there is one, else that of the
// law; nil if neither is known.
func official(t content.Time) *content.Limit {
	if t.Promised != nil {
		return t.Promised
	}
	return t.Statutory
}

// took is the official period of an item in a few words, for lists.
func (l *locale) took(t content.Time) template.HTML {
	limit := official(t)
	if limit == nil {
		return l.html(l.say("evidence-unverified"))
	}
	return l.period(limit.Value, limit.Unit)
}

// fee says in a few words whether the authority charges.
func (l *locale) fee(f *content.Fee) template.HTML {
	switch {
	case f == nil:
		return l.html(l.say("evidence-unverified"))
	case !f.Charged:
		return l.html(l.say("fee-none"))
	case f.Amount != "":
		return l.html(f.Amount)
	}
	return l.html(l.say("fee-unknown"))
}

// validity says how long a result holds; "" if nothing is said.
func (l *locale) validity(r *content.Result) template.HTML {
	switch {
	case r.Validity != nil:
		return l.sayHTML("validity", l.period(r.Validity.Value, r.Validity.Unit))
	case r.ValidityNone:
		return l.html(l.say("validity-none"))
	}
	return ""
}
