package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/serve"
)

func (a *app) serveCommand() *cobra.Command {
	var h how
	var port int
	cmd := a.command("serve", func(cmd *cobra.Command, _ []string) error {
		return a.serve(h, port, !cmd.Flags().Changed("port"))
	})
	cmd.Flags().IntVar(&port, "port", 0, a.say("flag-port"))
	cmd.Flags().IntVar(&h.workers, "workers", 0, a.say("flag-workers"))
	a.dayFlag(cmd, &h)
	cmd.PreRunE = func(*cobra.Command, []string) error {
		switch {
		case port < 0 || port > 65535:
			return usageError(a.say("flag-wrong", fmt.Sprint(port), "port"))
		case h.workers < 0:
			return usageError(a.say("flag-wrong", fmt.Sprint(h.workers), "workers"))
		}
		return nil
	}
	return cmd
}

func (a *app) serve(h how, port int, next bool) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	if next {
		port = serve.DefaultPort
	}
	opt := build.Options{Workers: h.workers, Today: h.today}
	if scratch, err := output.NewScratch(); err == nil { // without one it takes more memory
		defer scratch.Close()
		opt.Store = scratch
	}
	session := build.NewSession(f.root.FS(), opt)
	defer session.Close()
	pages := 0
	return serve.Run(a.ctx, serve.Options{
		Root: os.DirFS(f.dir), // only names and times are read here; half the system calls of os.Root
		Port: port, Next: next, Lang: a.lang, Source: f.source,
		Dir: f.dir,
		Build: func(ctx context.Context, changed []string) (serve.Site, diag.List, error) {
			clear(f.texts)
			live, diags, err := session.Build(ctx, changed)
			if live == nil {
				return nil, diags.Sorted(), err
			}
			pages = len(live.Site.Pages)
			return live, diags.Sorted(), err
		},
		Built: func(o serve.Outcome) {
			a.print(o.Diags, f.source)
			if o.Err != nil {
				a.machine(o.Err)
			}
			if len(o.Diags) > 0 {
				a.complain(a.counts(o.Diags, how{}))
			}
			if o.Good() {
				a.complain(a.say("served", a.number(pages, "page"), o.Took.Seconds()))
			}
		},
		Ready: func(url string) { fmt.Fprintln(a.out, a.say("serving", url)) },
	})
}
