package output

import (
	"os"
	"sync/atomic"
)

// Scratch is a file for what does not fit in memory during a build. It is safe for concurrent use.
type Scratch struct {
	file *os.File
	size atomic.Int64
}

// NewScratch makes the file in the system's folder for temporary files.
func NewScratch() (*Scratch, error) {
	f, err := os.CreateTemp("", "mingbai-")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // where an open file cannot be removed, Close does it
	return &Scratch{file: f}, nil
}

// Append writes a copy of data at the end and says where that is.
func (s *Scratch) Append(data []byte) (int64, error) {
	at := s.size.Add(int64(len(data))) - int64(len(data))
	_, err := s.file.WriteAt(data, at)
	return at, err
}

// ReadAt reads what was appended.
func (s *Scratch) ReadAt(data []byte, at int64) (int, error) { return s.file.ReadAt(data, at) }

// Close gives the space back.
func (s *Scratch) Close() {
	_ = s.file.Close() // nothing in it is of further use
	_ = os.Remove(s.file.Name())
}
