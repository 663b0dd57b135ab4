package render

import (
	"html/template"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// indexView is the index of the whole site: what the search page holds without scripts.
type indexView struct {
	Subjects    []linkGroup
	Departments []linkGroup
	Letters     []letter
}

// letter is one initial of an alphabetical index, with its links or its terms.
type letter struct {
	ID    string
	Title string
	Links []link
	Terms []termView
}

func (b *builder) index() *indexView {
	guides, items := b.kindPages(content.KindGuide), b.kindPages(content.KindLicence)
	v := &indexView{Subjects: b.bySector(append(slices.Clone(guides), items...))}
	if policies := newest(b.kindPages(content.KindPolicy)); len(policies) > 0 {
		v.Subjects = append(v.Subjects, linkGroup{ID: "policies", Title: b.html(b.say("nav-policy")), Links: b.cards(policies)})
	}
	var pages []*site.Page
	for _, p := range b.site.Pages {
		if p.Lang != b.p.Lang {
			continue
		}
		if p.Agency != nil && len(p.Agency.Licences) > 0 {
			v.Departments = append(v.Departments, linkGroup{Href: b.href(p.URL), Title: b.html(p.Agency.Short), Links: b.cards(p.Agency.Licences)})
		}
		if p.Kind != content.KindPage || p.Plain != nil && columnOf(p) == "" && p.Slug != "index" && p.Slug != "404" && p.Slug != "search" && p.Slug != site.OfflineSlug {
			pages = append(pages, p)
		}
	}
	v.Letters = b.byLetter(pages)
	return v
}

// byLetter groups pages by the initial of what they are called.
func (b *builder) byLetter(pages []*site.Page) []letter {
	out := lettered(pages, b.initial, b.noun)
	groups := make([]letter, 0, len(out))
	for _, g := range out {
		l := letter{ID: letterID(g.initial), Title: g.initial}
		for _, p := range g.items {
			card := b.card(p)
			if card.Lang == "" {
				card.Text = b.html(b.noun(p))
			}
			l.Links = append(l.Links, card)
		}
		groups = append(groups, l)
	}
	return groups
}

// letterGroup holds the things with one initial.
type letterGroup[T any] struct {
	initial string
	items   []T
}

// lettered groups things by the initial of their names, A to Z and the rest, in order of the names.
func lettered[T any](things []T, initial func(string) string, name func(T) string) []letterGroup[T] {
	things = slices.Clone(things)
	slices.SortStableFunc(things, func(x, y T) int { return strings.Compare(name(x), name(y)) })
	var out []letterGroup[T]
	for c := 'A'; c <= 'Z'+1; c++ {
		letter := string(c)
		if c > 'Z' {
			letter = otherInitial
		}
		g := letterGroup[T]{initial: letter}
		for _, t := range things {
			if initial(name(t)) == letter {
				g.items = append(g.items, t)
			}
		}
		if len(g.items) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func letterID(initial string) string {
	if initial == otherInitial {
		return "letter-other"
	}
	return "letter-" + strings.ToLower(initial)
}

// termView is an entry of the glossary.
type termView struct {
	ID        string
	Name      template.HTML
	Other     string
	OtherLang content.Lang
	Explain   template.HTML
	Synonyms  template.HTML
}

// glossary lists the terms by initial; a Chinese term with pinyin takes that.
func (b *builder) glossary() []letter {
	name := func(t content.Term) string {
		switch {
		case !b.zh:
			return t.En[0]
		case t.Pinyin != "":
			return t.Pinyin
		}
		return t.Zh
	}
	var out []letter
	for _, g := range lettered(b.site.Glossary, b.initial, name) {
		l := letter{ID: letterID(g.initial), Title: g.initial}
		for _, t := range g.items {
			l.Terms = append(l.Terms, b.term(t))
		}
		out = append(out, l)
	}
	return out
}

func (b *builder) term(t content.Term) termView {
	if b.zh {
		v := termView{ID: "term-" + t.ID, Name: b.html(t.Zh), Other: t.En[0], OtherLang: content.English, Explain: b.html(t.Explain)}
		if len(t.Synonyms) > 0 {
			v.Synonyms = b.html(b.say("also", strings.Join(t.Synonyms, b.say("list-comma"))))
		}
		return v
	}
	v := termView{ID: "term-" + t.ID, Name: b.html(t.En[0]), Other: t.Zh, OtherLang: content.Chinese, Explain: b.html(t.ExplainEn)}
	if len(t.SynonymsEn) > 0 {
		v.Synonyms = b.html(b.say("also", strings.Join(t.SynonymsEn, b.say("list-comma"))))
	}
	return v
}
