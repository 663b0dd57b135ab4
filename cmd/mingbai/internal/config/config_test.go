package config

import "testing"

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"complete", "name='站'\nname_en='Site'\nbase_url='https://a.gov.cn/x/'\n[government]\nicp='1'", ""},
		{"missing", "name='站'\nbase_url='https://a.gov.cn/'", `site.toml:1:1: the key "name_en" is missing [key-missing]`},
		{"unknown", "name='站'\nname_en='S'\nbase_url='https://a.gov.cn/'\nbaseurl='x'", `site.toml:4:1: unknown key "baseurl"; did you mean "base_url"? [key-unknown]`},
		{"no slash", "name='站'\nname_en='S'\nbase_url='https://a.gov.cn'", `site.toml:3:10: base_url "https://a.gov.cn" must be a full http or https address ending in / [base-url]`},
		{"a host that would break the settings of a server", "name='站'\nname_en='S'\nbase_url='https://a;include.cn/'", `site.toml:3:10: base_url "https://a;include.cn/" must be a full http or https address ending in / [base-url]`},
		{"a path that would", "name='站'\nname_en='S'\nbase_url='https://a.cn/{$x}/'", `site.toml:3:10: base_url "https://a.cn/{$x}/" must be a full http or https address ending in / [base-url]`},
		{"a path in Chinese", "name='站'\nname_en='S'\nbase_url='https://六盘水.政务:8443/办/'", `site.toml:3:10: base_url "https://六盘水.政务:8443/办/" must be a full http or https address ending in / [base-url]`},
		{"a host in Chinese", "name='站'\nname_en='S'\nbase_url='https://六盘水.政务:8443/ban/'", ""},
		{"no host", "name='站'\nname_en='S'\nbase_url='/x/'", `site.toml:3:10: base_url "/x/" must be a full http or https address ending in / [base-url]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, diags := Parse([]byte(tt.text))
			got := ""
			for _, d := range diags.Sorted() {
				got += d.String()
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
