package search

import (
	"testing"

	"mingbai/cmd/mingbai/internal/content"
)

// TestHandling: people ask for a handling item by what it is done to, with the word before it or after
// it, and land at the item and not at the top of its page.
func TestHandling(t *testing.T) {
	docs := append([]Doc(nil), testDocs...)
	for _, x := range []struct {
		lang, url string
		licence   content.Licence
	}{
		{"zh-CN", "licence/food/", content.Licence{Title: "食品经营许可", Result: &content.Result{Name: "食品经营许可证（正本、副本）"}, Handling: []content.Handling{
			{ID: "renewal", Kind: "renewal", Name: "快到期了，还要接着做", When: "有效期届满以前提出。"},
			{ID: "closure", Kind: "closure", Name: "不做了", Materials: "许可证正本。"},
		}}},
		{"zh-CN", "licence/elder-care/", content.Licence{Title: "养老机构备案", Handling: []content.Handling{
			{ID: "change", Kind: "change", Name: "有变动", When: "及时办。"}, {ID: "closure", Kind: "closure", Name: "不做了", When: "先安置老人。"},
		}}},
		{"en", "licence/food/", content.Licence{Title: "Food-business permission", Result: &content.Result{Name: "Food certificate"}, Handling: []content.Handling{
			{ID: "closure", Kind: "closure", Name: "You stop", When: "Hand the paper back."},
		}}},
	} {
		text := text{lang: x.lang, sections: []Section{{Paragraphs: []string{filler}}}}
		text.handling(&x.licence)
		docs = append(docs, Doc{Lang: x.lang, URL: x.url, Kind: "licence", Title: x.licence.Title, Sections: func() []Section { return text.sections }})
	}
	for _, tt := range []struct{ lang, query, want string }{
		{"zh-CN", "食品经营许可证延续", "licence/food/#handling-renewal"}, {"zh-CN", "食品经营许可延续", "licence/food/#handling-renewal"},
		{"zh-CN", "食品经营许可证换证", "licence/food/#handling-renewal"}, {"zh-CN", "注销食品经营许可证", "licence/food/#handling-closure"},
		{"zh-CN", "养老机构停办", "licence/elder-care/#handling-closure"}, {"zh-CN", "养老机构注销备案", "licence/elder-care/#handling-closure"},
		{"zh-CN", "养老机构变更备案", "licence/elder-care/#handling-change"},
		{"en", "cancel food certificate", "licence/food/#handling-closure"},
	} {
		e, _ := opened(t, docs, tt.lang)
		got, err := e.Search(tt.query, Options{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Hits) == 0 || got.Hits[0].URL != tt.want {
			t.Errorf("%s: %+v, want %s", tt.query, got.Hits, tt.want)
		}
	}
}
