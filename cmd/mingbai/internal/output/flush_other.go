//go:build !linux

package output

import (
	"os"
	"runtime"
)

// flush waits until the disk has the folder's list of names. Systems without a call for a whole file system
// write what files hold in their own time.
func flush(root *os.Root) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
