package output

import (
	"os"

	"golang.org/x/sys/unix"
)

// flush waits until the disk has all that was written to the file system of a folder: one call for all
// files, which is far quicker than one for each.
func flush(root *os.Root) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	return unix.Syncfs(int(dir.Fd()))
}
