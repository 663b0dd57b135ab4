package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// line is a connection that can break: before a request is sent, or after it was answered.
type line struct {
	mu      sync.Mutex
	n       int
	breaks  func(n int) string // "", "before" or "after" for request n
	changed func(r *http.Request)
}

func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	l.n++
	how := ""
	if l.breaks != nil {
		how = l.breaks(l.n)
	}
	l.mu.Unlock()
	if how == "before" {
		return nil, errors.New("connection reset")
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && l.changed != nil && r.Method != http.MethodGet && r.Method != http.MethodHead {
		l.changed(r)
	}
	if err == nil && how == "after" {
		_ = response.Body.Close()
		return nil, errors.New("connection reset")
	}
	return response, err
}

// storage is an S3-compatible server with a bucket.
func storage(t *testing.T, l *line) (*Bucket, gofakes3.Backend) {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	backend := s3mem.New()
	if err := backend.CreateBucket("www"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.StdLog(log.New(io.Discard, "", 0)))).Server())
	t.Cleanup(server.Close)
	b, err := OpenBucket("s3://www/site", server.URL, "us-east-1", l)
	if err != nil {
		t.Fatal(err)
	}
	b.wait = func(int) {}
	return b, backend
}

// objects are the files of the site in the storage.
func objects(t *testing.T, backend gofakes3.Backend) map[string]string {
	t.Helper()
	list, err := backend.ListBucket("www", nil, gofakes3.ListBucketPage{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, c := range list.Contents {
		o, err := backend.GetObject("www", c.Key, nil)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(o.Contents)
		if err = errors.Join(err, o.Contents.Close()); err != nil {
			t.Fatal(err)
		}
		if p := strings.TrimPrefix(c.Key, "site/"); p != listKey {
			found[p] = string(data)
		}
	}
	return found
}

// whole says what a reader of the site would miss: a file that a page loads, or a page that can be
// reached from the home page or the search index.
func whole(site map[string]string) error {
	if site["index.html"] == "" {
		return nil // not public yet
	}
	queue, seen := []string{"index.html"}, map[string]bool{}
	for _, p := range []string{"a", "gone", "new"} {
		if strings.Contains(site["search/zh.json"], p+"/") {
			queue = append(queue, p+"/index.html")
		}
	}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		data, there := site[p]
		if !there {
			return fmt.Errorf("%s is not there", p)
		}
		if path.Ext(p) == ".html" {
			for _, link := range links([]byte(data)) {
				queue = append(queue, target(p, link))
			}
		}
	}
	return nil
}

func same(t *testing.T, got map[string]string, r *Release) {
	t.Helper()
	want := slices.Sorted(func(yield func(string) bool) {
		for _, f := range r.Files {
			if !yield(f.Path) {
				return
			}
		}
	})
	if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, want) {
		t.Errorf("got  %q\nwant %q", keys, want)
	}
	for _, f := range r.Files {
		if hash([]byte(got[f.Path])) != f.Sum {
			t.Errorf("%s has other bytes", f.Path)
		}
	}
}

// TestBucket publishes, changes and goes back; after each request the site is whole.
func TestBucket(t *testing.T) {
	l := &line{}
	b, backend := storage(t, l)
	caching := map[string]string{}
	l.changed = func(r *http.Request) {
		if r.Method == http.MethodPut {
			caching[path.Base(r.URL.Path)] = r.Header.Get("Cache-Control")
		}
		if err := whole(objects(t, backend)); err != nil {
			t.Errorf("after %s %s: %v", r.Method, r.URL.Path, err)
		}
	}
	releases, ctx := t.TempDir(), context.Background()
	for _, site := range []map[string]string{before, after, before} {
		r := pack(t, releases, site)
		if _, err := b.Sync(ctx, r, quiet); err != nil {
			t.Fatal(err)
		}
		same(t, objects(t, backend), r)
		if report, err := b.Sync(ctx, r, quiet); err != nil || report.Written+report.Removed > 0 {
			t.Errorf("a second time: %+v, %v", report, err)
		}
		public, err := b.Public(ctx)
		if err != nil || len(public) != len(r.Files) {
			t.Errorf("%d files, %v", len(public), err)
		}
	}
	o, err := backend.HeadObject("www", "site/index.html.br")
	if err != nil || !strings.HasSuffix(o.Metadata["Content-Encoding"], "br") || o.Metadata["Content-Type"] != "text/html; charset=utf-8" {
		t.Errorf("%v, %v", o.Metadata, err)
	}
	if caching["index.html"] != ask || caching[path.Base(newStyle)] != keep {
		t.Errorf("%v", caching)
	}
}

