package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
)

// languages in the order in which pages are made: a translation needs its source.
var languages = []content.Lang{content.Chinese, content.English}

// Link joins all parsed files into a site and reports every fault between files. Reviews are not
// checked if today is zero.
func Link(cfg config.Config, set *content.Set, today content.Date) (*Site, diag.List) {
	return new(Linker).Link(cfg, set, today)
}

// Link is [Link] that compares only those pairs of files anew that have been parsed anew since the last time.
func (k *Linker) Link(cfg config.Config, set *content.Set, today content.Date) (*Site, diag.List) {
	l := &linker{
		kept: k,
		set:  set, names: set.Agencies.AgencyNames(),
		plans: map[planKey]planned{},
		docs:  map[*Page]*content.Doc{}, own: map[*Page]*content.Doc{},
		byFile: map[string]*Page{}, byURL: map[string]*Page{},
		comparison: comparison{terms: glossary(set.Glossary.Terms)},
		site: &Site{
			Config: cfg, Today: today, Glossary: set.Glossary.Terms, Holidays: set.Holidays.Years, byKey: map[key]*Page{},
		},
	}
	l.pages()
	l.agencies()
	l.tables()
	for _, p := range l.site.Pages {
		switch {
		case p.Policy != nil:
			l.policy(p)
		case p.Licence != nil:
			l.licence(p)
		}
	}
	l.cycles()
	if items := l.slugs(content.KindLicence); !slices.Equal(items, k.items) {
		k.items, k.plans = items, nil
	}
	for _, p := range l.site.Pages {
		switch {
		case p.Guide != nil:
			l.guide(p)
		case p.Plain != nil:
			l.plain(p)
		}
	}
	k.plans = l.plans
	l.conditions()
	l.backlinks()
	for _, p := range l.site.Pages {
		l.links(p)
		if p.Slug == "404" && p.Translation != nil {
			l.links(p.Translation) // it has no address of its own
		}
	}
	slices.SortFunc(l.site.Pages, func(a, b *Page) int { return cmp.Compare(a.URL, b.URL) })
	return l.site, l.diags
}

// linker holds what is needed while linking and not afterwards.
type linker struct {
	set    *content.Set
	site   *Site
	docs   map[*Page]*content.Doc // the Chinese file of a page, which has the facts
	own    map[*Page]*content.Doc // the file whose text the page shows
	byFile map[string]*Page       // the page of a file in the file's own language
	byURL  map[string]*Page       // lower-cased
	names  map[string]int         // agency names to indices
	looked int                    // comparisons for near matches

	translations map[*content.Doc]*translation // by the Chinese file
	kept         *Linker
	plans        map[planKey]planned // for the next time
	comparison
}

// add puts a page into the site; a second page for one address is an error.
func (l *linker) add(p *Page, doc *content.Doc) {
	k := key{p.Kind, p.Lang, p.Slug}
	p.URL = pageURL(p.Kind, p.Lang, p.Slug)
	p.disk = l.site.Config.Disk
	if other := l.byURL[strings.ToLower(p.URL)]; other != nil {
		l.diags.Add(diag.Pos{File: p.Source}, "address-repeated", p.URL).See(diag.Pos{File: other.Source})
		return
	}
	l.byURL[strings.ToLower(p.URL)] = p
	if !p.Fallback && doc != nil {
		l.byFile[p.Source] = p
	}
	l.site.byKey[k] = p
	l.site.Pages = append(l.site.Pages, p)
	l.docs[p] = doc
}

// pages makes the pages that have a source file.
func (l *linker) pages() {
	english := map[string]*content.Doc{}
	sources := map[string]bool{}
	for _, d := range l.set.Docs {
		if d.Lang == content.English {
			english[d.File] = d
		} else {
			sources[englishFile(d.File)] = true
		}
	}
	l.translate(english)
	for _, d := range l.set.Docs {
		if d.Kind == content.KindPage && d.Slug == OfflineSlug && !l.site.Config.Offline.ServiceWorker {
			continue // nobody would be led to it
		}
		if d.Lang == content.Chinese {
			l.pair(d, english[englishFile(d.File)])
		} else if zh := strings.Replace(d.File, "content/en/", "content/zh/", 1); !sources[d.File] && !l.set.Broken[zh] {
			l.diags.Add(diag.Pos{File: d.File}, "translation-alone", zh)
		}
	}
	l.required()
}

// englishFile is the path of the translation of a Chinese file.
func englishFile(zh string) string { return strings.Replace(zh, "content/zh/", "content/en/", 1) }

// required checks for the pages that every site has, and the list page of each kind in use.
func (l *linker) required() {
	if len(l.set.Docs) == 0 {
		l.diags.Add(diag.Pos{File: "content/zh"}, "content-empty")
		return
	}
	need := []string{"index", "search", "404"}
	if l.site.Config.Offline.ServiceWorker {
		need = append(need, OfflineSlug)
	}
	for _, kind := range []content.Kind{content.KindGuide, content.KindLicence, content.KindPolicy} {
		if len(l.site.List(kind, content.Chinese)) > 0 {
			need = append(need, string(kind)+"/index")
		}
	}
	if len(l.set.Agencies.Agencies) > 0 {
		need = append(need, "agency/index")
	}
	for _, slug := range need {
		file := "content/zh/" + slug + ".md"
		if l.site.Find(content.KindPage, content.Chinese, slug) == nil && !l.set.Broken[file] {
			l.diags.Add(diag.Pos{File: file}, "page-missing", "zh/"+slug+".md")
		}
	}
}

