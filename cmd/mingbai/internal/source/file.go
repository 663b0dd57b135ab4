package source

// File is one source file: bytes with a name, not yet interpreted.
type File struct {
	// Path is slash-separated and relative to the site root: "content/zh/about.md".
	Path string
	// Data is the text in UTF-8 without a byte order mark and with LF line ends; pictures are as they are.
	Data []byte
	// Sum is the SHA-256 of Data.
	Sum [32]byte
}
