package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal how far a build is, once it has taken a second. It may be told from
// several goroutines.
type progress struct {
	a     *app
	w     io.Writer
	now   func() time.Time
	mu    sync.Mutex
	start time.Time
	last  time.Time
	shown bool
}

// progress begins now. When standard error is no terminal it shows nothing.
func (a *app) progress() *progress {
	p := &progress{a: a, now: time.Now, start: time.Now()}
	if f, ok := a.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.w = f
	}
	return p
}

// report is what a build is given to call, or nil.
func (p *progress) report() func(stage string, done, total int) {
	if p.w == nil {
		return nil
	}
	return p.update
}

func (p *progress) update(stage string, done, total int) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.start) < time.Second || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	if _, known := texts["stage-"+stage]; known {
		stage = p.a.say("stage-" + stage)
	}
	fmt.Fprint(p.w, "\r\x1b[K"+p.a.say("progress", stage, done, total))
}

// end takes the line away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
