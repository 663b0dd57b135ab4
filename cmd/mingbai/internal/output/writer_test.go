package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// site is a built site as a test writes it down: path → bytes.
type site map[string]string

// build writes a site to dir and fails the test if that is refused.
func build(t *testing.T, dir string, s site) Report {
	t.Helper()
	report, err := tryBuild(dir, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func tryBuild(dir string, s site, step func(op, p string) error) (Report, error) {
	w, err := Open(dir)
	if err != nil {
		return Report{}, err
	}
	defer w.Abort()
	w.step = step
	for p, data := range s {
		if err := w.Put(File{Path: p, Data: []byte(data), From: "content/" + p}); err != nil {
			return Report{}, err
		}
	}
	return w.Commit()
}

// tree reads all files below dir without our own folder.
func tree(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		switch {
		case err != nil:
			return err
		case rel == ownFolder:
			return fs.SkipDir
		case d.IsDir():
			entries, err := os.ReadDir(p)
			if err == nil && len(entries) == 0 {
				s[filepath.ToSlash(rel)+"/"] = "empty folder"
			}
			return err
		}
		data, err := os.ReadFile(p)
		s[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func same(t *testing.T, got, want site) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the folder holds\n%v\nwant\n%v", got, want)
	}
}

// name is the catalogue name of an error of this package, or its text.
func name(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Fault.Name + " " + e.Fault.Pos.File
	}
	return fmt.Sprint(err)
}

func put(t *testing.T, dir, p, data string) {
	t.Helper()
	p = filepath.Join(dir, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

var first = site{"index.html": "home", "a/index.html": "page a", "a/deep/index.html": "page deep", "assets/x.css": "css"}

func TestBuildTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if r := build(t, dir, first); r.Written != 4 || r.Same != 0 || r.Removed != 0 {
		t.Errorf("first build: %+v", r)
	}
	same(t, tree(t, dir), first)
	before, _ := os.Stat(filepath.Join(dir, "index.html"))
	list, _ := os.Stat(filepath.Join(dir, manifestFile))
	if r := build(t, dir, first); r.Written != 0 || r.Same != 4 || r.Removed != 0 {
		t.Errorf("second build: %+v", r)
	}
	after, _ := os.Stat(filepath.Join(dir, "index.html"))
	listAfter, _ := os.Stat(filepath.Join(dir, manifestFile))
	if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) || !os.SameFile(list, listAfter) {
		t.Error("a build that changes nothing wrote a file")
	}
	same(t, tree(t, dir), first)
}

func TestStaleFilesGoForeignFilesStay(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".gitignore", "*\n!.gitignore\n")
	put(t, dir, "a/theirs.txt", "theirs")
	build(t, dir, first)
	put(t, dir, "a/deep/theirs.pdf", "theirs too")
	if err := os.Mkdir(filepath.Join(dir, "theirs"), 0o777); err != nil {
		t.Fatal(err)
	}
	r := build(t, dir, site{"index.html": "home 2", "b/c/index.html": "new"})
	if r.Written != 2 || r.Same != 0 || r.Removed != 3 {
		t.Errorf("%+v", r)
	}
	same(t, tree(t, dir), site{".gitignore": "*\n!.gitignore\n", "a/theirs.txt": "theirs", "a/deep/theirs.pdf": "theirs too",
		"theirs/": "empty folder", "index.html": "home 2", "b/c/index.html": "new"})
	build(t, dir, site{"index.html": "home 2"})
	if _, err := os.Stat(filepath.Join(dir, "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folders of a removed page remain")
	}
}

func TestAlteredFiles(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, site{"index.html": "home", "old.html": "old", "cut.html": "full"})
	put(t, dir, "index.html", "changed by hand")
	put(t, dir, "old.html", "changed by hand too")
	put(t, dir, "cut.html", "")
	r := build(t, dir, site{"index.html": "home", "cut.html": "full"})
	if !slices.Equal(r.Altered, []string{"index.html"}) || !slices.Equal(r.Kept, []string{"old.html"}) || r.Written != 2 {
		t.Errorf("%+v", r)
	}
	same(t, tree(t, dir), site{"index.html": "home", "cut.html": "full", "old.html": "changed by hand too"})
	if r := build(t, dir, site{"index.html": "home", "cut.html": "full"}); r.Kept != nil || r.Same != 2 {
		t.Errorf("the kept file is still counted as ours: %+v", r)
	}
}

func TestForeignFileInTheWay(t *testing.T) {
	tests := []struct {
		name, file, data, want string
	}{
		{"other bytes", "index.html", "their home", "output-foreign DIR/index.html"},
		{"other bytes of the same length", "index.html", "HOME", "output-foreign DIR/index.html"},
		{"equal bytes", "index.html", "home", "<nil>"},
		{"a file where a folder is needed", "a", "", "output-not-folder DIR/a"},
		{"a folder where a file is needed", "index.html/x", "", "output-is-folder DIR/index.html"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, tt.file, tt.data)
			before := tree(t, dir)
			_, err := tryBuild(dir, site{"index.html": "home", "a/index.html": "page"}, nil)
			if got := strings.ReplaceAll(name(err), filepath.ToSlash(dir), "DIR"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if err != nil {
				same(t, tree(t, dir), before)
				if _, err := os.Stat(filepath.Join(dir, ownFolder)); err == nil {
					t.Error("a refused first build left its folder behind")
				}
			}
		})
	}
}

