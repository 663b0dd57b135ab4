package cli

import "mingbai/cmd/mingbai/internal/diag"

// texts are what the command says, in the order of diag.Language; what is wrong with a site stands in
// the catalogue of package diag instead.
var texts = map[string][2]string{
	// Wrong usage
	"see-help":        {"for help: %s", "查看帮助：%s"},
	"command-unknown": {"unknown command %q", "没有“%s”这个命令"},
	"command-none":    {"which command?", "要做什么？请写命令"},
	"kind-unknown":    {"unknown kind %q; one of: policy, guide, licence", "不认识的类别“%s”，只能是：policy（政策）、guide（指引）、licence（许可）"},
	"flag-unknown":    {"unknown option %s", "没有“%s”这个选项"},
	"flag-value":      {"the option --%s needs a value", "选项 --%s 后面要写值"},
	"flag-wrong":      {"%q is not a value for the option --%s", "“%s”不能作选项 --%s 的值"},
	"flag-syntax":     {"cannot read the option %q", "选项“%s”写法不对"},
	"lang-unknown":    {"--lang takes zh or en, not %q", "--lang 只能写 zh 或 en，不能写“%s”"},
	"language-wrong":  {"--language takes zh or en, not %q", "--language 只能写 zh 或 en，不能写“%s”"},
	"shell-unknown":   {"unknown shell %q; one of: bash, zsh, fish, powershell", "不认识的命令行“%s”，只能是：bash、zsh、fish、powershell"},
	"arguments-many":  {"too much on the line: %q", "多写了“%s”"},
	"arguments-few":   {"something is missing; write: %s", "少写了内容，写法是：%s"},
	"slug-shape":      {"%q cannot be a name in an address: use a-z, 0-9 and -, and not a reserved name", "“%s”不能作网址里的名字：只能用 a-z、0-9 和 -，也不能用保留名"},
	"out-place":       {"--out %s: the output must not be the site folder, hold it, or lie in its sources", "--out %s：输出目录不能是网站目录、不能包含网站目录，也不能在源文件目录里"},
	"public-link":     {"public is a link that leads out of the site; name the folder to write to with --out", "public 是指向网站目录之外的链接：请用 --out 写明要写到哪个目录"},
	"near":            {"%s; did you mean %q?", "%s；是不是“%s”？"},

	// How it ended
	"error":               {"%d error", "%d 个错误"},
	"errors":              {"%d errors", "%d 个错误"},
	"warning":             {"%d warning", "%d 个提醒"},
	"warnings":            {"%d warnings", "%d 个提醒"},
	"page":                {"%d page", "%d 个页面"},
	"pages":               {"%d pages", "%d 个页面"},
	"comma":               {", ", "，"},
	"semicolon":           {"; ", "；"},
	"untouched":           {"%s was left as it was", "%s 保持原样"},
	"partial":             {"%s holds old and new files, each whole; build again to complete it", "%s 里有新有旧，每个文件都完整；请再构建一次"},
	"strict":              {"--strict takes warnings for errors", "--strict 把提醒当作错误"},
	"stopped":             {"stopped", "已停止"},
	"built":               {"%s: %s; %d files written, %d unchanged, %d removed", "%s：%s；写入 %d 个文件，%d 个不变，删除 %d 个"},
	"checked":             {"%s, no errors", "%s，没有错误"},
	"served":              {"built %s in %.1f s", "构建了%s，用时 %.1f 秒"},
	"serving":             {"%s  (Ctrl-C stops)", "%s （按 Ctrl-C 停止）"},
	"port-taken":          {"port %d is in use; without --port the next free one is taken", "端口 %d 已被占用：不写 --port 就会自动找空的端口"},
	"port-denied":         {"port %d cannot be used: %v", "端口 %d 用不了：%v"},
	"ports-taken":         {"no port from %d to %d can be used", "端口 %d 到 %d 都用不了"},
	"found":               {"%s found", "找到 %s"},
	"found-about":         {"about %s found", "找到大约 %s"},
	"found-none":          {"nothing found for %q; try fewer or other words", "没有找到“%s”：请少写几个字，或换个说法"},
	"new-exists":          {"%s is there already; nothing was written", "%s 已经有了，没有写入"},
	"new-agencies":        {"content/agencies.toml names no body yet; add one first", "content/agencies.toml 里还没有部门，请先添加"},
	"new-licences":        {"the site has no licence yet that needs no other; start one first: mingbai new licence SLUG", "网站还没有不依赖别的事项的许可，请先写一个：mingbai new licence SLUG"},
	"new-next":            {"Next: fill in both files, then run  mingbai check", "下一步：填写这两个文件，再运行  mingbai check"},
	"flags-both":          {"--%s and --%s do not go together", "--%s 和 --%s 不能同时用"},
	"page-unknown":        {"no source file %q", "没有源文件“%s”"},
	"state-current":       {"current", "最新"},
	"state-stale":         {"stale", "过时"},
	"state-unrecorded":    {"unrecorded", "未记录"},
	"state-fallback":      {"missing", "没有译文"},
	"coverage":            {"%d of %d pages translated (%d %%): %d current, %d stale, %d unrecorded", "有译文 %d 页，共 %d 页（%d%%）：最新 %d，过时 %d，未记录 %d"},
	"recorded":            {"%s: recorded", "%s：已记录"},
	"recorded-same":       {"%s: current; left as it was", "%s：已是最新，没有改动"},
	"translation-missing": {"%s has no English translation", "%s 没有英文译文"},
	"show-now":            {"Chinese now:", "现在的中文："},
	"show-english":        {"English:", "英文："},
	"version":             {"mingbai %s (%s, %s/%s)", "mingbai %s（%s，%s/%s）"},
	"stage-read":          {"reading", "读取"},
	"stage-parse":         {"parsing", "解析"},
	"stage-link":          {"linking", "关联"},
	"stage-index":         {"indexing", "编索引"},
	"stage-render":        {"rendering", "生成页面"},
	"progress":            {"%s %d of %d", "%s %d/%d"},
	"usage-head":          {"Usage:", "用法："},
	"commands-head":       {"Commands:", "命令："},
	"example-head":        {"Example:", "例子："},
	"flags-head":          {"Options:", "选项："},
	"everywhere":          {"Options of every command:", "每个命令都有的选项："},
	"more-help":           {"mingbai help COMMAND says more.", "查看某个命令的说明：mingbai help 命令"},
	"command-word":        {"COMMAND", "命令"},
	"options-word":        {"[options]", "[选项]"},

	// Options
	"flag-root":     {"the site `FOLDER`, which holds site.toml; otherwise this folder or the next above that has one", "网站`目录`，即 site.toml 所在的目录；不写就从当前目录往上找"},
	"flag-lang":     {"`LANGUAGE` of messages: zh or en; otherwise that of the system", "提示的`语言`：zh 或 en；不写就用系统的语言"},
	"flag-help":     {"show this help", "显示帮助"},
	"flag-version":  {"show the version", "显示版本"},
	"flag-out":      {"the `FOLDER` to write to; otherwise public/ in the site folder", "写到哪个`目录`；不写就是网站目录里的 public/"},
	"flag-workers":  {"`NUMBER` of files worked on at once; otherwise one for each processor", "同时处理几个文件，写`数字`；不写就与处理器个数相同"},
	"flag-strict":   {"refuse what may not be published: unverified times, fees and authorities, empty marks in site.toml, and every warning", "不许发布没核实的时限、收费和部门，不许 site.toml 里必备标识空着，提醒也算错误"},
	"flag-today":    {"take this `DATE`, such as 2026-11-23, for today; otherwise the computer's", "把这个`日期`当作今天，例如 2026-11-23；不写就用电脑的日期"},
	"flag-update":   {"record that the files translate the Chinese as it stands now; compare them first", "记录这些文件对应现在的中文；请先对照"},
	"flag-show":     {"show what has changed in the Chinese since, and the English beside it", "显示中文改了什么，旁边是英文"},
	"flag-port":     {"use this port `NUMBER`, 0 for any; otherwise the first free one from 8080 up", "用这个端口`号`，0 表示随便哪个；不写就从 8080 起找空的"},
	"flag-language": {"`LANGUAGE` of the pages to search: zh or en; otherwise by the query", "搜索哪种`语言`的页面：zh 或 en；不写就看搜索的内容"},
	"flag-limit":    {"show at most this `NUMBER` of pages; otherwise 10", "最多显示几个页面，写`数字`；不写就是 10"},
}

// nearText adds the near match to a text, if there is one.
func (a *app) nearText(text, word string, candidates []string) string {
	if near := diag.Nearest(word, candidates); near != "" {
		return a.say("near", text, near)
	}
	return text
}
