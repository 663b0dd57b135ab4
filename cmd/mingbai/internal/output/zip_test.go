package output

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func zipped(t *testing.T, name string, files []File) []byte {
	t.Helper()
	z, err := NewZip(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Abort()
	for _, f := range files {
		if err := z.Put(f); err != nil {
			t.Fatal(err)
		}
	}
	size, err := z.Commit()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil || int64(len(data)) != size {
		t.Fatalf("%d bytes, said to be %d: %v", len(data), size, err)
	}
	return data
}

// The order in which files come must not show in the zip file.
func TestZip(t *testing.T) {
	dir := t.TempDir()
	files := []File{{Path: "index.html", Data: []byte("home")}, {Path: "a/文.html", Data: bytes.Repeat([]byte("long "), 1000)}, {Path: "empty", Data: nil}}
	one := zipped(t, filepath.Join(dir, "one.zip"), files)
	slices.Reverse(files)
	two := zipped(t, filepath.Join(dir, "two.zip"), files)
	if !bytes.Equal(one, two) {
		t.Error("the order of the files shows")
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in) // checks the sum
		i := slices.IndexFunc(files, func(g File) bool { return g.Path == f.Name })
		if err != nil || !bytes.Equal(data, files[i].Data) {
			t.Errorf("%s: %d bytes, %v", f.Name, len(data), err)
		}
	}
	if !slices.Equal(names, []string{"a/文.html", "empty", "index.html"}) {
		t.Errorf("entries: %q", names)
	}
	zipped(t, filepath.Join(dir, "one.zip"), files[:1]) // replaces a zip file
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
}

func TestZipRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "letter.zip")
	if err := os.WriteFile(text, []byte("dear all"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		text:                                "zip-foreign",
		dir:                                 "zip-is-folder",
		filepath.Join(dir, "none", "x.zip"): "zip-folder",
		filepath.Join(text, "x.zip"):        "output-not-folder",
	} {
		_, err := NewZip(name)
		var e *Error
		if !errors.As(err, &e) || e.Fault.Name != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	z, err := NewZip(filepath.Join(dir, "x.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Abort()
	if err := errors.Join(z.Put(File{Path: "a"}), z.Put(File{Path: "a"})); err == nil {
		t.Error("two files of one path")
	}
	z.Abort()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left after the fault: %v, %v", left, err)
	}
}