func TestForeignLinkInTheWay(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, outside, "secret", "secret")
	for _, link := range []string{"index.html", "a"} {
		target := filepath.Join(outside, "secret")
		if link == "a" {
			target = outside
		}
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
		_, err := tryBuild(dir, site{"index.html": "home", "a/secret": "overwritten"}, nil)
		if err == nil {
			t.Errorf("written through the link %s", link)
		}
		_ = os.Remove(filepath.Join(dir, link))
	}
	same(t, tree(t, outside), site{"secret": "secret"})
}

// TestOwnFolderIsLink does not take a link for the folder in which the writer keeps and deletes things of its own.
func TestOwnFolderIsLink(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "theirs/stage/x", "theirs")
	if err := os.Symlink("theirs", filepath.Join(dir, ownFolder)); err != nil {
		t.Skip(err)
	}
	if _, err := tryBuild(dir, first, nil); name(err) != "output-not-folder "+filepath.ToSlash(dir)+"/"+ownFolder {
		t.Error(err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "theirs/stage/x")); string(data) != "theirs" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestFolderBecomesFileAndBack(t *testing.T) {
	dir := t.TempDir()
	asFolder, asFile := site{"x/index.html": "page", "x/y/z.txt": "z"}, site{"x": "file"}
	for _, s := range []site{asFolder, asFile, asFolder} {
		build(t, dir, s)
		same(t, tree(t, dir), s)
	}
}

func open(t *testing.T) *Writer {
	t.Helper()
	w, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Abort)
	return w
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !strings.HasPrefix(name(err), "output-locked") {
		t.Errorf("a second build may run: %v", err)
	}
	w.Abort()
	w.Abort()
	same(t, tree(t, dir), site{"./": "empty folder"})
	put(t, dir, lockFile, "") // left by a process that was killed
	put(t, dir, stageFolder+"/7", "staged by a process that was killed")
	build(t, dir, first)
	same(t, tree(t, dir), first)
}

func TestLockUnderStress(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var inside, wins sync.Mutex
	count := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				w, err := Open(dir)
				if err != nil {
					continue
				}
				if !inside.TryLock() {
					t.Error("two builds at once")
				} else {
					wins.Lock()
					count++
					wins.Unlock()
					inside.Unlock()
				}
				w.Abort()
			}
		})
	}
	wg.Wait()
	if count == 0 {
		t.Error("nobody ever got the lock")
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Put(File{Path: "a/b", Data: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the aborted build left the folder that it made")
	}
	build(t, dir, first)
	w, err = Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Put(File{Path: "index.html", Data: []byte("never")})
	w.Abort()
	same(t, tree(t, dir), first)
	if _, err := os.Lstat(filepath.Join(dir, stageFolder)); err == nil {
		t.Error("the stage remains")
	}
}

func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := site{}
	var wg sync.WaitGroup
	for i := range 200 {
		p := fmt.Sprintf("p/%d/index.html", i)
		want[p] = p
		wg.Go(func() {
			if err := w.Put(File{Path: p, Data: []byte(p)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	same(t, tree(t, dir), want)
}

func TestDamagedManifest(t *testing.T) {
	for _, text := range []string{"", "{", `{"version": 2, "files": []}`, `{"version": 1, "files": [{"path": "../x", "sha256": "00"}]}`} {
		dir := t.TempDir()
		build(t, dir, first)
		put(t, dir, manifestFile, text)
		if _, err := Open(dir); !strings.HasPrefix(name(err), "output-manifest") {
			t.Errorf("%q is taken: %v", text, err)
		}
		same(t, tree(t, dir), first)
		if data, err := os.ReadFile(filepath.Join(dir, manifestFile)); err != nil || string(data) != text {
			t.Error("the damaged list was touched")
		}
	}
}

func TestMachineErrors(t *testing.T) {
	wrap := func(err error) error { return &fs.PathError{Op: "write", Path: "x", Err: err} }
	tests := []struct {
		err  error
		want string
	}{
		{wrap(syscall.ENOSPC), "output-full public/x"},
		{wrap(syscall.EACCES), "output-denied public/x"},
		{wrap(syscall.EPERM), "output-denied public/x"},
		{wrap(syscall.EROFS), "output-denied public/x"},
		{wrap(syscall.ENOTDIR), "output-not-folder public/x"},
		{wrap(syscall.EIO), "output-failed public/x"},
		{fault("p", "output-locked"), "output-locked p"},
	}
	for _, tt := range tests {
		if runtime.GOOS == "windows" {
			t.Skip("other error numbers")
		}
		if got := name(classify("public/x", tt.err)); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
		}
	}
	if got := classify("public/x", wrap(syscall.EIO)).Error(); got != "public/x: cannot write here: input/output error [output-failed]" {
		t.Error(got)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !strings.HasPrefix(name(err), "output-denied") {
		t.Errorf("got %v", err)
	}
}
