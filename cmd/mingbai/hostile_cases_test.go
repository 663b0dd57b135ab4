//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const trap = "content/zh/trap.md"

// hostiles are all attacks, by what they attack. Each is made when it is needed: some are large.
func hostiles() []func() hostile {
	var all []func() hostile
	for _, group := range [][]hostile{hostileMarkup(), hostileAddresses(), hostileFacts(), hostileText(), hostileNames()} {
		for _, h := range group {
			all = append(all, func() hostile { return h })
		}
	}
	return slices.Concat(all, hostileSize(), hostileTables(), hostileLayouts())
}

// body is an attack in the body of a page.
func body(name, text, want string) hostile {
	return hostile{name: name, files: map[string]string{trap: "body:" + text}, want: want}
}

func hostileMarkup() []hostile {
	const raw = `^content/zh/trap.md:5:\d+: raw HTML is off`
	return []hostile{
		body("a script", "<script>alert(1)</script>", raw),
		body("a script in a line", "字<script>alert(1)</script>", raw),
		body("a handler", "<img src=x onerror=alert(1)>", raw),
		body("a handler in SVG", "<svg/onload=alert(1)>", ""),
		body("a comment", "<!-- --><b>", raw),
		body("a processing instruction", "字<?php ?>", raw),
		body("CDATA", "字<![CDATA[<script>alert(1)</script>]]>", raw),
		body("a declaration", "字<!DOCTYPE html [<!ENTITY x 'y'>]>", raw),
		body("HTML after a list mark", "- <script>alert(1)</script>", raw),
		body("HTML in a table", "| a |\n| - |\n| <script>alert(1)</script> |", ":7:.*raw HTML is off"),
		body("HTML in a footnote", "字[^1]\n\n[^1]: <script>alert(1)</script>", ":7:.*raw HTML is off"),
		body("HTML in a heading", "## 字<script>alert(1)</script>", raw),
		body("HTML in a link", "[<script>alert(1)</script>](about.md)", raw),
		body("HTML in alternative text", "![<script>alert(1)</script>](about.md)", "content/zh/trap.md:5:"),
		body("a broken tag", "<script\n", raw),
		body("a script in code", "`<script>alert(1)</script>`\n\n    <script>alert(1)</script>", ""),
		body("a script in references", "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;alert(1)", ""),
		body("a script escaped", `\<script>alert(1)\</script>`, ""),
		body("attributes of a heading", `## 字 {#x onclick="alert(1)" style="color:red" class="a"}`, ""),
		body("an id that breaks out", `## 字 {#"><script>alert(1)</script>}`, "content/zh/trap.md:5:"),
		body("an id in quotes", `## 字 {id="x\" onclick=\"alert(1)"}`, "content/zh/trap.md:5:"),
		body("the language of code", "```\"><script>alert(1)</script>\nx\n```", ""),
		body("the title of a link", `[字](about.md "\" onclick=alert(1) x=\"")`, ""),
		body("a note mark that breaks out", `{note:"><script>}`, ""),
		body("the argument of a block", "::: notice \"><script>alert(1)</script>\n字\n:::", "content/zh/trap.md:5:"),
		body("a template", "{{.Site}} {{template \"x\"}} {{define \"base\"}}{{end}}", ""),
		{name: "HTML in front matter", files: map[string]string{trap: "+++\ntitle = \"</title><script>alert(1)</script>\"\nsummary = '\"><img src=x onerror=alert(1)>'\n+++\n字"}},
		{name: "a script in structured data", files: map[string]string{trap: "+++\ntitle = \"</script><script>alert(1)</script><!--\"\nsummary = \"字\"\n+++\n字"}},
		{name: "a key as HTML", files: map[string]string{trap: "+++\ntitle = \"字\"\nsummary = \"字\"\n\"<script>alert(1)</script>\" = 1\n+++\n字"}, want: `^content/zh/trap.md:4:1: unknown key "<script>`},
	}
}

