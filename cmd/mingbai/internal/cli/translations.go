package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

func (a *app) translationsCommand() *cobra.Command {
	var update, show bool
	var h how
	cmd := a.command("translations [FILE]...", func(_ *cobra.Command, args []string) error {
		return a.translations(args, update, show, h)
	})
	cmd.Flags().BoolVar(&update, "update", false, a.say("flag-update"))
	cmd.Flags().BoolVar(&show, "show", false, a.say("flag-show"))
	a.dayFlag(cmd, &h)
	cmd.PreRunE = func(_ *cobra.Command, args []string) error {
		switch {
		case update && show:
			return usageError(a.say("flags-both", "update", "show"))
		case (update || show) && len(args) == 0:
			return usageError(a.say("arguments-few", "mingbai translations --update|--show FILE..."))
		}
		return nil
	}
	return cmd
}

// pair is a Chinese page and the state of its translation.
type pair struct {
	state   string // current, stale, unrecorded, fallback
	zh, en  *site.Page
	file    string // of the translation, or of the source if there is none
	chinese string // the file of the source
}

// translations lists, shows or records which Chinese text each English file translates.
func (a *app) translations(args []string, update, show bool, h how) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	result, diags, err := a.run(f, noFiles{}, h)
	if err != nil && !errors.Is(err, errLinked) {
		return err
	}
	if result == nil || result.Site == nil || update && diags.HasErrors() {
		a.print(diags, f.source)
		a.complain(a.counts(diags, how{}))
		return exitCode(exitFaults)
	}
	all := pairs(result)
	chosen, err := a.choose(f, all, args)
	if err != nil {
		return err
	}
	switch {
	case update:
		return a.record(f, chosen, h.today)
	case show:
		return a.showStale(f, chosen)
	}
	return a.listPairs(chosen)
}

// pairs gives every page that has a file, by file.
func pairs(result *build.Result) []pair {
	var out []pair
	for _, zh := range result.Site.Pages {
		if zh.Lang != content.Chinese || !strings.HasPrefix(zh.Source, "content/zh/") {
			continue
		}
		p := pair{zh: zh, en: zh.Translation, chinese: zh.Source, file: zh.Source, state: "fallback"}
		if en := zh.Translation; en != nil && !en.Fallback {
			p.file = en.Source
			switch {
			case en.Version == nil:
				p.state = "unrecorded"
			case len(en.Stale) > 0:
				p.state = "stale"
			default:
				p.state = "current"
			}
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b pair) int { return cmp.Compare(a.file, b.file) })
	return out
}

// choose finds the pairs of the files named, in either language, as seen from here or from the site.
func (a *app) choose(f *folder, all []pair, args []string) ([]pair, error) {
	if len(args) == 0 {
		return all, nil
	}
	var out []pair
	for _, arg := range args {
		names := []string{filepath.ToSlash(filepath.Clean(arg))}
		if rel, err := filepath.Rel(f.dir, arg); err == nil {
			names = append(names, filepath.ToSlash(rel))
		}
		at := slices.IndexFunc(all, func(p pair) bool {
			return slices.Contains(names, p.file) || slices.Contains(names, p.chinese)
		})
		if at < 0 {
			var known []string
			for _, p := range all {
				known = append(known, p.file)
			}
			return nil, usageError(a.nearText(a.say("page-unknown", arg), names[0], known))
		}
		out = append(out, all[at])
	}
	return out, nil
}

// listPairs prints a line for each pair and the counts.
func (a *app) listPairs(list []pair) error {
	counts := map[string]int{}
	var b strings.Builder
	for _, p := range list {
		counts[p.state]++
		date, parts := "          ", ""
		if p.en != nil && p.en.Version != nil {
			date = p.en.Version.Date.String()
			for _, s := range p.en.Stale {
				parts += " #" + s.ID
			}
		}
		fmt.Fprintf(&b, "%s  %s  %s%s\n", padded(a.say("state-"+p.state), 12), date, p.file, parts)
	}
	fmt.Fprintln(&b)
	translated := len(list) - counts["fallback"]
	fmt.Fprintln(&b, a.say("coverage", translated, len(list), 100*translated/max(1, len(list)), counts["current"], counts["stale"], counts["unrecorded"]))
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-cells(text)))
}

