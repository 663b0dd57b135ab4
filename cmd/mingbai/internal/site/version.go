package site

import (
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

// version finds what has changed in the Chinese text since the English page translated it.
// That words of the front matter were added or taken away is reported already if they are not whole.
func (l *linker) version(p *Page, zh, en *content.Doc, whole bool) {
	p.Version = en.Version
	if p.Version == nil {
		l.diags.Warn(diag.Pos{File: en.File, Line: 1, Col: 1}, "translation-unrecorded", en.File)
		return
	}
	if p.Version.Date.IsZero() || p.Version.Front == "" {
		p.Version = nil // the record is broken, which is reported already
		return
	}
	changed, gone := p.Version.Stale(zh)
	for _, id := range changed {
		if id == content.FrontID && !whole {
			continue
		}
		l.stale(p, zh, en, id, false)
	}
	for _, id := range gone {
		l.stale(p, zh, en, id, true)
	}
}

func (l *linker) stale(p *Page, zh, en *content.Doc, id string, gone bool) {
	s := Stale{ID: id, Chinese: zh.Part(id), English: en.Part(id), Gone: gone}
	at, from := passageAt(en, id)
	if from != nil {
		s.Heading = from.Heading
	}
	p.Stale = append(p.Stale, s)
	if gone {
		l.diags.Warn(at, "translation-gone", id, en.File)
		return
	}
	source, _ := passageAt(zh, id)
	l.diags.Warn(at, "translation-stale", id, p.Version.Date.String(), en.File).See(source)
}

// passageAt is the place of a passage, or of the record of the version if the file has no such passage.
func passageAt(d *content.Doc, id string) (diag.Pos, *content.Passage) {
	for _, p := range d.Passages() {
		if p.ID == id {
			return p.At(d, 0), &p
		}
	}
	if id == content.FrontID && d.Lang == content.Chinese {
		return d.At("title"), nil
	}
	return d.At("translates"), nil
}

// review reports a page that was to be reviewed before today.
func (l *linker) review(zh, en *Page, doc *content.Doc) {
	var due content.Date
	switch {
	case zh.Guide != nil:
		due = zh.Guide.ReviewBy
	case zh.Licence != nil:
		due = zh.Licence.ReviewBy
	}
	if due.IsZero() || l.site.Today.IsZero() || !due.Before(l.site.Today) {
		return
	}
	zh.Overdue, en.Overdue = true, true
	owner := ""
	if zh.Guide != nil {
		owner = zh.Guide.Guide.Owner
	} else {
		owner = zh.Licence.Licence.Owner
	}
	l.diags.Warn(doc.At("review_by"), "review-overdue", due.String(), owner)
}
