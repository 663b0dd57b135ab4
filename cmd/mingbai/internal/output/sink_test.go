package output

import (
	"slices"
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	bad := []string{"", ".", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a/./b", `a\b`, `..\x`, "C:/x", "c:x", "a/con", "NUL.html",
		"com1", "lpt9.txt", "x.", "x ", "a/x./b", ".mingbai/manifest.json", ".Mingbai/x", "a\x00b", "a\nb", "x?y", strings.Repeat("x", 256)}
	for _, p := range bad {
		for _, sink := range []Sink{&Memory{}, &Discard{}, open(t)} {
			if err := sink.Put(File{Path: p, From: "f"}); err == nil || !strings.HasPrefix(name(err), "path-outside f") {
				t.Errorf("%T takes %q: %v", sink, p, err)
			}
		}
	}
	for _, p := range []string{"a", "a/b-c/index.html", "政策.html", ".well-known/x", "console", "com", "a..b", "comx.html"} {
		if err := (&Memory{}).Put(File{Path: p}); err != nil {
			t.Errorf("%q is refused: %v", p, err)
		}
	}
}

func TestOnePathTwoFiles(t *testing.T) {
	pairs := [][2]string{{"x/y", "x/y"}, {"x/y", "x/Y"}, {"x/y", "X/y"}, {"x", "x/y"}, {"x/y", "x"}, {"x/y/z", "X"}}
	for _, p := range pairs {
		for _, sink := range []Sink{&Memory{}, &Discard{}, open(t)} {
			if err := sink.Put(File{Path: p[0], From: "content/b"}); err != nil {
				t.Fatal(err)
			}
			err := sink.Put(File{Path: p[1], From: "content/a"})
			want := `two producers for the output file "` + p[1] + `": content/a and content/b`
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%T, %q after %q: %v", sink, p[1], p[0], err)
			}
		}
	}
}

func TestMemory(t *testing.T) {
	var m, n Memory
	data := []byte("one")
	for _, s := range []*Memory{&m, &n} {
		if err := s.Put(File{Path: "b", Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	if !m.Equal(&n) || m.Equal(nil) {
		t.Error("Equal")
	}
	_ = m.Put(File{Path: "a", Data: data})
	data[0] = 'X'
	if got, ok := m.Get("b"); !ok || string(got) != "one" {
		t.Errorf("the memory given to Put was kept: %q", got)
	}
	if _, ok := m.Get("c"); ok || !slices.Equal(m.Paths(), []string{"a", "b"}) || m.Equal(&n) {
		t.Error(m.Paths())
	}
}
