package minify

import "testing"

func TestMinify(t *testing.T) {
	tests := []struct {
		name     string
		f        func([]byte) ([]byte, error)
		in, want string
	}{
		{"css", CSS, "a {\n color : #ffffff ;\n}\n", "a{color:#fff}"},
		{"css custom property", CSS, ":root { --ink: #1b2126; }", ":root{--ink:#1b2126}"},
		{"js exports keep their names", JS, "import { a } from './b.js';\nexport function open(x) { return a(x); }", `import{a}from"./b.js";export function open(e){return a(e)}`},
		{"html keeps end tags and quotes", HTML, "<!doctype html><html lang=\"zh-CN\"><head><title>a</title></head><body><p class=\"b\">c</p>\n <p>d</p></body></html>",
			"<!doctype html><html lang=\"zh-CN\"><head><title>a</title></head><body><p class=\"b\">c</p><p>d</p></body></html>"},
	}
	for _, tt := range tests {
		got, err := tt.f([]byte(tt.in))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestFaults(t *testing.T) {
	if _, err := JS([]byte("let = = 1")); err == nil {
		t.Error("a broken script was accepted")
	}
}

func TestSpace(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"<p>\n    a  b\t</p>\n": "<p>\na b </p>\n",
		"  x":                   " x",
	} {
		if got := string(Space([]byte(in))); got != want {
			t.Errorf("Space(%q) = %q, want %q", in, got, want)
		}
	}
}
