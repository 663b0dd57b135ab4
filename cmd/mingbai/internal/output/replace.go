package output

import (
	"errors"
	"os"
	"path"
)

// Replace puts data in the place of a file below a folder at one stroke: whoever reads it, also after a power cut,
// finds what it held or the new bytes. Links that lead out of the folder are not followed. After an error the
// file is as it was.
func Replace(root *os.Root, name string, data []byte) error {
	draft := path.Join(path.Dir(name), ".mingbai-"+path.Base(name)+"~") // passed over where sources are read
	_ = root.Remove(draft)                                              // of a process that was killed
	f, err := root.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = root.Rename(draft, name)
	}
	if err != nil {
		_ = root.Remove(draft) // the error that counts is returned
	}
	return err
}
