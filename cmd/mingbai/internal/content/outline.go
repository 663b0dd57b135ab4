package content

import (
	"regexp"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
)

// Outline is the numbered structure of a policy text.
type Outline struct{ Parts []OutlinePart }

// OutlinePart is a section (一、…) or chapter (第一章 …).
type OutlinePart struct {
	Number   int
	Section  int // index into the body's sections
	Measures []OutlineMeasure
	Articles []OutlineArticle
}

// OutlineMeasure is a measure (（一）…).
type OutlineMeasure struct {
	Number  int
	Section int // index into the body's sections
	Blocks  int // blocks of that section before the line of responsible units
	Units   UnitLine
	// Marked is set if the line of responsible units has a note mark.
	Marked bool
}

// OutlineArticle is an article of a statute (第一条 …, 第四十二条之一 …): blocks [From, Past) of a section.
type OutlineArticle struct {
	ID         string // "article-42", "article-42-1"
	Number     int
	Section    int
	From, Past int
}

var (
	planPart    = regexp.MustCompile(`^([零〇一二三四五六七八九十百]+)、`)
	planMeasure = regexp.MustCompile(`^（([零〇一二三四五六七八九十百]+)）`)
	chapter     = regexp.MustCompile(`^第([零〇一二三四五六七八九十百千]+)[编章]`)
	article     = regexp.MustCompile(`^第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?`)
	englishPart = regexp.MustCompile(`^(\d+)\.`)
	englishItem = regexp.MustCompile(`^\((\d+)\)`)
)

// outline reads the structure of a policy's body.
func outline(doc *Doc, diags *diag.List) *Outline {
	if doc.Lang == English {
		return planOutline(doc, diags, englishPart, englishItem, strconv.Atoi)
	}
	if doc.Policy().Numbering == NumberingStatute {
		return statuteOutline(doc, diags)
	}
	return planOutline(doc, diags, planPart, planMeasure, numeral)
}

func numeral(s string) (int, error) {
	if n, ok := ParseNumeral(s); ok {
		return n, nil
	}
	return 0, strconv.ErrSyntax
}

// planOutline reads sections and measures, each numbered from 1 without a gap.
func planOutline(doc *Doc, diags *diag.List, part, item *regexp.Regexp, number func(string) (int, error)) *Outline {
	out := &Outline{}
	measures := 0
	for i, s := range doc.Body.Sections {
		if i == 0 {
			continue
		}
		pos := doc.AtBody(s.Offset)
		if m := part.FindStringSubmatch(s.Heading); m != nil && s.Level == 2 {
			if n, err := number(m[1]); err != nil || n != len(out.Parts)+1 {
				diags.Add(pos, "section-order", len(out.Parts)+1, s.Heading)
			}
			out.Parts = append(out.Parts, OutlinePart{Number: len(out.Parts) + 1, Section: i})
			continue
		}
		m := item.FindStringSubmatch(s.Heading)
		if m == nil || s.Level != 3 || len(out.Parts) == 0 {
			diags.Add(pos, "measure-stray", s.Heading)
			continue
		}
		measures++
		if n, err := number(m[1]); err != nil || n != measures {
			diags.Add(pos, "measure-order", measures, s.Heading)
		}
		last := &out.Parts[len(out.Parts)-1]
		last.Measures = append(last.Measures, measureOf(doc, i, measures, diags))
	}
	return out
}

// measureOf reads one measure with its responsible units; an English text leaves the units out.
func measureOf(doc *Doc, section, number int, diags *diag.List) OutlineMeasure {
	s := doc.Body.Sections[section]
	blocks := s.Blocks()
	m := OutlineMeasure{Number: number, Section: section, Blocks: len(blocks)}
	if doc.Lang == English {
		return m
	}
	if m.Blocks == 0 || len(blocks[m.Blocks-1].Paragraphs) != 1 ||
		!IsUnitLine(blocks[m.Blocks-1].Paragraphs[0].Text) {
		diags.Add(doc.AtBody(s.Offset), "units-missing")
		return m
	}
	m.Blocks--
	p := blocks[m.Blocks].Paragraphs[0]
	m.Marked = len(p.Notes) > 0
	units, trouble := ParseUnitLine(p.Text)
	if trouble != "" {
		diags.Add(doc.AtBody(p.Offset), "units-shape", trouble)
	}
	m.Units = units
	return m
}

// statuteOutline reads chapters and articles. Articles stand in the text as paragraphs that begin
// with their number; those before the first chapter belong to a part of number 0.
func statuteOutline(doc *Doc, diags *diag.List) *Outline {
	out := &Outline{}
	last := 0
	for i, s := range doc.Body.Sections {
		if i == 0 || s.Level == 2 || len(out.Parts) == 0 {
			n := 0
			if m := chapter.FindStringSubmatch(s.Heading); m != nil {
				n, _ = ParseNumeral(m[1])
			}
			if i == 0 && len(s.Blocks()) == 0 {
				continue
			}
			out.Parts = append(out.Parts, OutlinePart{Number: n, Section: i})
		}
		part := &out.Parts[len(out.Parts)-1]
		for j, b := range s.Blocks() {
			m := firstArticle(b)
			if m == nil {
				if k := len(part.Articles) - 1; k >= 0 && part.Articles[k].Section == i {
					part.Articles[k].Past = j + 1
				}
				continue
			}
			n, _ := ParseNumeral(m[1])
			if n != last && n != last+1 {
				diags.Warn(doc.AtBody(b.Paragraphs[0].Offset), "article-order", last+1, m[0])
			}
			last = n
			part.Articles = append(part.Articles, OutlineArticle{ID: articleID(m), Number: n, Section: i, From: j, Past: j + 1})
		}
	}
	return out
}

func firstArticle(b markdown.Block) []string {
	if len(b.Paragraphs) == 0 {
		return nil
	}
	return article.FindStringSubmatch(b.Paragraphs[0].Text)
}

func articleID(m []string) string {
	n, _ := ParseNumeral(m[1])
	id := "article-" + strconv.Itoa(n)
	if sub, ok := ParseNumeral(m[2]); ok {
		id += "-" + strconv.Itoa(sub)
	}
	return id
}

// MeasureText is the whole text of a measure: its heading and paragraphs.
func (d *Doc) MeasureText(m OutlineMeasure) string {
	s := d.Body.Sections[m.Section]
	return strings.TrimSpace(s.Heading + "。" + s.Text())
}

// Measure finds a measure by its number, or nil.
func (o *Outline) Measure(number int) *OutlineMeasure {
	for i := range o.Parts {
		for j := range o.Parts[i].Measures {
			if o.Parts[i].Measures[j].Number == number {
				return &o.Parts[i].Measures[j]
			}
		}
	}
	return nil
}

// Count is the number of parts and of measures.
func (o *Outline) Count() (parts, measures int) {
	for _, p := range o.Parts {
		measures += len(p.Measures)
	}
	return len(o.Parts), measures
}
