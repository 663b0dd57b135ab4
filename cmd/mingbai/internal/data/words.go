package data

import (
	"iter"
	"reflect"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/site"
)

// Words are the same words in both languages.
type Words struct {
	Zh string  `json:"zh" zh:"中文" en:"Chinese"`
	En *string `json:"en" zh:"英文；没有译文的是 null" en:"English; null where there is no translation"`
}

// in gives the words in a language; "" if there are none.
func (w Words) in(lang content.Lang) string {
	if lang == content.Chinese {
		return w.Zh
	}
	if w.En == nil {
		return ""
	}
	return *w.En
}

// Links are the absolute addresses of the same place in both languages.
type Links struct {
	Zh URI  `json:"zh" zh:"中文网页" en:"Chinese page"`
	En *URI `json:"en" zh:"英文网页；没有译文的是 null" en:"English page; null where there is no translation"`
}

func (l Links) in(lang content.Lang) string {
	if lang == content.Chinese {
		return string(l.Zh)
	}
	if l.En == nil {
		return ""
	}
	return string(*l.En)
}

// URI is an absolute address.
type URI string

// Date is a date as ISO 8601 writes it.
type Date string

func date(d content.Date) Date { return Date(d.String()) }

// dateOrNull is nil for a date that the sources do not give.
func dateOrNull(d content.Date) *Date {
	if d.IsZero() {
		return nil
	}
	out := date(d)
	return &out
}

// words are words in the language of the page at hand; both puts the two languages together.
func words(text string) Words { return Words{Zh: text} }

// wordsOrNull is nil for words that the sources do not give.
func wordsOrNull(text string) *Words {
	if text == "" {
		return nil
	}
	return &Words{Zh: text}
}

func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// numberOrNull is nil for a number that the sources do not give.
func numberOrNull(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// maker makes rows of the pages of a site, each in the language of the page.
type maker struct{ site *site.Site }

func (m maker) links(p *site.Page, fragment string) Links {
	url := m.site.Config.BaseURL + p.URL
	if fragment != "" {
		url += "#" + fragment
	}
	return Links{Zh: URI(url)}
}

// both makes the row of a Chinese page with the words of its translation beside its own.
func both[T any](p *site.Page, make func(*site.Page) T) T {
	row := make(p)
	if translated(p) {
		other := make(p.Translation)
		join(reflect.ValueOf(&row).Elem(), reflect.ValueOf(&other).Elem())
	}
	settle(reflect.ValueOf(&row).Elem())
	return row
}

// each makes a row, with both languages, for each page of a kind.
func each[T any](s *site.Site, kind content.Kind, make func(*site.Page) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, p := range s.List(kind, content.Chinese) {
			if !yield(both(p, make)) {
				return
			}
		}
	}
}

func translated(p *site.Page) bool { return p.Translation != nil && !p.Translation.Fallback }

// join puts the words of the row en, which has the same shape, into zh as its English.
func join(zh, en reflect.Value) {
	switch a := zh.Addr().Interface().(type) {
	case *Words:
		text := en.Interface().(Words).Zh
		a.En = &text
		return
	case *Links:
		url := en.Interface().(Links).Zh
		a.En = &url
		return
	}
	switch zh.Kind() {
	case reflect.Pointer:
		if !zh.IsNil() && !en.IsNil() {
			join(zh.Elem(), en.Elem())
		}
	case reflect.Struct:
		for i := range zh.NumField() {
			join(zh.Field(i), en.Field(i))
		}
	case reflect.Slice:
		for i := range min(zh.Len(), en.Len()) {
			join(zh.Index(i), en.Index(i))
		}
	}
}

// settle makes every missing list and table an empty one, so that JSON never says null for “none”.
func settle(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			settle(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			settle(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			settle(v.Index(i))
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	}
}

// slugs are the ids of pages.
func slugs(pages []*site.Page) []string {
	out := []string{}
	for _, p := range pages {
		out = append(out, p.Slug)
	}
	return out
}

// slugOrNull is the id of a page that may be missing.
func slugOrNull(p *site.Page) *string {
	if p == nil {
		return nil
	}
	return &p.Slug
}

// measureID is the id of a measure among all: "life-services-2023#measure-19".
func measureID(m *site.Measure) string { return m.Page.Slug + "#" + m.ID }

func measureIDs(list []*site.Measure) []string {
	out := []string{}
	for _, m := range list {
		out = append(out, measureID(m))
	}
	return out
}

// level is a fact's own evidence mark, or that of its item.
func level(own, item content.Evidence) content.Evidence {
	if own == "" {
		return item
	}
	return own
}
