//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package output

import (
	"errors"
	"os"
	"syscall"
)

// tryLock does nothing: this system has no lock that ends with the process, so two builds at once
// are not noticed here.
func tryLock(*os.File) error { return nil }

// isFull reports whether the disk is full.
func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) }
