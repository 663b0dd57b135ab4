// Package serve shows the site on this machine while somebody writes it. It alone speaks HTTP.
//
// The site is built in memory and the bytes that `mingbai build` would write are served, to this
// machine only. Nothing is rendered differently: a script that reloads the page is added to HTML
// only while it is being sent. The system tells when a source changes, and all are looked at now and
// then besides, for disks that tell nothing; when one has changed the site is built again, and open pages load themselves anew. If the change has faults, the last
// good site stays, open pages say so, and /.mingbai/faults shows the messages; as long as there has
// been no good site, every address shows them.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"strconv"
	"time"

	"mingbai/cmd/mingbai/internal/diag"
)

// DefaultPort is the first port that is tried.
const DefaultPort = 8080

// tries is how many ports from the first are tried.
const tries = 100

// Site is a site to show.
type Site interface {
	// Get gives the bytes of a file by its path, which must not be changed, and whether there is one.
	Get(path string) ([]byte, bool)
	// Version is the same for two sites only if they have the same files.
	Version() string
}

// Options are what to serve and whom to tell.
type Options struct {
	// Root is the site root, which is watched.
	Root fs.FS
	// Dir is where Root is on disk, if the system is to tell of changes there; "" if it is not.
	Dir string
	// Port is the port to use; with Next set, the next free one from it up.
	Port int
	Next bool
	// Lang is the language of the page that shows faults.
	Lang diag.Language
	// Source gives the text of a source file for the excerpts of messages, or nil.
	Source func(file string) []byte
	// Build builds the site after the files named have changed; the first time after none. Faults come as
	// diagnostics; the site is then not used.
	Build func(ctx context.Context, changed []string) (Site, diag.List, error)
	// Ready is told the address once the first build has ended, whether or not it found faults.
	Ready func(url string)
	// Built is told of every build.
	Built func(Outcome)
}

// Outcome is how one build ended.
type Outcome struct {
	Diags diag.List
	Err   error
	Took  time.Duration
}

// Good reports whether there is a site to show.
func (o Outcome) Good() bool { return o.Err == nil && !o.Diags.HasErrors() }

// PortError says that no port could be had.
type PortError struct {
	First, Last int
	Err         error // what the system said of the last one
}

// Error is the English message.
func (e *PortError) Error() string {
	return fmt.Sprintf("no free port from %d to %d: %v", e.First, e.Last, e.Err)
}

// Unwrap gives what the system said.
func (e *PortError) Unwrap() error { return e.Err }

// Run serves until the context ends, which is not an error.
func Run(ctx context.Context, opts Options) error {
	return run(ctx, opts, 250*time.Millisecond)
}

// run looks at the sources as often as every says.
func run(ctx context.Context, opts Options, every time.Duration) error {
	listener, err := listen(opts.Port, opts.Next)
	if err != nil {
		return err
	}
	s := newServer(opts)
	seen := snapshot(opts.Root)
	s.build(ctx, nil)
	web := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	if ctx.Err() == nil {
		opts.Ready("http://" + listener.Addr().String() + "/")
	}
	watch(ctx, opts.Root, opts.Dir, seen, every, failed, func(files []string) { s.build(ctx, files) })
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := web.Shutdown(grace); err != nil {
		_ = web.Close() // a reader that does not let go
	}
	if ctx.Err() != nil {
		return nil
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// listen takes a port of this machine's own address.
func listen(port int, next bool) (net.Listener, error) {
	last := port
	if next {
		last = min(port+tries-1, 65535)
	}
	var failed error
	for p := port; p <= last; p++ {
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p)))
		if err == nil {
			return listener, nil
		}
		failed = err
	}
	return nil, &PortError{port, last, failed}
}
