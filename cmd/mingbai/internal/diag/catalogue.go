package diag

// Catalogue holds the text of every diagnostic in English and Chinese, by its stable name. The verbs
// are filled from Diagnostic.Args in order. A text says what is wrong, quotes the value, and says
// what to do where that is not plain.
var Catalogue = map[string][2]string{
	"near":    {"; did you mean %q?", "；是不是“%s”？"},
	"warning": {"warning: ", "提醒："},

	// Files
	"site-missing":      {"not a site folder: no site.toml here or above", "这里不是网站目录：当前目录和上级目录都没有 site.toml"},
	"file-unreadable":   {"cannot read the file: %v", "文件读不出来：%v"},
	"file-encoding":     {"the file is not UTF-8; it looks like %s: save it as UTF-8", "文件不是 UTF-8 编码，像是 %s：请另存为 UTF-8"},
	"file-nul":          {"the file holds a NUL byte, so it is not text", "文件里有空字符（NUL），不是文本文件"},
	"file-large":        {"the file has %d bytes; a source may have at most %d", "文件有 %d 字节，超过上限 %d 字节"},
	"file-outside":      {"the link leads out of content/ to %q; copy the file in instead", "这个链接指向 content/ 之外的 %q：请把文件复制进来"},
	"file-misplaced":    {"nothing is published from here; put it below content/zh or content/en, in policy/, guide/, licence/ or at the top", "这个位置的文件不会发布：请放到 content/zh 或 content/en 下面的 policy/、guide/、licence/ 或顶层"},
	"file-name":         {"the name %q is not usable as an address: use a-z, 0-9 and -, and not a reserved name", "文件名“%s”不能作网址：只能用 a-z、0-9 和 -，也不能用保留名"},
	"line-long":         {"the line has %d characters; at most %d", "这一行有 %d 个字符，上限 %d"},
	"address-repeated":  {"two sources for the address %q", "两个文件占用同一个网址“%s”"},
	"content-empty":     {"no sources in content/zh", "content/zh 里没有内容"},
	"page-missing":      {"this page is required: content/%s", "缺少必需的页面：content/%s"},
	"translation-alone": {"no Chinese page for this translation; expected %s", "这篇译文没有对应的中文页面，应有 %s"},
	"translation-none":  {"no English translation; the English address shows the Chinese text", "没有英文译文，英文地址显示中文原文"},

	// TOML
	"toml-syntax":          {"TOML: %s", "TOML 写法有误：%s"},
	"front-missing":        {"no front matter: the file must begin with a line +++", "没有文件头：第一行应是 +++"},
	"front-open":           {"the front matter has no closing line +++", "文件头没有结束行 +++"},
	"key-missing":          {"the key %q is missing", "缺少“%s”"},
	"key-unknown":          {"unknown key %q", "不认识的键“%s”"},
	"value-empty":          {"%q is empty", "“%s”是空的"},
	"value-type":           {"%q must be %s, not %s", "“%s”应是 %s，现在是 %s"},
	"value-unknown":        {"unknown value %q; one of: %s", "不认识的值“%s”，只能是：%s"},
	"row-repeated":         {"the id %q stands twice in this list", "编号“%s”在这个列表里出现了两次"},
	"id-shape":             {"the id %q may hold only a-z, 0-9 and -", "编号“%s”只能用 a-z、0-9 和 -"},
	"fact-repeated":        {"%q is a fact: facts stand once, in the Chinese file; remove it here", "“%s”是事实，只写在中文文件里一次：请在这里删掉"},
	"words-missing":        {"the words %q are missing: the Chinese file has them", "缺少文字“%s”：中文文件里有"},
	"words-without-source": {"the words %q have no Chinese: the Chinese file leaves them out", "文字“%s”没有中文：中文文件里没有写"},
	"row-unknown":          {"no row %q in the list %q of the Chinese file", "中文文件的列表里没有编号“%s”（%s）"},

	// Values with a meaning
	"agency-unknown":     {"unknown agency %q", "不认识的部门“%s”"},
	"licence-unknown":    {"unknown licence item %q", "没有这个许可或备案事项“%s”"},
	"measure-unknown":    {"no measure %q; write policy-slug#measure-1", "没有这条措施“%s”，写法是：文件名#measure-1"},
	"basis-unknown":      {"no legal basis %q in this file", "本文件的 legal_basis 里没有“%s”"},
	"question-unknown":   {"the guide asks no question %q", "指引里没有问题“%s”"},
	"answer-unknown":     {"the question %q has no answer %q", "问题“%s”没有答案“%s”"},
	"successor-self":     {"the agency %q is its own successor", "部门“%s”的后继是它自己"},
	"alias-repeated":     {"the name %q stands for two agencies, %q and %q", "名称“%s”同时指两个部门：“%s”和“%s”"},
	"value-with-unit":    {"the unit %q takes no number", "单位“%s”后面不带数字"},
	"value-without-unit": {"the unit %q needs a number of 1 or more", "单位“%s”需要 1 以上的数字"},
	"promise-longer":     {"the promised time of %d %s is longer than the statutory %d", "承诺时限 %d（%s）比法定时限 %d 还长"},
	"filing-default":     {"a filing has no default period (行政许可法 art. 42 is for licences only): give the legal basis that sets it, or none-set", "备案没有默认时限（行政许可法第四十二条只管许可）：请写出规定时限的依据，或写 none-set"},
	"limit-unproved":     {"the period needs a basis or an evidence mark", "时限要有依据（basis）或核实标记（evidence）"},
	"need-condition":     {"a conditional material needs the condition in words", "视情况提交的材料要写明什么情况（condition）"},
	"need-plain":         {"the condition is given, but the material is %q", "写了条件，但材料是“%s”"},
	"material-origin":    {"the material comes from another item; leave out %q", "材料由别的事项产生，不要再写“%s”"},
	"status-change":      {"a policy that is %q needs changed_on and changed_by", "状态为“%s”的文件要写 changed_on 和 changed_by"},
	"require-empty":      {"the requirement names no item: give all_of or any_of", "require 没有写事项：请写 all_of 或 any_of"},
	"item-unreachable":   {"no answers lead to the item %q", "怎样回答都轮不到“%s”这个事项"},
	"answers-empty":      {"these answers lead to nothing: %s", "这样回答，一件要办的事都没有：%s"},
	"cycle":              {"these items wait for each other: %s", "这些事项互相等待，办不下去：%s"},
	"need-outside":       {"%q yields a paper that %q must hand in, but this guide does not have it (answers: %s): add it to needs", "“%[2]s”必须交“%[1]s”办出的材料，但本指引没有列“%[1]s”（回答：%[3]s）：请加到 needs"},
	"review-order":       {"review_by must be later than reviewed", "review_by 应晚于 reviewed"},

	// Body
	"raw-html":         {"raw HTML is off; write Markdown or one of our blocks", "不能写 HTML：请用 Markdown 或本站的区块"},
	"nesting-deep":     {"nested more than %d levels deep", "嵌套超过 %d 层"},
	"block-unknown":    {"unknown block %q; one of: %s", "不认识的区块“%s”，只能是：%s"},
	"block-open":       {"the block ::: %s has no closing line :::", "区块 ::: %s 没有结束行 :::"},
	"block-argument":   {"unknown word %q after ::: notice; nothing, warn or stop", "::: notice 后面不认识“%s”：可以不写，或写 warn、stop"},
	"block-place":      {"the block ::: %s is for policies only", "区块 ::: %s 只用于政策文件"},
	"heading-repeated": {"two headings have the id %q", "两个标题的编号都是“%s”"},
	"heading-top":      {"a body begins at ##: the title is the page's only h1", "正文标题从 ## 开始：页面只有标题一个一级标题"},
	"heading-jump":     {"the heading skips a level: ## before ###", "标题跳级了：先 ## 再 ###"},
	"image-alt":        {"the picture has no words for those who cannot see it", "图片没有替代文字"},

	// Links
	"link-broken":   {"link to %q: no such page", "链接“%s”：没有这个页面"},
	"anchor-broken": {"link to %q: the page has no such anchor", "链接“%s”：页面里没有这个位置"},
	"link-language": {"link to %q leads to the other language; link to this language's file", "链接“%s”指向另一种语言的文件：请链接到本语言的文件"},
	"link-scheme":   {"link to %q: only https, mailto and tel addresses are allowed", "链接“%s”：只能用 https、mailto 和 tel 地址"},
	"link-absolute": {"link to %q: write the path to the source file or kind:slug, so that the site works below any path", "链接“%s”：请写源文件路径或 kind:slug，网站才能放在任何目录下"},
	"link-empty":    {"the link has no address", "链接没有地址"},

	// Two languages
	"figure-zh-only":     {"the figure %q stands in the Chinese only, not in the English", "“%s”这个数字只在中文里有，英文里没有"},
	"figure-en-only":     {"the figure %q stands in the English only, not in the Chinese", "“%s”这个数字只在英文里有，中文里没有"},
	"glossary-rendering": {"the Chinese says %q, but the English uses none of the renderings in content/glossary.toml, such as %q", "中文有“%s”，英文没有用 content/glossary.toml 里约定的译法，例如“%s”"},

	// Policies
	"source-missing":    {"the source file %q is not beside the policy", "政策文件旁边没有来源文件“%s”"},
	"source-differs":    {"the published text departs from the source: published %q, source %q; correct it or declare it in [[notes]]", "公布的文字与来源不符：公布“%s”，来源“%s”；请改正，或在 [[notes]] 中说明"},
	"note-unmarked":     {"the note %q has no mark {note:%s} in the text", "说明“%s”在正文中没有标记 {note:%s}"},
	"note-unknown":      {"the mark {note:%s} has no row in [[notes]]", "标记 {note:%s} 在 [[notes]] 中没有说明"},
	"note-repeated":     {"the mark {note:%s} stands twice", "标记 {note:%s} 出现了两次"},
	"note-place":        {"the text before the mark {note:%s} must end with the published form %q", "标记 {note:%s} 前面的文字应以公布的写法“%s”结尾"},
	"omit-missing":      {"the source does not hold %q", "来源文件里没有“%s”"},
	"section-order":     {"section %d expected, %q found", "这里应是第 %d 部分，却是“%s”"},
	"measure-order":     {"measure %d expected, %q found", "这里应是第 %d 条，却是“%s”"},
	"measure-stray":     {"the heading %q has no number; a plan has sections (一、) and measures (（一）)", "标题“%s”没有编号：方案分为部分（一、）和措施（（一））"},
	"article-order":     {"article %d expected, %q found", "这里应是第 %d 条，却是“%s”"},
	"units-missing":     {"the measure does not end with （责任单位：…）", "这条措施没有以（责任单位：…）结尾"},
	"units-shape":       {"cannot read the responsible units: %s", "责任单位写法看不懂：%s"},
	"numbering-differs": {"the English text has %d %s, the Chinese %d", "英文有 %[1]d 个%[2]s，中文有 %[3]d 个"},
	"target-measure":    {"the target names measure %d; the policy has %d", "目标写的是第 %d 条，文件只有 %d 条"},
	"target-quote":      {"the words %q do not stand in measure %d", "“%s”不在第 %d 条里"},
	"target-value":      {"the quoted words do not hold the figure %s", "引用的原文里没有数字 %s"},

	// Site
	"strings-missing": {"the interface text %q is missing", "缺少界面文字“%s”"},
	"template":        {"layout: %s", "版式有误：%s"},
	"base-url":        {"base_url %q must be a full http or https address ending in /", "base_url“%s”应是以 / 结尾的完整网址"},
	"path-outside":    {"the output path %q would leave the output folder", "输出路径“%s”会跑到输出目录之外"},
	"path-repeated":   {"two producers for the output file %q: %s and %s", "输出文件“%s”有两个来源：%s 和 %s"},

	// Reading the sources
	"file-denied":           {"no permission to read this", "没有权限读取"},
	"file-special":          {"this is neither a file nor a folder", "这里既不是文件，也不是文件夹"},
	"file-kind":             {"files of this kind are not published; use .md, .toml, .txt, .csv or a picture (.png, .jpg, .webp, .svg)", "这类文件不会发布：请用 .md、.toml、.txt、.csv 或图片（.png、.jpg、.webp、.svg）"},
	"file-case":             {"the name differs from %q only in capitals; rename one of them", "文件名和“%s”只有大小写不同：请改其中一个"},
	"file-encoding-unknown": {"the file is not UTF-8 from here on (byte 0x%02X): the text is damaged or in another encoding; save it as UTF-8", "从这里起不是 UTF-8 编码（字节 0x%02X）：文字已损坏或是别的编码，请另存为 UTF-8"},
	"file-link-folder":      {"links to folders are not followed; copy the folder in instead", "不跟随指向文件夹的链接：请把文件夹复制进来"},
	"table-misplaced":       {"tables stand at the top: content/agencies.toml, content/glossary.toml and content/holidays.toml", "表格只放在顶层：content/agencies.toml、content/glossary.toml 和 content/holidays.toml"},

	// Writing the output; also returned as Go errors by package output
	"output-denied":     {"no permission to write here", "没有权限写入这里"},
	"output-full":       {"the disk is full", "磁盘已满"},
	"output-locked":     {"another build is writing here; try again when it has ended", "另一个构建正在写这里：请等它结束后再试"},
	"output-foreign":    {"mingbai did not write this file and does not overwrite it; move it away and build again", "这个文件不是 mingbai 写的，不会覆盖：请移走后再构建"},
	"output-not-folder": {"a file stands where a folder is needed; move it away and build again", "这里需要文件夹，却有一个文件：请移走后再构建"},
	"output-is-folder":  {"a folder stands where a file is to be written; move it away and build again", "这里要写文件，却有一个文件夹：请移走后再构建"},
	"output-manifest":   {"the list of built files is damaged; remove it together with the built files and build again", "已构建文件的清单损坏了：请连同构建出的文件一起删除，再构建"},
	"output-failed":     {"cannot write here: %v", "写不进去：%v"},
	"output-altered":    {"this file had been changed since the last build; it was written anew", "这个文件在上次构建之后被改过，已重新写入"},
	"output-kept":       {"the site no longer has this file, but it had been changed since the last build; it was left in place", "网站已不再包含这个文件，但它在上次构建之后被改过，所以没有删除"},
}
