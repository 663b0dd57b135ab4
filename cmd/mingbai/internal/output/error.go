package output

import (
	"errors"
	"io/fs"
	"syscall"

	"mingbai/cmd/mingbai/internal/diag"
)

// Error says why a file or the whole site could not be written, with a name and text of the
// diagnostics catalogue, so that it is printed in the reader's language like any other message.
type Error struct {
	Fault diag.Diagnostic
	// Err is what the system said, or nil.
	Err error
	// Partial is set when files had been moved into place before the fault: the site then holds
	// old and new files, each whole, and the next build completes it.
	Partial bool
}

// Error is the English message.
func (e *Error) Error() string { return e.Fault.String() }

// Unwrap gives what the system said.
func (e *Error) Unwrap() error { return e.Err }

// fault makes an error at a place.
func fault(place, name string, args ...any) *Error {
	return &Error{Fault: diag.Diagnostic{Pos: diag.Pos{File: place}, Name: name, Args: args}}
}

// classify turns an error of the system into the message for the place; an *Error stays as it is.
func classify(place string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	e := fault(place, "output-failed", cause(err))
	switch {
	case isFull(err):
		e = fault(place, "output-full")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e = fault(place, "output-denied")
	case errors.Is(err, syscall.ENOTDIR):
		e = fault(place, "output-not-folder")
	case errors.Is(err, syscall.EISDIR):
		e = fault(place, "output-is-folder")
	}
	e.Err = err
	return e
}

// cause is the innermost message, without the operation and path that the place already gives.
func cause(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}

// Diagnostic gives the fault to whoever prints it in the reader's language.
func (e *Error) Diagnostic() diag.Diagnostic { return e.Fault }
