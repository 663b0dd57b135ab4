package config

import (
	"net/url"
	"strings"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// Strict reports what of the settings stands in the way of publishing: an address that is only a
// stand-in, and empty marks that every government website must carry (国办发〔2017〕47号 and
// 国办函〔2019〕61号: 网站标识码, ICP备案号, 公安机关备案标识, 主办单位, 联系方式). Data is the text that c was read from.
func (c Config) Strict(data []byte) diag.List {
	var diags diag.List
	at := func(path string) diag.Pos {
		line, col := tomlfile.Locate(string(data), path)
		return diag.Pos{File: FileName, Line: line, Col: col}
	}
	if c.StandIn() {
		diags.Add(at("base_url"), "strict-address", c.BaseURL)
	}
	g := c.Government
	for _, mark := range []struct{ key, value string }{
		{"site_code", g.SiteCode}, {"icp", g.ICP}, {"public_security", g.PublicSecurity}, {"host", g.Host}, {"contact", g.Contact},
	} {
		if strings.TrimSpace(mark.value) == "" {
			diags.Add(at("government."+mark.key), "strict-site", "government."+mark.key)
		}
	}
	return diags
}

// StandIn reports whether the address of the site is one that nobody can have: those of RFC 2606 and RFC 6761.
func (c Config) StandIn() bool {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return false // reported when the file was read
	}
	host := strings.ToLower(u.Hostname())
	for _, name := range []string{"invalid", "example", "test", "localhost", "example.com", "example.org", "example.net"} {
		if host == name || strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}
