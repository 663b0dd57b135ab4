package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

// policy resolves the structure of a policy text: parts, measures, responsible units, targets. It
// proves the Chinese text against its source file.
func (l *linker) policy(p *Page) {
	zh, own := l.docs[p], l.own[p]
	if zh.Outline == nil || own.Outline == nil {
		return
	}
	if p.Lang == content.Chinese {
		l.sourceFile(p, zh)
	} else {
		l.sameNumbering(zh, own)
		l.translation(p, own)
		if p.Translation != nil && p.Translation.Policy != nil {
			p.Policy.Restored, p.Policy.RawURL = p.Translation.Policy.Restored, p.Translation.Policy.RawURL
		}
	}
	prefix := "section-"
	if p.Policy.Numbering == content.NumberingStatute {
		prefix = "chapter-"
	}
	outline := own.Outline
	for i, part := range outline.Parts {
		s := own.Body.Sections[part.Section]
		pp := &Part{Number: part.Number, ID: prefix + strconv.Itoa(part.Number), Heading: s.Heading, Section: part.Section}
		if part.Number == 0 {
			pp.ID = s.ID
		}
		for _, a := range part.Articles {
			pp.Articles = append(pp.Articles, Article(a))
		}
		for j, m := range part.Measures {
			var units content.UnitLine
			if i < len(zh.Outline.Parts) && j < len(zh.Outline.Parts[i].Measures) {
				units = zh.Outline.Parts[i].Measures[j].Units
			}
			measure := l.measure(p, pp, m, units)
			pp.Measures = append(pp.Measures, measure)
			p.Policy.Measures = append(p.Policy.Measures, measure)
		}
		p.Policy.Parts = append(p.Policy.Parts, pp)
	}
	l.share(p)
	l.countUnits(p)
	if slug := p.Policy.Policy.Explanation; slug != "" {
		p.Policy.Explanation = l.site.Find(content.KindPage, p.Lang, slug)
		if p.Policy.Explanation == nil && p.Lang == content.Chinese {
			l.diags.Add(zh.At("explanation"), "link-broken", slug)
		}
	}
}

// sourceFile publishes the source text and compares the published text with it.
func (l *linker) sourceFile(p *Page, doc *content.Doc) {
	if p.Policy.SourceFile == "" {
		return
	}
	file, ok := l.set.Files[l.beside(p, p.Policy.SourceFile)]
	if !ok {
		l.diags.Add(doc.At("source_file"), "source-missing", p.Policy.SourceFile)
		return
	}
	p.Policy.Restored = content.CompareSource(doc, file, &l.diags)
	p.Policy.RawURL = p.URL + "source.txt"
	l.site.Raw = append(l.site.Raw, Raw{Path: p.Policy.RawURL, Data: file.Data, Source: file.Path})
}

// sameNumbering checks that a translation has the parts and measures of its source.
func (l *linker) sameNumbering(zh, en *content.Doc) {
	zp, zm := zh.Outline.Count()
	ep, em := en.Outline.Count()
	if zp != ep {
		l.diags.Add(diag.Pos{File: en.File}, "numbering-differs", ep, "sections", zp)
	}
	if zm != em {
		l.diags.Add(diag.Pos{File: en.File}, "numbering-differs", em, "measures", zm)
	}
}

// translation checks what a translated text must keep: every note mark, and the words that each
// target quotes.
func (l *linker) translation(p *Page, en *content.Doc) {
	if p.Fallback {
		return
	}
	for _, id := range content.CheckMarks(en, p.Policy.Policy, &l.diags) {
		l.diags.Add(en.At("notes", id), "note-unmarked", id, id)
	}
	for _, t := range p.Policy.Targets {
		if m := en.Outline.Measure(t.Measure); m != nil && !strings.Contains(en.MeasureText(*m), t.Quote) {
			l.diags.Add(en.At("targets", t.ID, "quote"), "target-quote", t.Quote, t.Measure).
				See(en.AtBody(en.Body.Sections[m.Section].Offset))
		}
	}
}

func (l *linker) measure(p *Page, part *Part, m content.OutlineMeasure, units content.UnitLine) *Measure {
	s := p.Body.Sections[m.Section]
	out := &Measure{
		Page: p, Part: part, Number: m.Number, ID: "measure-" + strconv.Itoa(m.Number), Heading: s.Heading,
		Section: m.Section, Blocks: m.Blocks,
		Units: l.units(p, m, units.Units), Shared: l.units(p, m, units.Shared),
	}
	if m.Marked || m.Units.Clause != "" {
		out.Blocks++
	}
	for _, t := range p.Policy.Targets {
		if t.Measure == m.Number {
			out.Targets = append(out.Targets, t)
		}
	}
	return out
}

// units finds the agency of each responsible unit.
func (l *linker) units(p *Page, m content.OutlineMeasure, names []content.UnitName) []Unit {
	var out []Unit
	unknown := 0
	for _, n := range names {
		i, ok := l.names[content.FoldName(n.Name)]
		if !ok {
			if unknown++; p.Lang == content.Chinese && !l.set.Broken[content.AgenciesFile] && unknown <= maxBroken {
				doc := l.docs[p]
				line := doc.Body.Sections[m.Section].Blocks()[m.Blocks].Paragraphs[0]
				l.diags.Add(doc.AtText(line, n.At), "agency-unknown", n.Name).Suggest(l.near(n.Name, l.allNames))
			}
			continue
		}
		agency := l.site.Find(content.KindAgency, p.Lang, l.set.Agencies.Agencies[i].ID)
		printed := n.Name
		if p.Lang == content.English {
			printed = agency.Agency.Short
		}
		out = append(out, Unit{Agency: agency, Printed: printed, Open: n.Open})
	}
	return out
}

func (l *linker) allNames() []string {
	names := make([]string, 0, len(l.names))
	for n := range l.names {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// share gives every measure the units that a clause of the policy adds to all of them.
func (l *linker) share(p *Page) {
	var shared []Unit
	for _, m := range p.Policy.Measures {
		shared = append(shared, m.Shared...)
	}
	for _, m := range p.Policy.Measures {
		m.Shared = nil
		for _, s := range shared {
			if !slices.ContainsFunc(m.Units, func(u Unit) bool { return u.Agency == s.Agency }) {
				m.Shared = append(m.Shared, s)
			}
		}
	}
}

// countUnits lists each unit with its measures, on the policy and on the agency.
func (l *linker) countUnits(p *Page) {
	at := map[*Page]int{}
	add := func(agency *Page, am AgencyMeasure) {
		i, ok := at[agency]
		if !ok {
			i = len(p.Policy.Units)
			at[agency] = i
			p.Policy.Units = append(p.Policy.Units, UnitMeasures{Agency: agency})
		}
		p.Policy.Units[i].Measures = append(p.Policy.Units[i].Measures, am)
		agency.Agency.Measures = append(agency.Agency.Measures, am)
	}
	for _, m := range p.Policy.Measures {
		for i, u := range m.Units {
			add(u.Agency, AgencyMeasure{Measure: m, First: i == 0, Open: u.Open})
		}
		for _, u := range m.Shared {
			add(u.Agency, AgencyMeasure{Measure: m, Shared: true})
		}
	}
	slices.SortStableFunc(p.Policy.Units, func(a, b UnitMeasures) int {
		return cmp.Compare(len(b.Measures), len(a.Measures))
	})
}
