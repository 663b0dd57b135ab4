package build

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"mingbai/cmd/mingbai/internal/output"
)

// TestSession edits a page in a session: the page shows the edit, as a build would write it, and the index
// follows. A fault gives no site, and when it is gone the site is the one before.
func TestSession(t *testing.T) {
	root := made(t, 40).(fstest.MapFS)
	const file, path = "content/zh/licence/l-00003.md", "licence/l-00003/index.html"
	scratch, err := output.NewScratch()
	if err != nil {
		t.Fatal(err)
	}
	defer scratch.Close()
	s := NewSession(root, Options{Store: scratch})
	defer s.Close()
	first, _, err := s.Build(context.Background(), nil)
	if err != nil || first == nil {
		t.Fatal(err)
	}
	same(t, first, root)
	was := root[file].Data
	root[file] = &fstest.MapFile{Data: append(was[:len(was):len(was)], "\n新的一句话。\n"...)}
	second, _, err := s.Build(context.Background(), []string{file})
	if err != nil || second == nil {
		t.Fatal(err)
	}
	if page, ok := second.Get(path); !ok || !strings.Contains(string(page), "新的一句话") || second.Version() == first.Version() {
		t.Errorf("the edit is not shown: %s", page)
	}
	root[file] = &fstest.MapFile{Data: []byte("no front matter")}
	if live, diags, err := s.Build(context.Background(), []string{file}); live != nil || !diags.HasErrors() || err != nil {
		t.Errorf("a faulty site is shown: %v", err)
	}
	root[file] = &fstest.MapFile{Data: was}
	if live, _, err := s.Build(context.Background(), []string{file}); err != nil || live.Version() != first.Version() {
		t.Errorf("the site as it was has another version: %v", err)
	}
	delete(root, file)
	if live, diags, _ := s.Build(context.Background(), []string{file}); live != nil || !diags.HasErrors() {
		t.Error("links to a page that is gone are not reported")
	}
}

// same compares what a session serves with what a build writes.
func same(t *testing.T, live *Live, root fs.FS) {
	t.Helper()
	built := &output.Memory{}
	if _, diags, err := Run(context.Background(), root, built, Options{}); err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	for _, p := range built.Paths() {
		want, _ := built.Get(p)
		if got, ok := live.Get(p); !ok || string(got) != string(want) {
			t.Errorf("%s is not served as it is built", p)
		}
	}
}
