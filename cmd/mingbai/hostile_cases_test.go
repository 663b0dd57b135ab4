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

func hostileSize() []func() hostile {
	n := func(text string, n int) string { return strings.Repeat(text, n) }
	count := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	deeper := func(step, mark string, n int) string {
		return count(n, func(i int) string { return strings.Repeat(step, i) + mark + "\n" })
	}
	const at, any = "^content/zh/trap.md:", ""
	return []func() hostile{
		func() hostile { return body("a line of 10 MB", n("a", 10<<20), at) },
		func() hostile { return body("a line of 10 MB of Chinese", n("字", 4<<20), at) },
		func() hostile { return body("a megabyte in a line", n("字", 1<<20-9), any) },
		func() hostile { return body("4 MB of short lines", n("字\n", 1<<20-99), "*") },
		func() hostile {
			return body("more than a text may have", n("字\n", 5<<20), "^content/zh/trap.md: the file has")
		},
		func() hostile { return body("quotes in a line", n("> ", 100000), at) },
		func() hostile { return body("quotes on lines", deeper(">", "字", 2000), at) },
		func() hostile { return body("lists in a line", n("- ", 100000)+"字", at) },
		func() hostile { return body("lists deeper and deeper", deeper("  ", "- 字", 2000), at) },
		func() hostile { return body("numbers deeper and deeper", deeper("   ", "1. 字", 2000), at) },
		func() hostile { return body("quotes and lists", n("> - ", 50000), at) },
		func() hostile { return body("emphasis", n("*a ", 200000), "*") },
		func() hostile { return body("emphasis both ways", n("*a**b", 100000), "*") },
		func() hostile { return body("emphasis nested", n("*", 50000)+"a"+n("*", 50000), "*") },
		func() hostile { return body("emphasis of Chinese", n("**字。**", 100000), "*") },
		func() hostile { return body("underlines", n("_a _", 200000), "*") },
		func() hostile { return body("open brackets", n("[", 500000), at) },
		func() hostile { return body("brackets that nest", n("[", 50000)+"a"+n("]", 50000), at) },
		func() hostile { return body("open links", n("[a](", 200000), at) },
		func() hostile { return body("links to nothing", n("[a](<b", 100000), "*") },
		func() hostile { return body("pictures that nest", n("![", 100000), at) },
		func() hostile { return body("brackets over lines", n("[a\n", 200000), "*") },
		func() hostile { return body("closed brackets", n("]", 500000), "*") },
		func() hostile {
			return body("code that never ends", count(3000, func(i int) string { return strings.Repeat("`", i) + "a" }), "*")
		},
		func() hostile { return body("backticks", n("`a", 500000), "*") },
		func() hostile { return body("less-than signs", n("<", 500000), "*") },
		func() hostile { return body("open tags", n("<a ", 300000), "*") },
		func() hostile { return body("open comments", n("<!-- a ", 100000), "*") },
		func() hostile { return body("open instructions", n("<? a ", 100000), "*") },
		func() hostile { return body("open CDATA", n("<![CDATA[ ", 100000), "*") },
		func() hostile { return body("open declarations", n("<!X ", 100000), "*") },
		func() hostile { return body("references", n("&", 500000), "*") },
		func() hostile { return body("references without an end", n("&#x", 300000), "*") },
		func() hostile { return body("braces", n("{", 500000), "*") },
		func() hostile { return body("note marks", n("{note:", 200000), "*") },
		func() hostile { return body("attributes of a heading", "## a "+n("{#a ", 100000), "*") },
		func() hostile { return body("attributes that nest", "## a {a="+n("[", 300000), at) },
		func() hostile { return body("an attribute without end", "## a {a="+n(`"\`, 300000), "*") },
		func() hostile { return body("a table of 100,000 rows", "| a |\n| - |\n"+n("| 字 |\n", 100000), "*") },
		func() hostile {
			return body("a table of 20,000 columns", n("|a", 20000)+"|\n"+n("|-", 20000)+"|\n"+n("|b", 20000)+"|\n", "*")
		},
		func() hostile {
			return body("a table of many rows and columns", n("|a", 2000)+"|\n"+n("|-", 2000)+"|\n"+n("|\n", 20000), "*")
		},
		func() hostile { return body("100,000 tables", n("|a|\n|-|\n\n", 100000), "*") },
		func() hostile { return body("100,000 links", n("[字](about.md)\n", 100000), "*") },
		func() hostile { return body("100,000 broken links", n("[字](nothing.md)\n", 100000), at) },
		func() hostile { return body("100,000 broken links in a line", n("[字](no.md)", 70000), at) },
		func() hostile {
			return body("100,000 definitions of links", count(100000, func(i int) string { return fmt.Sprintf("[a%d]: https://www.gov.cn/%d\n", i, i) })+"\n[a7]", at)
		},
		func() hostile { return body("100,000 references to links", "[a]: about.md\n\n"+n("[a] ", 100000), "*") },
		func() hostile { return body("references to nothing", n("[a][b]", 100000), "*") },
		func() hostile { return body("100,000 headings", n("## 字\n", 100000), "*") },
		func() hostile { return body("100,000 headings of an id", n("## 字 {#a}\n", 100000), at) },
		func() hostile { return body("headings that jump", n("#### 字\n## a\n", 50000), at) },
		func() hostile { return body("underlined headings", n("字\n---\n", 100000), "*") },
		func() hostile {
			return body("100,000 footnotes", count(100000, func(i int) string { return fmt.Sprintf("字[^%d]\n\n[^%d]: 注\n\n", i, i) }), "*")
		},
		func() hostile { return body("a footnote 100,000 times", "[^1]: 注\n\n"+n("字[^1]\n", 100000), "*") },
		func() hostile {
			return body("footnotes in footnotes", count(20000, func(i int) string { return fmt.Sprintf("[^%d]: 注[^%d]\n\n", i, i+1) })+"[^0]", "*")
		},
		func() hostile { return body("100,000 lists", n("- 字\n\n1. 字\n\n", 50000), "*") },
		func() hostile { return body("a list of 100,000", n("- 字\n", 100000), "*") },
		func() hostile { return body("definitions", n("字\n:   字\n\n", 100000), "*") },
		func() hostile { return body("blocks of ours", n("::: notice\n", 100000), at) },
		func() hostile { return body("closed blocks of ours", n("::: notice\n:::\n", 100000), "*") },
		func() hostile { return body("unknown blocks", n("::: a\n:::\n", 100000), at) },
		func() hostile { return body("fences", n("```\n", 200001), "*") },
		func() hostile { return body("fences in quotes", n("> ```\n\n", 100000), "*") },
		func() hostile { return body("raw HTML 100,000 times", n("字<b>\n", 100000), at) },
		func() hostile { return body("rulers", n("---\n\n", 200000), "*") },
		func() hostile { return body("tabs", n("\t", 500000)+"a", "*") },
		func() hostile { return body("blank lines", n("\n", 3<<20), any) },
		func() hostile { return body("Chinese numbers", n("十百千万亿", 200000), "*") },
		func() hostile { return body("document numbers", n("国发〔2020〕1号", 60000), "*") },
		func() hostile { return body("terms", n("备案", 400000), "*") },
		func() hostile {
			return body("words for the index", count(300000, func(i int) string { return fmt.Sprintf("w%dx ", i) }), "*")
		},
		func() hostile { return body("combining marks", "e"+n("\u0301", 400000), "*") },
		func() hostile { return body("long word", n("a", 1<<20-9), "*") },
		func() hostile { return body("dashes", n("—", 300000), "*") },
	}
}

func hostileTables() []func() hostile {
	n := strings.Repeat
	front := func(name, text, want string) hostile {
		return hostile{name: name, files: map[string]string{trap: "+++\ntitle = \"字\"\nsummary = \"字\"\n" + text + "\n+++\n"}, want: want}
	}
	count := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	const at = "^content/zh/trap.md:"
	questions := func(n int) string {
		return count(n, func(i int) string {
			return fmt.Sprintf("\n[[questions]]\nid = \"q%d\"\ntext = \"问\"\n[[questions.answers]]\nid = \"yes\"\ntext = \"是\"\ncondition = \"是\"\n[[questions.answers]]\nid = \"no\"\ntext = \"否\"\ncondition = \"否\"\n", i)
		}) + "\n[[needs]]\nlicence = \"tea-shop-filing\"\nwhen = { q0 = \"yes\" }\n[[needs]]\n"
	}
	return []func() hostile{
		func() hostile { return front("arrays in arrays", "a = "+n("[", 500000)+n("]", 500000), at) },
		func() hostile { return front("arrays over lines", "a = "+n("[\n", 2000000), at) },
		func() hostile { return front("tables in tables", "a = "+n("{a=", 300000)+"1"+n("}", 300000), at) },
		func() hostile { return front("a dotted key", n("a.", 400000)+"a = 1", at) },
		func() hostile { return front("a dotted header", "["+n("a.", 400000)+"a]", at) },
		func() hostile {
			return front("dotted headers", count(3000, func(i int) string { return "[" + n("a.", i) + "b]\n" }), at)
		},
		func() hostile { return front("a huge key", n("a", 1000000)+" = 1", at) },
		func() hostile {
			return front("100,000 keys", count(100000, func(i int) string { return fmt.Sprintf("k%d = %d\n", i, i) }), at)
		},
		func() hostile {
			return front("100,000 tables", count(100000, func(i int) string { return fmt.Sprintf("[t%d]\n", i) }), at)
		},
		func() hostile { return front("100,000 rows", n("[[a]]\n", 100000), at) },
		func() hostile { return front("rows of rows", n("[[a]]\n[[a.b]]\n", 50000), at) },
		func() hostile { return front("a key twice", "title = \"b\"", at) },
		func() hostile { return front("a string without end", "b = \"\"\""+n("a\n", 1000000), at) },
		func() hostile { return front("a huge string", "summary = \"\"\"\n"+n("字\n", 1000000)+"\"\"\"", "*") },
		func() hostile { return front("a huge number", "a = "+n("9", 500000), at) },
		func() hostile { return front("a huge float", "a = 1e"+n("9", 5000), at) },
		func() hostile { return front("not a number", "a = nan", at) },
		func() hostile { return front("a huge date", "a = 99999-01-01", at) },
		func() hostile { return front("quotes", "a = "+n(`"`, 500000), at) },
		func() hostile { return front("escapes", "a = \""+n(`\u0000`, 100000)+"\"", at) },
		func() hostile { return front("comments", n("#\n", 50000), "") },
		func() hostile { return front("a list of 300,000", "a = ["+n("1,", 300000)+"]", at) },
		func() hostile { return front("a list of wrong types", "column = ["+n("1,", 300000)+"]", at) },
		func() hostile { return front("no end", "+", at) },
		func() hostile {
			return hostile{name: "no end of front matter", files: map[string]string{trap: "+++\n" + n("a = 1\n", 100000)}, want: at}
		},
		func() hostile {
			return hostile{name: "100,000 agencies", want: "*", lay: addTo("content/agencies.toml", count(50000, func(i int) string {
				return fmt.Sprintf("[[agency]]\nid = \"a%d\"\nname = \"局%d\"\nfull = \"局%d全\"\nen = \"Bureau %d\"\nlevel = \"city\"\nkind = \"government\"\n", i, i, i, i)
			}))}
		},
		func() hostile {
			return hostile{name: "100,000 terms", want: "*", lay: addTo("content/glossary.toml", count(50000, func(i int) string {
				return fmt.Sprintf("[[term]]\nid = \"a%d\"\nzh = \"词%d\"\nen = [\"word %d\"]\n", i, i, i)
			}))}
		},
		func() hostile {
			return hostile{name: "wrong agencies", want: "^content/agencies.toml:", lay: addTo("content/agencies.toml", n("[[agency]]\nidd = \"a\"\n", 50000))}
		},
		func() hostile {
			return edit("a guide of 40 questions", "content/zh/guide/tea-shop.md", "[[needs]]\n", questions(40), "^content/zh/guide/tea-shop.md:")
		},
		func() hostile {
			return edit("a guide of 10,000 questions", "content/zh/guide/tea-shop.md", "[[needs]]\n", questions(10000), "^content/zh/guide/tea-shop.md:")
		},
		func() hostile {
			return edit("a guide with an item 50,000 times", "content/zh/guide/tea-shop.md", "[[needs]]\n", n("[[needs]]\nlicence = \"tea-shop-filing\"\n", 50000)+"[[needs]]\n", "^content/zh/guide/tea-shop.md:")
		},
		func() hostile {
			return edit("an item with 50,000 papers", "content/zh/licence/tea-shop-filing.md", "[[steps]]\n", count(20000, func(i int) string {
				return fmt.Sprintf("[[materials]]\nid = \"m%d\"\nname = \"材料\"\nneed = \"required\"\n", i)
			})+"[[steps]]\n", "*")
		},
		func() hostile {
			return edit("an item with 50,000 faults", "content/zh/licence/tea-shop-filing.md", "[[steps]]\n", count(50000, func(i int) string {
				return fmt.Sprintf("[[materials]]\nid = \"m%d\"\nname = \"材料\"\nneed = \"often\"\nbasis = [\"b\"]\n", i)
			})+"[[steps]]\n", "^content/zh/licence/tea-shop-filing.md:")
		},
		func() hostile {
			return edit("a period beyond counting", "content/zh/licence/tea-shop-filing.md", "[time]", "[time.statutory]\nvalue = 9223372036854775807\nextension = 9223372036854775807\nunit = \"working-days\"\nevidence = \"law\"", "^content/zh/licence/tea-shop-filing.md:")
		},
		func() hostile {
			return edit("a policy of 30,000 measures", "content/zh/policy/tea-plan.md", "## 一、多开奶茶店\n", "## 一、多开奶茶店\n"+n("\n### （一）支持\n\n字。\n\n（责任单位：市卫生健康局）\n", 30000), "^content/zh/policy/tea-plan.md:")
		},
		func() hostile {
			return edit("a measure of 100,000 units", "content/zh/policy/tea-plan.md", "（责任单位：市卫生健康局）", "（责任单位："+n("市卫生健康局、", 100000)+"市卫生健康局）", "*")
		},
		func() hostile {
			return edit("100,000 unknown units", "content/zh/policy/tea-plan.md", "（责任单位：市卫生健康局）", "（责任单位："+n("市卫健局、", 100000)+"市卫生健康局）", "^content/zh/policy/tea-plan.md:")
		},
		func() hostile {
			return hostile{name: "a source that differs everywhere", want: "^content/zh/policy/tea-plan.md:", lay: func(dir string) error {
				if err := writeFile(filepath.Join(dir, "content/zh/policy/tea.txt"), []byte(n("乙丙丁戊\n", 1000000))); err != nil {
					return err
				}
				return edit("", "content/zh/policy/tea-plan.md", "status", "source_file = \"tea.txt\"\nstatus", "").lay(dir)
			}}
		},
		func() hostile {
			return hostile{name: "two texts of many numbers", want: "*", files: map[string]string{trap: "body:" + count(30000, func(i int) string { return fmt.Sprintf("第%d项，%d元。\n\n", i, i+7) }),
				"content/en/trap.md": "+++\ntitle = \"Trap\"\n+++\n" + count(30000, func(i int) string { return fmt.Sprintf("Item %d is %d yuan.\n\n", i+1, i+9) })}}
		},
		func() hostile {
			return hostile{name: "20,000 pages with a fault", want: "^content/zh/licence/p", lay: func(dir string) error {
				for i := range 20000 {
					if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("content/zh/licence/p%d.md", i)), []byte("+++\ntitel = \"a\"\n+++\n[a](b.md)\n"), 0o666); err != nil {
						return err
					}
				}
				return nil
			}}
		},
	}
}

// addTo adds a text to a file.
func addTo(file, text string) func(dir string) error {
	return func(dir string) error {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, file), append(data, text...), 0o666)
	}
}