func hostileAddresses() []hostile {
	const scheme = `^content/zh/trap.md:[57]:\d+: (link to .*(only https|no such page|kind:slug|host)|picture .*by its path|the letter U|raw HTML)`
	var out []hostile
	for _, target := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&#58;alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)",
		"javascript%3Aalert(1)", "%6aavascript:alert(1)", "%01javascript:alert(1)", `\javascript:alert(1)`, `java\script:alert(1)`,
		"<java\tscript:alert(1)>", "< javascript:alert(1)>", "data:text/html;base64,PHNjcmlwdD4=", "DATA:text/html,x", "vbscript:msgbox(1)",
		"view-source:https://x.gov.cn", "blob:https://x.gov.cn/1", "file:///etc/passwd", "http://www.gov.cn/", "//evil.example/", `\\evil.example\x`,
		`/\evil.example`, "https:evil.example", "https:/evil.example", `https:\\evil.example`, "https://www.gov.cn@evil.example/", "https://www.gov.cn:443@evil.example/",
		"https://www.gоv.cn/", "https://www.xn--gv-emc.cn/", "../../site.toml", "../../../etc/passwd", "%2e%2e/%2e%2e/site.toml", "..%5c..%5csite.toml", "C:/Windows/win.ini",
		"/etc/passwd", "con.md", "about.md%00.html", "licence:../../x", "licence:%2e%2e/x", "tel:javascript:alert(1)", "https://x.gov.cn/\u00A0\"onclick=alert(1)",
		"https://[::1", "https://www.gov.cn%2eevil.example/", "https://ｗｗｗ.gov.cn/",
	} {
		if strings.ContainsAny(target, "\t ") || strings.HasPrefix(target, "<") {
			out = append(out, body("link to "+target, "[字]("+target+")", scheme))
			continue
		}
		if !strings.HasPrefix(target, "tel:") && !strings.Contains(target, "onclick") {
			out = append(out, body("link to "+target, "[字]("+target+")", scheme), body("reference to "+target, "[字]\n\n[字]: "+target, scheme),
				body("picture "+target, "![字]("+target+")", scheme))
			continue
		}
		out = append(out, body("link to "+target, "[字](<"+target+">)", ""))
	}
	return append(out,
		body("an address in angle brackets", "<javascript:alert(1)>", scheme),
		body("an address as data", "<data:text/html,x>", scheme),
		body("a picture from elsewhere", "![字](https://www.gov.cn/x.png)", scheme),
		body("a page as a picture", "![字](about.md)", scheme),
		body("a link to an anchor that breaks out", `[字](about.md#"><script>)`, `^content/zh/trap.md:5:\d+: link to .*no such anchor`),
		body("a link inside a heading", "## [字](javascript:alert(1))", scheme),
	)
}

