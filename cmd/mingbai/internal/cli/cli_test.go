package cli

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingbai/cmd/mingbai/internal/diag"
)

func TestLanguage(t *testing.T) {
	tests := []struct {
		args, env string
		want      diag.Language
		fails     bool
	}{
		{"build", "", diag.English, false},
		{"build", "LANG=zh_CN.UTF-8", diag.Chinese, false},
		{"build", "LANG=zh_CN.UTF-8 LC_ALL=C.UTF-8", diag.English, false},
		{"build", "LANG=C LC_ALL=zh_CN", diag.Chinese, false},
		{"build", "LANG=C LC_MESSAGES=ZH_cn", diag.Chinese, false},
		{"build --lang zh", "", diag.Chinese, false},
		{"--lang=en build", "LANG=zh_CN", diag.English, false},
		{"build --lang", "LANG=zh_CN", diag.Chinese, false},
		{"build --lang=de", "LANG=zh_CN", diag.Chinese, true},
		{"search -- --lang zh", "", diag.English, false},
	}
	for _, tt := range tests {
		env := func(name string) string {
			for _, pair := range strings.Fields(tt.env) {
				if value, ok := strings.CutPrefix(pair, name+"="); ok {
					return value
				}
			}
			return ""
		}
		got, err := language(strings.Fields(tt.args), env)
		if got != tt.want || (err != nil) != tt.fails {
			t.Errorf("%q with %q: %v, %v", tt.args, tt.env, got, err)
		}
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	start := time.Unix(0, 0)
	now := start
	p := &progress{a: &app{lang: diag.English}, w: &out, start: start, now: func() time.Time { return now }}
	for _, step := range []struct {
		at   time.Duration
		done int
	}{{10, 1}, {999, 2}, {1000, 3}, {1050, 4}, {1100, 5}} {
		now = start.Add(step.at * time.Millisecond)
		p.update("render", step.done, 9)
	}
	p.end()
	p.end()
	if got, want := out.String(), "\r\x1b[Krendering 3 of 9\r\x1b[Krendering 5 of 9\r\x1b[K"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if quiet := (&app{err: &out}).progress(); quiet.report() != nil {
		t.Error("progress without a terminal")
	}
}

func TestWithin(t *testing.T) {
	for _, tt := range []struct {
		p, dir string
		want   bool
	}{{"/a", "/a", true}, {"/a/b", "/a", true}, {"/ab", "/a", false}, {"/", "/a", false}, {"/a/..b", "/a", true}} {
		if got := within(filepath.FromSlash(tt.p), filepath.FromSlash(tt.dir)); got != tt.want {
			t.Errorf("%s within %s: %v", tt.p, tt.dir, got)
		}
	}
}

// TestTexts checks that both languages of each text take the same arguments, and that every command
// has help.
func TestTexts(t *testing.T) {
	verbs := func(s string) string {
		var out []string
		for i := 0; i+1 < len(s); i++ {
			if s[i] == '%' {
				out = append(out, strings.NewReplacer("q", "s").Replace(s[i+1:i+2]))
				i++
			}
		}
		return strings.Join(out, " ")
	}
	for name, text := range texts {
		if text[0] == "" || text[1] == "" || verbs(text[0]) != verbs(text[1]) {
			t.Errorf("%s: %q and %q", name, text[0], text[1])
		}
	}
	root := (&app{}).commands()
	for _, cmd := range root.Commands() {
		h := helps[cmd.Name()]
		for _, text := range [][2]string{h.short, h.long, h.example} {
			if text[0] == "" || text[1] == "" {
				t.Errorf("%s has no help", cmd.Name())
			}
		}
	}
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var out bytes.Buffer
	a := &app{ctx: ctx, err: &out}
	if code := a.finish("mingbai", context.Canceled); code != exitFaults {
		t.Errorf("a cancelled context that nobody cancelled: %d", code)
	}
	cancel()
	if code := a.finish("mingbai", context.Canceled); code != exitStopped {
		t.Errorf("exit code %d", code)
	}
	if code := a.finish("mingbai", errors.New("disk gone")); code != exitFaults || !strings.HasSuffix(out.String(), "mingbai: disk gone\n") {
		t.Errorf("exit code %d, %q", code, out.String())
	}
}
