package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"sync"
)

// cacheFile holds what slow steps of the last build found out. It is no part of the site: what is missing
// in it, or damaged, is found out again.
const cacheFile = ownFolder + "/cache"

// Cache keeps what slow steps found out, from one build to the next: values under a key that is a hash of all
// that a value follows from but this program. What a build did not ask for is forgotten. It is safe for
// concurrent use, and a nil one is always empty.
type Cache struct {
	root *os.Root
	old  *os.File // what the last build left
	at   map[[sha256.Size]byte]span
	mu   sync.Mutex
	next *os.File // what this build leaves
	out  *bufio.Writer
	kept map[[sha256.Size]byte]bool // keys in next
}

// span is a value in the file, behind its check sum.
type span struct{ at, size int64 }

// checkSize is how much of a hash of key and value stands before the value.
const checkSize = 16

// openCache reads which values the last build left, if the same program made them. Without a place for what
// this build leaves there is no cache.
func openCache(root *os.Root, program [sha256.Size]byte) *Cache {
	next, err := root.Create(cacheFile + ".new")
	if err != nil {
		return nil
	}
	c := &Cache{root: root, next: next, out: bufio.NewWriterSize(next, 1<<16), at: map[[sha256.Size]byte]span{}, kept: map[[sha256.Size]byte]bool{}}
	_, _ = c.out.Write(program[:]) // close sees what fails
	if c.old, err = root.Open(cacheFile); err == nil {
		c.index(program)
	}
	return c
}

// index reads where the values are, up to the first that cannot be one.
func (c *Cache) index(program [sha256.Size]byte) {
	in := bufio.NewReaderSize(c.old, 1<<16)
	var head [sha256.Size + checkSize]byte
	if _, err := io.ReadFull(in, head[:sha256.Size]); err != nil || [sha256.Size]byte(head[:]) != program {
		return
	}
	for at := int64(sha256.Size); ; {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return
		}
		size, err := binary.ReadUvarint(in)
		if err != nil || size > 1<<31 {
			return
		}
		at += int64(len(head) + len(binary.AppendUvarint(nil, size)))
		c.at[[sha256.Size]byte(head[:])] = span{at, int64(size)}
		if n, err := in.Discard(int(size)); err != nil || n < int(size) {
			return
		}
		at += int64(size)
	}
}

// Get gives the value under a key, if there is one that is whole.
func (c *Cache) Get(key [sha256.Size]byte) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	s, known := c.at[key]
	if !known {
		return nil, false
	}
	size := len(binary.AppendUvarint(nil, uint64(s.size)))
	data := make([]byte, checkSize+size+int(s.size))
	if _, err := c.old.ReadAt(data, s.at-int64(checkSize+size)); err != nil {
		return nil, false
	}
	value := data[checkSize+size:]
	if !bytes.Equal(data[:checkSize], check(key, value)) {
		return nil, false
	}
	c.Add(key, value)
	return value, true
}

// Add leaves a value for the next build.
func (c *Cache) Add(key [sha256.Size]byte, value []byte) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept[key] {
		return
	}
	c.kept[key] = true
	head := append(append([]byte(nil), key[:]...), check(key, value)...)
	_, _ = c.out.Write(binary.AppendUvarint(head, uint64(len(value)))) // close sees what fails
	_, _ = c.out.Write(value)
}

func check(key [sha256.Size]byte, value []byte) []byte {
	h := sha256.New()
	h.Write(key[:])
	h.Write(value)
	return h.Sum(nil)[:checkSize]
}

// close ends the build's use of the cache. The next build finds what this one has left if keep is set, and what
// the last one left if not.
func (c *Cache) close(keep bool) {
	if c == nil {
		return
	}
	if c.old != nil {
		_ = c.old.Close()
	}
	err := errors.Join(c.out.Flush(), c.next.Close())
	if keep && err == nil && c.root.Rename(cacheFile+".new", cacheFile) == nil {
		return
	}
	_ = c.root.Remove(cacheFile + ".new") // of no use
}
