// Package build is the table of contents: it runs the seven stages in order.
//
//  1. source.Load reads the files of content/ as bytes and refuses what is not text.
//  2. content.Parse turns each file into a typed value; one file at a time, in parallel.
//  3. content.Check applies the rules that need one file only.
//  4. site.Link resolves everything between files. After it the site is frozen.
//  5. render.All writes each page as a pure function of the site and the page, in parallel.
//  6. search.Build makes the search index, and data.Files the open data, from the parsed text, never
//     from HTML.
//  7. output.Write puts every file in place: each page is handed on as it is rendered and then
//     forgotten, so that memory does not grow with the rendered site.
//
// Stages 5 and 6 can be shared out to several builds, each a [Shard]; [Merge] puts their parts together.
//
// A fault found in stages 1 to 4 ends the build before anything is written. The package has no
// rules of its own.
package build

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"sync"

	"mingbai/cmd/mingbai/internal/assets"
	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/data"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/markdown"
	"mingbai/cmd/mingbai/internal/offline"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/render"
	"mingbai/cmd/mingbai/internal/search"
	"mingbai/cmd/mingbai/internal/site"
	"mingbai/cmd/mingbai/internal/source"
)

// Options are how to build.
type Options struct {
	// Workers is how many goroutines each stage uses; 0 means one for each processor.
	Workers int
	// Today is the day for which the site is built; zero if reviews are not to be checked.
	Today content.Date
	// Strict refuses what may not be published; see content.Strict and config.Config.Strict.
	Strict bool
	// Disk makes a copy to be read from a folder on disk instead of from a server.
	Disk bool
	// Shard, if set, makes one part of the site instead of the whole; see [Merge].
	Shard *Shard
	// Store, if set, takes the texts of pages, so that memory does not grow with them.
	Store Store
	// Progress, if set, is told how far a stage is. It may be called from many goroutines.
	Progress func(stage string, done, total int)
}

// complete fills in what was not said.
func (opt Options) complete() Options {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Progress == nil {
		opt.Progress = func(string, int, int) {}
	}
	return opt
}

// Store keeps bytes outside of memory; see [output.Scratch].
type Store = markdown.Store

// Result is what a build knows in the end.
type Result struct {
	Site  *site.Site
	Pages int // rendered
}

// Run builds the site in root and hands every file to sink, which must accept files from many
// goroutines. With a nil sink everything is done but nothing handed on. Faults of the site come as
// diagnostics, in no order; an error is a failure of the machine or of the sink. The caller commits
// what the sink got only if there is no error and no diagnostic that is one.
func Run(ctx context.Context, root fs.FS, sink output.Sink, opt Options) (*Result, diag.List, error) {
	opt = opt.complete()
	if sink == nil {
		sink = &output.Discard{}
	}
	var linker site.Linker
	if keeper, ok := sink.(output.Keeper); ok {
		linker.Cache = keeper.Cache()
	}
	linked, diags, err := read(ctx, root, &linker, opt)
	if err != nil || diags.HasErrors() {
		return &Result{Site: linked}, diags, err
	}
	pages := opt.Shard.pages(linked)
	more, err := write(ctx, root, linked, pages, sink, opt)
	return &Result{Site: linked, Pages: len(pages)}, append(diags, more...), err
}

// read runs the stages up to the frozen site.
func read(ctx context.Context, root fs.FS, linker *site.Linker, opt Options) (*site.Site, diag.List, error) {
	cfg, diags, err := settings(root, opt.Strict)
	if err != nil {
		return nil, diags, err
	}
	parser := content.NewParser()
	if opt.Store != nil {
		parser.Store, parser.Read = opt.Store, func(file string) []byte {
			f, _ := source.Read(root, file) // if it is gone by now, the place is lost and not the message
			return f.Data
		}
	}
	found, err := source.Load(ctx, root, opt.Workers, parser.Add)
	diags = append(diags, found...)
	if err != nil {
		return nil, diags, err
	}
	set, parsed := parser.Set()
	for _, d := range found {
		set.Broken[d.Pos.File] = true
	}
	diags = append(diags, parsed...)
	diags = append(diags, content.Check(set, opt.Workers)...)
	if opt.Strict {
		diags = append(diags, content.Strict(set)...)
	}
	opt.Progress("parse", len(set.Docs), len(set.Docs))
	cfg.Disk = opt.Disk
	cfg.Offline.ServiceWorker = cfg.Offline.ServiceWorker && !opt.Disk
	linked, more := linker.Link(cfg, set, opt.Today)
	opt.Progress("link", len(linked.Pages), len(linked.Pages))
	return linked, append(diags, more...), ctx.Err()
}

