package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Who may import whom: a package of ours on the left may import those on the right and no other of
// ours. Do not change this table to make a build pass: an edge that is missing here is a decision.
var allowed = map[string]string{
	"diag":     "unseen",
	"digest":   "",
	"compare":  "",
	"minify":   "",
	"golden":   "",
	"nodetest": "",
	"unseen":   "",
	"tomlfile": "diag unseen",
	"source":   "diag unseen",
	"markdown": "unseen",
	"corpus":   "compare content source",
	"output":   "diag",
	"config":   "diag tomlfile",
	"content":  "diag source tomlfile markdown",
	"assets":   "diag source minify output",
	"site":     "diag digest source config tomlfile content markdown schedule compare",
	"data":     "config content site schedule output",
	"drawing":  "",
	"picture":  "",
	"qr":       "",
	"render":   "diag digest source config tomlfile content markdown site minify assets output schedule drawing picture qr data",
	"schedule": "",
	"calendar": "",
	"search":   "content markdown site output",
	"offline":  "diag config content assets site output",
	"build":    "diag source config content markdown assets site data render search offline output",
	"serve":    "diag",
	"publish":  "diag output",
	"cli":      "diag digest source config content output build publish serve search site",
}

// Which packages may import what from outside: each library has one importer, and time, disk and
// network stay at the edges.
var owners = map[string]string{
	"github.com/yuin/goldmark":                     "markdown",
	"github.com/BurntSushi/toml":                   "tomlfile",
	"github.com/tdewolff/minify/v2":                "minify",
	"github.com/evanw/esbuild":                     "assets",
	"github.com/fsnotify/fsnotify":                 "serve",
	"github.com/spf13/cobra":                       "cli",
	"github.com/mozillazg/go-pinyin":               "search",
	"github.com/andybalholm/brotli":                "publish",
	"github.com/minio/minio-go/v7":                 "publish",
	"golang.org/x/image/vector":                    "picture",
	"rsc.io/qr":                                    "qr",
	"html/template":                                "render",
	"net/http":                                     "publish serve",
	"os":                                           "output publish cli serve",
	"golang.org/x/text/unicode/norm":               "search",
	"golang.org/x/text/encoding/simplifiedchinese": "source",
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	const internal = "mingbai/cmd/mingbai/internal/"
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name, ours := strings.CutPrefix(p.ImportPath, internal)
		if !ours {
			continue
		}
		seen++
		list, known := allowed[name]
		if !known {
			t.Errorf("package %s has no line in the table", name)
		}
		for _, imported := range p.Imports {
			if other, ok := strings.CutPrefix(imported, internal); ok && !slices.Contains(strings.Fields(list), other) {
				t.Errorf("%s imports %s", name, other)
			}
			for library, owner := range owners {
				if (imported == library || strings.HasPrefix(imported, library+"/") && strings.Contains(library, ".")) &&
					!slices.Contains(strings.Fields(owner), name) && name != "golden" && name != "nodetest" {
					t.Errorf("%s imports %s, which belongs to %s", name, imported, owner)
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages listed", seen)
	}
}
