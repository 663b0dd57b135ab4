package output

// File is one file of the built site: a value, not yet on disk.
type File struct {
	// Path is slash-separated and relative to the output folder, without "." or ".." elements.
	Path string
	// Data is the whole content.
	Data []byte
	// From names the source that asked for the file, for the message when two ask for the same path.
	From string
}
