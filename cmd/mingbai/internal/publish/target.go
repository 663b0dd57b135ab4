package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"mingbai/cmd/mingbai/internal/output"
)

// Report says what a sync did.
type Report struct {
	Written, Same, Removed int // files
}

// Target is where readers find the site.
type Target interface {
	// Public gives the files that the last publishing put there, with their hashes.
	Public(ctx context.Context) (map[string]string, error)
	// Sync makes the target show the release. Done is told how many files are in place.
	Sync(ctx context.Context, r *Release, done func(done, total int)) (Report, error)
}

// Folder is a target on this computer or on a disk that is mounted. Package output moves the files
// into place, with its lock and in its order.
type Folder string

// Public implements Target.
func (f Folder) Public(context.Context) (map[string]string, error) {
	list, err := output.List(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return list, err
}

// Sync implements Target.
func (f Folder) Sync(ctx context.Context, r *Release, done func(done, total int)) (Report, error) {
	w, err := output.Open(string(f))
	if err != nil {
		return Report{}, err
	}
	defer w.Abort()
	for i, file := range r.Files {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		data, err := os.ReadFile(r.Path(file.Path))
		if err != nil {
			return Report{}, err
		}
		if err := w.Put(output.File{Path: file.Path, Data: data, From: filepath.ToSlash(r.Dir)}); err != nil {
			return Report{}, err
		}
		done(i+1, len(r.Files))
	}
	report, err := w.Commit()
	return Report{report.Written, report.Same, report.Removed}, err
}
