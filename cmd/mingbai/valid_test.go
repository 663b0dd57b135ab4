package main

import (
	"os/exec"
	"path"
	"path/filepath"
	"testing"
)

// TestValid has html-validate read every page.
func TestValid(t *testing.T) {
	t.Parallel()
	program := fromNpm(t, "html-validate/bin/html-validate.mjs")
	node, err := exec.LookPath("node")
	if err != nil {
		absent(t, "node is not installed: the pages are not validated")
	}
	files, _ := realSite(t)
	dir := t.TempDir()
	for _, p := range files.Paths() {
		if path.Ext(p) != ".html" {
			continue
		}
		data, _ := files.Get(p)
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(p)), data); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(node, program, "--config", "../../.ci/html-validate.json", "--max-warnings", "0", "--formatter", "text", dir).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%.5000s", err, out)
	}
}
