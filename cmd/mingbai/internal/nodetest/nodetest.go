// Package nodetest runs the tests of the scripts, which read the same vectors as the tests in Go.
package nodetest

import (
	"os"
	"os/exec"
	"testing"
)

// Run runs files of tests with Node, below the test's folder; env is added to the environment. CI must have
// Node; elsewhere the test is skipped without it, and says so.
func Run(t *testing.T, env []string, files ...string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no Node: CI must run the tests of the scripts")
		}
		t.Skip("no Node found: the browser's side is not tested")
	}
	cmd := exec.Command(node, append([]string{"--test"}, files...)...)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
