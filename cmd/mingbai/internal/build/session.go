package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

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
	turn   sync.Mutex

	names   assets.Assets
	assets  []output.File
	layouts *render.Templates // nil before they have been read
	dressed [sha256.Size]byte // of layouts, styles, scripts and settings
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

// Close ends the work that is still going on; the store may be closed afterwards.
func (s *Session) Close() {
	if s.last != nil {
		s.last.stop()
	}
	s.turn.Lock() // an index that is being made ends at its next file
	defer s.turn.Unlock()
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
	found, err = s.dress(ctx, changed)
	diags = append(diags, found...)
	if err != nil || diags.HasErrors() {
		return nil, diags, err
	}
	live := &Live{Site: linked, version: s.version(), layouts: s.layouts, names: s.names, pages: map[string]*site.Page{}, before: s.last, turn: &s.turn}
	for _, p := range linked.Pages {
		live.pages[p.Output()] = p
	}
	files := slices.Clone(s.assets)
	for _, raw := range linked.Raw {
		files = append(files, output.File{Path: raw.Path, Data: raw.Data, From: raw.Source})
	}
	for _, f := range files {
		if err := live.files.Put(f); err != nil {
			return nil, diags, err
		}
	}
	if s.last != nil {
		s.last.stop()
	}
	found, err = live.start(func(sink output.Sink) (render.Assets, diag.List, error) {
		extras, err := render.Extras(linked)
		if err != nil {
			return render.Assets{}, nil, err
		}
		for _, f := range extras {
			if err := sink.Put(f); err != nil {
				return render.Assets{}, nil, err
			}
		}
		return together(s.root, linked, files, sink, s.opt)
	})
	if diags = append(diags, found...); diags.HasErrors() || err != nil {
		return nil, diags, err
	}
	s.last = live
	return live, diags, nil
}

// dress reads layouts, styles and scripts, if one of them has changed.
func (s *Session) dress(ctx context.Context, changed []string) (diag.List, error) {
	if s.layouts != nil && !slices.ContainsFunc(changed, func(name string) bool { return !strings.HasPrefix(name, source.Folder+"/") }) {
		return nil, nil
	}
	s.layouts = nil // until all is read
	names, files, diags := assets.Load(s.root)
	layouts, found := render.Load(s.root)
	if diags = append(diags, found...); diags.HasErrors() {
		return diags, nil
	}
	sum, err := sumOf(ctx, s.root, s.opt.Workers, render.Folder, assets.Folder, config.FileName)
	if err == nil {
		s.names, s.assets, s.layouts, s.dressed = names, files, layouts, sum
	}
	return diags, err
}

// version names the sources as they are now.
func (s *Session) version() string {
	all := sha256.New()
	all.Write(s.dressed[:])
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		sum := s.files[name].parsed.Sum()
		all.Write(append([]byte(name), 0))
		all.Write(sum[:])
	}
	return hex.EncodeToString(all.Sum(nil))
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

// Live is a site whose pages are rendered when they are asked for. What is made of all pages at
// once, such as the search index, the open data and the feeds, is made beside it; until they are there, it goes on with those of the site before it.
type Live struct {
	Site    *site.Site
	version string
	layouts *render.Templates
	names   assets.Assets
	pages   map[string]*site.Page // by path
	files   output.Memory         // what does not follow from the pages
	before  *Live                 // until the index is there
	turn    *sync.Mutex           // held while an index is being made

	mu       sync.Mutex
	renderer *render.Renderer
	shown    render.Assets
	index    *output.Memory // what is made of all pages; of the site before, as long as there is no other
	stopped  bool
}

// quiet is how long nothing must have changed before the index is made anew.
const quiet = 3 * time.Second

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
	l.renew(l.shown, l.index)
	go func() {
		time.Sleep(quiet)
		l.turn.Lock() // one at a time
		defer l.turn.Unlock()
		_, _ = l.makeIndex(produce) // stopped, or it would have failed at the start
	}()
	return nil, nil
}

// makeIndex makes what is made of all pages, and takes it in use.
func (l *Live) makeIndex(produce func(output.Sink) (render.Assets, diag.List, error)) (diag.List, error) {
	if l.isStopped() {
		return nil, errStopped
	}
	index := &output.Memory{}
	shown, diags, err := produce(stoppable{index, l})
	if err != nil || diags.HasErrors() {
		return diags, err
	}
	shown.Names = l.names
	l.renew(shown, index)
	return diags, nil
}

// stoppable is a sink that takes nothing more once there is a newer site.
type stoppable struct {
	*output.Memory
	live *Live
}

func (s stoppable) Put(f output.File) error {
	if s.live.isStopped() {
		return errStopped
	}
	return s.Memory.Put(f)
}

func (s stoppable) Create(path, from string) (io.WriteCloser, error) {
	if s.live.isStopped() {
		return nil, errStopped
	}
	return s.Memory.Create(path, from)
}

func (l *Live) isStopped() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stopped
}

func (l *Live) renew(shown render.Assets, index *output.Memory) {
	renderer := render.New(l.layouts, l.Site, shown)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.renderer, l.shown, l.index = renderer, shown, index
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