// TestBrokenConnection lets every third request fail, before or after it was answered.
func TestBrokenConnection(t *testing.T) {
	for _, how := range []string{"before", "after"} {
		b, backend := storage(t, &line{breaks: func(n int) string {
			if n%3 == 0 {
				return how
			}
			return ""
		}})
		releases := t.TempDir()
		for _, site := range []map[string]string{before, after} {
			r := pack(t, releases, site)
			if _, err := b.Sync(context.Background(), r, quiet); err != nil {
				t.Fatal(err)
			}
			same(t, objects(t, backend), r)
		}
	}
}

// TestResume cuts the connection for good after n requests, looks at what readers see, and publishes
// again.
func TestResume(t *testing.T) {
	releases, ctx := t.TempDir(), context.Background()
	first, second := pack(t, releases, before), pack(t, releases, after)
	for n := 1; ; n += 2 {
		cut := 0 // requests that still pass; 0 for all
		l := &line{}
		l.breaks = func(n int) string {
			if cut > 0 && n > cut {
				return "before"
			}
			return ""
		}
		b, backend := storage(t, l)
		if _, err := b.Sync(ctx, first, quiet); err != nil {
			t.Fatal(err)
		}
		cut = l.n + n
		_, err := b.Sync(ctx, second, quiet)
		if err := whole(objects(t, backend)); err != nil {
			t.Errorf("cut after %d requests: %v", n, err)
		}
		if err == nil {
			if n < 10 {
				t.Errorf("only %d requests", n)
			}
			return
		}
		var located *Error
		if !errors.As(err, &located) || located.Diagnostic().Name != "publish-broken" {
			t.Fatalf("%v", err)
		}
		cut = 0
		next := []*Release{second, first}[n/2%2] // go on, or go back
		if _, err := b.Sync(ctx, next, quiet); err != nil {
			t.Fatal(err)
		}
		same(t, objects(t, backend), next)
	}
}

// TestForeign leaves alone what another has put into the bucket.
func TestForeign(t *testing.T) {
	b, backend := storage(t, &line{})
	for _, key := range []string{"site/theirs.txt", "index.html"} {
		if _, err := backend.PutObject("www", key, map[string]string{}, strings.NewReader("theirs"), 6, nil); err != nil {
			t.Fatal(err)
		}
	}
	releases, ctx := t.TempDir(), context.Background()
	for _, site := range []map[string]string{before, after} {
		if _, err := b.Sync(ctx, pack(t, releases, site), quiet); err != nil {
			t.Fatal(err)
		}
	}
	if got := objects(t, backend); got["theirs.txt"] != "theirs" {
		t.Errorf("%q", slices.Sorted(maps.Keys(got)))
	}
	other := maps.Clone(after)
	other["theirs.txt"] = "ours"
	_, err := b.Sync(ctx, pack(t, releases, other), quiet)
	if err == nil || !strings.HasPrefix(err.Error(), "s3://www/site/theirs.txt: mingbai did not write this file") {
		t.Error(err)
	}
}

func TestRefused(t *testing.T) {
	l := &line{}
	b, _ := storage(t, l)
	b.bucket = "other"
	_, err := b.Sync(context.Background(), pack(t, t.TempDir(), before), quiet)
	if err == nil || !strings.Contains(err.Error(), "publish-refused") || l.n > 4 {
		t.Errorf("%v after %d requests", err, l.n)
	}
	for _, tt := range [][2]string{{"s3:x", "https://a.cn"}, {"s3:///x", "https://a.cn"}, {"s3://b", "a.cn"}, {"s3://b", "ftp://a.cn"}, {"s3://b", ""}} {
		if _, err := OpenBucket(tt[0], tt[1], "", nil); err == nil {
			t.Errorf("%q is taken", tt)
		}
	}
}
