package render

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/picture"
	"mingbai/cmd/mingbai/internal/site"
)

// socialLocales are the languages as Open Graph writes them; the English of the site is British.
var socialLocales = map[content.Lang]string{content.Chinese: "zh_CN", content.English: "en_GB"}

// social fills what other sites show of a shared link (Open Graph, ogp.me).
func (b *builder) social() {
	p, v := b.p, b.v
	if v.NoIndex {
		return
	}
	add := func(name, value string) { v.Social = append(v.Social, meta{"og:" + name, value}) }
	kind := "website"
	if p.Policy != nil || p.Guide != nil || p.Licence != nil {
		kind = "article"
	}
	add("type", kind)
	add("title", p.Title)
	add("description", v.Description)
	add("url", b.absolute(p))
	add("site_name", v.Frame.SiteName)
	add("locale", socialLocales[p.Lang])
	if len(versionsOf(p)) > 1 {
		add("locale:alternate", socialLocales[otherLang(p.Lang)])
	}
	add("image", b.site.Config.BaseURL+picturePath(pictureOf(p)))
	add("image:type", "image/png")
	add("image:width", strconv.Itoa(picture.Width))
	add("image:height", strconv.Itoa(picture.Height))
}

// pictureOf is the picture that stands for a page.
func pictureOf(p *site.Page) string {
	kind := p.Kind
	if list, is := strings.CutSuffix(p.Slug, "/index"); is && p.Kind == content.KindPage {
		kind = content.Kind(list)
	}
	if slices.Contains(picture.Kinds, string(kind)) {
		return string(kind)
	}
	return picture.Kinds[0]
}

func picturePath(kind string) string { return "assets/share/" + kind + ".png" }

// pictures are the pictures of shared links, one for each kind of page. They are the same for every site
// and every build, so that a rebuild while somebody writes does not draw them again.
var pictures = sync.OnceValues(func() ([]output.File, error) {
	var out []output.File
	for _, kind := range picture.Kinds {
		data, err := picture.PNG(kind)
		if err != nil {
			return nil, err
		}
		out = append(out, output.File{Path: picturePath(kind), Data: data, From: from})
	}
	return out, nil
})
