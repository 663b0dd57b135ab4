package search

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// BenchmarkIndex builds indexes of three sizes and asks them; CONTRIBUTING.md says how to run it. It prints the size of
// the index, and what a first and a later query read: compressed, without the client.
func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{10, 1000, 100_000} {
		docs := wordyDocs(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var files map[string][]byte
			for b.Loop() {
				files = built(b, docs, nil, How{Workers: runtime.GOMAXPROCS(0), Store: &memory{}})
			}
			size := 0
			for _, data := range files {
				size += len(data)
			}
			b.ReportMetric(float64(size)/1e6, "MB")
			costs(b, files, docs)
		})
	}
}

// costs reports what queries read: each as the first of a reader, and all one after another.
func costs(b *testing.B, files map[string][]byte, docs []Doc) {
	sum, count := 0, 0
	open := func() *Engine {
		engine, err := Open(func(path string) ([]byte, error) {
			var z bytes.Buffer
			w := gzip.NewWriter(&z)
			_, _ = w.Write(files[path]) // a buffer takes all
			_ = w.Close()
			sum, count = sum+z.Len(), count+1
			return reader(files)(path)
		}, "zh-CN")
		if err != nil {
			b.Fatal(err)
		}
		return engine
	}
	var first, later, requests []int
	reading := open()
	for i := range 60 {
		d := docs[i*7919%len(docs)]
		text := []rune(d.Title)
		if i%3 > 0 {
			text = []rune(d.Sections()[0].Paragraphs[0])
		}
		query := string(text[:min(len(text), 2+i%7)])
		sum, count = 0, 0
		if _, err := open().Search(query, Options{}); err != nil {
			b.Fatal(err)
		}
		first, requests = append(first, sum), append(requests, count)
		sum = 0
		if _, err := reading.Search(query, Options{}); err != nil {
			b.Fatal(err)
		}
		later = append(later, sum)
	}
	for _, list := range [][]int{first, later, requests} {
		slices.Sort(list)
	}
	b.ReportMetric(float64(first[len(first)/2])/1e3, "KB/first-p50")
	b.ReportMetric(float64(first[len(first)-1])/1e3, "KB/first-max")
	b.ReportMetric(float64(later[len(later)/2])/1e3, "KB/later-p50")
	b.ReportMetric(float64(requests[len(requests)/2]), "requests/first-p50")
}

// wordyDocs are pages of made-up words, common and rare ones as in a language.
func wordyDocs(n int) []Doc {
	r := rand.New(rand.NewSource(3))
	word := rand.NewZipf(r, 1.1, 4, 30_000)
	text := func(words int) string {
		var b strings.Builder
		for range words {
			w := word.Uint64()
			b.WriteRune(rune(0x4e00 + w*7919%3500))
			b.WriteRune(rune(0x4e00 + w*104729%3500))
		}
		return b.String()
	}
	docs := make([]Doc, n)
	for i := range docs {
		docs[i] = doc(fmt.Sprintf("policy/%05d/", i), "policy", text(4+r.Intn(6)))
		var s Section
		for range 1 + r.Intn(6) {
			s.Paragraphs = append(s.Paragraphs, text(20+r.Intn(80)))
		}
		docs[i] = docs[i].of([]Section{s})
	}
	return docs
}
