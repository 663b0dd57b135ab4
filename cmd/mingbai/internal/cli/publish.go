package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/publish"
	"mingbai/cmd/mingbai/internal/source"
)

// releasesFolder holds the releases, below the site folder.
const releasesFolder = ".publish"

// publishing is what publish can be told.
type publishing struct {
	how
	to, endpoint, region string
	drop                 int
	dryRun, back, lock   bool
	built                bool // public/ holds the site already
}

func (a *app) publishCommand() *cobra.Command {
	var o publishing
	cmd := a.command("publish", func(*cobra.Command, []string) error { return a.publish(o) })
	flags := cmd.Flags()
	flags.StringVar(&o.to, "to", "", a.say("flag-to"))
	flags.StringVar(&o.endpoint, "endpoint", "", a.say("flag-endpoint"))
	flags.StringVar(&o.region, "region", "", a.say("flag-region"))
	flags.IntVar(&o.drop, "drop", 10, a.say("flag-drop"))
	flags.BoolVar(&o.dryRun, "dry-run", false, a.say("flag-dry-run"))
	flags.BoolVar(&o.back, "rollback", false, a.say("flag-rollback"))
	flags.BoolVar(&o.built, "built", false, a.say("flag-built"))
	flags.BoolVar(&o.lock, "lock", false, a.say("flag-lock"))
	a.howFlags(cmd, &o.how)
	return cmd
}

func (a *app) publish(o publishing) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	switch {
	case o.back && (o.lock || o.to == ""):
		return usageError(a.say("rollback-to"))
	case o.built && o.strict:
		return usageError(a.say("flags-both", "built", "strict"))
	case o.drop < 0 || o.drop > 100:
		return usageError(a.say("flag-wrong", fmt.Sprint(o.drop), "drop"))
	}
	target, name, err := a.target(f, o)
	if err != nil {
		return err
	}
	releases := filepath.Join(f.dir, releasesFolder)
	state, err := publish.LoadState(releases)
	if err != nil {
		return err
	}
	if o.back {
		former := state[name].Former
		if former == "" {
			return publish.Fault("release-none", o.to)
		}
		r, err := publish.Load(filepath.Join(releases, former))
		if err != nil {
			return err
		}
		return a.send(o, r, target, name, state, releases)
	}
	r, redirects, err := a.release(f, o, releases, target)
	if err != nil {
		return err
	}
	if o.lock && !o.dryRun {
		if err := a.lock(f, r.Addresses(redirects)); err != nil {
			return err
		}
	}
	return a.send(o, r, target, name, state, releases)
}

// target is where to publish, and the name by which it is remembered; nil if nowhere.
func (a *app) target(f *folder, o publishing) (publish.Target, string, error) {
	switch {
	case o.to == "":
		return nil, "", nil
	case strings.HasPrefix(o.to, "s3://"):
		bucket, err := publish.OpenBucket(o.to, o.endpoint, o.region, nil)
		if err != nil {
			return nil, "", err
		}
		return bucket, o.to + " " + o.endpoint, nil
	}
	dir, err := a.output(f, o.to)
	if err != nil {
		return nil, "", usageError(a.say("to-place", o.to))
	}
	name, err := realPath(dir)
	public, err2 := realPath(filepath.Join(f.dir, "public"))
	if err := errors.Join(err, err2); err != nil {
		return nil, "", err
	}
	if within(name, public) || within(name, filepath.Join(f.dir, releasesFolder)) {
		return nil, "", usageError(a.say("to-place", o.to))
	}
	return publish.Folder(dir), name, nil
}

// release builds the site, makes a release of it and checks it.
func (a *app) release(f *folder, o publishing, releases string, target publish.Target) (*publish.Release, []publish.Redirect, error) {
	file, diags := source.Read(f.root.FS(), config.FileName)
	cfg, more := config.Parse(file.Data)
	if diags = append(diags, more...); diags.HasErrors() {
		return nil, nil, a.refuse(diags, f)
	}
	promises, redirects, diags := permanent(f)
	if diags.HasErrors() {
		return nil, nil, a.refuse(diags, f)
	}
	if !o.built {
		if err := a.build(o.how); err != nil {
			return nil, nil, err
		}
	}
	if diags := publish.Moved(filepath.Join(f.dir, "public"), redirects); diags.HasErrors() {
		return nil, nil, a.refuse(diags, f)
	}
	p := a.progress()
	defer p.end()
	r, err := publish.Pack(filepath.Join(f.dir, "public"), releases, publish.Settings{
		BaseURL: cfg.BaseURL, Redirects: redirects, Progress: func(done, total int) { p.update("pack", done, total) },
	})
	if err != nil {
		return nil, nil, err
	}
	diags = r.Verify()
	public := map[string]string{}
	if target != nil {
		if public, err = target.Public(a.ctx); err != nil {
			return nil, nil, err
		}
	}
	p.end()
	if diags = append(diags, r.Check(public, promises, o.drop)...); diags.HasErrors() {
		return nil, nil, a.refuse(diags, f)
	}
	return r, redirects, nil
}

