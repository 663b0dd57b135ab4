package serve

import (
	"bytes"
	"context"
	_ "embed" // the script, style and page that only this server has
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"mingbai/cmd/mingbai/internal/diag"
)

//go:embed embed/reload.js
var reloadScript []byte

//go:embed embed/faults.css
var faultsStyle []byte

//go:embed embed/faults.html
var faultsPage string

// The server's own addresses.
const (
	own        = "/.mingbai/"
	eventsURL  = own + "events"
	scriptURL  = own + "reload.js"
	faultsURL  = own + "faults"
	stylesURL  = own + "faults.css"
	iconURL    = "/favicon.ico"
	noSuchPage = "404.html"
)

// state is what is being shown. It is replaced, never changed.
type state struct {
	site   Site          // the last good one, or nil
	shown  string        // names that site
	built  string        // names the last build
	faults string        // its messages, "" if it was good
	next   chan struct{} // closed when there is another state
}

// has reports whether the site that is shown has a file.
func (s state) has(name string) bool {
	if s.site == nil {
		return false
	}
	_, ok := s.site.Get(name)
	return ok
}

type server struct {
	opts  Options
	epoch string // tells one run of the server from another
	mu    sync.Mutex
	now   state
	count int
}

func newServer(opts Options) *server {
	return &server{opts: opts, epoch: strconv.FormatInt(time.Now().UnixNano(), 36), now: state{next: make(chan struct{})}}
}

func (s *server) state() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// build builds the site after a change of files and shows it, or what is wrong with it.
func (s *server) build(ctx context.Context, changed []string) {
	start := time.Now()
	site, diags, err := s.opts.Build(ctx, changed)
	if ctx.Err() != nil {
		return
	}
	out := Outcome{Diags: diags, Err: err, Took: time.Since(start)}
	s.show(out, site)
	s.opts.Built(out)
}

// show puts the outcome of a build in place of the last one, and wakes those who wait for it.
func (s *server) show(out Outcome, site Site) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	old := s.now
	now := state{site: old.site, shown: old.shown, built: s.epoch + "." + strconv.Itoa(s.count), next: make(chan struct{})}
	if !out.Good() {
		now.faults = s.messages(out)
	} else if old.site == nil || site.Version() != old.site.Version() {
		now.site, now.shown = site, now.built
	}
	s.now = now
	close(old.next)
}

// messages is the text of the faults as the terminal shows it.
func (s *server) messages(out Outcome) string {
	var text bytes.Buffer
	var fault interface{ Diagnostic() diag.Diagnostic }
	diags := out.Diags
	if errors.As(out.Err, &fault) {
		diags = append(diags, fault.Diagnostic())
	} else if out.Err != nil {
		fmt.Fprintln(&text, out.Err)
	}
	_ = diags.Print(&text, s.opts.Lang, s.opts.Source) // a buffer takes everything
	return text.String()
}

// ServeHTTP answers with a file of the site, or with one of the server's own.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	now := s.state()
	switch {
	case r.URL.Path == eventsURL:
		s.events(w, r)
	case r.URL.Path == scriptURL:
		send(w, r, http.StatusOK, scriptURL, reloadScript)
	case r.URL.Path == stylesURL:
		send(w, r, http.StatusOK, stylesURL, faultsStyle)
	case r.URL.Path == faultsURL && now.faults == "":
		http.Redirect(w, r, "/", http.StatusSeeOther)
	case r.URL.Path == faultsURL:
		send(w, r, http.StatusOK, noSuchPage, s.faultsPage(now))
	case r.URL.Path == iconURL && !now.has(iconURL[1:]):
		w.WriteHeader(http.StatusNoContent) // the browser asks for it on the faults page
	case now.site == nil:
		send(w, r, http.StatusInternalServerError, noSuchPage, s.faultsPage(now))
	default:
		sitePage(w, r, now)
	}
}

// sitePage answers with a file of the site.
func sitePage(w http.ResponseWriter, r *http.Request, now state) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, ok := now.site.Get(name)
	if !ok && now.has(name+"/index.html") {
		to := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusFound)
		return
	}
	status := http.StatusOK
	if !ok {
		status, name = http.StatusNotFound, noSuchPage
		if data, ok = now.site.Get(name); !ok {
			data = []byte("<!doctype html>\n<title>404</title>\n<p>404</p>\n")
		}
	}
	if path.Ext(name) == ".html" {
		data = withScript(data, "site="+now.shown)
	}
	send(w, r, status, name, data)
}

// withScript adds the script that loads the page anew, at the end of the body. The query tells it
// what the page shows.
func withScript(page []byte, query string) []byte {
	script := `<script src="` + scriptURL + `?` + html.EscapeString(query) + `"></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(script))
	return append(append(append(out, page[:at]...), script...), page[at:]...)
}

// send answers with the bytes of a file; its name gives the type.
func send(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	w.Header().Set("Content-Type", mediaType(name))
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // a reader that has gone away
	}
}

// mediaType is the type of a file by its ending. It asks neither the system's table, which differs
// between machines, nor the content.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".jsonld":
		return "application/ld+json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".xml":
		if strings.Contains(path.Base(name), "feed") || strings.Contains(path.Base(name), "atom") {
			return "application/atom+xml; charset=utf-8"
		}
		return "application/xml; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".pdf":
		return "application/pdf"
	}
	return "application/octet-stream"
}

// words of the page that shows faults, in the order of diag.Language.
var words = map[string][2]string{
	"lang":   {"en", "zh-CN"},
	"title":  {"The site has faults", "网站有错误"},
	"before": {"The site can be shown when these are put right. This page reloads by itself.", "改好下面的错误，网站就能显示。本页会自动刷新。"},
	"stays":  {"The last good site is still shown. Put these right and it is built again.", "现在显示的仍是上一次没有错误的网站。改好下面的错误，会自动重新构建。"},
	"back":   {"Back to the site", "返回网站"},
	"banner": {"The last change has faults; this is the site before it. Show them", "最近的修改有错误，这里显示的是修改之前的网站。查看错误"},
}

// faultsPage is the page that shows what is wrong.
func (s *server) faultsPage(now state) []byte {
	say := func(name string) string { return html.EscapeString(words[name][s.opts.Lang]) }
	hint, back := say("before"), ""
	if now.site != nil {
		hint, back = say("stays"), `<p><a href="/">`+say("back")+`</a></p>`
	}
	page := strings.NewReplacer("{lang}", say("lang"), "{title}", say("title"), "{hint}", hint, "{back}", back,
		"{faults}", html.EscapeString(now.faults), "{style}", stylesURL).Replace(faultsPage)
	return withScript([]byte(page), "build="+now.built)
}

// events tells an open page of every build, as server-sent events, until the reader goes away.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		now := s.state()
		message := map[string]string{"site": now.shown, "build": now.built}
		if now.faults != "" && now.site != nil {
			message["banner"], message["faults"] = words["banner"][s.opts.Lang], faultsURL
		}
		text, err := json.Marshal(message)
		if err != nil {
			panic("serve: " + err.Error()) // a map of strings
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-now.next:
		case <-r.Context().Done():
			return
		}
	}
}
