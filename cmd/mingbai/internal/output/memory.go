package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
)

// Memory is a site in memory. The zero value is empty and ready.
type Memory struct {
	mu     sync.RWMutex
	claims claims
	files  map[string][]byte
}

// Put keeps a copy of the file.
func (m *Memory) Put(f File) error {
	data := bytes.Clone(f.Data)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.claims, m.files = newClaims(), map[string][]byte{}
	}
	if err := m.claims.add(f); err != nil {
		return err
	}
	m.files[f.Path] = data
	return nil
}

// Create keeps the file when it is closed.
func (m *Memory) Create(path, from string) (io.WriteCloser, error) {
	return &whole{path: path, from: from, put: m.Put}, nil
}

// Get gives the bytes of a file, which must not be changed, and whether there is one.
func (m *Memory) Get(path string) ([]byte, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	data, ok := m.files[path]
	return data, ok
}

// Paths gives the paths of all files, sorted.
func (m *Memory) Paths() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Sorted(maps.Keys(m.files))
}

// Version is the same for two sites only if they hold the same files.
func (m *Memory) Version() string {
	sum := sha256.New()
	for _, p := range m.Paths() {
		data, _ := m.Get(p)
		fmt.Fprintf(sum, "%q %x\n", p, sha256.Sum256(data))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Equal reports whether both hold the same files.
func (m *Memory) Equal(other *Memory) bool {
	if m == nil || other == nil {
		return m == other
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	other.mu.RLock()
	defer other.mu.RUnlock()
	return maps.EqualFunc(m.files, other.files, bytes.Equal)
}

// Discard takes files and keeps only their paths, to find those that clash. The zero value is ready.
type Discard struct {
	mu     sync.Mutex
	claims claims
}

// Create checks the path and forgets what is written.
func (d *Discard) Create(path, from string) (io.WriteCloser, error) {
	return nowhere{}, d.Put(File{Path: path, From: from})
}

// nowhere takes everything.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }

// Put checks the file's path.
func (d *Discard) Put(f File) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.claims.files == nil {
		d.claims = newClaims()
	}
	return d.claims.add(f)
}
