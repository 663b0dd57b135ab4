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

// BenchmarkIndex builds indexes of three sizes and asks them: go test -bench Index -benchtime 1x. It prints
// the size of the index, and what a first query reads, compressed, without the client.
func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		docs := wordyDocs(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var files map[string][]byte
			for b.Loop() {
				files = built(b, docs, nil, runtime.GOMAXPROCS(0))
			}
			size := 0
			for _, data := range files {
				size += len(data)
			}
			read, requests := costs(b, files, docs)
			b.ReportMetric(float64(size)/1e6, "MB")
			b.ReportMetric(float64(read[len(read)/2])/1e3, "KB/first-p50")
			b.ReportMetric(float64(read[len(read)-1])/1e3, "KB/first-max")
			b.ReportMetric(float64(requests[len(requests)/2]), "requests/first-p50")
		})
	}
}

// costs are the compressed bytes and files that each of some first queries reads, sorted.
func costs(b *testing.B, files map[string][]byte, docs []Doc) (read, requests []int) {
	for i := range 60 {
		d := docs[i*31%len(docs)]
		text := []rune(d.Title)
		if i%3 > 0 {
			text = []rune(d.Sections()[0].Paragraphs[0])
		}
		query := string(text[:min(len(text), 2+i%7)])
		sum, count := 0, 0
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
		if _, err := engine.Search(query, Options{}); err != nil {
			b.Fatal(err)
		}
		read, requests = append(read, sum), append(requests, count)
	}
	slices.Sort(read)
	slices.Sort(requests)
	return read, requests
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
		for range 10 + r.Intn(20) {
			s.Paragraphs = append(s.Paragraphs, text(20+r.Intn(80)))
		}
		docs[i] = docs[i].of([]Section{s})
	}
	return docs
}