func hostileFacts() []hostile {
	const evil = `</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>`
	item := func(name, old, now, want string) hostile {
		return edit(name, "content/zh/licence/tea-shop-filing.md", old, now, want)
	}
	return []hostile{
		edit("HTML in the name of an agency", "content/agencies.toml", `name = "市卫生健康局"`, `name = "市卫生健康局"`+"\naliases = [\""+evil+"\"]\nnote = \""+evil+"\"\nnote_en = \""+evil+"\"", ""),
		edit("HTML in the full name of an agency", "content/agencies.toml", `full = "小城市卫生健康局"`, `full = "`+evil+`"`, ""),
		edit("HTML in the glossary", "content/glossary.toml", `explain = "做了要报告，部门收下材料给回执。"`, `explain = "`+evil+`"`+"\nsynonyms = [\""+evil+"\"]\npinyin = \""+evil+"\"", ""),
		edit("HTML in a term", "content/glossary.toml", `zh = "备案"`, `zh = "<b>备案"`, ""),
		edit("an id of a term", "content/glossary.toml", `id = "filing"`, `id = "x\" onclick=\"alert(1)"`, "^content/glossary.toml:2:"),
		edit("an id of an agency", "content/agencies.toml", `id = "health"`, `id = "../../x"`, "^content/agencies.toml:2:"),
		edit("HTML in the name of the site", "site.toml", `name = "小城办事指南"`, `name = "`+evil+`"`, ""),
		edit("HTML in the marks of the site", "site.toml", "name_en", "government.icp = \""+evil+"\"\ngovernment.hotline = \"javascript:alert(1)\"\ngovernment.host = \""+evil+"\"\nname_en", ""),
		edit("a script as the address for reports", "site.toml", "name_en", "government.report_url = \"javascript:alert(1)\"\nname_en", "^site.toml:2:"),
		edit("a script as the address of the site", "site.toml", "https://example.invalid/", "javascript://x/%0aalert(1)/", "^site.toml:3:"),
		edit("an address of the site that breaks out", "site.toml", "https://example.invalid/", `https://x.gov.cn/\"><script>alert(1)</script>/`, "^site.toml:3:"),
		edit("a script as the source of a policy", "content/zh/policy/tea-plan.md", "status", "source_url = \"javascript:alert(1)\"\nstatus", "^content/zh/policy/tea-plan.md:5:"),
		item("a script as the address of a contact", "[time]", "[[contacts]]\nagency = \"health\"\nurl = \"javascript:alert(1)\"\n[time]", "^content/zh/licence/tea-shop-filing.md:"),
		item("data as the address of a contact", "[time]", "[[contacts]]\nagency = \"health\"\nurl = \"data:text/html,x\"\n[time]", "^content/zh/licence/tea-shop-filing.md:"),
		item("a script as a telephone number", "[time]", "[[contacts]]\nagency = \"health\"\nphone = \"javascript:alert(1)\"\n[time]", "^content/zh/licence/tea-shop-filing.md:"),
		item("HTML in the facts of an item", `who = "卖现做奶茶的店"`, `who = "`+evil+`"`, ""),
		item("HTML in a material", `name = "场地租约"`, `name = "`+evil+`"`+"\nform = \""+evil+"\"\nnote = \""+evil+"\"", ""),
		item("an id of a material", `id = "lease"`, `id = "x\" onclick=\"alert(1)"`, "^content/zh/licence/tea-shop-filing.md:"),
		item("an id of a step", `id = "file"`, `id = "x\" onclick=\"alert(1)"`, "^content/zh/licence/tea-shop-filing.md:"),
		item("a formula in a name", `name = "场地租约"`, `name = "=HYPERLINK(\"https://evil.example\")"`, ""),
		item("a formula after a separator", `name = "场地租约"`, `name = "租约\",=1+1,\""`, ""),
		item("a formula after a line end", `name = "场地租约"`, `name = "租约\n=1+1"`, ""),
		item("a formula in another sign", `title = "奶茶店备案"`, `title = "＝1＋1"`, ""),
		item("a material from a path", `need = "required"`, "need = \"required\"\nfrom = [\"../../site\"]", "^content/zh/licence/tea-shop-filing.md:"),
		edit("a source file from a path", "content/zh/policy/tea-plan.md", "status", "source_file = \"../../../site.toml\"\nstatus", "^content/zh/policy/tea-plan.md:5:"),
	}
}

// edit is an attack in a file of the tiny site; the English files that no longer fit go.
func edit(name, file, old, now, want string) hostile {
	return hostile{name: name, want: want, lay: func(dir string) error {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		if !strings.Contains(string(data), old) {
			return fmt.Errorf("no %q in %s", old, file)
		}
		if english := filepath.Join(dir, strings.Replace(file, "/zh/", "/en/", 1)); english != filepath.Join(dir, file) {
			if err := errors.Join(os.Remove(english), os.Remove(filepath.Join(dir, "content/en/about.md"))); err != nil {
				return err
			}
		}
		return writeFile(filepath.Join(dir, file), []byte(strings.Replace(string(data), old, now, 1)))
	}}
}