func settings(root fs.FS, strict bool) (config.Config, diag.List, error) {
	file, diags := source.Read(root, config.FileName)
	if diags.HasErrors() {
		return config.Config{}, diags, nil
	}
	cfg, diags := config.Parse(file.Data)
	if strict && !diags.HasErrors() {
		diags = append(diags, cfg.Strict(file.Data)...)
	}
	return cfg, diags, nil
}

// write renders pages of the frozen site and hands every file to the sink. The pages come last: they name the
// other files.
func write(ctx context.Context, root fs.FS, s *site.Site, pages []*site.Page, sink output.Sink, opt Options) (diag.List, error) {
	load := assets.Load
	if opt.Disk {
		load, sink = assets.Disk, disk{sink}
	}
	style, files, diags := load(root)
	layouts, found := render.Load(root)
	diags = append(diags, found...)
	if diags.HasErrors() {
		return diags, nil
	}
	for _, raw := range s.Raw {
		files = append(files, output.File{Path: raw.Path, Data: raw.Data, From: raw.Source})
	}
	if opt.Shard.first() {
		extras, err := render.Extras(s)
		if err != nil {
			return diags, err
		}
		for _, f := range append(files, extras...) {
			if err := sink.Put(f); err != nil {
				return diags, err
			}
		}
	}
	made, found, err := together(root, s, files, sink, opt)
	if diags = append(diags, found...); diags.HasErrors() || err != nil {
		return diags, err
	}
	made.Names = style
	opt.Progress("index", 1, 1)
	return diags, render.All(ctx, layouts, s, pages, made, sink, opt.Workers, opt.Progress)
}

// together makes what is made of all pages at once: the search index, the open data and the worker that
// keeps pages offline. Shell are the files of styles and scripts.
func together(root fs.FS, s *site.Site, shell []output.File, sink output.Sink, opt Options) (render.Assets, diag.List, error) {
	made := render.Assets{Manifests: map[string]string{}}
	var factsErr error
	var facts sync.WaitGroup
	if opt.Shard.first() {
		facts.Go(func() { made.Data, factsErr = data.Files(s, sink) })
	}
	index := tally{put: sink.Put, sizes: map[string]int{}}
	how := search.How{Workers: opt.Workers, Store: opt.Store}
	docs := search.Docs(s)
	for _, d := range docs {
		made.Manifests[d.Lang] = search.ManifestPath(d.Lang)
	}
	var ids map[string]string
	var err error
	if opt.Shard == nil {
		ids, err = search.Build(docs, search.Synonyms(s), index.add, how)
	} else {
		err = search.BuildShare(docs, search.Synonyms(s), opt.Shard.share(), sink.Put, how)
	}
	facts.Wait()
	if err := errors.Join(factsErr, err); err != nil || opt.Disk {
		return made, nil, err
	}
	worker, diags := offline.Worker(root, s, shell)
	if opt.Shard != nil {
		return made, diags, opt.Shard.put(sink, len(opt.Shard.pages(s)), worker)
	}
	for _, f := range worker.Files(offline.Index{Sizes: index.sizes, IDs: ids}) {
		if err := sink.Put(f); err != nil {
			return made, diags, err
		}
	}
	return made, diags, nil
}

// tally hands files on and remembers how many bytes each has.
type tally struct {
	put   func(output.File) error
	mu    sync.Mutex
	sizes map[string]int
}

func (t *tally) add(f output.File) error {
	t.mu.Lock()
	t.sizes[f.Path] = len(f.Data)
	t.mu.Unlock()
	return t.put(f)
}
