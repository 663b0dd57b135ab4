package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"mingbai/cmd/mingbai/internal/assets"
	"mingbai/cmd/mingbai/internal/config"
	"mingbai/cmd/mingbai/internal/render"
	"mingbai/cmd/mingbai/internal/source"
)

// errIrregular says that the sources hold something else than files and folders.
var errIrregular = errors.New("neither a file nor a folder")

// Sources is a hash of the name and bytes of every file and folder that a site can be made from, with the given
// number of workers, 0 for one each processor. What makes it impossible to say is an error.
func Sources(ctx context.Context, root fs.FS, workers int) ([sha256.Size]byte, error) {
	return sumOf(ctx, root, workers, source.Folder, render.Folder, assets.Folder, config.FileName)
}

// sumOf is a hash of some files and folders with all that is in them.
func sumOf(ctx context.Context, root fs.FS, workers int, tops ...string) (sum [sha256.Size]byte, err error) {
	var names []string
	for _, top := range tops {
		err := fs.WalkDir(root, top, func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && p == top:
				return fs.SkipAll
			case err != nil:
				return err
			case d.IsDir():
				names = append(names, p+"/")
				return nil
			case !d.Type().IsRegular():
				return errIrregular
			}
			names = append(names, p)
			return ctx.Err()
		})
		if err != nil {
			return sum, err
		}
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	sums, errs := make([][sha256.Size]byte, len(names)), make([]error, len(names))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			buffer := make([]byte, 1<<16)
			for i := int(next.Add(1)) - 1; i < len(names) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if strings.HasSuffix(names[i], "/") {
					continue // a folder; its name may be a fault
				}
				sums[i], errs[i] = sumOfFile(root, names[i], buffer)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return sum, err
	}
	all := sha256.New()
	for i, name := range names {
		all.Write(append([]byte(name), 0))
		all.Write(sums[i][:])
	}
	return [sha256.Size]byte(all.Sum(nil)), nil
}

// sumOfFile is the hash of a file of any size, read by way of the buffer.
func sumOfFile(root fs.FS, name string, buffer []byte) (sum [sha256.Size]byte, err error) {
	f, err := root.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, buffer); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}