func hostileLayouts() []func() hostile {
	n := strings.Repeat
	page := func(name, text, want string) hostile {
		return hostile{name: "a layout with " + name, files: map[string]string{"layouts/page.html": text}, want: want}
	}
	const at = "^layouts/page.html:"
	double := "{{$a := \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}}" + n("{{$a = printf \"%s%s\" $a $a}}", 40) + "{{len $a}}"
	var fan strings.Builder
	for i := range 40 {
		fmt.Fprintf(&fan, `{{define "f%d"}}{{template "f%d"}}{{template "f%d"}}{{end}}`, i, i+1, i+1)
	}
	fan.WriteString(`{{define "f40"}}{{end}}{{template "f0"}}`)
	return []func() hostile{
		func() hostile { return page("a loop of numbers", "{{range 100000000000}}{{end}}", at) },
		func() hostile { return page("a loop that writes", "{{range 100000000000}}abcdefgh{{end}}", at) },
		func() hostile { return page("a loop of a variable", "{{$n := 100000000000}}{{range $n}}a{{end}}", at) },
		func() hostile { return page("loops in loops", n("{{range 1000}}", 6)+n("{{end}}", 6), at) },
		func() hostile {
			return page("a template in itself", `{{define "r"}}{{template "r" .}}{{end}}{{template "r" .}}`, at)
		},
		func() hostile { return page("templates that double", fan.String(), at) },
		func() hostile { return page("a string that doubles", double, at) },
		func() hostile {
			return page("a wide format", `{{printf "%999999d" 1 | printf "%s%999999s" | printf "%s%999999s"}}`, "")
		},
		func() hostile { return page("depth", n("{{if true}}", 20000)+n("{{end}}", 20000), "*") },
		func() hostile { return page("brackets", "{{"+n("(", 200000)+"1"+n(")", 200000)+"}}", at) },
		func() hostile { return page("no end", "{{if", at) },
		func() hostile { return page("tags without end", n("<a ", 300000), "^layouts") },
		func() hostile { return page("10 MB", n("字", 4<<20), "^layouts/page.html") },
		func() hostile { return page("an unknown field", "{{.Nothing}}", at) },
		func() hostile { return page("a script of its own", "<script>{{.Title}}</script>", "^layouts/") },
		func() hostile {
			return hostile{name: "deep words", files: map[string]string{"layouts/strings/zh.toml": "a = " + n("[", 500000)}, want: "^layouts/strings/zh.toml:1:"}
		},
		func() hostile {
			return hostile{name: "brackets in a script", files: map[string]string{"static/js/x.js": n("(", 2000000)}, want: "^static/js/x.js"}
		},
		func() hostile {
			return hostile{name: "brackets in a style", files: map[string]string{"static/css/x.css": n("{", 2000000)}, want: "*"}
		},
		func() hostile {
			return hostile{name: "arrays in a script", files: map[string]string{"static/js/x.js": n("[", 500000) + n("]", 500000)}, want: "^static/js/x.js"}
		},
		func() hostile {
			return hostile{name: "functions in a script", files: map[string]string{"static/js/x.js": n("a=>", 500000) + "1"}, want: "^static/js/x.js"}
		},
		func() hostile {
			return hostile{name: "minus signs in a script", files: map[string]string{"static/js/x.js": n("- ", 500000) + "1"}, want: "^static/js/x.js"}
		},
		func() hostile {
			return hostile{name: "a path in a script", files: map[string]string{"static/js/x.js": `import "../../site.toml"`}, want: "^static/js/x.js"}
		},
		func() hostile {
			return hostile{name: "calls in a style", files: map[string]string{"static/css/x.css": "a{b:" + n("calc(", 500000) + "}"}, want: "*"}
		},
	}
}
