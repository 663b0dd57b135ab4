package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/output"
)

func memory(t *testing.T, files map[string]string) *output.Memory {
	t.Helper()
	m := &output.Memory{}
	for p, data := range files {
		if err := m.Put(output.File{Path: p, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

var small = map[string]string{
	"index.html":              "<html><body>home</body></html>",
	"licence/food/index.html": "no end tags",
	"404.html":                "<body>nothing here</body>",
	"assets/main.0a.css":      "a{}",
	"assets/js/main.0b.js":    "x",
	"data/targets.json":       "{}",
	"data/targets.csv":        "a,b",
	"feed.xml":                "<feed/>",
	"sitemap.xml":             "<urlset/>",
	"picture.svg":             "<svg/>",
}

// fixed serves results one after the other.
func fixed(t *testing.T, results ...Outcome) *server {
	t.Helper()
	n := 0
	return newServer(Options{
		Lang:  diag.Chinese,
		Built: func(Outcome) {},
		Build: func(context.Context, []string) (Site, diag.List, error) {
			r := results[n]
			n++
			return memory(t, small), r.Diags, r.Err
		},
	})
}

func get(s http.Handler, method, target string) *http.Response {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAnswers(t *testing.T) {
	s := fixed(t, Outcome{})
	s.build(context.Background(), nil)
	script := `<script src="/.mingbai/reload.js?site=` + s.now.shown + `"></script>`
	tests := []struct {
		target, contentType, body string
		status                    int
	}{
		{"/", "text/html; charset=utf-8", "<html><body>home" + script + "</body></html>", 200},
		{"/index.html", "text/html; charset=utf-8", "<html><body>home" + script + "</body></html>", 200},
		{"/licence/food/", "text/html; charset=utf-8", "no end tags" + script, 200},
		{"/licence/food/?q=1", "text/html; charset=utf-8", "no end tags" + script, 200},
		{"/assets/main.0a.css", "text/css; charset=utf-8", "a{}", 200},
		{"/assets/js/main.0b.js", "text/javascript; charset=utf-8", "x", 200},
		{"/data/targets.json", "application/json", "{}", 200},
		{"/data/targets.csv", "text/csv; charset=utf-8", "a,b", 200},
		{"/feed.xml", "application/atom+xml; charset=utf-8", "<feed/>", 200},
		{"/sitemap.xml", "application/xml; charset=utf-8", "<urlset/>", 200},
		{"/picture.svg", "image/svg+xml", "<svg/>", 200},
		{"/nothing", "text/html; charset=utf-8", "<body>nothing here" + script + "</body>", 404},
		{"/licence/", "text/html; charset=utf-8", "<body>nothing here" + script + "</body>", 404},
		{"/..%2f..%2fetc/passwd", "text/html; charset=utf-8", "<body>nothing here" + script + "</body>", 404},
		{"/.mingbai/manifest.json", "text/html; charset=utf-8", "<body>nothing here" + script + "</body>", 404},
		{"/.mingbai/reload.js?site=1", "text/javascript; charset=utf-8", string(reloadScript), 200},
		{"/.mingbai/faults.css", "text/css; charset=utf-8", string(faultsStyle), 200},
	}
	for _, tt := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			r := get(s, method, tt.target)
			if r.StatusCode != tt.status || r.Header.Get("Content-Type") != tt.contentType {
				t.Errorf("%s %s: %d %s", method, tt.target, r.StatusCode, r.Header.Get("Content-Type"))
			}
			if r.Header.Get("Content-Security-Policy") != "default-src 'self'" || r.Header.Get("Cache-Control") != "no-cache" ||
				r.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: headers %v", tt.target, r.Header)
			}
			want := tt.body
			if method == "HEAD" {
				want = ""
			}
			if got := body(t, r); got != want {
				t.Errorf("%s %s: got %q, want %q", method, tt.target, got, want)
			}
		}
	}
}

func TestRedirects(t *testing.T) {
	s := fixed(t, Outcome{})
	s.build(context.Background(), nil)
	for target, want := range map[string]string{"/licence/food": "/licence/food/", "/licence/food?q=%E6%89%98": "/licence/food/?q=%E6%89%98", "/.mingbai/faults": "/"} {
		if r := get(s, "GET", target); r.StatusCode/100 != 3 || r.Header.Get("Location") != want {
			t.Errorf("%s: %d to %q", target, r.StatusCode, r.Header.Get("Location"))
		}
	}
	if r := get(s, "POST", "/"); r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d", r.StatusCode)
	}
}

func faulty() Outcome {
	var l diag.List
	l.Add(diag.Pos{File: "content/zh/x.md", Line: 3, Col: 4}, "agency-unknown", "<市卫健局>").Suggest("市卫生健康局")
	return Outcome{Diags: l}
}

func TestFaults(t *testing.T) {
	var warning diag.List
	warning.Warn(diag.Pos{File: "x"}, "translation-none")
	s := fixed(t, faulty(), Outcome{Diags: warning}, faulty(), Outcome{Err: errors.New("disk gone")}, Outcome{})
	s.build(context.Background(), nil)
	for _, target := range []string{"/", "/licence/food/", "/x.css"} {
		r := get(s, "GET", target)
		page := body(t, r)
		if r.StatusCode != 500 || !strings.Contains(page, "content/zh/x.md:3:4: 不认识的部门“&lt;市卫健局&gt;”；是不是“市卫生健康局”？") ||
			!strings.Contains(page, `<html lang="zh-CN">`) || !strings.Contains(page, "reload.js?build="+s.now.built) {
			t.Errorf("%s: %d %s", target, r.StatusCode, page)
		}
	}
	s.build(context.Background(), nil) // good, with a warning
	if page := body(t, get(s, "GET", "/")); !strings.Contains(page, "home") {
		t.Errorf("the good site is not shown: %s", page)
	}
	good, site := s.now.shown, s.now.site
	for _, text := range []string{"市卫健局", "disk gone"} {
		s.build(context.Background(), nil)
		if page := body(t, get(s, "GET", "/")); !strings.Contains(page, "home") || s.now.shown != good || s.now.site != site {
			t.Errorf("the last good site is gone: %s", page)
		}
		if page := body(t, get(s, "GET", "/.mingbai/faults")); !strings.Contains(page, text) || !strings.Contains(page, `<a href="/">`) {
			t.Errorf("the faults are not shown: %s", page)
		}
	}
	s.build(context.Background(), nil) // good again, the same bytes: open pages need not load anew
	if s.now.shown != good || s.now.faults != "" {
		t.Errorf("%+v", s.now)
	}
}

// edited is a folder with one source, and a server that follows it.
type edited struct {
	t       *testing.T
	dir     string
	address string
	builds  atomic.Int32
	stop    context.CancelFunc
	ended   chan error
}

func (e *edited) write(name, text string) {
	e.t.Helper()
	name = filepath.Join(e.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		e.t.Fatal(err)
	}
}

// start serves the folder. A source with the word "broken" is faulty.
func (e *edited) start() {
	ctx, cancel := context.WithCancel(context.Background())
	ready := make(chan string, 1)
	opts := Options{
		Root: os.DirFS(e.dir), Lang: diag.English, Ready: func(url string) { ready <- url }, Built: func(Outcome) { e.builds.Add(1) },
		Build: func(context.Context, []string) (Site, diag.List, error) {
			data, err := os.ReadFile(filepath.Join(e.dir, "content/zh/index.md"))
			if strings.Contains(string(data), "broken") {
				return nil, faulty().Diags, err
			}
			return memory(e.t, map[string]string{"index.html": string(data)}), nil, err
		},
	}
	e.stop, e.ended = cancel, make(chan error, 1)
	go func() { e.ended <- run(ctx, opts, 20*time.Millisecond) }()
	e.address = <-ready
}

func (e *edited) page() string {
	e.t.Helper()
	r, err := http.Get(e.address)
	if err != nil {
		e.t.Fatal(err)
	}
	defer r.Body.Close()
	return body(e.t, r)
}

// event reads the next server-sent event.
func event(t *testing.T, lines *bufio.Scanner) map[string]string {
	t.Helper()
	for lines.Scan() {
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			m := map[string]string{}
			if err := json.Unmarshal([]byte(text), &m); err != nil {
				t.Fatal(err)
			}
			return m
		}
	}
	t.Fatal("no more events")
	return nil
}

