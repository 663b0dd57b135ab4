package render

import (
	"bytes"
	"html/template"
	"reflect"
	"testing"
)

// TestPrograms runs every layout on every page of the small site, as a program and by html/template.
func TestPrograms(t *testing.T) {
	r := renderer(t, base(t, nil))
	seen := map[string]bool{}
	for _, p := range r.site.Pages {
		v, err := r.view(p)
		if err != nil {
			t.Fatal(err)
		}
		same(t, r.templates.of(p.Lang), v)
		seen[v.Template] = true
	}
	if len(seen) < len(pageLayouts)-2 {
		t.Errorf("pages of %d layouts only", len(seen))
	}
	for _, name := range pageLayouts {
		v := sample()
		v.Template = name
		same(t, &r.templates.zh, v)
	}
}

func same(t *testing.T, l *layouts, v *view) {
	t.Helper()
	ready := l.ready[v.Template]()
	if ready == nil {
		t.Fatalf("the layout %s is no program", v.Template)
	}
	var got, want bytes.Buffer
	if !ready.execute(&got, v) {
		t.Errorf("%s: the program gives up on %s", v.Template, v.Address)
	}
	if err := l.pages[v.Template].Execute(&want, v); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want.Bytes()) {
		at := 0
		for at < min(got.Len(), want.Len()) && got.Bytes()[at] == want.Bytes()[at] {
			at++
		}
		around := func(b []byte) []byte { return b[max(0, at-60):min(len(b), at+60)] }
		t.Errorf("%s %s: …%s… instead of …%s…", v.Template, v.Address, around(got.Bytes()), around(want.Bytes()))
	}
}

// TestEscaping puts texts that must be escaped in every place where a program knows how.
func TestEscaping(t *testing.T) {
	type data struct {
		Text   string
		HTML   template.HTML
		URL    template.URL
		Number int
		Map    introductions
		None   *data
		List   []string
	}
	d := &data{URL: "a b?c='d'&e=中", Number: -7, Map: introductions{"a": "<b>"}}
	for c := range rune(0x100) {
		d.Text += string(c)
	}
	d.HTML = template.HTML(d.Text)
	for _, tt := range []struct {
		layout string
		known  bool
	}{
		{`<p>{{.Text}}{{.HTML}}{{.URL}}{{.Number}}`, true},
		{`<title>{{.Text}}{{.HTML}}</title>`, true},
		{`<a title="{{.Text}}{{.HTML}}{{.Number}}">`, true},
		{`<a href="{{.Text}}">`, true},
		{`<a href="{{.URL}}"><a href="#{{.Text}}"><a href="/{{.Text}}/{{.Number}}">`, true},
		{`<script type="application/ld+json">{{.HTML}}</script>`, true},
		{`{{.Map.a}}{{.Map.b}}{{with .Map.b}}no{{else}}yes{{end}}`, true},
		{`{{$x := .Number}}{{range $i, $s := .List}}{{$i}}{{$s}}{{$x}}{{$.Number}}{{else}}none{{end}}`, true},
		{`{{if or .None .Text}}a{{end}}{{if and .None .Text}}b{{end}}{{if not .List}}c{{end}}`, true},
		{`{{define "x"}}{{with .}}{{.}}{{$}}{{end}}{{end}}{{template "x" .Text}}{{template "x" .Number}}{{template "x"}}`, false},
		{`{{printf "%d" .Number}}`, false},
		{`<a onclick="f({{.Text}})">`, false},
		{`<style>p { color: {{.Text}} }</style>`, false},
	} {
		layout := template.Must(template.New("").Parse(tt.layout))
		var want, got bytes.Buffer
		if err := layout.Execute(&want, d); err != nil {
			t.Fatal(err)
		}
		p := compile(layout, reflect.TypeOf(d))
		if (p != nil) != tt.known {
			t.Errorf("%s: a program: %v", tt.layout, p != nil)
		}
		if p != nil && (!p.execute(&got, d) || got.String() != want.String()) {
			t.Errorf("%s\ngives %q\nnot   %q", tt.layout, got.String(), want.String())
		}
	}
	layout := template.Must(template.New("").Parse(`{{.None.Text}}`))
	if compile(layout, reflect.TypeOf(d)) != nil {
		t.Error("a program of a layout that html/template has not escaped yet")
	}
	if err := layout.Execute(new(bytes.Buffer), &data{None: d}); err != nil {
		t.Fatal(err)
	}
	if p := compile(layout, reflect.TypeOf(d)); p == nil || p.execute(new(bytes.Buffer), d) {
		t.Error("a field of nothing is left to html/template")
	}
}
