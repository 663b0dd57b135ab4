//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// hostile is one attack on the builder: what is done to the tiny site, and how it must end.
type hostile struct {
	name string
	// files are written below the site; a text that begins with "body:" is a page's body.
	files map[string]string
	// lay does what cannot be written as a file.
	lay func(dir string) error
	// want must stand in the messages, in English; the site must then not be written. If it is "" the
	// site must be written, and no script may run in it; "*" leaves open which of the two.
	want string
	code int // 1 if it is 0 and there is a want
}

// The bounds that every build of a hostile site must keep.
const (
	hostileTime   = 20 * time.Second
	hostileMemory = 1 << 30 // bytes at most at once
)

// TestHostile builds each hostile site with the command itself, as a process, without the race
// detector, which would need more memory than the bound allows.
func TestHostile(t *testing.T) {
	command := plainCommand(t)
	for _, next := range hostiles() {
		t.Run(next().name, func(t *testing.T) {
			t.Parallel()
			next().run(t, command) // made again, so that not all are in memory at once
		})
	}
}

func (h hostile) run(t *testing.T, command string) {
	around := t.TempDir()
	dir := filepath.Join(around, "site")
	if err := tinySite(dir, "testdata/tinysite.txtar", "../.."); err != nil {
		t.Fatal(err)
	}
	for name, text := range h.files {
		if body, ok := strings.CutPrefix(text, "body:"); ok {
			text = "+++\ntitle = \"陷阱\"\nsummary = \"陷阱\"\n+++\n" + body
		}
		if err := writeFile(filepath.Join(dir, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if h.lay != nil {
		if err := h.lay(dir); err != nil {
			t.Fatal(err)
		}
	}
	before := names(t, around)
	messages, code := h.build(t, command, dir)
	if !utf8Text(messages) {
		t.Errorf("messages that a terminal cannot show: %.300q", messages)
	}
	_, unwritten := os.Stat(filepath.Join(dir, "public/index.html"))
	switch {
	case h.want == "*":
		if code > 1 {
			t.Errorf("exit code %d: %.2000s", code, messages)
		}
	case h.want == "" && code != 0:
		t.Errorf("exit code %d: %.2000s", code, messages)
	case h.want != "" && code != max(1, h.code):
		t.Errorf("exit code %d, want %q in\n%.2000s", code, h.want, messages)
	case h.want != "" && !regexp.MustCompile("(?m)"+h.want).MatchString(messages):
		t.Errorf("no %q in\n%.2000s", h.want, messages)
	case h.want != "" && unwritten == nil:
		t.Error("the site was written")
	}
	for name := range names(t, around) {
		if !before[name] && !strings.HasPrefix(name, "site/public/") && name != "site/public" {
			t.Errorf("%s was written", name)
		}
	}
	if unwritten == nil {
		harmless(t, filepath.Join(dir, "public"))
	}
}

// build runs the command within the bounds and gives its messages and exit code.
func (h hostile) build(t *testing.T, command, dir string) (string, int) {
	ctx, stop := context.WithTimeout(context.Background(), hostileTime)
	defer stop()
	var messages bytes.Buffer
	cmd := exec.CommandContext(ctx, command, "build", "--root", dir, "--lang", "en", "--today", "2026-11-23")
	cmd.Stderr = &messages
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended, most := make(chan struct{}), make(chan int)
	go func() { most <- mostMemory(cmd.Process.Pid, ended) }()
	err := cmd.Wait()
	close(ended)
	memory := <-most
	if ctx.Err() != nil {
		t.Fatalf("not ended after %v: %.1000s", hostileTime, messages.String())
	}
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	t.Logf("%.1f s, %d MB", (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), memory>>20)
	if memory > hostileMemory {
		t.Errorf("%d MB of memory", memory>>20)
	}
	return messages.String(), cmd.ProcessState.ExitCode()
}

// mostMemory looks again and again at the most memory, in bytes, that a process has had, until it has
// ended; 0 where the system does not tell. What wait4 says is no use: it counts the memory of the test
// itself, from which the process was made.
func mostMemory(pid int, ended <-chan struct{}) int {
	most := 0
	for {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if _, line, ok := strings.Cut(string(status), "VmHWM:"); ok && !bytes.Contains(status, []byte("Name:\tmingbai.test")) {
			kb := 0
			if _, err := fmt.Sscan(line, &kb); err == nil {
				most = max(most, kb<<10)
			}
		}
		select {
		case <-ended:
			return most
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func utf8Text(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return false
		}
	}
	return true
}

// names are all paths below a folder; those below the sources of the site are left out.
func names(t *testing.T, dir string) map[string]bool {
	out := map[string]bool{}
	err := filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// harmless reports whatever could run in a browser or a spreadsheet that opens a file of the site.
func harmless(t *testing.T, public string) {
	err := filepath.WalkDir(public, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		name, _ := filepath.Rel(public, p)
		switch path.Ext(p) {
		case ".html":
			harmlessPage(t, name, data)
		case ".svg", ".xml":
			harmlessXML(t, name, data)
		case ".json", ".jsonld":
			if !json.Valid(data) {
				t.Errorf("%s is not JSON", name)
			}
		case ".csv":
			harmlessTable(t, name, data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// harmlessTable checks that a spreadsheet takes no cell for a formula.
func harmlessTable(t *testing.T, name string, data []byte) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+@\t\r＝＋＠") == 0 || strings.HasPrefix(cell, "-") && cell != "-" {
				t.Errorf("%s: the formula %.60q", name, cell)
			}
		}
	}
}

// active are elements that a page of the site has no use for.
var active = map[string]bool{"iframe": true, "object": true, "embed": true, "base": true, "style": true, "applet": true,
	"frame": true, "portal": true, "math": true, "foreignobject": true, "animate": true, "set": true}

func harmlessPage(t *testing.T, name string, data []byte) {
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s: %v", name, z.Err())
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attributes := map[string]string{}
			for _, a := range token.Attr {
				attributes[a.Key] = a.Val
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "formaction" || a.Key == "ping" {
					t.Errorf("%s: %s=%q", name, a.Key, a.Val)
				}
				if a.Key == "href" || a.Key == "src" || a.Key == "action" {
					harmlessAddress(t, name, token.Data, a)
				}
			}
			if active[token.Data] || token.Data == "meta" && attributes["http-equiv"] != "" {
				t.Errorf("%s: %s", name, token)
			}
			if token.Data == "script" && attributes["src"] == "" {
				if z.Next() != html.TextToken || attributes["type"] != "application/ld+json" || !json.Valid(z.Text()) {
					t.Errorf("%s: %s", name, token)
				}
			}
		}
	}
}

// harmlessAddress checks an address of a page: a script, style or picture is the site's own.
func harmlessAddress(t *testing.T, name, element string, a html.Attribute) {
	u, err := url.Parse(a.Val)
	switch {
	case err != nil:
		t.Errorf("%s: the address %q", name, a.Val)
	case element == "a" || element == "link":
		if u.Scheme != "" && u.Scheme != "https" && u.Scheme != "mailto" && u.Scheme != "tel" {
			t.Errorf("%s: the link %q", name, a.Val)
		}
	case u.Scheme != "" || u.Host != "":
		t.Errorf("%s: <%s> takes %q", name, element, a.Val)
	}
}

func harmlessXML(t *testing.T, name string, data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok && path.Ext(name) == ".svg" {
			if tag := strings.ToLower(e.Name.Local); active[tag] || tag == "script" {
				t.Errorf("%s: <%s>", name, e.Name.Local)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(strings.ToLower(a.Value), "script:") {
					t.Errorf("%s: %s=%q", name, a.Name.Local, a.Value)
				}
			}
		}
	}
}
