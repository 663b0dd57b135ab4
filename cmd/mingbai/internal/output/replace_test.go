package output

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReplace replaces a file, meets a link where its draft will be, and fails where a folder stands.
func TestReplace(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "theirs")
	put(t, dir, "a/list.toml", "old")
	put(t, dir, "folder/x", "x")
	put(t, filepath.Dir(outside), "theirs", "theirs")
	if err := os.Symlink(outside, filepath.Join(dir, "a", ".mingbai-list.toml~")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := Replace(root, "a/list.toml", []byte("new")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"folder", "none/x", "../x"} {
		if err := Replace(root, name, []byte("new")); err == nil {
			t.Errorf("%s was replaced", name)
		}
	}
	same(t, tree(t, dir), site{"a/list.toml": "new", "folder/x": "x"})
	same(t, tree(t, filepath.Dir(outside)), site{"theirs": "theirs"})
}
