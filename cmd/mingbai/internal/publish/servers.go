package publish

import (
	"errors"
	"fmt"
	"html"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// header is a line that a server sends with every file.
type header struct{ name, value string }

// headers are sent with every file. The pages need nothing from elsewhere, run no inline script and
// stand in no frame; HSTS is for addresses with https only.
func (s Settings) headers() []header {
	list := []header{
		{"Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
	}
	if strings.HasPrefix(s.BaseURL, "https://") {
		list = append(list, header{"Strict-Transport-Security", "max-age=31536000"})
	}
	return list
}

const (
	keep = "public, max-age=31536000, immutable"
	ask  = "no-cache" // keep a copy, and ask each time whether it is still right
)

// hosts makes the settings that static hosts read from the site itself.
func (s Settings) hosts(list map[string]string) map[string][]byte {
	var heads, redirects strings.Builder
	heads.WriteString("/*\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&heads, "  %s: %s\n", h.name, h.value)
	}
	for _, dir := range immutableFolders(list) {
		fmt.Fprintf(&heads, "/%s/*\n  Cache-Control: %s\n", dir, keep)
	}
	for _, r := range s.Redirects {
		fmt.Fprintf(&redirects, "%s %s 301\n", r.From, r.To)
	}
	out := map[string][]byte{"_headers": []byte(heads.String())}
	if len(s.Redirects) > 0 {
		out["_redirects"] = []byte(redirects.String())
	}
	return out
}

// immutableFolders are the highest folders in which every file is immutable.
func immutableFolders(list map[string]string) []string {
	mixed, all := map[string]bool{}, map[string]bool{}
	for p := range list {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			all[dir] = true
			mixed[dir] = mixed[dir] || !immutable(p)
		}
	}
	var out []string
	for _, dir := range slices.Sorted(maps.Keys(all)) {
		if up := path.Dir(dir); !mixed[dir] && (up == "." || mixed[up]) {
			out = append(out, dir)
		}
	}
	return out
}

// servers writes the settings of the servers that are not static hosts, beside the site.
func (s Settings) servers(r *Release) error {
	host, below := "localhost", "/"
	if u, err := url.Parse(s.BaseURL); err == nil && u.Hostname() != "" {
		host, below = u.Hostname(), u.EscapedPath()
	}
	return errors.Join(
		os.WriteFile(filepath.Join(r.Dir, "nginx.conf"), []byte(s.nginx(host, below)), 0o666),
		os.WriteFile(filepath.Join(r.Dir, "Caddyfile"), []byte(s.caddy(host, below)), 0o666))
}

// place says where the servers expect the files.
func place(below string) string {
	return "# The published site is the folder /srv/www" + strings.TrimSuffix(below, "/") + "; if yours is elsewhere, change root.\n"
}

// nginx makes the settings of a site whose addresses begin with below, "/" or "/a/".
func (s Settings) nginx(host, below string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# To be included in http { }. Add listen 443 ssl and the certificate.
%smap $uri $mingbai_cache {
    default "%s";
    "~^%s%s" "%s";
}
server {
    listen 80;
    server_name %s;
    root /srv/www;
    index index.html;
    absolute_redirect off;
    charset utf-8;
    charset_types text/css text/csv text/plain text/javascript application/javascript;
    gzip_static on;
    gzip_vary on;
    # brotli_static on;  # with the module ngx_brotli
    error_page 403 404 =404 %s404.html;
    types {
`, place(below), ask, regexp.QuoteMeta(below), names, keep, host, below)
	for _, ext := range slices.Sorted(maps.Keys(types)) {
		kind, _, _ := strings.Cut(types[ext], ";")
		fmt.Fprintf(&b, "        %s %s;\n", kind, ext[1:])
	}
	b.WriteString("    }\n    add_header Cache-Control $mingbai_cache always;\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "    add_header %s \"%s\" always;\n", h.name, h.value)
	}
	b.WriteString("    location ~ /\\.(?!well-known/) { return 404; }\n    location ~ /_(headers|redirects)$ { return 404; }\n")
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "    location = %s { return 301 %s; }\n", under(below, r.From), under(below, r.To))
	}
	b.WriteString("    location / { try_files $uri $uri/ =404; }\n}\n")
	return b.String()
}

// under puts an address of the site below a path; a full one stays as it is.
func under(below, address string) string {
	if rest, ours := strings.CutPrefix(address, "/"); ours {
		return below + rest
	}
	return address
}

func (s Settings) caddy(host, below string) string {
	var b strings.Builder
	pattern := "path_regexp ^" + regexp.QuoteMeta(below) + names
	fmt.Fprintf(&b, "%s%s {\n\troot * /srv/www\n\t@named %s\n\t@others not %s\n", place(below), host, pattern, pattern)
	fmt.Fprintf(&b, "\theader @others Cache-Control \"%s\"\n\theader @named Cache-Control \"%s\"\n", ask, keep)
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "\theader %s \"%s\"\n", h.name, h.value)
	}
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "\tredir %s %s permanent\n", under(below, r.From), under(below, r.To))
	}
	fmt.Fprintf(&b, "\t@own {\n\t\tpath */.* */_headers */_redirects\n\t\tnot path /.well-known/*\n\t}\n\terror @own 404\n\tfile_server {\n\t\tprecompressed br gzip\n\t}\n"+
		"\thandle_errors {\n\t\trewrite * %s404.html\n\t\tfile_server\n\t}\n}\n", below)
	return b.String()
}

// redirectPage leads on where no server does: a page at the old address.
func redirectPage(r Redirect) []byte {
	to := r.To
	if strings.HasPrefix(to, "/") { // relative, so that the site works below any path
		to = strings.Repeat("../", strings.Count(path.Dir(pageFile(r.From))+"/", "/")) + strings.TrimPrefix(to, "/")
		if path.Dir(pageFile(r.From)) == "." {
			to = "./" + strings.TrimPrefix(r.To, "/")
		}
	}
	to = html.EscapeString(to)
	return []byte(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=` + to + `"><title>页面已移动 · Page moved</title></head>
<body><p>页面已移到<a href="` + to + `">新的网址</a>。</p><p lang="en">This page has <a href="` + to + `">moved</a>.</p></body></html>
`)
}
