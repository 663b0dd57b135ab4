package serve

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watched are the parts of the site root from which the site is made.
var watched = []string{"content", "layouts", "static", "site.toml"}

// stamp is what is compared of a file.
type stamp struct {
	modified time.Time
	size     int64
	mode     fs.FileMode
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.ModTime(), info.Size(), info.Mode()} }

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
				files[p] = stampOf(info)
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

// watch calls changed with the files that differ from what was seen, until the context ends or the server
// fails. It looks when the system says that something has happened, and as often as every says: a network
// share says nothing.
func watch(ctx context.Context, root fs.FS, dir string, seen map[string]stamp, every time.Duration, failed chan error, changed func(files []string)) {
	bell := newBell(dir)
	defer bell.close()
	bell.watch(root)
	pause := every
	for {
		var told []string
		select {
		case <-ctx.Done():
			return
		case err := <-failed:
			failed <- err
			return
		case told = <-bell.rings:
		case <-time.After(pause):
		}
		look := func() map[string]stamp { return snapshot(root) }
		known := len(told) > 0 && !slices.ContainsFunc(told, func(p string) bool {
			_, there := seen[p]
			return !there || slices.Contains(watched, p) // which may have to be watched anew
		})
		if known { // one of ten thousand files, as a rule
			look = func() map[string]stamp { return again(root, told, seen) }
		}
		start := time.Now()
		now := look()
		if !known {
			pause = max(every, 8*time.Since(start)) // a large site on a slow disk: at most an eighth of the time
			if bell.watcher != nil {
				pause *= 8
			}
		}
		files := differing(seen, now)
		// An editor may be writing: wait until the files are still, but not for ever.
		for range 20 {
			if len(files) == 0 || still(root, files, now) {
				break
			}
			now = look()
			files = differing(seen, now)
		}
		if len(files) > 0 {
			seen = now
			changed(files)
		}
		if len(files) > 0 && !known {
			bell.watch(root)
		}
	}
}

// again is a snapshot in which only the files named are looked at again.
func again(root fs.FS, files []string, seen map[string]stamp) map[string]stamp {
	now := maps.Clone(seen)
	for _, p := range files {
		delete(now, p)
		if info, err := fs.Stat(root, p); err == nil && !info.IsDir() {
			now[p] = stampOf(info)
		}
	}
	return now
}

// differing lists the files that only one snapshot has, or that differ.
func differing(old, now map[string]stamp) []string {
	var out []string
	for p, s := range now {
		if was, there := old[p]; !there || was != s {
			out = append(out, p)
		}
	}
	for p := range old {
		if _, there := now[p]; !there {
			out = append(out, p)
		}
	}
	return out
}

// settled is how long a file stays as it is once it has been written: a reader sees no difference.
const settled = 8 * time.Millisecond

// still waits a little and reports whether the files are as they were.
func still(root fs.FS, files []string, now map[string]stamp) bool {
	time.Sleep(settled)
	for _, p := range files {
		info, err := fs.Stat(root, p)
		was, there := now[p]
		if there != (err == nil) || there && was != stampOf(info) {
			return false
		}
	}
	return true
}

// bell rings when something happens in a folder that is watched, and tells to which files or folders, below the site
// root. Without help of the system it never rings.
type bell struct {
	dir     string
	watcher *fsnotify.Watcher
	rings   chan []string
}

func newBell(dir string) *bell {
	b := &bell{dir: dir, rings: make(chan []string)}
	if dir == "" {
		return b
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return b
	}
	b.watcher = watcher
	go b.listen()
	go func() {
		for range watcher.Errors { // the sources are looked at in any case
		}
	}()
	return b
}

// listen gathers what happens until somebody hears it.
func (b *bell) listen() {
	told := map[string]bool{}
	for {
		var rings chan []string // none can hear as long as there is nothing to tell
		if len(told) > 0 {
			rings = b.rings
		}
		select {
		case event, open := <-b.watcher.Events:
			if !open {
				return
			}
			name, err := filepath.Rel(b.dir, event.Name)
			if name = filepath.ToSlash(name); err == nil && !ignored(path.Base(name)) {
				told[name] = true
			}
		case rings <- slices.Collect(maps.Keys(told)):
			clear(told)
		}
	}
}

// watch listens to all folders of sources, those that are new among them.
func (b *bell) watch(root fs.FS) {
	if b.watcher == nil {
		return
	}
	known := map[string]bool{}
	for _, p := range b.watcher.WatchList() {
		known[p] = true
	}
	for _, top := range watched {
		_ = fs.WalkDir(root, top, func(p string, d fs.DirEntry, err error) error {
			if err == nil && (d.IsDir() || p == top) {
				if name := filepath.Join(b.dir, filepath.FromSlash(p)); !known[name] {
					_ = b.watcher.Add(name) // without it, the change is seen a little later
				}
			}
			return nil
		})
	}
}

func (b *bell) close() {
	if b.watcher != nil {
		_ = b.watcher.Close()
	}
}
