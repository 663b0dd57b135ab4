package config

import (
	"strings"
	"testing"
)

// FuzzParse reads site.toml and the permanent addresses: what is accepted can stand in a page and in
// the settings of a server.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"name='站'\nname_en='Site'\nbase_url='https://a.gov.cn/x/'\n[government]\nreport_url='https://a.gov.cn/'", "base_url='javascript://x/'",
		"[[address]]\npath = '/a/b/'\nto = '/c/'", "[[address]]\npath = '/a'\nto = 'https://a.cn/?x=1;}'", "[[address]]\npath = '/../'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if cfg, diags := Parse([]byte(text)); !diags.HasErrors() {
			for _, address := range []string{cfg.BaseURL, cfg.Government.ReportURL} {
				if address != "" && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") || strings.ContainsAny(address, "\"'<> ") {
					t.Errorf("the address %q is accepted", address)
				}
			}
			cfg.Strict([]byte(text))
		}
		if list, diags := ParsePermanent([]byte(text)); !diags.HasErrors() {
			for _, a := range list {
				if strings.ContainsAny(a.Path+a.To, " ;{}\"'<>\n\\$") || strings.Contains(a.Path, "..") || strings.Contains(a.Path, "//") {
					t.Errorf("%+v is accepted", a)
				}
			}
		}
	})
}
