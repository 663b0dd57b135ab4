package publish

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// brotliModules are what lets nginx serve .br files, on Debian.
const brotliModules = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"

// servers start a server program with the settings of a release, for a site that lies in a folder. Each gives the
// encodings in which it can serve what is compressed already.
var servers = map[string]func(t *testing.T, r *Release, www, port string) []string{
	"nginx": func(t *testing.T, r *Release, www, port string) []string {
		dir, encodings, load := t.TempDir(), []string{"gzip"}, ""
		settings := settingsOf(t, r, "nginx.conf", "/srv/www", www, "listen 80", "listen 127.0.0.1:"+port)
		if _, err := os.Stat(brotliModules); err == nil {
			load, encodings = "load_module "+brotliModules+";\n", append(encodings, "br")
			settings = strings.Replace(settings, "# brotli_static on;", "brotli_static on;", 1)
		}
		text := fmt.Sprintf("%[1]sdaemon off;\nmaster_process off;\npid %[2]s/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\nclient_body_temp_path %[2]s;\n"+
			"proxy_temp_path %[2]s;\nfastcgi_temp_path %[2]s;\nuwsgi_temp_path %[2]s;\nscgi_temp_path %[2]s;\n%[3]s}\n", load, dir, settings)
		start(t, exec.Command(installed(t, "nginx"), "-p", dir, "-c", put(t, dir, "test.conf", text)), port)
		return encodings
	},
	"caddy": func(t *testing.T, r *Release, www, port string) []string {
		dir := t.TempDir()
		settings := settingsOf(t, r, "Caddyfile", "/srv/www", www, "www.example.gov.cn {", "http://127.0.0.1:"+port+" {")
		cmd := exec.Command(installed(t, "caddy"), "run", "--adapter", "caddyfile", "--config", put(t, dir, "Caddyfile", "{\n\tadmin off\n}\n"+settings))
		cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
		start(t, cmd, port)
		return []string{"gzip", "br"}
	},
}

// settingsOf reads the settings of a release and changes what a test must change.
func settingsOf(t *testing.T, r *Release, name string, changes ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(r.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(string(data), changes[i]) {
			t.Fatalf("no %q in %s", changes[i], data)
		}
	}
	return strings.NewReplacer(changes...).Replace(string(data))
}

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func installed(t *testing.T, name string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("no " + name + ": CI must test the settings made for it")
	}
	if err != nil {
		t.Skip(name + " is not installed: the settings made for it are not tested")
	}
	return program
}

// start runs a server until the test ends, and waits until it answers.
func start(t *testing.T, cmd *exec.Cmd, port string) {
	t.Helper()
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended
		<-ended
	})
	for range 500 {
		if c, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			_ = c.Close()
			return
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s: %v\n%s", cmd.Path, err, said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not answer\n%s", cmd.Path, said.String())
}

// freePort is a port that nobody uses.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// TestServers lets nginx and Caddy serve a published folder with the settings that are made for them, at the top of a
// host and below a path.
func TestServers(t *testing.T) {
	const index = "search/zh-CN/k0.ab2c3.json"
	site := maps.Clone(after)
	site[index] = `{"v":3,"id":"ab2c3","keys":"` + strings.Repeat("营业 ", 200) + `"}`
	site["data/licences.csv"] = "a,b\r\n"
	for _, below := range []string{"/", "/guide/"} {
		settings := Settings{BaseURL: "https://www.example.gov.cn" + below,
			Redirects: []Redirect{{From: "/gone/", To: "/new/"}, {From: "/away/", To: "https://www.gov.cn/?a=1#b"}}}
		r := packFor(t, settings, t.TempDir(), site)
		www := t.TempDir()
		if _, err := Folder(filepath.Join(www, below)).Sync(context.Background(), r, quiet); err != nil {
			t.Fatal(err)
		}
		for name, run := range servers {
			t.Run(name+strings.TrimSuffix(below, "/"), func(t *testing.T) {
				port := freePort(t)
				encodings := run(t, r, www, port)
				v := visitor{t, "http://127.0.0.1:" + port, below}
				v.page("", site["index.html"], "text/html; charset=utf-8", ask)
				v.page("a/", site["a/index.html"], "text/html; charset=utf-8", ask)
				v.page(newStyle, site[newStyle], "text/css; charset=utf-8", keep)
				v.page(index, site[index], "application/json", keep)
				v.page("search/zh.json", site["search/zh.json"], "application/json", ask)
				v.page("data/licences.csv", site["data/licences.csv"], "text/csv; charset=utf-8", ask)
				for _, encoding := range encodings {
					v.packed("", encoding, site["index.html"])
					v.packed(index, encoding, site[index])
				}
				v.leads("a", below+"a/")
				v.leads("gone/", below+"new/")
				v.leads("away/", "https://www.gov.cn/?a=1#b")
				for _, p := range []string{"nothing/deep/", "nothing.html", ".mingbai/manifest.json", "_headers", "_redirects", "..%2f..%2f..%2fetc/passwd"} {
					v.missing(p, site["404.html"])
				}
			})
		}
	}
}

