package serve

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"strings"
	"time"
)

// watched are the parts of the site root from which the site is made.
var watched = []string{"content", "layouts", "static", "site.toml"}

// stamp is what is compared of a file.
type stamp struct {
	modified time.Time
	size     int64
	mode     fs.FileMode
}

// snapshot stamps every source. What cannot be read is left out: the build says so.
func snapshot(root fs.FS) map[string]stamp {
	files := map[string]stamp{}
	for _, top := range watched {
		// The function returns no error but SkipDir.
		_ = fs.WalkDir(root, top, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil
			case ignored(d.Name()) && d.IsDir():
				return fs.SkipDir
			case ignored(d.Name()):
				return nil
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				files[p] = stamp{info.ModTime(), info.Size(), info.Mode()}
			}
			return nil
		})
	}
	return files
}

// ignored reports whether a name is hidden or an editor's.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(path.Ext(name), ".sw") || name == "4913"
}

// watch calls changed whenever the sources differ from what was seen, until the context ends or
// the server fails. Polling works on every disk and network share, and needs no library.
func watch(ctx context.Context, root fs.FS, seen map[string]stamp, every time.Duration, failed chan error, changed func()) {
	pause := every
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-failed:
			failed <- err
			return
		case <-time.After(pause):
		}
		start := time.Now()
		now := snapshot(root)
		pause = max(every, 8*time.Since(start)) // a large site on a slow disk: at most an eighth of the time
		if maps.Equal(now, seen) {
			continue
		}
		// An editor may be writing several files: wait until they are still, but not for ever.
		for range 20 {
			time.Sleep(every / 10)
			again := snapshot(root)
			if maps.Equal(again, now) {
				break
			}
			now = again
		}
		seen = now
		changed()
	}
}
