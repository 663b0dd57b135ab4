package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"mingbai/cmd/mingbai/internal/assets"
	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/render"
	"mingbai/cmd/mingbai/internal/site"
	"mingbai/cmd/mingbai/internal/source"
)

// Session builds a site again and again while it is being written. It keeps what single files say, so
// that after an edit only the changed files are read; pages are rendered when somebody asks for them.
type Session struct {
	root   fs.FS
	opt    Options
	files  map[string]kept
	linker site.Linker
	last   *Live
}

// kept is a file as it was last read.
type kept struct {
	parsed content.Parsed
	faults diag.List // why it could not be read
}

// NewSession begins with nothing read.
func NewSession(root fs.FS, opt Options) *Session {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	return &Session{root: root, opt: opt, files: map[string]kept{}}
}

// Build reads the changed files again and gives the site as it is now. Changed may name files that are
// none of the sources. Faults come as diagnostics; there is then no site. It is not called by two at once.
func (s *Session) Build(ctx context.Context, changed []string) (*Live, diag.List, error) {
	cfg, diags, err := settings(s.root, s.opt.Strict)
	if err != nil || diags.HasErrors() {
		return nil, diags, err
	}
	set, found, err := s.read(ctx, changed)
	diags = append(diags, found...)
	if err != nil {
		return nil, diags, err
	}
	diags = append(diags, content.Check(set, s.opt.Workers)...)
	linked, found := s.linker.Link(cfg, set, s.opt.Today)
	diags = append(diags, found...)
	names, files, found := assets.Load(s.root)
	diags = append(diags, found...)
	layouts, found := render.Load(s.root)
	diags = append(diags, found...)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	version, err := s.version(ctx)
	if err != nil {
		return nil, diags, err
	}
	live := &Live{Site: linked, version: version, layouts: layouts, names: names, pages: map[string]*site.Page{}, before: s.last}
	for _, p := range linked.Pages {
		live.pages[p.Output()] = p
	}
	extras, err := render.Extras(linked)
	if err != nil {
		return nil, diags, err
	}
	for _, raw := range linked.Raw {
		files = append(files, output.File{Path: raw.Path, Data: raw.Data, From: raw.Source})
	}
	for _, f := range append(files, extras...) {
		if err := live.files.Put(f); err != nil {
			return nil, diags, err
		}
	}
	if s.last != nil {
		s.last.stop()
	}
	found, err = live.start(func(sink output.Sink) (render.Assets, diag.List, error) {
		return together(s.root, linked, files, sink, s.opt)
	})
	if diags = append(diags, found...); diags.HasErrors() || err != nil {
		return nil, diags, err
	}
	s.last = live
	return live, diags, nil
}

// version names the sources as they are now.
func (s *Session) version(ctx context.Context) (string, error) {
	rest, err := sumOf(ctx, s.root, s.opt.Workers, render.Folder, assets.Folder, config.FileName)
	all := sha256.New()
	all.Write(rest[:])
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		sum := s.files[name].parsed.Sum()
		all.Write(append([]byte(name), 0))
		all.Write(sum[:])
	}
	return hex.EncodeToString(all.Sum(nil)), err
}

// read parses what has changed and puts all files together.
func (s *Session) read(ctx context.Context, changed []string) (*content.Set, diag.List, error) {
	names, diags, err := source.Names(ctx, s.root)
	if err != nil {
		return nil, diags, err
	}
	for _, name := range changed {
		delete(s.files, name)
	}
	parser := content.NewParser()
	parser.Store, parser.Read = s.opt.Store, func(file string) []byte {
		f, _ := source.Read(s.root, file)
		return f.Data
	}
	now := make([]kept, len(names))
	each(len(names), s.opt.Workers, func(i int) {
		known := false
		if now[i], known = s.files[names[i]]; !known && ctx.Err() == nil {
			f, faults := source.Read(s.root, names[i])
			now[i] = kept{faults: faults}
			if len(faults) == 0 {
				now[i].parsed = parser.File(f)
			}
		}
	})
	clear(s.files)
	broken := map[string]bool{}
	for i, name := range names {
		s.files[name] = now[i]
		if len(now[i].faults) > 0 {
			diags = append(diags, now[i].faults...)
			broken[name] = true
			continue
		}
		parser.Take(now[i].parsed)
	}
	set, found := parser.Set()
	for name := range broken {
		set.Broken[name] = true
	}
	return set, append(diags, found...), ctx.Err()
}

// Live is a site whose pages are rendered when they are asked for. The search index and the open data are
// made beside it; until they are there, it goes on with those of the site before it.
type Live struct {
	Site    *site.Site
	version string
	layouts *render.Templates
	names   assets.Assets
	pages   map[string]*site.Page // by path
	files   output.Memory         // all but pages, search and data
	before  *Live                 // until the index is there

	mu       sync.Mutex
	renderer *render.Renderer
	shown    render.Assets
	index    *output.Memory // search and data; of the site before, as long as there is no other
	stopped  bool
}

var errStopped = errors.New("stopped")

// stop ends the work on the index, if it is still going on: there is a newer site.
func (l *Live) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
}

// start makes the renderer: at once with the index of the site before, or, if there is none, with the
// index of its own, which produce puts into a sink.
func (l *Live) start(produce func(output.Sink) (render.Assets, diag.List, error)) (diag.List, error) {
	before := l.before
	l.before = nil
	if before == nil {
		return l.makeIndex(produce)
	}
	before.mu.Lock()
	l.shown, l.index = before.shown, before.index
	before.mu.Unlock()
	l.shown.Names = l.names
	if err := l.renew(l.shown, l.index); err != nil {
		return nil, err
	}
	go func() { _, _ = l.makeIndex(produce) }() // stopped, or it would have failed at the start
	return nil, nil
}

// makeIndex makes the search index and the data, and takes them in use.
func (l *Live) makeIndex(produce func(output.Sink) (render.Assets, diag.List, error)) (diag.List, error) {
	index := &output.Memory{}
	shown, diags, err := produce(stoppable{index, l})
	if err != nil || diags.HasErrors() {
		return diags, err
	}
	shown.Names = l.names
	return diags, l.renew(shown, index)
}

// stoppable is a sink that takes nothing more once there is a newer site.
type stoppable struct {
	*output.Memory
	live *Live
}

func (s stoppable) Put(f output.File) error {
	s.live.mu.Lock()
	stopped := s.live.stopped
	s.live.mu.Unlock()
	if stopped {
		return errStopped
	}
	return s.Memory.Put(f)
}

func (l *Live) renew(shown render.Assets, index *output.Memory) error {
	renderer, err := render.New(l.layouts, l.Site, shown)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.renderer, l.shown, l.index = renderer, shown, index
	return nil
}

// Version is the same for two sites only if they have the same files.
func (l *Live) Version() string { return l.version }

// Get gives the bytes of a file, which must not be changed, and whether there is one.
func (l *Live) Get(path string) ([]byte, bool) {
	l.mu.Lock()
	renderer, index := l.renderer, l.index
	l.mu.Unlock()
	if p := l.pages[path]; p != nil {
		f, err := renderer.Page(p)
		if err != nil {
			return []byte(strings.ToValidUTF8(err.Error(), "?")), true // the layouts have been tried; nothing better can be shown
		}
		return f.Data, true
	}
	if data, ok := l.files.Get(path); ok {
		return data, true
	}
	return index.Get(path)
}

// each calls do(0) … do(n-1) on the given number of goroutines.
func each(n, workers int, do func(i int)) {
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	wg.Wait()
}