// pair makes the Chinese page and its English one, translated or falling back.
func (l *linker) pair(zh, en *content.Doc) {
	a := newPage(zh, content.Chinese, zh.Meta)
	l.own[a] = zh
	l.add(a, zh)
	b := newPage(zh, content.English, zh.Meta)
	switch {
	case zh.Slug == "404":
		a.root = rootPath(l.site.Config.BaseURL)
		l.errorPage(a, zh, en)
		return
	case en == nil:
		b.Fallback = true
		l.own[b] = zh
		l.diags.Warn(diag.Pos{File: zh.File}, "translation-none")
	default:
		b = l.translated(zh, en)
	}
	l.add(b, zh)
	a.Translation, b.Translation = b, a
	l.review(a, b, zh)
}

// errorPage adds the English text of the error page to the Chinese one: a server has one error page
// for both languages.
func (l *linker) errorPage(p *Page, zh, en *content.Doc) {
	if en == nil {
		return
	}
	p.Translation = l.translated(zh, en)
	p.Translation.URL, p.Translation.root = p.URL, p.root
	p.Translation.Translation = p
	l.docs[p.Translation] = zh
}

// translated makes the English page of a pair.
func (l *linker) translated(zh, en *content.Doc) *Page {
	t := l.translations[zh]
	p := newPage(en, content.English, t.meta)
	p.Version, p.Stale = t.version, t.stale
	l.own[p] = en
	return p
}

// newPage makes a page from the file whose text it shows.
func newPage(d *content.Doc, lang content.Lang, meta any) *Page {
	p := &Page{Kind: d.Kind, Lang: lang, Slug: d.Slug, Source: d.File, Body: d.Body}
	switch m := meta.(type) {
	case *content.Policy:
		p.Title, p.Summary, p.Updated = m.Title, m.Summary, m.Published
		p.Policy = &Policy{Policy: m}
	case *content.Guide:
		p.Title, p.Summary, p.Updated = m.Title, m.Summary, m.Reviewed
		p.Guide = &Guide{Guide: m}
	case *content.Licence:
		p.Title, p.Summary, p.Updated = m.Title, m.Summary, m.Reviewed
		p.Licence = &Licence{Licence: m}
	case *content.Plain:
		p.Title, p.Summary = m.Title, m.Summary
		p.Plain = &Plain{Plain: m}
	}
	return p
}

// agencies makes a page for each body in each language.
func (l *linker) agencies() {
	empty := &markdown.Doc{Sections: []markdown.Section{{}}}
	for i := range l.set.Agencies.Agencies {
		a := &l.set.Agencies.Agencies[i]
		var pair [2]*Page
		for j, lang := range languages {
			p := &Page{Kind: content.KindAgency, Lang: lang, Slug: a.ID, Source: content.AgenciesFile, Body: empty}
			p.Agency = &Agency{Agency: a, Name: a.Full, Short: a.Name, Note: a.Note}
			if lang == content.English {
				p.Agency.Name, p.Agency.Short, p.Agency.Note = a.En, a.EnShort, a.NoteEn
			}
			p.Title = p.Agency.Name
			l.add(p, nil)
			pair[j] = p
		}
		pair[0].Translation, pair[1].Translation = pair[1], pair[0]
	}
	for _, p := range l.site.Pages {
		if p.Agency == nil {
			continue
		}
		if s := l.site.Find(content.KindAgency, p.Lang, p.Agency.Agency.Successor); s != nil {
			p.Agency.Successor = s
			s.Agency.Predecessors = append(s.Agency.Predecessors, p)
		}
		if c := l.site.Find(content.KindAgency, p.Lang, p.Agency.Agency.Counterpart); c != nil {
			p.Agency.Counterpart = c
			c.Agency.Counterparts = append(c.Agency.Counterparts, p)
		}
	}
}

// agency finds an agency by its id; an unknown one is reported once, for the Chinese page.
func (l *linker) agency(p *Page, id string, at ...any) *Page {
	a := l.site.Find(content.KindAgency, p.Lang, id)
	if a == nil && p.Lang == content.Chinese && !l.set.Broken[content.AgenciesFile] {
		var known []string
		for _, x := range l.set.Agencies.Agencies {
			known = append(known, x.ID)
		}
		l.diags.Add(l.docs[p].At(at...), "agency-unknown", id).Suggest(diag.Nearest(id, known))
	}
	return a
}

// item finds a licence item by its slug; an unknown one is reported once, for the Chinese page.
func (l *linker) item(p *Page, slug string, at ...any) *Page {
	item := l.site.Find(content.KindLicence, p.Lang, slug)
	if item == nil && p.Lang == content.Chinese && !l.set.Broken["content/zh/licence/"+slug+".md"] {
		l.diags.Add(l.docs[p].At(at...), "licence-unknown", slug).Suggest(diag.Nearest(slug, l.slugs(content.KindLicence)))
	}
	return item
}

func (l *linker) slugs(kind content.Kind) []string {
	var out []string
	for _, p := range l.site.List(kind, content.Chinese) {
		out = append(out, p.Slug)
	}
	return out
}

// beside is the path of a file in the same folder as the page's Chinese source.
func (l *linker) beside(p *Page, name string) string {
	return path.Join(path.Dir(l.docs[p].File), name)
}
