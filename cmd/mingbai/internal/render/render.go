package render

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"sync/atomic"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/data"
	"mingbai/cmd/mingbai/internal/digest"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// Assets are the files that pages load, as paths in the built site.
type Assets struct {
	// Names maps a logical name ("main.css", "js/main.js", "favicon.svg") to its path.
	Names map[string]string
	// Manifests names the search index of each language.
	Manifests map[string]string
	// Data are the data files of the site, for the page that lists them.
	Data []data.Dataset
}

// The scripts and pictures that the layouts know, by their logical names.
const (
	stylesheet   = "main.css"
	earlyScript  = "js/early.js"
	mainScript   = "js/main.js"
	searchClient = "js/search/index.js"
	siteIcon     = "favicon.svg"
	workerFile   = "worker.js" // at the root of the site, under a fixed name
)

// All renders pages of the site with the given number of workers and hands each to the sink. A page that the
// sink has already, made from the same, is not rendered. It stops at the first error.
func All(ctx context.Context, t *Templates, s *site.Site, pages []*site.Page, a Assets,
	sink output.Sink, workers int, progress func(stage string, done, total int)) error {
	r := New(t, s, a)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(workers, len(pages))) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(pages) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := r.page(pages[i], sink); err != nil {
					stop(err)
					return
				}
				progress("render", int(done.Add(1)), len(pages))
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// Renderer renders the pages of one site. It is safe for concurrent use.
type Renderer struct {
	templates *Templates
	site      *site.Site
	assets    Assets
	chinese   *locale
	english   *locale
	terms     *segmenter
	initial   func(string) string
	buffers   sync.Pool // of *bytes.Buffer, for pages being rendered

	mu     sync.Mutex
	frames map[frameKey]func() (*frame, error) // each rendered when a page first needs it
}

// New prepares what the pages of a site share.
func New(t *Templates, s *site.Site, a Assets) *Renderer {
	return &Renderer{
		templates: t, site: s, assets: a,
		chinese: newLocale(content.Chinese, t.zh.words), english: newLocale(content.English, t.en.words),
		terms: newSegmenter(s.Glossary), initial: initials(), frames: map[frameKey]func() (*frame, error){},
		buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
}

// frameOf is the frame of a page, which it shares with others.
func (r *Renderer) frameOf(p *site.Page) (*frame, error) {
	r.mu.Lock()
	make := r.frames[keyOf(p)]
	if make == nil {
		make = sync.OnceValues(func() (*frame, error) { return r.frame(p) })
		r.frames[keyOf(p)] = make
	}
	r.mu.Unlock()
	return make()
}

func (r *Renderer) locale(lang content.Lang) *locale {
	if lang == content.Chinese {
		return r.chinese
	}
	return r.english
}

// Page renders one page of the site.
func (r *Renderer) Page(p *site.Page) (output.File, error) {
	v, err := r.view(p)
	if err != nil {
		return output.File{}, err
	}
	var out bytes.Buffer
	err = r.execute(p, v, &out)
	return output.File{Path: p.Output(), Data: out.Bytes(), From: p.Source}, err
}

// page renders a page and hands it on, unless the sink has it. What a page is made from is its view, its layout and
// this program, and nothing else: the layouts are given nothing but the view.
func (r *Renderer) page(p *site.Page, sink output.Sink) error {
	v, err := r.view(p)
	if err != nil {
		return err
	}
	keeper, remembers := sink.(output.Keeper)
	var made digest.Sum
	if remembers {
		made = digest.Of(r.templates.of(p.Lang).sums[v.Template], v)
		if keeper.Keep(p.Output(), p.Source, made) {
			return nil
		}
	}
	out := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(out)
	if err := r.execute(p, v, out); err != nil {
		return err
	}
	return sink.Put(output.File{Path: p.Output(), Data: out.Bytes(), From: p.Source, Made: made})
}

// view gathers all that the layout of a page gets.
func (r *Renderer) view(p *site.Page) (*view, error) {
	f, err := r.frameOf(p)
	if err != nil {
		return nil, err
	}
	b := &builder{Renderer: r, locale: r.locale(p.Lang), p: p, v: &view{Lang: p.Lang, Frame: f}}
	if err := b.common(); err != nil {
		return nil, fmt.Errorf("render %s: %w", p.Source, err)
	}
	b.kind()
	b.v.Structured = template.JS(data.PageLD(r.site, p, r.assets.Data))
	return b.v, nil
}

// execute runs the layout of a page.
func (r *Renderer) execute(p *site.Page, v *view, out *bytes.Buffer) error {
	out.Reset()
	layouts := r.templates.of(p.Lang)
	if ready := layouts.ready[v.Template](); ready == nil || !ready.execute(out, v) {
		out.Reset()
		if err := layouts.pages[v.Template].Execute(&budget{Writer: out}, v); err != nil {
			return fmt.Errorf("%s/%s.html: %s: %w", Folder, v.Template, p.Source, err)
		}
	}
	return nil
}

// builder makes the view of one page.
type builder struct {
	*Renderer
	*locale
	p *site.Page
	v *view
}

// kind fills the part of the view that belongs to the kind of page.
func (b *builder) kind() {
	p := b.p
	switch {
	case p.Policy != nil:
		b.policy()
	case p.Guide != nil:
		b.guide()
	case p.Licence != nil:
		b.licence()
	case p.Agency != nil:
		b.agency()
	case p.Slug == "index":
		b.home()
	case p.Slug == "search":
		b.v.Template, b.v.Searching = "search", true
		b.v.Prose, b.v.Index = b.prose(nil), b.index()
	case p.Slug == "404":
		b.notFound()
	case p.Slug == site.OfflineSlug:
		b.v.Template, b.v.NoIndex = "offline", true
		b.v.Prose = b.prose(nil)
	case p.Slug == mapSlug:
		b.siteMap()
	case p.Slug == dataSlug:
		b.catalogue()
	case strings.HasSuffix(p.Slug, "/index"):
		b.list()
	default:
		b.plain()
	}
}

// href is the relative address of a path in the built site, as seen from the page.
func (b *builder) href(path string) template.URL { return template.URL(b.p.Rel(path)) }

// to is a link to a page by its title.
func (b *builder) to(p *site.Page) link {
	l := link{Href: b.href(p.URL), Text: b.html(p.Title)}
	if p.Fallback && p.Lang != content.Chinese {
		l.Lang, l.Text = content.Chinese, template.HTML(template.HTMLEscapeString(p.Title))
	}
	return l
}

// anchor is a link in HTML.
func anchor(href template.URL, text template.HTML) template.HTML {
	return template.HTML(`<a href="`+template.HTMLEscapeString(string(href))+`">`) + text + `</a>`
}

// find is the page of a kind and slug in the page's language, or nil.
func (b *builder) find(kind content.Kind, slug string) *site.Page {
	return b.site.Find(kind, b.p.Lang, slug)
}
