package cli

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingbai/cmd/mingbai/internal/build"
	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
	"mingbai/cmd/mingbai/internal/site"
)

// drafts holds a draft of each kind in each language. Words between two @ are put in.
//
//go:embed embed/new
var drafts embed.FS

func (a *app) newCommand() *cobra.Command {
	cmd := a.command("new KIND SLUG", func(_ *cobra.Command, args []string) error {
		return a.start(content.Kind(args[0]), args[1], time.Now())
	})
	cmd.ValidArgs = []string{"policy", "guide", "licence"}
	return cmd
}

var (
	slugShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	slugTaken = regexp.MustCompile(`^(index|con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
)

// start writes the drafts of a page in both languages, and those of the list of its kind if the site
// has none.
func (a *app) start(kind content.Kind, slug string, today time.Time) error {
	switch kind {
	case content.KindPolicy, content.KindGuide, content.KindLicence:
	default:
		kinds := []string{"policy", "guide", "licence"}
		return usageError(a.nearText(a.say("kind-unknown", string(kind)), string(kind), kinds))
	}
	if !slugShape.MatchString(slug) || slugTaken.MatchString(slug) || len(slug) > 80 {
		return usageError(a.say("slug-shape", slug))
	}
	f, err := a.open()
	if err != nil {
		return err
	}
	defer f.close()
	for _, name := range draftPaths(string(kind), slug) {
		if _, err := f.root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			a.complain(a.say("new-exists", name))
			return exitCode(exitFaults)
		}
	}
	words, err := a.draftWords(f, kind, today)
	if err != nil {
		return err
	}
	written, err := f.writeDrafts(string(kind), slug, words)
	if err != nil {
		return err
	}
	for _, name := range written {
		fmt.Fprintln(a.out, path.Join(strings.ReplaceAll(f.dir, `\`, "/"), name))
	}
	_, err = fmt.Fprintln(a.out, a.say("new-next"))
	return err
}

// draftPaths are the files of a page.
func draftPaths(kind, slug string) []string {
	return []string{path.Join("content/zh", kind, slug+".md"), path.Join("content/en", kind, slug+".md")}
}

// writeDrafts writes the files and gives their paths; after a fault none is left.
func (f *folder) writeDrafts(kind, slug string, words *strings.Replacer) (written []string, err error) {
	defer func() {
		if err != nil {
			for _, name := range written {
				_ = f.root.Remove(name) // the error that counts is returned
			}
			written = nil
		}
	}()
	for _, page := range []struct{ draft, slug string }{{kind, slug}, {kind + "-index", "index"}} {
		for i, name := range draftPaths(kind, page.slug) {
			if _, err := f.root.Lstat(name); page.slug == "index" && err == nil {
				continue
			}
			text, err := drafts.ReadFile("embed/new/" + page.draft + "." + []string{"zh", "en"}[i] + ".md")
			if err != nil {
				return written, err
			}
			if err := f.root.MkdirAll(path.Dir(name), 0o777); err != nil {
				return written, err
			}
			out, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
			if err != nil {
				return written, err
			}
			written = append(written, name)
			_, err = words.WriteString(out, string(text))
			if err := errors.Join(err, out.Close()); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

// errLinked ends a build as soon as the site is known.
var errLinked = errors.New("linked")

// noFiles refuses the first file of a build.
type noFiles struct{}

func (noFiles) Put(output.File) error { return errLinked }

func (noFiles) Create(string, string) (io.WriteCloser, error) { return nil, errLinked }

// draftWords finds what a draft of the kind needs from the site: a body, and for a guide a licence
// that waits for no other. Faults elsewhere in the site do not matter.
func (a *app) draftWords(f *folder, kind content.Kind, today time.Time) (*strings.Replacer, error) {
	result, diags, err := build.Run(a.ctx, f.root.FS(), noFiles{}, build.Options{})
	if err != nil && !errors.Is(err, errLinked) {
		return nil, err
	}
	if result == nil || result.Site == nil {
		a.print(diags, f.source)
		a.complain(a.counts(diags, how{}))
		return nil, exitCode(exitFaults)
	}
	agency, licence := firstAgency(result.Site), firstLicence(result.Site)
	switch {
	case agency == nil:
		a.complain(a.say("new-agencies"))
		return nil, exitCode(exitFaults)
	case kind == content.KindGuide && licence == "":
		a.complain(a.say("new-licences"))
		return nil, exitCode(exitFaults)
	}
	const iso = "2006-01-02"
	return strings.NewReplacer("@today@", today.Format(iso), "@review@", today.AddDate(0, 6, 0).Format(iso),
		"@agency@", agency.ID, "@agency-name@", agency.Name, "@level@", string(agency.Level), "@licence@", licence), nil
}

// firstAgency is the first body of the site that is not a group of bodies.
func firstAgency(s *site.Site) *content.Agency {
	for _, p := range s.List(content.KindAgency, content.Chinese) {
		if p.Agency != nil && p.Agency.Kind != "group" && p.Agency.Agency.Successor == "" {
			return p.Agency.Agency
		}
	}
	return nil
}

// firstLicence is the slug of the first item that waits for no other, or "".
func firstLicence(s *site.Site) string {
	for _, p := range s.List(content.KindLicence, content.Chinese) {
		if p.Licence != nil && len(p.Licence.Needs) == 0 {
			return p.Slug
		}
	}
	return ""
}