func hostileText() []hostile {
	var out []hostile
	for _, r := range []rune{0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF,
		0x00AD, 0x180E, 0x3164, 0x115F, 0xFFA0, 0x2028, 0x2029, 0x0001, 0x001B, 0x007F, 0x0085, 0x009B, 0xE0041, 0xFFF9, 0xFFFE} {
		code := fmt.Sprintf("U+%04X", r)
		want := func(line int) string {
			return fmt.Sprintf(`^content/zh/trap.md:%d:\d+: .*%s`, line, strings.Replace(code, "+", `\+`, 1))
		}
		out = append(out, body(code+" in a body", "中"+string(r)+"文", want(5)),
			body(code+" as a reference", fmt.Sprintf("中&#x%X;文", r), want(5)),
			hostile{name: code + " in front matter", files: map[string]string{trap: fmt.Sprintf("+++\ntitle = \"中\\U%08X文\"\n+++\n", r)}, want: want(2)})
		if r >= 0x80 && r < 0xA0 { // HTML takes these for characters of windows-1252
			out[len(out)-2].want = ""
		}
	}
	return append(out,
		body("letters of two alphabets in a word", "请看 Liсence 页。", `^content/zh/trap.md:5:6: .*U\+0441`),
		hostile{name: "NUL", files: map[string]string{trap: "+++\ntitle = \"a\x00b\"\n+++\n"}, want: `^content/zh/trap.md:2:11: the file holds a NUL`},
		hostile{name: "invalid UTF-8", files: map[string]string{trap: "+++\ntitle = \"a\xffb\"\n+++\n"}, want: `^content/zh/trap.md:2:11: the file is not UTF-8`},
		hostile{name: "an overlong form", files: map[string]string{trap: "+++\ntitle = \"a\xc0\xbcscript\"\n+++\n"}, want: `^content/zh/trap.md:2:11: the file is not UTF-8`},
		hostile{name: "a surrogate", files: map[string]string{trap: "+++\ntitle = \"a\xed\xa0\x80\"\n+++\n"}, want: `^content/zh/trap.md:2:11: the file is not UTF-8`},
		hostile{name: "UTF-16", files: map[string]string{trap: "\xff\xfe+\x00+\x00+\x00\n\x00"}, want: `^content/zh/trap.md:1:1: .*UTF-16 LE`},
		hostile{name: "UTF-16 of the other order", files: map[string]string{trap: "\xfe\xff\x00+\x00+\x00+\x00\n"}, want: `^content/zh/trap.md:1:1: .*UTF-16 BE`},
		hostile{name: "UTF-32", files: map[string]string{trap: "\xff\xfe\x00\x00+\x00\x00\x00"}, want: `^content/zh/trap.md:1:1: .*UTF-32`},
		hostile{name: "two byte order marks", files: map[string]string{trap: "\ufeff\ufeff+++\ntitle = \"a\"\n+++\n"}, want: `^content/zh/trap.md:1:`},
		hostile{name: "UTF-16 in the settings", files: map[string]string{"site.toml": "\xff\xfen\x00a\x00"}, want: `^site.toml:1:1: .*UTF-16 LE`},
		hostile{name: "UTF-16 in a layout", files: map[string]string{"layouts/base.html": "\xff\xfe<\x00h\x00"}, want: `^layouts/base.html:1:1: .*UTF-16 LE`},
		hostile{name: "UTF-16 in the words", files: map[string]string{"layouts/strings/zh.toml": "\xff\xfe<\x00h\x00"}, want: `^layouts/strings/zh.toml:1:1: .*UTF-16 LE`},
	)
}

