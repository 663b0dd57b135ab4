package cli

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/search"
)

func (a *app) searchCommand() *cobra.Command {
	var language string
	var limit int
	cmd := a.command("search QUERY...", func(_ *cobra.Command, args []string) error {
		return a.search(strings.Join(args, " "), language, limit)
	})
	cmd.Flags().StringVar(&language, "language", "", a.say("flag-language"))
	cmd.Flags().IntVar(&limit, "limit", 0, a.say("flag-limit"))
	cmd.PreRunE = func(*cobra.Command, []string) error {
		switch {
		case language != "" && language != "zh" && language != "en":
			return usageError(a.say("language-wrong", language))
		case limit < 0:
			return usageError(a.say("flag-wrong", fmt.Sprint(limit), "limit"))
		}
		return nil
	}
	return cmd
}

// search builds the site in memory and asks its index.
func (a *app) search(query, language string, limit int) error {
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	site := &output.Memory{}
	_, diags, err := a.run(f, site, how{})
	if err != nil {
		return err
	}
	if diags.HasErrors() {
		a.print(diags, f.source)
		a.complain(a.counts(diags, how{}))
		return exitCode(exitFaults)
	}
	engine, err := search.Open(func(path string) ([]byte, error) {
		if data, ok := site.Get(path); ok {
			return data, nil
		}
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}, string(a.pages(query, language)))
	if err != nil {
		return err
	}
	result, err := engine.Search(query, search.Options{Limit: limit})
	if err != nil {
		return err
	}
	return a.hits(query, result)
}

// pages is the language of the pages to search.
func (a *app) pages(query, language string) content.Lang {
	han := strings.ContainsFunc(query, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if language == "zh" || language == "" && (han || a.lang == diag.Chinese) {
		return content.Chinese
	}
	return content.English
}

// hits prints what was found.
func (a *app) hits(query string, result search.Result) error {
	var b strings.Builder
	for i, hit := range result.Hits {
		fmt.Fprintf(&b, "%d. %s\n   %s\n", i+1, line(hit.Title), line(hit.URL))
		if hit.Section != "" {
			fmt.Fprintf(&b, "   # %s\n", line(hit.Section))
		}
		if hit.Excerpt != "" {
			fmt.Fprintf(&b, "   %s\n", line(hit.Excerpt))
		}
		b.WriteByte('\n')
	}
	switch found := a.number(result.Total, "page"); {
	case len(result.Hits) == 0:
		fmt.Fprintln(&b, a.say("found-none", query))
	case result.Approximate:
		fmt.Fprintln(&b, a.say("found-about", found))
	default:
		fmt.Fprintln(&b, a.say("found", found))
	}
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

// line makes a text fit for one line of a terminal.
func line(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
