package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingbai/cmd/mingbai/internal/diag"
)

// help is the text of one command in English and Chinese.
type help struct{ short, long, example [2]string }

// helps are the texts of all commands by name; "" is the program's.
var helps = map[string]help{
	"": {
		short: [2]string{"make a clear bilingual website from policy texts, guides and licence lists", "把政策文件、办事指引和许可清单做成看得明白的双语网站"},
		long: [2]string{`mingbai turns the files in content/ into a website of plain files: Chinese pages, English pages, and a
search that needs no server. It checks every fact, link and date on the way, and says in which file, line and
column something is wrong. If anything is wrong, the finished site stays as it was.`,
			`mingbai 把 content/ 里的文件做成网站：中文页面、英文页面和搜索，放在任何服务器上都能用。
它会检查每一条事实、链接和日期，有错就指出在哪个文件、第几行、第几个字。只要有错，已经做好的网站就保持原样。`},
		example: [2]string{"mingbai serve", "mingbai serve"},
	},
	"build": {
		short: [2]string{"make the site in public/", "生成网站，写到 public/"},
		long: [2]string{`Checks the sources and writes the site to public/. Copy that folder to a web server, and the site is published.
Only files that have changed are written. Files in public/ that mingbai did not write are never touched. If the
sources have errors, public/ stays as it was. Before you publish, build with --strict.`,
			`检查源文件，把网站写到 public/。把这个目录复制到网站服务器，就发布了。
只写有变化的文件；public/ 里不是 mingbai 写的文件不会动。源文件有错时，public/ 保持原样。正式发布前请加上 --strict。`},
		example: [2]string{"mingbai build --out /srv/www", "mingbai build --out /srv/www"},
	},
	"merge": {
		short: [2]string{"put together a site built in parts", "合并分块生成的网站"},
		long: [2]string{`Puts together the parts that build --shard has made of a very large site, each on a machine of its own if need be:
the result is the site that one build would have made, byte for byte. Every FOLDER holds one part or several; without
one it is .parts/, where build --shard writes without --out. The sources are not needed: away from the site, name the
folders and --out. Parts of different sources, versions or days are refused, and so is a part that is missing or
damaged.`,
			`把 build --shard 生成的分块合并成一个网站。网站特别大的时候，每一块可以在不同的机器上生成；合并出来的网站和一次
生成的一字不差。FOLDER 是放分块的目录，可以有几个；不写就是 .parts/，build --shard 不写 --out 时也放在那里。
合并不需要源文件：不在网站目录里合并时，请写明目录和 --out。源文件、程序版本或日期不同的分块，缺少或损坏的分块，
都不会合并。`},
		example: [2]string{"mingbai build --shard 1/2 && mingbai build --shard 2/2 && mingbai merge", "mingbai build --shard 1/2 && mingbai build --shard 2/2 && mingbai merge"},
	},
	"check": {
		short: [2]string{"look for mistakes and write nothing", "只检查，不写文件"},
		long: [2]string{`Does all that build does, but writes nothing. Run it before you hand in a change. Each mistake is shown with its
file, line and column, with the line itself, and where possible with the word that was probably meant.`,
			`和 build 做同样的检查，但不写文件。改完内容，交出去之前先运行它。
每个错误都写明文件、行、列，并显示那一行；能猜到您想写什么时，也会提示。`},
		example: [2]string{"mingbai check", "mingbai check"},
	},
	"serve": {
		short: [2]string{"show the site on this computer while you write", "在本机预览网站，边写边看"},
		long: [2]string{`Builds the site and shows it on this computer only. Open the address that is printed in a browser. Whenever you save
a file, the page in the browser follows. If there is a mistake, the browser shows it and the last good site stays.
Nothing is written to public/.`,
			`生成网站，只在本机显示。用浏览器打开显示出来的网址。您每次保存文件，浏览器里的页面会自动更新。
写错了，浏览器会显示错误，上一次没有错误的网站仍然可以看。不会写 public/。`},
		example: [2]string{"mingbai serve", "mingbai serve"},
	},
	"kiosk": {
		short: [2]string{"pack the site for a computer without a network", "把网站打成压缩包，不联网也能看"},
		long: [2]string{`Checks the sources and writes the site to one zip file, for a kiosk in a service hall or a USB stick. Unpack it
anywhere and open index.html in a browser: pages, questions and search work without a server and without a network.
Links name files and all scripts are one file there, so do not put this copy on a server; build is for that. Many
people share a kiosk: start its browser in guest mode, so that nobody's ticks stay for the next. The same sources
give the same file. A file of that name is replaced only if it is a zip file, and only when the new one is whole.`,
			`检查源文件，把网站写成一个 zip 压缩包，给办事大厅的自助机或优盘用。解压到任何地方，用浏览器打开 index.html：
看页面、答问题、搜索都不用服务器，也不用联网。
这一份的链接和脚本是为文件夹做的，不要放到网站服务器上；发布网站请用 build。自助机是大家共用的：
请让浏览器以访客模式打开，免得前一个人勾选的内容留给后一个人。同样的源文件，做出的压缩包一字不差。
同名的文件是 zip 压缩包才会替换，而且要等新的做完整了才替换。`},
		example: [2]string{"mingbai kiosk kiosk.zip", "mingbai kiosk kiosk.zip"},
	},
	"new": {
		short: [2]string{"start a policy, guide or licence", "新建一个政策、指引或许可的草稿"},
		long: [2]string{`Writes a draft in Chinese and one in English, with every key explained, that can be built at once. SLUG is the name
in the address: a-z, 0-9 and -. What has to be filled in says so. Files that are there already are never
overwritten.

  policy    the text of a policy document
  guide     how to set up one kind of institution
  licence   one licence, filing or registration`,
			`写好中文和英文两份草稿，每一项都有说明，马上就能生成网页。SLUG 是网址里的名字，只能用 a-z、0-9 和 -。
要填的地方都写着“待填写”。已有的文件不会覆盖。

  policy    政策文件全文
  guide     怎样开办一类机构
  licence   一项许可、备案或登记`},
		example: [2]string{"mingbai new licence food-stall", "mingbai new licence food-stall"},
	},
	"publish": {
		short: [2]string{"bring the site to its server, safely", "把网站稳妥地发布到服务器"},
		long: [2]string{`Builds the site, makes a release of it in .publish/, checks it, and brings it to a folder or to S3-compatible
storage. The release holds every file, its .br and .gz forms, a manifest, and the settings of static hosts
(_headers, _redirects), nginx and Caddy. Pages are sent after what they need and deletions come last, so readers
never meet a broken page. If the connection breaks, publish again: it goes on where it was.

Nothing is published if a link or a file of the release is wrong, if too many pages would vanish, or if an
address in content/permanent.toml would lead nowhere. For storage, the keys are those of the environment:
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
			`生成网站，在 .publish/ 里打包，检查以后，发布到目录或 S3 兼容存储。发布包里有全部文件、.br 和 .gz 压缩文件、清单，
以及静态托管（_headers、_redirects）、nginx 和 Caddy 的设置。先发送页面需要的文件，再发送页面，最后才删除，
读者不会看到残缺的页面。连接断了，再发布一次就会接着发。

链接或文件有错、消失的页面太多、content/permanent.toml 里的网址没有了着落，都不会发布。
存储服务的密钥用环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。`},
		example: [2]string{"mingbai publish --to /srv/www", "mingbai publish --to /srv/www"},
	},
	"search": {
		short: [2]string{"search the site from here", "在这里搜索网站"},
		long: [2]string{`Searches as the search page of the site does, by the same rules. Shows title, address, section and the words found.`,
			`和网站的搜索页用同样的规则搜索，显示标题、网址、所在部分和找到的文字。`},
		example: [2]string{"mingbai search childcare filing", "mingbai search 托育备案"},
	},
	"translations": {
		short: [2]string{"list which translations are older than their source", "列出哪些译文比原文旧"},
		long: [2]string{`Lists every page with the state of its English translation: current, stale (with the sections whose Chinese has
changed since), unrecorded, or missing; then how much is translated. FILE is a page's file in either language. After
you have compared a translation with the Chinese, record it with --update: the file then holds the date and a short
hash of each Chinese section. --show prints what has changed, from git's history if there is one.`,
			`列出每个页面英文译文的状态：最新、过时（写明哪几节的中文改过）、未记录、没有译文，最后是翻译了多少。
FILE 是页面的文件，哪种语言的都可以。对照过译文和中文以后，用 --update 记录：文件里会写上日期和每一节中文的短校验码。
--show 显示中文改了什么；有 git 历史时，会和翻译时的文字比较。`},
		example: [2]string{"mingbai translations --show content/en/about.md", "mingbai translations --show content/en/about.md"},
	},
	"version": {
		short:   [2]string{"show the version", "显示版本"},
		long:    [2]string{"Shows the version of the program. Please give it when you report a problem.", "显示程序的版本。反映问题时请一并告知。"},
		example: [2]string{"mingbai version", "mingbai version"},
	},
	"help": {
		short:   [2]string{"explain a command", "查看某个命令的说明"},
		long:    [2]string{"Explains a command, with an example.", "显示某个命令的说明和例子。"},
		example: [2]string{"mingbai help new", "mingbai help new"},
	},
	"completion": {
		short: [2]string{"let the shell complete commands", "让命令行自动补全"},
		long: [2]string{`Prints a script that lets the shell complete commands and options when you press Tab. SHELL is bash, zsh, fish or
powershell.`,
			`显示一段脚本，装好以后按 Tab 键就能补全命令和选项。SHELL 是 bash、zsh、fish 或 powershell。`},
		example: [2]string{"source <(mingbai completion bash)", "source <(mingbai completion bash)"},
	},
}

