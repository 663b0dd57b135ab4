// Package config reads site.toml, the settings of the site as a whole. It knows nothing of pages.
package config

import (
	"net/url"
	"regexp"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/tomlfile"
)

// FileName is the name of the settings file; the folder that holds it is the site root.
const FileName = "site.toml"

// Config is site.toml.
type Config struct {
	Name   string `toml:"name,required"`
	NameEn string `toml:"name_en,required"`
	// BaseURL is the public address, ending in "/"; used where an absolute address is required.
	BaseURL    string     `toml:"base_url,required"`
	Government Government `toml:"government"`
	Area       Area       `toml:"area"`
	Offline    Offline    `toml:"offline"`
	// Disk is set by a build for a copy that is read from a folder on disk; site.toml cannot say it.
	Disk bool
}

// Offline is what readers may have without a network.
type Offline struct {
	// ServiceWorker keeps visited pages and the search on the reader's device.
	ServiceWorker bool `toml:"service_worker"`
}

// Area is the place that the site is for, as machine-readable data name it; it may be empty.
type Area struct {
	Name   string `toml:"name"`
	NameEn string `toml:"name_en"`
	Code   string `toml:"code"` // 行政区划代码 (GB/T 2260)
}

// Government holds the required marks of a government website (国办发〔2017〕47号 and 国办函〔2019〕61号);
// empty ones are shown to the reader as not filled in.
type Government struct {
	SiteCode       string `toml:"site_code"`
	ICP            string `toml:"icp"`
	PublicSecurity string `toml:"public_security"`
	Host           string `toml:"host"`
	HostEn         string `toml:"host_en"`
	Organiser      string `toml:"organiser"`
	OrganiserEn    string `toml:"organiser_en"`
	Contact        string `toml:"contact"`
	ContactEn      string `toml:"contact_en"`
	Hotline        string `toml:"hotline"`
	PartyMark      string `toml:"party_mark"`
	ReportURL      string `toml:"report_url,address"`
}

// baseShape is what can stand in the settings of any server as it is.
var baseShape = regexp.MustCompile(`^https?://(?:[\p{L}\p{N}.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?/(?:[A-Za-z0-9._~%-]+/)*$`)

// Parse reads the text of site.toml.
func Parse(data []byte) (Config, diag.List) {
	var cfg Config
	var diags diag.List
	tree, faults := tomlfile.Parse(string(data))
	if tree != nil {
		faults = append(faults, tomlfile.Bind(tree, &cfg)...)
	}
	tomlfile.Report(&diags, FileName, string(data), 0, faults)
	if len(faults) == 0 {
		if _, err := url.Parse(cfg.BaseURL); err != nil || !baseShape.MatchString(cfg.BaseURL) {
			line, col := tomlfile.Locate(string(data), "base_url")
			diags.Add(diag.Pos{File: FileName, Line: line, Col: col}, "base-url", cfg.BaseURL)
		}
	}
	return cfg, diags
}