// record writes into each English file which Chinese text it translates now.
func (a *app) record(f *folder, list []pair, today content.Date) error {
	for _, p := range list {
		if p.state == "fallback" {
			a.complain(a.say("translation-missing", p.chinese))
			return exitCode(exitFaults)
		}
	}
	for _, p := range list {
		zh := content.ParseText(p.chinese, f.source(p.chinese))
		if zh == nil {
			return fmt.Errorf("%s: %w", p.chinese, os.ErrInvalid)
		}
		var order []string
		for _, passage := range zh.Passages() {
			order = append(order, passage.ID)
		}
		old := string(f.source(p.file))
		if p.state == "current" {
			fmt.Fprintln(a.out, a.say("recorded-same", p.file))
			continue
		}
		text, ok := content.Record(old, zh.Current(today), order)
		if !ok {
			return fmt.Errorf("%s: %w", p.file, os.ErrInvalid)
		}
		if err := output.Replace(f.root, p.file, []byte(text)); err != nil {
			return err
		}
		fmt.Fprintln(a.out, a.say("recorded", p.file))
	}
	return nil
}

// showStale prints what has changed in the Chinese since each file was translated: the lines gone and
// new if git still has the text that was translated, and otherwise the Chinese as it is; and beside it
// the English.
func (a *app) showStale(f *folder, list []pair) error {
	var b strings.Builder
	for _, p := range list {
		if p.state != "stale" {
			fmt.Fprintf(&b, "%s: %s\n", p.file, a.say("state-"+p.state))
			continue
		}
		fmt.Fprintf(&b, "%s: %s, %s\n", p.file, a.say("state-stale"), p.en.Version.Date)
		old := a.translated(f, p)
		for _, s := range p.en.Stale {
			fmt.Fprintf(&b, "\n#%s %s\n", s.ID, s.Heading)
			if before := old[s.ID]; before != "" {
				changes(&b, before, s.Chinese)
			} else {
				fmt.Fprintln(&b, a.say("show-now"))
				indent(&b, "  ", s.Chinese)
			}
			if s.ID != content.FrontID {
				fmt.Fprintln(&b, a.say("show-english"))
				indent(&b, "  ", s.English)
			}
		}
	}
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

// changes prints the lines that only one of two texts has.
func changes(b *strings.Builder, before, now string) {
	old, fresh := strings.Split(strings.TrimSpace(before), "\n"), strings.Split(strings.TrimSpace(now), "\n")
	for _, l := range old {
		if !slices.Contains(fresh, l) {
			indent(b, "- ", l)
		}
	}
	for _, l := range fresh {
		if !slices.Contains(old, l) {
			indent(b, "+ ", l)
		}
	}
}

func indent(b *strings.Builder, mark, text string) {
	for l := range strings.Lines(strings.TrimSpace(text)) {
		b.WriteString(mark + line(strings.TrimRight(l, "\n")) + "\n")
	}
}

// translated looks in the history of the Chinese file, if git has one, for the text of each stale
// passage that was translated.
func (a *app) translated(f *folder, p pair) map[string]string {
	found := map[string]string{}
	git := func(args ...string) string {
		out, err := exec.CommandContext(a.ctx, "git", append([]string{"-C", f.dir}, args...)...).Output()
		if err != nil {
			return "" // no git, or no history: the reader sees the text as it is now
		}
		return string(out)
	}
	for _, commit := range strings.Fields(git("log", "-n", "200", "--format=%H", "--", p.chinese)) {
		doc := content.ParseText(p.chinese, []byte(git("show", commit+":./"+p.chinese)))
		if doc == nil {
			continue
		}
		then := doc.Current(content.Date{})
		for _, s := range p.en.Stale {
			hash := p.en.Version.Sections[s.ID]
			is := then.Sections[s.ID]
			if s.ID == content.FrontID {
				hash, is = p.en.Version.Front, then.Front
			}
			if found[s.ID] == "" && hash != "" && hash == is {
				found[s.ID] = doc.Part(s.ID)
			}
		}
		if len(found) == len(p.en.Stale) {
			break
		}
	}
	return found
}

// dayFlag adds the option that says which day it is.
func (a *app) dayFlag(cmd *cobra.Command, h *how) {
	now := time.Now()
	h.today = content.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
	cmd.Flags().Var((*dayValue)(&h.today), "today", a.say("flag-today"))
	cmd.Flags().Lookup("today").DefValue = ""
}

// dayValue is a date as an option.
type dayValue content.Date

// String implements pflag.Value.
func (d *dayValue) String() string { return content.Date(*d).String() }

// Type implements pflag.Value.
func (*dayValue) Type() string { return "date" }

// Set implements pflag.Value.
func (d *dayValue) Set(text string) error {
	t, err := time.Parse("2006-01-02", text)
	if err == nil {
		*d = dayValue{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	}
	return err
}
