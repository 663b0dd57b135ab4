package build

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/offline"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/search"
)

// Merge makes the site of its parts, one from each [Shard], and hands every file to the sink: the same files with the
// same bytes as one build of the whole. It reads no sources and gives the number of pages. Parts that do not belong
// together come as diagnostics; an error is one of the machine, of the sink, or a damaged part.
func Merge(ctx context.Context, parts []*output.Part, sink output.Sink, opt Options) (pages int, diags diag.List, err error) {
	opt = opt.complete()
	heads, names := make([]head, len(parts)), make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.Name()
		if err := readJSON(p, headFile, &heads[i]); err != nil {
			return 0, nil, err
		}
		pages += heads[i].Pages
	}
	if diags := fit(names, heads); diags.HasErrors() {
		return 0, diags, nil
	}
	m := merging{sink: sink, index: tally{put: sink.Put, sizes: map[string]int{}}}
	shares := make([]search.Part, len(parts))
	for i, p := range parts {
		shares[i] = p
	}
	ids, err := search.Merge(shares, partFolder, m.index.add, search.How{Workers: opt.Workers, Store: opt.Store})
	if err != nil {
		return 0, nil, err
	}
	opt.Progress("index", 1, 1)
	if err := m.files(ctx, parts, opt); err != nil {
		return 0, nil, err
	}
	var worker offline.Draft
	first := slices.IndexFunc(heads, func(h head) bool { return h.first() })
	if err := readJSON(parts[first], workerFile, &worker); err != nil {
		return 0, nil, err
	}
	for _, f := range worker.Files(offline.Index{Sizes: m.index.sizes, IDs: ids}) {
		if err := sink.Put(f); err != nil {
			return 0, nil, err
		}
	}
	return pages, nil, nil
}

func readJSON(p *output.Part, path string, value any) error {
	f, err := p.Read(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(f.Data, value); err != nil {
		return fmt.Errorf("%s: %w", p.Name(), err)
	}
	return nil
}

// fit says what keeps parts from being one site.
func fit(names []string, heads []head) diag.List {
	var diags diag.List
	found := map[int]string{}
	for i, h := range heads {
		at, all := diag.Pos{File: names[i]}, heads[0]
		other := diag.Pos{File: names[0]}
		switch {
		case h.Of != all.Of:
			diags.Add(at, "part-count", h.Of, all.Of).See(other)
		case h.Program != all.Program:
			diags.Add(at, "part-program").See(other)
		case h.Sources != all.Sources:
			diags.Add(at, "part-sources").See(other)
		case h.Today != all.Today:
			diags.Add(at, "part-today", h.Today, all.Today).See(other)
		case h.Strict != all.Strict:
			diags.Add(at, "part-strict").See(other)
		case found[h.Number] != "":
			diags.Add(at, "part-repeated", h.Number, h.Of).See(diag.Pos{File: found[h.Number]})
		default:
			found[h.Number] = names[i]
		}
	}
	if diags.HasErrors() {
		return diags
	}
	for n := 1; n <= heads[0].Of; n++ {
		if found[n] == "" {
			diags.Add(diag.Pos{File: path.Dir(names[0])}, "part-missing", n, heads[0].Of)
		}
	}
	return diags
}

// merging puts the files of parts together.
type merging struct {
	sink  output.Sink
	index tally
}

// large is the number of bytes from which a file is not held in memory as a whole.
const large = 1 << 20

// files hands on every file of the site.
func (m *merging) files(ctx context.Context, parts []*output.Part, opt Options) error {
	type file struct {
		part *output.Part
		path string
	}
	var all []file
	for _, p := range parts {
		for _, name := range p.Paths() {
			if !strings.HasPrefix(name, partFolder) {
				all = append(all, file{p, name})
			}
		}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var done atomic.Int64
	each(len(all), opt.Workers, func(i int) {
		if ctx.Err() != nil {
			return
		}
		if err := m.file(all[i].part, all[i].path); err != nil {
			stop(err)
		}
		opt.Progress("merge", int(done.Add(1)), len(all))
	})
	return context.Cause(ctx)
}

// file hands on one file.
func (m *merging) file(p *output.Part, name string) error {
	if p.Size(name) > large {
		return m.stream(p, name)
	}
	f, err := p.Read(name)
	if err != nil {
		return err
	}
	return m.index.add(f)
}

// stream hands on a file piece by piece.
func (m *merging) stream(p *output.Part, name string) error {
	from, err := p.Section(name)
	if err != nil {
		return err
	}
	to, err := m.sink.Create(name, p.From(name))
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}
