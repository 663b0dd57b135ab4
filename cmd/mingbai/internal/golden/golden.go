// Package golden runs tests kept as txtar archives: the inputs of a stage and what it must give, in
// one file that people read and edit. Run with -update to rewrite what is expected from what is
// given, and then read the difference. Only tests import it.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected parts of golden files")

// Run calls give for each archive that matches pattern, as a subtest. The archive's files are split
// into inputs and wants: a want is named "want" or begins with "want/" or "want.". What give returns,
// by name, must equal the wants.
func Run(t *testing.T, pattern string, give func(t *testing.T, in map[string][]byte) map[string]string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files match %s (%v)", pattern, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { check(t, file, give) })
	}
}

func check(t *testing.T, file string, give func(*testing.T, map[string][]byte) map[string]string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string][]byte{}
	for _, f := range archive.Files {
		if !isWant(f.Name) {
			in[f.Name] = f.Data
		}
	}
	got := give(t, in)
	changed := false
	for i, f := range archive.Files {
		if !isWant(f.Name) {
			continue
		}
		have := []byte(got[f.Name])
		if len(have) > 0 && have[len(have)-1] != '\n' {
			have = append(have, '\n')
		}
		delete(got, f.Name)
		if bytes.Equal(have, f.Data) {
			continue
		}
		if *update {
			archive.Files[i].Data = have
			changed = true
			continue
		}
		t.Errorf("%s: what is given differs from %s; run with -update and read the difference\n%s", file, f.Name, diff.Diff("want", f.Data, "got", have))
	}
	for name := range got {
		t.Errorf("%s has no part %q", file, name)
	}
	if changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func isWant(name string) bool {
	return name == "want" || strings.HasPrefix(name, "want/") || strings.HasPrefix(name, "want.")
}
