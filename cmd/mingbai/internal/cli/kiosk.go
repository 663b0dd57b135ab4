package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

func (a *app) kioskCommand() *cobra.Command {
	h := how{disk: true}
	cmd := a.command("kiosk FILE", func(_ *cobra.Command, args []string) error { return a.kiosk(args[0], h) })
	a.howFlags(cmd, &h)
	return cmd
}

// kiosk packs a copy of the site that works from a folder on disk.
func (a *app) kiosk(name string, h how) error {
	if !strings.EqualFold(filepath.Ext(name), ".zip") || strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) == "" {
		return usageError(a.say("kiosk-name", name))
	}
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	site, err1 := realPath(f.dir)
	to, err2 := realPath(name)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if inSources(to, site) {
		return usageError(a.say("kiosk-place", name))
	}
	z, err := output.NewZip(name)
	if err != nil {
		return err
	}
	defer z.Abort()
	shown := filepath.ToSlash(filepath.Clean(name))
	result, diags, err := a.make(f, z, h, shown)
	if err != nil {
		return err
	}
	return a.packed(z, "packed", shown, result.Pages, diags, h)
}

// packed puts the zip file in place and says so with a text.
func (a *app) packed(z *output.Zip, text, shown string, pages int, diags diag.List, h how) error {
	size, err := z.Commit()
	if err != nil {
		a.machine(err)
		a.complain(a.say("untouched", shown))
		return exitCode(exitFaults)
	}
	if len(diags) > 0 {
		a.complain(a.counts(diags, h))
	}
	_, err = fmt.Fprintln(a.out, a.say(text, shown, a.number(pages, "page"), float64(size)/1e6))
	return err
}