// helpOn prints the help of a command.
func (a *app) helpOn(w io.Writer, cmd *cobra.Command) {
	var b bytes.Buffer
	a.describe(&b, cmd)
	fmt.Fprintf(&b, "\n%s\n", a.say("everywhere"))
	writeFlags(&b, cmd.Root().PersistentFlags(), func(string) bool { return true })
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", a.say("more-help"))
	}
	_, _ = w.Write(b.Bytes()) // there is nobody else to tell
}

// describe writes what a command does and what only it can be told.
func (a *app) describe(w io.Writer, cmd *cobra.Command) {
	text := helps[commandName(cmd)]
	fmt.Fprintf(w, "%s\n\n", text.long[a.lang])
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(w, a.say("commands-head"))
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(w, "  %-11s %s\n", sub.Name(), helps[sub.Name()].short[a.lang])
			}
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%s\n  %s\n\n%s\n  %s\n", a.say("usage-head"), a.useLine(cmd), a.say("example-head"), text.example[a.lang])
	everywhere := cmd.Root().PersistentFlags()
	if cmd.LocalNonPersistentFlags().HasAvailableFlags() {
		fmt.Fprintf(w, "\n%s\n", a.say("flags-head"))
		writeFlags(w, cmd.Flags(), func(name string) bool { return everywhere.Lookup(name) == nil })
	}
}

