package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var (
	rounds  = flag.Int("rounds", 1, "how many edits of each kind TestShown makes")
	shownIn = flag.String("site", "", "the site that TestShown edits, with licence/l-00003 and on; otherwise the smallest")
)

// noteShown notes when a page with its text stands before the reader: at the first frame after it was read.
const noteShown = `document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => { window.shownAt = Date.now(); }))`

// TestShown edits the text and the title of a page while the command serves it, and waits until the browser shows
// them. How long that takes it prints; see CONTRIBUTING.md.
func TestShown(t *testing.T) {
	root, slug := *shownIn, "l-00003"
	if root == "" {
		root, slug = t.TempDir(), "tea-shop-filing"
		if err := tinySite(root, "testdata/tinysite.txtar", "../.."); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(root, "content/zh/licence", slug+".md")
	was, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.WriteFile(name, was, 0o666) })
	base := served(t, root)
	ctx := tab(t, browser(t))
	run(t, ctx, command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: noteShown}),
		chromedp.Navigate(base+"licence/"+slug+"/"))
	waitFor(t, ctx, "window.shownAt > 0")
	title := regexp.MustCompile(`(?m)^title = "`)
	for _, kind := range []struct {
		name  string
		words string // with which the edit begins
		edit  func(words string) string
	}{
		{"text", "文", func(words string) string { return string(was) + "\n" + words + "\n" }},
		{"title", "题", func(words string) string { return title.ReplaceAllString(string(was), `title = "`+words) }},
	} {
		var took []time.Duration
		for n := range *rounds {
			words := kind.words + strings.Repeat("新", n+1) + "字"
			time.Sleep(500 * time.Millisecond) // as a writer looks at the page
			start := time.Now()
			if err := os.WriteFile(name, []byte(kind.edit(words)), 0o666); err != nil {
				t.Fatal(err)
			}
			waitFor(t, ctx, fmt.Sprintf("window.shownAt > 0 && document.body.innerText.includes(%q)", words))
			took = append(took, time.UnixMilli(eval[int64](t, ctx, "window.shownAt")).Sub(start))
		}
		slices.Sort(took)
		t.Logf("%s: median %d ms, from %d to %d", kind.name, took[len(took)/2].Milliseconds(), took[0].Milliseconds(), took[len(took)-1].Milliseconds())
	}
	run(t, ctx, chromedp.Navigate("about:blank")) // before the server goes
}

// served runs the command serve and gives the address that it prints.
func served(t *testing.T, root string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, self, "serve", "--root", root, "--port", "0", "--lang", "en")
	cmd.Args[0] = "mingbai" // see TestMain
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if at := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); at != "" {
			return at
		}
	}
	t.Fatal("serve prints no address")
	return ""
}
