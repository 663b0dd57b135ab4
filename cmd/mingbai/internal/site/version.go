package site

import (
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
)

// version finds what has changed in the Chinese text since the English page translated it.
// That words of the front matter were added or taken away is reported already if they are not whole.
func (c *comparison) version(t *translation, zh, en *content.Doc, whole bool) {
	t.version = en.Version
	if t.version == nil {
		c.diags.Warn(diag.Pos{File: en.File, Line: 1, Col: 1}, "translation-unrecorded", en.File)
		return
	}
	if t.version.Date.IsZero() || t.version.Front == "" {
		t.version = nil // the record is broken, which is reported already
		return
	}
	changed, gone := t.version.Stale(zh)
	for _, id := range changed {
		if id == content.FrontID && !whole {
			continue
		}
		c.outdated(t, zh, en, id, false)
	}
	for _, id := range gone {
		c.outdated(t, zh, en, id, true)
	}
}

// outdated adds a passage whose Chinese has changed or gone.
func (c *comparison) outdated(t *translation, zh, en *content.Doc, id string, gone bool) {
	s := Stale{ID: id, Chinese: zh.Part(id), English: en.Part(id), Gone: gone}
	at, from := passageAt(en, id)
	if from != nil {
		s.Heading = from.Heading
	}
	t.stale = append(t.stale, s)
	if gone {
		c.diags.Warn(at, "translation-gone", id, en.File)
		return
	}
	source, _ := passageAt(zh, id)
	c.diags.Warn(at, "translation-stale", id, t.version.Date.String(), en.File).See(source)
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
