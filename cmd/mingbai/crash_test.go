//go:build unix

package main

import (
	"bytes"
	"flag"
	"math/rand"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var kills = flag.Int("kills", 16, "how many processes TestKilled kills")

// plainCommand builds the command without the race detector, for tests that measure or kill it.
func plainCommand(t *testing.T) string {
	t.Helper()
	command := filepath.Join(t.TempDir(), "mingbai")
	make := exec.Command("go", "build", "-o", command, ".")
	make.Env = append(os.Environ(), "GOFLAGS=")
	if out, err := make.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return command
}

// variants are two states of the tiny site: another style, one page less and one more, other words.
func variants(t *testing.T) [2]string {
	t.Helper()
	var dirs [2]string
	for i := range dirs {
		dirs[i] = filepath.Join(t.TempDir(), "site")
		if err := tinySite(dirs[i], "testdata/tinysite.txtar", "../.."); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"content/zh/more.md":            "+++\ntitle = \"新页面\"\nsummary = \"新。\"\n+++\n请看[另一页](other.md)。\n",
		"content/zh/other.md":           "+++\ntitle = \"另一页\"\nsummary = \"新。\"\n+++\n请看[新页面](more.md)。\n",
		"content/zh/index.md":           "+++\ntitle = \"办事前，先看明白\"\nsummary = \"要办哪些证，都写在这里。\"\n+++\n请看[新页面](more.md)。\n",
		"static/css/components/new.css": ".new{color:red}\n",
	} {
		if err := writeFile(filepath.Join(dirs[1], name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"content/zh/policy/tea-plan.md", "content/en/policy/tea-plan.md"} {
		if err := os.Remove(filepath.Join(dirs[1], name)); err != nil {
			t.Fatal(err)
		}
	}
	return dirs
}

// siteFiles reads all files below a folder but the command's own.
func siteFiles(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	if _, err := os.Stat(dir); err != nil {
		return files // nothing has been written yet
	}
	for name := range names(t, dir) {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.IsDir() || strings.HasPrefix(name, ".mingbai/") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	return files
}

// missed gives what a reader would miss: a file that a page which is there loads, and a page that can
// be reached by links from the home page.
func missed(t *testing.T, files map[string][]byte) []string {
	var out []string
	need := func(from, link string) string {
		u, err := url.Parse(link)
		if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
			return ""
		}
		to := path.Join(path.Dir(from), u.Path)
		if strings.HasSuffix(u.Path, "/") || path.Ext(to) == "" {
			to = path.Join(to, "index.html")
		}
		if files[to] == nil {
			out = append(out, from+" → "+to)
		}
		return to
	}
	for name, data := range files {
		if path.Ext(name) == ".html" {
			for _, link := range walk(t, name, data).links {
				if ext := path.Ext(link); ext == ".css" || ext == ".js" || ext == ".svg" || strings.Contains(link, "search/") && ext == ".json" {
					need(name, link)
				}
			}
		}
	}
	if files["index.html"] == nil {
		return out // not public yet
	}
	queue, seen := []string{"index.html"}, map[string]bool{}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if seen[name] || path.Ext(name) != ".html" || files[name] == nil {
			continue
		}
		seen[name] = true
		for _, link := range walk(t, name, files[name]).links {
			queue = append(queue, need(name, link))
		}
	}
	return out
}

func wholeSite(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	for name := range want {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s differs", name)
		}
	}
	for name := range got {
		if want[name] == nil {
			t.Errorf("%s is left over", name)
		}
	}
}

// TestKilled kills builds and publishings with kill -9 at random instants. After each, the site is
// whole; the next run, of either state of the sources, repairs and cleans. Run it for longer with
// go test ./cmd/mingbai -run TestKilled -args -kills 1000
func TestKilled(t *testing.T) {
	command, sites := plainCommand(t), variants(t)
	for _, verb := range []string{"build", "publish"} {
		t.Run(verb, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "www")
			run := func(site, out string) *exec.Cmd {
				where := map[string][]string{"build": {"--out", out}, "publish": {"--drop", "100", "--to", out}}[verb]
				return exec.Command(command, append([]string{verb, "--root", site, "--today", "2026-11-23"}, where...)...)
			}
			var want [2]map[string][]byte
			longest := time.Duration(0)
			for i := range sites {
				clean := filepath.Join(t.TempDir(), "www")
				begun := time.Now()
				if text, err := run(sites[i], clean).CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				longest = max(longest, time.Since(begun))
				want[i] = siteFiles(t, clean)
				if lost := missed(t, want[i]); len(lost) > 0 {
					t.Fatalf("the whole site misses %q", lost)
				}
			}
			killed := 0
			for n := 0; killed < *kills/2 && n < *kills*6; n++ {
				cmd := run(sites[n/2%2], out)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(rand.Int63n(int64(longest) * 11 / 10)))
				_ = cmd.Process.Kill() // it may have ended
				if cmd.Wait() != nil {
					killed++
				}
				if lost := missed(t, siteFiles(t, out)); len(lost) > 0 {
					t.Fatalf("after kill %d the site misses %q", n, lost)
				}
				if n%7 == 6 {
					i := n / 7 % 2
					if text, err := run(sites[i], out).CombinedOutput(); err != nil {
						t.Fatalf("%v\n%s", err, text)
					}
					wholeSite(t, siteFiles(t, out), want[i])
				}
			}
			if killed < *kills/2 {
				t.Errorf("only %d killed", killed)
			}
			t.Logf("%d killed", killed)
		})
	}
}