func hostileNames() []hostile {
	file := func(name, want string) hostile {
		return hostile{name: "the name " + name, files: map[string]string{"content/zh/" + name: "+++\ntitle = \"字\"\nsummary = \"字\"\n+++\n"}, want: want}
	}
	link := func(name, at, to, want string) hostile {
		return hostile{name: name, want: want, lay: func(dir string) error {
			to := strings.ReplaceAll(to, "OUTSIDE", filepath.Dir(dir))
			if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret.md"), []byte("+++\ntitle = \"secret\"\n+++\n"), 0o666); err != nil {
				return err
			}
			_ = os.Remove(filepath.Join(dir, at))
			return os.Symlink(to, filepath.Join(dir, at))
		}}
	}
	pipe := func(at, want string) hostile {
		return hostile{name: "a pipe as " + at, want: want, lay: func(dir string) error {
			_ = os.Remove(filepath.Join(dir, at))
			return syscall.Mkfifo(filepath.Join(dir, at), 0o666)
		}}
	}
	long := strings.Repeat("a", 250)
	return []hostile{
		file("con.md", "^content/zh/con.md: the name"), file("nul.md", "^content/zh/nul.md: the name"), file("com1.md", "^content/zh/com1.md: the name"),
		file("a..md", "^content/zh/a..md: "), file(`a\b.md`, `^content/zh/a\\b.md: `), file("C:.md", "^content/zh/C:.md: "), file("a .md", "^content/zh/a .md: "), file("x.md.", "^content/zh/x.md.: "),
		file("<script>.md", "^content/zh/<script>.md: "), file("a\nb.md", `^content/zh/a\\nb.md: `), file("a\x1b[31m.md", `^content/zh/a\\x1b\[31m.md: `), file("\xff.md", `^content/zh/\\xff.md: `), file("a\u202eb.md", `^content/zh/a\\u202eb.md: `),
		file("Trap.md", "^content/zh/Trap.md: "), file("ａ.md", "^content/zh/ａ.md: "), file("caf\u00e9.md", "^content/zh/caf"), file("cafe\u0301.md", "^content/zh/cafe"),
		file("%2e%2e.md", "^content/zh/%2e%2e.md: "), file(long+".md", ""), file("x.html", "^content/zh/x.html: "), file("x.php", "^content/zh/x.php: "), file(".htaccess.md", ""),
		file("policy.md", "public/policy/index.html|content/zh/policy"), file("en.md", "content/(zh/en.md|en/index.md)"), file("data.md", ""), file("assets.md", ""), file("files.md", ""),
		file("licence/index/x.md", "^content/zh/licence/index"), file("search/x.md", "^content/zh/search"), file("agency/health.md", "content/zh/agency/health.md"),
		{name: "twins in capitals", files: map[string]string{"content/zh/licence/Tea-shop-filing.md": "x"}, want: "^content/zh/licence/Tea-shop-filing.md: .*reserved name"},
		link("a link to a file outside", trap, "OUTSIDE/secret.md", "^content/zh/trap.md: the link leads out"),
		link("a link up", trap, "../../../secret.md", "^content/zh/trap.md: the link leads out"),
		link("a link to itself", trap, "trap.md", "^content/zh/trap.md: "),
		link("a link to a device", trap, "/dev/zero", "^content/zh/trap.md: the link leads out"),
		link("a link to the settings", trap, "../../site.toml", "^content/zh/trap.md: the link leads out"),
		link("a link to a folder", "content/zh/news", "licence", "^content/zh/news: links to folders"),
		link("a link to the folder above", "content/zh/news", "..", "^content/zh/news: "),
		link("the settings as a link outside", "site.toml", "OUTSIDE/secret.md", "^site.toml: "),
		link("the settings as a device", "site.toml", "/dev/zero", "^site.toml: "),
		link("a layout as a link outside", "layouts/page.html", "OUTSIDE/secret.md", "^layouts/page.html: "),
		link("a layout as a device", "layouts/page.html", "/dev/zero", "^layouts/page.html: "),
		link("words as a device", "layouts/strings/zh.toml", "/dev/zero", "^layouts/strings/zh.toml: "),
		pipe(trap, "^content/zh/trap.md: this is neither"), pipe("site.toml", "^site.toml: this is neither"), pipe("layouts/page.html", "^layouts/page.html: this is neither"),
		pipe("layouts/components/pipe.html", "^layouts/components/pipe.html: this is neither"), pipe("layouts/strings/zh.toml", "^layouts/strings/zh.toml: this is neither"),
		pipe("static/js/pipe.js", ""), pipe("content/agencies.toml", "^content/agencies.toml: this is neither"), pipe("content/zh/policy/tea.txt", "^content/zh/policy/tea.txt: this is neither"),
		{name: "public as a link outside", want: "^mingbai: public ", code: 2, lay: func(dir string) error { return os.Symlink(filepath.Dir(dir), filepath.Join(dir, "public")) }},
		svg("a script in a picture", "<script>alert(1)</script>"), svg("a script by address", `<script href="x.js"/>`), svg("a handler", `<rect onclick="alert(1)"/>`),
		svg("HTML in a picture", `<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="x"/></foreignObject>`), svg("a script link", `<a href="javascript:alert(1)"><text>x</text></a>`),
		svg("a link by XLink", `<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="java&#10;script:alert(1)"><text>x</text></a>`), svg("an animated link", `<a><animate attributeName="href" values="javascript:alert(1)"/></a>`),
		svg("an entity", `<!DOCTYPE svg [<!ENTITY a "b">]><text>&a;</text>`), svg("a picture from elsewhere", `<image href="https://evil.example/x.png"/>`), svg("a style from elsewhere", `<style>@import "https://evil.example/x.css"</style>`),
		svg("not XML", `<rect`), svg("a use of another file", `<use href="https://evil.example/x.svg#a"/>`), svg("a prefix", `<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>`),
		{name: "a picture that is a page", files: map[string]string{"content/zh/x.png": "<script>alert(1)</script>", trap: "body:![字](x.png)"}, want: "^content/zh/x.png: "},
	}
}

func svg(name, inner string) hostile {
	return hostile{name: "SVG: " + name, want: "^content/zh/x.svg:",
		files: map[string]string{"content/zh/x.svg": `<svg xmlns="http://www.w3.org/2000/svg">` + inner + "</svg>", trap: "body:![字](x.svg)"}}
}