// TestRun serves a folder, changes a source, breaks it, mends it and stops.
func TestRun(t *testing.T) {
	e := &edited{t: t, dir: t.TempDir()}
	e.write("content/zh/index.md", "one")
	e.start()
	defer e.stop()
	if got := e.page(); !strings.HasPrefix(got, "one<script") {
		t.Error(got)
	}
	r, err := http.Get(e.address + ".mingbai/events")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewScanner(r.Body)
	first := event(t, lines)
	e.write("content/zh/.hidden", "not watched")
	e.write("content/zh/index.md", "second")
	second := event(t, lines)
	if first["site"] == "" || first["site"] == second["site"] || !strings.HasPrefix(e.page(), "second<script") {
		t.Errorf("%v then %v", first, second)
	}
	e.write("content/zh/index.md", "broken now")
	third := event(t, lines)
	if third["site"] != second["site"] || third["build"] == second["build"] || third["faults"] != "/.mingbai/faults" || third["banner"] == "" {
		t.Errorf("%v", third)
	}
	e.write("content/zh/index.md", "second")
	if fourth := event(t, lines); fourth["site"] != second["site"] || fourth["faults"] != "" || fourth["build"] == third["build"] {
		t.Errorf("%v", fourth)
	}
	if n := e.builds.Load(); n != 4 {
		t.Errorf("%d builds", n)
	}
	e.stop()
	if err := <-e.ended; err != nil {
		t.Error(err)
	}
}

func TestPorts(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	next, err := listen(port, true)
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if got := next.Addr().(*net.TCPAddr).Port; got <= port || !strings.HasPrefix(next.Addr().String(), "127.0.0.1:") {
		t.Errorf("%s after %d", next.Addr(), port)
	}
	var e *PortError
	if _, err := listen(port, false); !errors.As(err, &e) || e.First != port || e.Last != port {
		t.Errorf("%v", err)
	}
	if err := Run(context.Background(), Options{Port: port}); !errors.As(err, &e) {
		t.Errorf("%v", err)
	}
}