// writeFlags lists options with what they mean, in columns that fit Chinese words too.
func writeFlags(w io.Writer, flags *pflag.FlagSet, wanted func(name string) bool) {
	var left, right []string
	widest := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || !wanted(f.Name) {
			return
		}
		short := "    "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ", "
		}
		value, meaning := pflag.UnquoteUsage(f)
		left = append(left, strings.TrimRight(short+"--"+f.Name+" "+value, " "))
		right = append(right, meaning)
		widest = max(widest, cells(left[len(left)-1]))
	})
	for i := range left {
		fmt.Fprintf(w, "  %s%s   %s\n", left[i], strings.Repeat(" ", widest-cells(left[i])), right[i])
	}
}

// cells is how wide a text is on a terminal, where a Chinese character is as wide as two letters.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n++
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

func commandName(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return ""
	}
	return cmd.Name()
}

// useLine is how to write the command.
func (a *app) useLine(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return cmd.Name() + " " + a.say("command-word") + " " + a.say("options-word")
	}
	line := cmd.UseLine()
	if cmd.LocalNonPersistentFlags().HasAvailableFlags() {
		line += " " + a.say("options-word")
	}
	return line
}

// Manual is the help of all commands in English, for the program's documentation.
func Manual() string {
	a := &app{lang: diag.English}
	root := a.commands()
	var b bytes.Buffer
	a.describe(&b, root)
	fmt.Fprintf(&b, "\n%s\n", a.say("everywhere"))
	writeFlags(&b, root.PersistentFlags(), func(string) bool { return true })
	for _, cmd := range root.Commands() {
		fmt.Fprintf(&b, "\n# mingbai %s\n\n", cmd.Name())
		a.describe(&b, cmd)
	}
	return "M" + strings.TrimPrefix(b.String(), "m")
}
