//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

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
