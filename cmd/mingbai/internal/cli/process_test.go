//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain makes this test binary the command when it is called by the command's name.
func TestMain(m *testing.M) {
	if os.Args[0] == "mingbai" {
		os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
	}
	os.Exit(m.Run())
}

// command is the command as a process of its own.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"mingbai"}, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	return cmd
}

// largeSite copies this repository's site and adds copies of one item, so that building takes a while.
func largeSite(t *testing.T, copies int) string {
	t.Helper()
	dir := t.TempDir()
	repository := "../../../.."
	for _, name := range []string{"content", "layouts", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(repository, name))); err != nil {
			t.Fatal(err)
		}
	}
	copyFile := func(from, to string) {
		data, err := os.ReadFile(from)
		if err = errors.Join(err, os.WriteFile(to, data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	copyFile(filepath.Join(repository, "site.toml"), filepath.Join(dir, "site.toml"))
	for i := range copies {
		for _, lang := range []string{"zh", "en"} {
			folder := filepath.Join(dir, "content", lang, "licence")
			copyFile(filepath.Join(folder, "company-registration.md"), filepath.Join(folder, fmt.Sprintf("copy-%d.md", i)))
		}
	}
	return dir
}

// files reads all files below a folder; one that is not there is empty.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fetch gives the status and body of an address.
func fetch(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

func TestServe(t *testing.T) {
	dir := largeSite(t, 0)
	cmd := command(t, "serve", "--port", "0", "--root", dir)
	out, err := cmd.StdoutPipe()
	if err = errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address, _, _ := strings.Cut(line, " ")
	for p, want := range map[string]int{"": 200, "en/": 200, "licence/childcare-filing/": 200, "nothing": 404, "sitemap.xml": 200} {
		if status, _ := fetch(t, address+p); status != want {
			t.Errorf("/%s: %d", p, status)
		}
	}
	about := filepath.Join(dir, "content/zh/about.md")
	text, err := os.ReadFile(about)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(text, p, want string) {
		t.Helper()
		if err := os.WriteFile(about, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for range 1800 { // a minute and a half: the race detector and a busy machine are slow
			if _, body := fetch(t, address+p); strings.Contains(body, want) {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("/%s never shows %q", p, want)
	}
	edit(string(text)+"\n新的一段话。\n", "about/", "新的一段话")
	edit("no front matter", ".mingbai/faults", "content/zh/about.md:1:1")
	edit(string(text), "about/", "</html>")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("serve wrote public/")
	}
}

func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := fmt.Sprint(taken.Addr().(*net.TCPAddr).Port)
	out, err := command(t, "serve", "--port", port, "--root", "../../../..").CombinedOutput()
	want := "mingbai: port " + port + " is in use; without --port the next free one is taken\n"
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFaults || string(out) != want {
		t.Errorf("%v %s", err, out)
	}
}

// wait polls until something is so, and reports whether that was before the command ended.
func wait(ended chan error, so func() bool) bool {
	for {
		select {
		case err := <-ended:
			ended <- err
			return false
		default:
			if so() {
				return true
			}
			time.Sleep(time.Millisecond)
		}
	}
}

// staged reports whether a build has staged some files.
func staged(dir string) func() bool {
	return func() bool {
		entries, err := os.ReadDir(filepath.Join(dir, "public/.mingbai/stage"))
		return err == nil && len(entries) > 20
	}
}

// moving reports whether a build has begun to move files into place: then it has written the list.
func moving(dir string) func() bool {
	list := filepath.Join(dir, "public/.mingbai/manifest.json")
	before, err := os.Stat(list)
	return func() bool {
		now, err2 := os.Stat(list)
		return err == nil && err2 == nil && !os.SameFile(before, now)
	}
}

func TestInterruptedBuild(t *testing.T) {
	dir := largeSite(t, 120)
	var messages bytes.Buffer
	cmd := command(t, "build", "--root", dir)
	cmd.Stderr = &messages
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if !wait(ended, staged(dir)) {
		t.Fatalf("the build ended too soon: %v %s", <-ended, &messages)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := <-ended
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitStopped || !strings.Contains(messages.String(), "stopped; ") ||
		!strings.Contains(messages.String(), "/public/ was left as it was") {
		t.Errorf("%v %s", err, &messages)
	}
	if left := files(t, filepath.Join(dir, "public")); len(left) > 0 {
		t.Errorf("%d files are left", len(left))
	}
}

var assetLink = regexp.MustCompile(`(?:src|href)="([^"]*assets/[^"]+)"`)

// TestKilledBuild kills builds at various moments, looks at what a visitor finds, and builds again.
func TestKilledBuild(t *testing.T) {
	dir := largeSite(t, 30)
	public := filepath.Join(dir, "public")
	if out, err := command(t, "build", "--root", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	sheet := filepath.Join(dir, "static/css/base.css")
	style, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 5 {
		// another stylesheet has another name, so that every page changes
		if err := os.WriteFile(sheet, append(style, fmt.Sprintf("\n.kill-%d{color:red}\n", n)...), 0o666); err != nil {
			t.Fatal(err)
		}
		until := moving(dir)
		if n == 0 {
			until = staged(dir)
		}
		cmd := command(t, "build", "--root", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if wait(ended, until) {
			time.Sleep(time.Duration(n) * time.Millisecond)
		}
		_ = cmd.Process.Signal(syscall.SIGKILL) // it may have ended
		<-ended
		found := files(t, public)
		for p, html := range found {
			if path.Ext(p) != ".html" {
				continue
			}
			for _, link := range assetLink.FindAllStringSubmatch(html, -1) {
				if _, ok := found[path.Join(path.Dir(p), link[1])]; !ok {
					t.Errorf("kill %d: %s lacks %s", n, p, link[1])
				}
			}
		}
	}
	if out, err := command(t, "build", "--root", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	fresh := filepath.Join(dir, "fresh")
	if out, err := command(t, "build", "--root", dir, "--out", fresh).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	a, b := files(t, public), files(t, fresh)
	if len(a) != len(b) {
		t.Errorf("%d files after kills, %d when built fresh", len(a), len(b))
	}
	for p := range b { // what the tool keeps for itself speaks of times and of the folder
		if a[p] != b[p] && !strings.HasPrefix(p, ".mingbai/") {
			t.Errorf("%s differs from a fresh build", p)
		}
	}
}
