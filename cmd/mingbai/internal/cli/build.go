package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

// how is what build and check can be told.
type how struct {
	workers int
	strict  bool
	today   content.Date
	out     string
	disk    bool         // a copy for a folder on disk
	shard   *build.Shard // one part of the site
}

func (a *app) buildCommand() *cobra.Command {
	var h how
	cmd := a.command("build", func(*cobra.Command, []string) error {
		if h.shard != nil {
			return a.part(h)
		}
		return a.build(h)
	})
	cmd.Flags().StringVar(&h.out, "out", "", a.say("flag-out"))
	cmd.Flags().Var(shardValue{&h.shard}, "shard", a.say("flag-shard"))
	a.howFlags(cmd, &h)
	return cmd
}

func (a *app) checkCommand() *cobra.Command {
	var h how
	cmd := a.command("check", func(*cobra.Command, []string) error { return a.check(h) })
	a.howFlags(cmd, &h)
	return cmd
}

func (a *app) howFlags(cmd *cobra.Command, h *how) {
	cmd.Flags().IntVar(&h.workers, "workers", 0, a.say("flag-workers"))
	cmd.Flags().BoolVar(&h.strict, "strict", false, a.say("flag-strict"))
	a.dayFlag(cmd, h)
	cmd.PreRunE = func(*cobra.Command, []string) error { return a.workers(*h) }
}

// workers refuses a number of workers that cannot be.
func (a *app) workers(h how) error {
	if h.workers < 0 {
		return usageError(a.say("flag-wrong", fmt.Sprint(h.workers), "workers"))
	}
	return nil
}

func (a *app) check(h how) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	result, diags, err := a.run(f, nil, h)
	if err != nil {
		return err
	}
	a.print(diags, f.source)
	if a.fatal(diags, h) {
		a.complain(a.counts(diags, h))
		return exitCode(exitFaults)
	}
	if len(diags) > 0 {
		a.complain(a.counts(diags, h))
	}
	_, err = fmt.Fprintln(a.out, a.say("checked", a.number(result.Pages, "page")))
	return err
}

func (a *app) build(h how) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	dir, err := a.output(f, h.out)
	if err != nil {
		return err
	}
	shown := filepath.ToSlash(filepath.Clean(dir)) + "/"
	w, err := output.Open(dir)
	if err != nil {
		return err
	}
	defer w.Abort()
	key, keyed := a.key(f, h)
	sum, unknown := program()
	recalled := keyed && unknown == nil
	if recalled {
		w.Recall(sum)
		if done, err := a.unchanged(f, w, key, h, shown); done {
			return err
		}
	}
	result, diags, err := a.make(f, w, h, shown)
	if err != nil {
		return err
	}
	if again, ok := a.key(f, h); recalled && ok && again == key { // no source has changed meanwhile
		w.Remember(key, record{result.Pages, diags}.encode())
	}
	return a.commit(w, shown, result.Pages, diags)
}

// make builds the site into a sink that has changed nothing yet. The error is set if the site must
// not be put in place; what is wrong has then been said, and that what is shown stays as it was.
func (a *app) make(f *folder, sink output.Sink, h how, shown string) (*build.Result, diag.List, error) {
	result, diags, err := a.run(f, sink, h)
	switch {
	case err != nil && a.stopped(err):
		a.complain(a.say("stopped") + a.say("semicolon") + a.say("untouched", shown))
		return nil, nil, exitCode(exitStopped)
	case err != nil:
		a.print(diags, f.source)
		a.machine(err)
		a.complain(a.say("untouched", shown))
		return nil, nil, exitCode(exitFaults)
	}
	a.print(diags, f.source)
	if a.fatal(diags, h) {
		a.complain(a.counts(diags, h) + a.say("semicolon") + a.say("untouched", shown))
		return nil, nil, exitCode(exitFaults)
	}
	return result, diags, nil
}

// commit puts the built site in place and says what was done.
func (a *app) commit(w *output.Writer, shown string, pages int, diags diag.List) error {
	report, err := w.Commit()
	if err != nil {
		a.machine(err)
		var e *output.Error
		end := "untouched"
		if errors.As(err, &e) && e.Partial {
			end = "partial"
		}
		a.complain(a.say(end, shown))
		return exitCode(exitFaults)
	}
	return a.built(report, shown, pages, diags)
}

// built says what a build has done.
func (a *app) built(report output.Report, shown string, pages int, diags diag.List) error {
	var notes diag.List
	for _, p := range report.Altered {
		notes.Warn(diag.Pos{File: shown + p}, "output-altered")
	}
	for _, p := range report.Kept {
		notes.Warn(diag.Pos{File: shown + p}, "output-kept")
	}
	a.print(notes, nil)
	if all := append(diags, notes...); len(all) > 0 {
		a.complain(a.counts(all, how{}))
	}
	_, err := fmt.Fprintln(a.out, a.say("built", shown, a.number(pages, "page"), report.Written, report.Same, report.Removed))
	return err
}

// run builds the site into a sink, with a line of progress on a terminal.
func (a *app) run(f *folder, sink output.Sink, h how) (*build.Result, diag.List, error) {
	p := a.progress()
	defer p.end()
	opt := build.Options{Workers: h.workers, Strict: h.strict, Today: h.today, Disk: h.disk, Shard: h.shard, Progress: p.report()}
	if scratch, err := output.NewScratch(); err == nil { // without one it takes more memory
		defer scratch.Close()
		opt.Store = scratch
	}
	result, diags, err := build.Run(a.ctx, f.root.FS(), sink, opt)
	return result, diags.Sorted(), err
}

// fatal reports whether the site must not be used.
func (a *app) fatal(diags diag.List, h how) bool {
	return diags.HasErrors() || h.strict && len(diags) > 0
}

// counts says how many messages there were.
func (a *app) counts(diags diag.List, h how) string {
	errs := 0
	for _, d := range diags {
		if d.Severity == diag.Error {
			errs++
		}
	}
	warnings := len(diags) - errs
	switch {
	case warnings == 0:
		return a.number(errs, "error")
	case errs > 0:
		return a.number(errs, "error") + a.say("comma") + a.number(warnings, "warning")
	case h.strict:
		return a.number(warnings, "warning") + a.say("semicolon") + a.say("strict")
	}
	return a.number(warnings, "warning")
}