// refuse says why nothing is published.
func (a *app) refuse(diags diag.List, f *folder) error {
	a.print(diags, f.source)
	a.complain(a.counts(diags, how{}) + a.say("semicolon") + a.say("not-published"))
	return exitCode(exitFaults)
}

// permanent reads the promised addresses and where those that have moved lead.
func permanent(f *folder) ([]publish.Promise, []publish.Redirect, diag.List) {
	if _, err := fs.Stat(f.root.FS(), config.PermanentFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	file, diags := source.Read(f.root.FS(), config.PermanentFile)
	if diags.HasErrors() {
		return nil, nil, diags
	}
	list, diags := config.ParsePermanent(file.Data)
	var promises []publish.Promise
	var redirects []publish.Redirect
	for _, x := range list {
		promises = append(promises, publish.Promise{Address: x.Path, Pos: x.Pos})
		if x.To != "" {
			redirects = append(redirects, publish.Redirect{From: x.Path, To: x.To, Pos: x.Pos})
			if strings.HasPrefix(x.To, "/") {
				promises = append(promises, publish.Promise{Address: x.To, Pos: x.Pos})
			}
		}
	}
	return promises, redirects, diags
}

// send brings the release to its target and says what was done.
func (a *app) send(o publishing, r *publish.Release, target publish.Target, name string, state publish.State, releases string) error {
	shown := filepath.ToSlash(r.Dir)
	if target == nil || o.dryRun {
		text := a.say("released", shown, a.number(len(r.Files), "file"))
		if o.dryRun && target != nil {
			public, err := target.Public(a.ctx)
			if err != nil {
				return err
			}
			fresh, gone := difference(r, public)
			text += a.say("semicolon") + a.say("would-send", fresh, gone, o.to)
		}
		_, err := fmt.Fprintln(a.out, text)
		return err
	}
	if diags := r.Verify(); diags.HasErrors() {
		a.print(diags, nil)
		return exitCode(exitFaults)
	}
	p := a.progress()
	defer p.end()
	report, err := target.Sync(a.ctx, r, func(done, total int) { p.update("send", done, total) })
	if err != nil {
		return err
	}
	p.end()
	if err := state.Published(releases, name, r.ID); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, a.say("published", o.to, r.ID, report.Written, report.Same, report.Removed))
	return err
}

// difference counts the files that are new or have new bytes, and those that are no more.
func difference(r *publish.Release, public map[string]string) (fresh, gone int) {
	gone = len(public)
	for _, f := range r.Files {
		sum, there := public[f.Path]
		if there {
			gone--
		}
		if sum != f.Sum {
			fresh++
		}
	}
	return fresh, gone
}

// lock adds the addresses that are public now to those that the site promises to keep.
func (a *app) lock(f *folder, addresses []string) error {
	text, err := f.root.ReadFile(config.PermanentFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	list, diags := config.ParsePermanent(text)
	if diags.HasErrors() {
		return a.refuse(diags, f)
	}
	out := bytes.NewBuffer(text)
	if len(text) == 0 {
		out.WriteString(permanentHead)
	}
	for _, address := range addresses {
		if !slices.ContainsFunc(list, func(p config.Permanent) bool { return p.Path == address }) {
			fmt.Fprintf(out, "\n[[address]]\npath = %q\n", address)
		}
	}
	return output.Replace(f.root, config.PermanentFile, out.Bytes())
}

const permanentHead = `# 不能消失的网址：别的网站、文件和宣传材料会引用它们。页面搬走时，用 to 写明新的网址。
# Addresses that must not vanish, because others cite them. When a page moves, say where with to.
# [[address]]
# path = "/licence/old-name/"
# to = "/licence/new-name/"
`
