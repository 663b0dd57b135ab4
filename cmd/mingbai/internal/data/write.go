package data

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"reflect"

	"mingbai/cmd/mingbai/internal/content"
	"mingbai/cmd/mingbai/internal/output"
)

// writer hands files to a sink and keeps their sizes and the first error.
type writer struct {
	sink  output.Sink
	sizes map[string]int
	err   error
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// json writes a file of one value.
func (w *writer) json(name string, value any) {
	text, err := indented(value)
	w.fail(err)
	w.sizes[folder+name] = len(text)
	w.fail(w.sink.Put(output.File{Path: folder + name, Data: text, From: from}))
}

// indented is a value as JSON with a line for each part.
func indented(value any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(value)
	return b.Bytes(), err
}

// stream is a file that is written piece by piece.
type stream struct {
	w    *writer
	path string
	file io.WriteCloser
	out  *bufio.Writer
}

func (w *writer) create(name string) stream {
	s := stream{w: w, path: folder + name}
	file, err := w.sink.Create(s.path, from)
	if err != nil {
		w.fail(err)
		return stream{w: w, path: s.path, out: bufio.NewWriter(io.Discard)}
	}
	s.file, s.out = file, bufio.NewWriterSize(file, 1<<16)
	return s
}

func (s stream) write(text []byte) {
	n, _ := s.out.Write(text) // a bufio.Writer reports its error at Flush
	s.w.sizes[s.path] += n
}

func (s stream) end() {
	s.w.fail(s.out.Flush())
	if s.file != nil {
		s.w.fail(s.file.Close())
	}
}

// list is a JSON file that ends in a list, whose values have a line each: so a reader can take one at a time, and
// programs that compare two versions show which rows differ.
type list struct {
	stream
	tail []byte
	row  bytes.Buffer
	json *json.Encoder // to row
	any  bool
}

// list begins a file with a value whose last part is an empty list.
func (w *writer) list(name string, root any) *list {
	l := &list{stream: w.create(name)}
	text, err := indented(root)
	w.fail(err)
	at := bytes.LastIndexByte(text, ']')
	l.write(text[:at])
	l.tail = text[at:]
	l.json = json.NewEncoder(&l.row)
	l.json.SetEscapeHTML(false)
	return l
}

func (l *list) add(value any) {
	l.row.Reset()
	if l.any {
		l.row.WriteByte(',')
	}
	l.any = true
	l.row.WriteString("\n  ")
	l.w.fail(l.json.Encode(value))
	l.write(bytes.TrimSuffix(l.row.Bytes(), []byte("\n")))
}

func (l *list) end() {
	if l.any {
		l.write([]byte("\n "))
	}
	l.write(l.tail)
	l.stream.end()
}

// csvFile is a table in one language.
type csvFile struct {
	stream
	rows *table
}

func (w *writer) table(x set, lang content.Lang) *csvFile {
	s := w.create(x.name + "." + lang.Folder() + ".csv")
	s.write([]byte(bom))
	return &csvFile{s, newTable(writerFunc(s.write), x.rows.typ, lang)}
}

func (f *csvFile) add(row any) { f.rows.add(reflect.ValueOf(row)) }

func (f *csvFile) end() {
	f.w.fail(f.rows.end())
	f.stream.end()
}

// writerFunc is a function as an io.Writer that does not fail.
type writerFunc func([]byte)

func (f writerFunc) Write(p []byte) (int, error) { f(p); return len(p), nil }

// table writes rows as CSV in a language.
type table struct {
	out     *csv.Writer
	columns []column
	lang    content.Lang
	record  []string
}

// newTable begins with the heads: the Chinese names of the fields in Chinese, and the names that they have
// in the JSON file in English.
func newTable(w io.Writer, row reflect.Type, lang content.Lang) *table {
	t := &table{out: csv.NewWriter(w), columns: columnsOf(row), lang: lang}
	t.out.UseCRLF = true
	t.record = make([]string, len(t.columns))
	for i, c := range t.columns {
		t.record[i] = c.path
		if lang == content.Chinese {
			t.record[i] = c.zh
		}
	}
	_ = t.out.Write(t.record) // end says what failed
	return t
}

func (t *table) add(row reflect.Value) {
	for i, c := range t.columns {
		t.record[i] = cellAt(row, c.index, t.lang)
	}
	_ = t.out.Write(t.record) // end says what failed
}

func (t *table) end() error {
	t.out.Flush()
	return t.out.Error()
}