// visitor asks a server for what lies below a path.
type visitor struct {
	*testing.T
	server, below string
}

func (v visitor) get(p string, headers ...string) (*http.Response, string) {
	v.Helper()
	request, err := http.NewRequest(http.MethodGet, v.server+v.below+p, nil)
	if err != nil {
		v.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		v.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.Fatal(err)
	}
	return response, string(body)
}

// safe checks what is sent with every answer.
func (v visitor) safe(p string, r *http.Response) {
	v.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
		"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "Cross-Origin-Opener-Policy": "same-origin",
		"Permissions-Policy": "camera=(), geolocation=(), microphone=()", "Strict-Transport-Security": "max-age=31536000",
	} {
		if got := r.Header.Values(name); len(got) != 1 || got[0] != want {
			v.Errorf("%s: %s is %q", p, name, got)
		}
	}
}

// page asks for a file, and again with what the answer said to ask with.
func (v visitor) page(p, want, kind, caching string) {
	v.Helper()
	r, body := v.get(p)
	v.safe(p, r)
	if r.StatusCode != 200 || body != want || r.Header.Get("Content-Encoding") != "" {
		v.Errorf("%s: %s, %q", p, r.Status, body)
	}
	if got := r.Header.Get("Content-Type"); got != kind {
		v.Errorf("%s: type %q, want %q", p, got, kind)
	}
	if got := r.Header.Values("Cache-Control"); len(got) != 1 || got[0] != caching {
		v.Errorf("%s: Cache-Control %q, want %q", p, got, caching)
	}
	if again, _ := v.get(p, "If-None-Match", r.Header.Get("ETag")); r.Header.Get("ETag") == "" || again.StatusCode != 304 {
		v.Errorf("%s with ETag %q: %s", p, r.Header.Get("ETag"), again.Status)
	}
}

// packed asks for a file in a compressed form.
func (v visitor) packed(p, encoding, want string) {
	v.Helper()
	r, body := v.get(p, "Accept-Encoding", encoding)
	v.safe(p, r)
	if r.Header.Get("Content-Encoding") != encoding || string(unpack(encoding, []byte(body))) != want || !strings.Contains(r.Header.Get("Vary"), "Accept-Encoding") {
		v.Errorf("%s in %s: %s, %v", p, encoding, r.Status, r.Header)
	}
}

// leads asks for an address that leads to another.
func (v visitor) leads(p, to string) {
	v.Helper()
	r, _ := v.get(p)
	if got := strings.TrimPrefix(r.Header.Get("Location"), v.server); r.StatusCode/100 != 3 || got != to {
		v.Errorf("%s: %s to %q, want %q", p, r.Status, got, to)
	}
}

// missing asks for what is not there, or nobody's business.
func (v visitor) missing(p, want string) {
	v.Helper()
	r, body := v.get(p)
	if r.StatusCode != 404 && r.StatusCode != 400 || strings.Contains(body, "root:") {
		v.Errorf("%s: %s, %q", p, r.Status, body)
	}
	if r.StatusCode == 404 {
		v.safe(p, r)
		if body != want {
			v.Errorf("%s: the error page is %q", p, body)
		}
	}
}
