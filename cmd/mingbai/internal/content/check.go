package content

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
)

// Check applies to each file the rules that need no other file.
func Check(set *Set, workers int) diag.List {
	found := make([]diag.List, len(set.Docs))
	parallel(len(set.Docs), workers, func(i int) {
		doc := set.Docs[i]
		switch meta := doc.Meta.(type) {
		case *Policy:
			checkPolicy(doc, meta, &found[i])
		case *Guide:
			checkGuide(doc, meta, &found[i])
		case *Licence:
			checkLicence(doc, meta, &found[i])
		}
	})
	var diags diag.List
	for _, f := range found {
		diags = append(diags, f...)
	}
	checkAgencies(set, &diags)
	checkHolidays(set, &diags)
	return diags
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checkID(doc *Doc, diags *diag.List, id string, path ...any) {
	if id != "" && !idShape.MatchString(id) {
		diags.Add(doc.At(path...), "id-shape", id)
	}
}

func checkLicence(doc *Doc, l *Licence, diags *diag.List) {
	var bases []string
	for i, b := range l.LegalBasis {
		bases = append(bases, b.ID)
		checkID(doc, diags, b.ID, "legal_basis", i, "id")
	}
	c := &licenceChecker{doc: doc, l: l, bases: bases, diags: diags}
	c.time()
	for i, m := range l.Materials {
		c.material(i, m)
	}
	for i, x := range l.Conditions {
		c.basis(x.Basis, "conditions", i, "basis")
		checkID(doc, diags, x.ID, "conditions", i, "id")
	}
	for i, x := range l.After {
		c.basis(x.Basis, "after", i, "basis")
	}
	if l.Fee != nil {
		c.basis(l.Fee.Basis, "fee", "basis")
	}
	if l.Result != nil {
		c.basis(l.Result.Basis, "result", "basis")
	}
	c.handlings()
	c.rules()
	for i, r := range l.Require {
		if len(r.AllOf)+len(r.AnyOf) == 0 {
			diags.Add(doc.At("require", i), "require-empty")
		}
	}
	checkReview(doc, l.Reviewed, l.ReviewBy, diags)
}

func checkReview(doc *Doc, reviewed, by Date, diags *diag.List) {
	if !by.IsZero() && !reviewed.Before(by) {
		diags.Add(doc.At("review_by"), "review-order")
	}
}

type licenceChecker struct {
	doc   *Doc
	l     *Licence
	bases []string
	diags *diag.List
}

// basis checks that every id names a row of legal_basis.
func (c *licenceChecker) basis(ids []string, path ...any) {
	for i, id := range ids {
		if !slices.Contains(c.bases, id) {
			c.diags.Add(c.doc.At(append(slices.Clone(path), i)...), "basis-unknown", id).
				Suggest(diag.Nearest(id, c.bases))
		}
	}
}

// time checks units, that a promised time is not longer than the statutory one (优化营商环境条例
// art. 36), and that a filing takes no default period (行政许可法 art. 42 binds licences only).
func (c *licenceChecker) time() {
	t := c.l.Time
	c.limit(t.Statutory, "statutory")
	c.limit(t.Promised, "promised")
	if s, p := t.Statutory, t.Promised; s != nil && p != nil && s.Unit == p.Unit && p.Value > s.Value {
		c.diags.Add(c.doc.At("time", "promised", "value"), "promise-longer", p.Value, string(p.Unit), s.Value)
	}
	if s := t.Statutory; s != nil && c.l.Type == "filing" && s.Unit.Counted() && len(s.Basis) == 0 {
		c.diags.Add(c.doc.At("time", "statutory"), "filing-default")
	}
	c.special(t.Special, "special")
	c.special(t.Applicant, "applicant")
}

func (c *licenceChecker) special(list []Special, name string) {
	for i, s := range list {
		c.basis(s.Basis, "time", name, i, "basis")
		checkID(c.doc, c.diags, s.ID, "time", name, i, "id")
		if s.Unit != "" {
			c.unit(s.Value, s.Unit, "time", name, i)
		}
	}
}

func (c *licenceChecker) limit(l *Limit, name string) {
	if l == nil {
		return
	}
	c.basis(l.Basis, "time", name, "basis")
	c.unit(l.Value, l.Unit, "time", name)
	if l.Unit.Counted() && len(l.Basis) == 0 && l.Evidence == "" {
		c.diags.Add(c.doc.At("time", name), "limit-unproved")
	}
}

func (c *licenceChecker) unit(value int, unit Unit, path ...any) {
	switch {
	case unit.Counted() && value < 1:
		c.diags.Add(c.doc.At(append(path, "value")...), "value-without-unit", string(unit))
	case !unit.Counted() && value != 0:
		c.diags.Add(c.doc.At(append(path, "value")...), "value-with-unit", string(unit))
	}
}

func (c *licenceChecker) material(i int, m Material) {
	checkID(c.doc, c.diags, m.ID, "materials", i, "id")
	c.basis(m.Basis, "materials", i, "basis")
	if m.Need == "conditional" && m.Condition == "" {
		c.diags.Add(c.doc.At("materials", i), "need-condition")
	}
	if m.Need == "required" && m.Condition != "" {
		c.diags.Add(c.doc.At("materials", i, "condition"), "need-plain", string(m.Need))
	}
	if len(m.From) > 0 && m.Source != "" {
		c.diags.Add(c.doc.At("materials", i, "source"), "material-origin", "source")
	}
}

func checkGuide(doc *Doc, g *Guide, diags *diag.List) {
	for i, q := range g.Questions {
		checkID(doc, diags, q.ID, "questions", i, "id")
		for j, a := range q.Answers {
			checkID(doc, diags, a.ID, "questions", i, "answers", j, "id")
		}
	}
	for i, n := range g.Needs {
		for _, question := range sortedKeys(n.When) {
			at := slices.IndexFunc(g.Questions, func(q Question) bool { return q.ID == question })
			if at < 0 {
				diags.Add(doc.At("needs", i, "when", question), "question-unknown", question).
					Suggest(diag.Nearest(question, ids(g.Questions, func(q Question) string { return q.ID })))
				continue
			}
			answers := ids(g.Questions[at].Answers, func(a Answer) string { return a.ID })
			for _, answer := range n.When[question] {
				if !slices.Contains(answers, answer) {
					diags.Add(doc.At("needs", i, "when", question), "answer-unknown", question, answer).
						Suggest(diag.Nearest(answer, answers))
				}
			}
		}
	}
	checkReview(doc, g.Reviewed, g.ReviewBy, diags)
}

func ids[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = id(e)
	}
	return out
}

