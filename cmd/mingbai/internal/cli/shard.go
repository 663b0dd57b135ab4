package cli

import (
	"cmp"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/output"
)

// partsFolder holds the parts of the site that no --out says otherwise for, below the site folder.
const partsFolder = ".parts"

// maxShards is how many parts a site may have.
const maxShards = 10_000

// shardValue is an option such as 2/4.
type shardValue struct{ to **build.Shard }

// String implements pflag.Value.
func (v shardValue) String() string { return "" }

// Type implements pflag.Value.
func (v shardValue) Type() string { return "shard" }

// Set implements pflag.Value.
func (v shardValue) Set(text string) error {
	number, of, _ := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(number)
	n, err2 := strconv.Atoi(of)
	if err := cmp.Or(err1, err2); err != nil {
		return err
	}
	if i < 1 || i > n || n > maxShards {
		return strconv.ErrRange
	}
	*v.to = &build.Shard{Number: i, Of: n}
	return nil
}

// part makes one part of the site.
func (a *app) part(h how) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	dir := filepath.Join(f.dir, partsFolder)
	if h.out != "" {
		if dir, err = a.output(f, h.out); err != nil {
			return err
		}
	}
	if h.shard.Origin, err = a.origin(f, h); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	name := filepath.Join(dir, output.PartName(h.shard.Number, h.shard.Of))
	z, err := output.NewPart(name)
	if err != nil {
		return err
	}
	defer z.Abort()
	shown := filepath.ToSlash(filepath.Clean(name))
	result, diags, err := a.make(f, z, h, shown)
	if err != nil {
		return err
	}
	if again, err := a.origin(f, h); err != nil || again != h.shard.Origin {
		a.complain(a.say("sources-changed"))
		return exitCode(exitFaults)
	}
	return a.packed(z, "part", shown, result.Pages, diags, h)
}

// origin is what the parts of a site must have in common.
func (a *app) origin(f *folder, h how) (build.Origin, error) {
	sum, err := program()
	if err != nil {
		return build.Origin{}, err
	}
	sources, err := build.Sources(a.ctx, f.root.FS(), h.workers)
	if err != nil {
		return build.Origin{}, err
	}
	return build.Origin{
		Program: hex.EncodeToString(sum[:]), Sources: hex.EncodeToString(sources[:]), Today: h.today.String(), Strict: h.strict,
	}, nil
}

func (a *app) mergeCommand() *cobra.Command {
	var h how
	cmd := a.command("merge [FOLDER]...", func(_ *cobra.Command, folders []string) error { return a.merge(folders, h) })
	cmd.Flags().StringVar(&h.out, "out", "", a.say("flag-out"))
	cmd.Flags().IntVar(&h.workers, "workers", 0, a.say("flag-workers"))
	cmd.PreRunE = func(*cobra.Command, []string) error { return a.workers(h) }
	return cmd
}

// merge makes the site of its parts.
func (a *app) merge(folders []string, h how) error {
	folders, dir, err := a.mergePlaces(folders, h.out)
	if err != nil {
		return err
	}
	parts, err := output.OpenParts(folders)
	defer func() {
		for _, p := range parts {
			p.Close()
		}
	}()
	if err != nil {
		return err
	}
	w, err := output.Open(dir)
	if err != nil {
		return err
	}
	defer w.Abort()
	shown := filepath.ToSlash(filepath.Clean(dir)) + "/"
	pages, err := a.mergeInto(w, parts, h, shown)
	if err != nil {
		return err
	}
	return a.commit(w, shown, pages, nil)
}

// mergePlaces are the folders of the parts and the one to write to. Without the site's folder both must be named.
func (a *app) mergePlaces(folders []string, out string) ([]string, string, error) {
	if len(folders) > 0 && out != "" && a.root == "" && !isSite(".") {
		return folders, out, nil
	}
	f, err := a.open()
	if err != nil {
		return nil, "", err
	}
	defer f.close()
	if len(folders) == 0 {
		folders = []string{filepath.Join(f.dir, partsFolder)}
	}
	dir, err := a.output(f, out)
	return folders, dir, err
}

// mergeInto hands the merged site to a sink that has changed nothing yet; see [app.make].
func (a *app) mergeInto(sink output.Sink, parts []*output.Part, h how, shown string) (int, error) {
	p := a.progress()
	defer p.end()
	opt := build.Options{Workers: h.workers, Progress: p.report()}
	pages, diags, err := build.Merge(a.ctx, parts, sink, opt)
	p.end()
	switch {
	case err != nil && a.stopped(err):
		a.complain(a.say("stopped") + a.say("semicolon") + a.say("untouched", shown))
		return 0, exitCode(exitStopped)
	case err != nil:
		a.machine(err)
		a.complain(a.say("untouched", shown))
		return 0, exitCode(exitFaults)
	case diags.HasErrors():
		a.print(diags.Sorted(), nil)
		a.complain(a.counts(diags, h) + a.say("semicolon") + a.say("untouched", shown))
		return 0, exitCode(exitFaults)
	}
	return pages, nil
}