// TestDiskFull builds on a disk that is too small, and on one with room again.
func TestDiskFull(t *testing.T) {
	command, sites := plainCommand(t), variants(t)
	disk := t.TempDir()
	remount := func(size, flags string) {
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", flags+"size="+size, "tmpfs", disk).CombinedOutput(); err != nil {
			t.Skipf("cannot mount a small disk; TestFull of package output lets one be full at each write: %s", out)
		}
	}
	remount("2500k", "")
	t.Cleanup(func() { _ = exec.Command("umount", disk).Run() })
	out := filepath.Join(disk, "www")
	build := func(i int) (string, error) {
		text, err := exec.Command(command, "build", "--root", sites[i], "--out", out, "--lang", "en", "--today", "2026-11-23").CombinedOutput()
		return string(text), err
	}
	if text, err := build(0); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	full := 0
	filler := filepath.Join(disk, "filler")
	for room := int64(1200 << 10); room > 0; room -= 100 << 10 {
		if err := os.RemoveAll(filler); err != nil {
			t.Fatal(err)
		}
		var space syscall.Statfs_t
		if err := syscall.Statfs(disk, &space); err != nil {
			t.Fatal(err)
		}
		if free := int64(space.Bavail) * space.Bsize; free > room {
			if err := os.WriteFile(filler, make([]byte, free-room), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		for _, i := range []int{1, 0} {
			if text, err := build(i); err != nil {
				full++
				if !strings.Contains(text, "the disk is full") {
					t.Errorf("%v\n%s", err, text)
				}
			}
			if lost := missed(t, siteFiles(t, out)); len(lost) > 0 {
				t.Errorf("with %d bytes of room the site misses %q", room, lost)
			}
		}
	}
	if full == 0 {
		t.Error("the disk was never full")
	}
	remount("20m", "remount,")
	if text, err := build(0); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if lost := missed(t, siteFiles(t, out)); len(lost) > 0 {
		t.Errorf("with room again the site misses %q", lost)
	}
}

// TestOtherDisk writes to another file system than the sources'.
func TestOtherDisk(t *testing.T) {
	command, sites := plainCommand(t), variants(t)
	repository, err := filepath.Abs("../../public")
	if err != nil {
		t.Fatal(err)
	}
	for _, disk := range []string{"/dev/shm", os.TempDir(), "/tmp", "/var/tmp", repository} {
		if deviceOf(disk) == deviceOf(sites[0]) {
			continue
		}
		out, err := os.MkdirTemp(disk, "mingbai-test-")
		if err != nil {
			continue
		}
		t.Cleanup(func() { _ = os.RemoveAll(out) })
		for range 2 {
			for i := range sites {
				if text, err := exec.Command(command, "build", "--root", sites[i], "--out", filepath.Join(out, "www")).CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, text)
				}
				if lost := missed(t, siteFiles(t, filepath.Join(out, "www"))); len(lost) > 0 {
					t.Errorf("the site misses %q", lost)
				}
			}
		}
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no second file system: CI must build to one")
	}
	t.Skip("there is no second file system here")
}

// deviceOf is the file system of a path; 0 if there is none.
func deviceOf(p string) uint64 {
	var info syscall.Stat_t
	if syscall.Stat(p, &info) != nil {
		return 0
	}
	return uint64(info.Dev)
}

// TestPartOnOtherDisk writes to a folder of which a part is another file system: what cannot be moved there is said,
// and the site is whole.
func TestPartOnOtherDisk(t *testing.T) {
	command, sites := plainCommand(t), variants(t)
	out := filepath.Join(t.TempDir(), "www")
	part := filepath.Join(out, "search")
	if err := os.MkdirAll(part, 0o777); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("mount", "-t", "tmpfs", "tmpfs", part).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a file system in the site; TestFaultsWhileMoving of package output lets moving fail: %s", text)
	}
	t.Cleanup(func() { _ = exec.Command("umount", part).Run() })
	text, err := exec.Command(command, "build", "--root", sites[0], "--out", out, "--lang", "en").CombinedOutput()
	if lost := missed(t, siteFiles(t, out)); len(lost) > 0 {
		t.Errorf("the site misses %q", lost)
	}
	if err != nil && !strings.Contains(string(text), "output-failed") {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestClockBack edits a file at the same length while the clock of the computer has been set back.
func TestClockBack(t *testing.T) {
	command, site := plainCommand(t), variants(t)[0]
	out := filepath.Join(t.TempDir(), "www")
	name := filepath.Join(site, "content/zh/about.md")
	for i, day := range []string{"2026-11-23", "1999-01-01", "2026-11-23", "2040-01-01"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		words := []string{"本站是谁办的。", "本站由谁来办"}
		if err := os.WriteFile(name, bytes.Replace(data, []byte(words[i%2]), []byte(words[(i+1)%2]), 1), 0o666); err != nil {
			t.Fatal(err)
		}
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, when, when); err != nil {
			t.Fatal(err)
		}
		if text, err := exec.Command(command, "build", "--root", site, "--out", out).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		page, err := os.ReadFile(filepath.Join(out, "about/index.html"))
		if err != nil || !strings.Contains(string(page), words[(i+1)%2]) {
			t.Errorf("%s: the page has not changed, %v", day, err)
		}
	}
}