func sortedKeys(m Answers) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func checkPolicy(doc *Doc, p *Policy, diags *diag.List) {
	if p.Status != "in-force" && p.Status != "" && (p.ChangedOn.IsZero() || p.ChangedBy == "" && p.Status != "not-yet") {
		diags.Add(doc.At("status"), "status-change", string(p.Status))
	}
	if doc.Outline == nil {
		return
	}
	checkNotes(doc, p, diags)
	_, measures := doc.Outline.Count()
	for i, t := range p.Targets {
		checkID(doc, diags, t.ID, "targets", i, "id")
		m := doc.Outline.Measure(t.Measure)
		if m == nil {
			diags.Add(doc.At("targets", i, "measure"), "target-measure", t.Measure, measures)
			continue
		}
		if !strings.Contains(doc.MeasureText(*m), t.Quote) {
			diags.Add(doc.At("targets", i, "quote"), "target-quote", t.Quote, t.Measure).
				See(doc.AtBody(doc.Body.Sections[m.Section].Offset))
		}
		for _, v := range []float64{t.Value, t.Max} {
			if figure := strconv.FormatFloat(v, 'f', -1, 64); v != 0 && !holdsFigure(t.Quote, figure) {
				diags.Add(doc.At("targets", i, "quote"), "target-value", figure)
			}
		}
	}
}

// holdsFigure reports whether the figure stands in words as a number of its own: 5 is not in 55.
func holdsFigure(words, figure string) bool {
	for at := 0; ; {
		i := strings.Index(words[at:], figure)
		if i < 0 {
			return false
		}
		from, past := at+i, at+i+len(figure)
		if (from == 0 || !numberByte(words[from-1])) && (past == len(words) || !numberByte(words[past])) {
			return true
		}
		at = past
	}
}

func numberByte(c byte) bool { return c >= '0' && c <= '9' || c == '.' }

// checkNotes checks that every note is marked once in the text and every mark has a note.
func checkNotes(doc *Doc, p *Policy, diags *diag.List) {
	unmarked := CheckMarks(doc, p, diags)
	for i, n := range p.Notes {
		if slices.Contains(unmarked, n.ID) {
			diags.Add(doc.At("notes", i), "note-unmarked", n.ID, n.ID)
		}
	}
}

// CheckMarks checks the note marks of a text, Chinese or English, against the notes of its policy,
// and returns the ids of notes without a mark.
func CheckMarks(doc *Doc, p *Policy, diags *diag.List) (unmarked []string) {
	known := ids(p.Notes, func(n Note) string { return n.ID })
	marked := map[string]bool{}
	for mark := range doc.marks() {
		at := doc.AtBody(mark.Offset)
		if !slices.Contains(known, mark.ID) {
			diags.Add(at, "note-unknown", mark.ID).Suggest(diag.Nearest(mark.ID, known))
		} else if marked[mark.ID] {
			diags.Add(at, "note-repeated", mark.ID)
		}
		marked[mark.ID] = true
	}
	return slices.DeleteFunc(known, func(id string) bool { return marked[id] })
}

// marks gives the note marks of the body, in order.
func (d *Doc) marks() iter.Seq[markdown.NoteMark] {
	return func(yield func(markdown.NoteMark) bool) {
		for _, s := range d.Body.Sections {
			for _, b := range s.Blocks() {
				for _, p := range b.Paragraphs {
					for _, mark := range p.Notes {
						if !yield(mark) {
							return
						}
					}
				}
			}
		}
	}
}
