package search

import (
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// doc is a short way to write a doc: url, kind, title and paragraphs; a paragraph "# id heading"
// begins a section.
func doc(url, kind, title string, paragraphs ...string) Doc {
	d := Doc{Lang: "zh-CN", URL: url, Kind: kind, Title: title}
	sections := []Section{{}}
	if strings.HasPrefix(url, "en/") {
		d.Lang = "en"
	}
	for _, p := range paragraphs {
		if rest, ok := strings.CutPrefix(p, "# "); ok {
			id, heading, _ := strings.Cut(rest, " ")
			sections = append(sections, Section{ID: id, Heading: heading, Also: labels(d.Lang, id)})
			continue
		}
		s := &sections[len(sections)-1]
		s.Paragraphs = append(s.Paragraphs, p)
	}
	return d.of(sections)
}

func (d Doc) of(sections []Section) Doc {
	d.Sections = func() []Section { return sections }
	return d
}

func (d Doc) also(names ...string) Doc { d.Also = names; return d }
func (d Doc) status(s string) Doc      { d.Status = s; return d }
func (d Doc) in(sector, authority string) Doc {
	d.Sectors, d.Authorities = []string{sector}, []string{authority}
	return d
}

// filler makes a page longer than one unit.
var filler = strings.Repeat("县级以上人民政府应当加强对这项工作的领导，所需经费列入本级预算。", 30)

var testDocs = []Doc{
	doc("policy/plan/", "policy", "生活服务业行动方案", "总的要求。", filler, "# measure-19 （二）办事指引",
		"编制托育、养老、互联网上网服务营业场所等机构的设立指引和办事指南。", "# measure-20 （三）评级", "评定AAA级景区，公布电话1100。"),
	doc("policy/old/", "policy", "托育机构管理暂行办法", "托育机构应当备案。").status("repealed"),
	doc("policy/standard/", "policy", "托育机构设置标准", "设置标准如下。托育机构的收托规模。"),
	doc("guide/childcare/", "guide", "开办托育机构（3岁以下）", "先登记，后备案。", "# order 办理顺序", "先办营业执照。", filler,
		"# papers 材料总清单", "营业执照复印件，场所证明。").also("托育机构", "托儿所").in("childcare", "health"),
	doc("licence/childcare-filing/", "licence", "托育机构备案", "备案是告诉主管部门，不是许可。", "# time 多少天", "办托儿所要多久。收到材料后5个工作日。").
		also("开托儿所要到哪里备案？").in("childcare", "health"),
	doc("licence/business/", "licence", "营业执照登记", "设立公司先领营业执照。盐业、食品另有规定。").in("general", "market"),
	doc("licence/internet-cafe/", "licence", "互联网上网服务营业场所许可", "开办互联网上网服务营业场所，应当取得许可。"),
	doc("agency/health/", "agency", "六盘水市卫生健康局", "负责托育机构的备案和监督。").also("市卫健局"),
	doc("en/guide/childcare/", "guide", "Open a childcare centre", "Register first, then file.", "# order The order",
		"Get the business licence. Licensing takes five days."),
	doc("en/licence/childcare-filing/", "licence", "Childcare institution filing", "A filing tells the department; it isn’t a permit."),
	doc("en/policy/plan/", "policy", "Plan for consumer services", "Organisations may apply for licences at 1,100 counters."),
	doc("en/policy/repealed/", "policy", "Licensing of childcare", "An old text.").status("repealed"),
}

var testSynonyms = map[string][]Synonym{
	"zh-CN": {{Words: []string{"网吧"}, Means: "互联网上网服务营业场所"}},
	"en":    {{Words: []string{"daycare", "day care"}, Means: "childcare"}},
}

// opened is an engine over docs, and the files that it reads.
func opened(t testing.TB, docs []Doc, lang string) (*Engine, map[string][]byte) {
	t.Helper()
	files := built(t, docs, testSynonyms, How{Workers: 2})
	e, err := Open(reader(files), lang)
	if err != nil {
		t.Fatal(err)
	}
	return e, files
}

func reader(files map[string][]byte) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		if data, ok := files[path]; ok {
			return data, nil
		}
		return nil, fmt.Errorf("%s: no such file", path)
	}
}

func TestSearch(t *testing.T) {
	zh, _ := opened(t, testDocs, "zh-CN")
	en, _ := opened(t, testDocs, "en")
	for _, test := range []struct {
		what, query string
		// want are the addresses in order; a last "…" allows more, "~" before them says that they are loose.
		want string
	}{
		{"exact title first, then titles, licences before policy, repealed last", "托育机构",
			"guide/childcare/ licence/childcare-filing/ policy/standard/ agency/health/ policy/old/"},
		{"exact title of a repealed page", "托育机构管理暂行办法", "policy/old/"},
		{"a word left out of a title", "托育机构设标准", "policy/standard/"},
		{"another name", "市卫健局", "agency/health/"},
		{"a question", "开托儿所要到哪里备案", "licence/childcare-filing/"},
		{"the section with the words", "办事指引", "policy/plan/#measure-19"},
		{"two words in different units", "登记 场所证明", "guide/childcare/#papers"},
		{"end of a Latin word", "A级", "policy/plan/#measure-20"},
		{"part of a number", "110", "policy/plan/#measure-20"},
		{"one character beside a word", "5—备案", "licence/childcare-filing/"},
		{"one character", "盐", "licence/business/"},
		{"full-width and traditional", "營業執照　", "licence/business/ guide/childcare/#order"},
		{"synonym, with what it means before what only says it", "网吧", "licence/internet-cafe/ policy/plan/#measure-19"},
		{"pinyin", "tuoyu", "guide/childcare/ …"},
		{"initials of a whole title", "tyjgba", "licence/childcare-filing/ …"},
		{"pinyin, unfinished", "yingyezhiz", "licence/business/ …"},
		{"pinyin with spaces, beside Chinese", "tuo yu备案", "licence/childcare-filing/ …"},
		{"measure by number", "第19条", "policy/plan/#measure-19"},
		{"measure by number in words", "第十九条", "policy/plan/#measure-19"},
		{"measure of a plan", "设立指引 第19条", "policy/plan/#measure-19"},
		{"measure of a plan, in one piece", "行动方案19条", "policy/plan/#measure-19"},
		{"measure with spaces in it", "行动方案第 十九 条", "policy/plan/#measure-19"},
		{"a short name", "卫健局", "agency/health/"},
		{"a title with many words left out", "六盘水卫生局", "agency/health/"},
		{"synonym within a longer query", "网吧许可", "licence/internet-cafe/"},
		{"the words of a question left out, and a title with the rest in order", "怎么办理托育备案", "licence/childcare-filing/"},
		{"nothing", "蓝鲸披萨", ""},
		{"word family, guide first, repealed last", "licenses", "en/guide/childcare/#order en/policy/plan/ en/policy/repealed/"},
		{"a beginning", "organi", "en/policy/plan/"},
		{"a slip", "chidlcare filing", "en/licence/childcare-filing/ en/guide/childcare/"},
		{"a synonym", "daycare centre", "en/guide/childcare/"},
		{"a question in English", "how do I open a childcare centre?", "en/guide/childcare/"},
		{"apostrophes of both kinds", "isn't", "en/licence/childcare-filing/"},
	} {
		e := zh
		if strings.Contains(test.want, "en/") {
			e = en
		}
		r, err := e.Search(test.query, Options{})
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
			continue
		}
		got := urls(r)
		want, open := strings.CutSuffix(test.want, " …")
		if got != want && !(open && strings.HasPrefix(got, want)) {
			t.Errorf("%s: %q\n have %s\n want %s", test.what, test.query, got, test.want)
		}
	}
}

func urls(r Result) string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.URL)
	}
	if r.Loose && len(out) > 0 {
		out[0] = "~" + out[0]
	}
	return strings.Join(out, " ")
}

func TestHit(t *testing.T) {
	e, _ := opened(t, testDocs, "zh-CN")
	r, err := e.Search("营业执照", Options{})
	if err != nil || len(r.Hits) != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	h := r.Hits[1]
	if h.Title != "开办托育机构（3岁以下）" || h.Kind != "guide" || h.Section != "办理顺序" || !h.Exact {
		t.Errorf("%+v", h)
	}
	if h.Excerpt != "先办营业执照。" || fmt.Sprint(h.Marks) != "[[2 6]]" {
		t.Errorf("excerpt %q, marks %v", h.Excerpt, h.Marks)
	}
	if fmt.Sprint(h.Sections) != "[]" {
		t.Errorf("sections %v: the other unit was not read", h.Sections)
	}
	if fmt.Sprint(r.Hits[0].TitleMarks) != "[[0 4]]" {
		t.Errorf("title marks %v", r.Hits[0].TitleMarks)
	}
	if r.Total != 2 || r.Approximate || fmt.Sprint(r.Kinds) != "map[guide:1 licence:1]" {
		t.Errorf("%d, %v, %v", r.Total, r.Approximate, r.Kinds)
	}
}

func TestFilters(t *testing.T) {
	e, _ := opened(t, testDocs, "zh-CN")
	for _, test := range []struct {
		opt  Options
		want string
	}{
		{Options{Kind: "policy"}, "policy/standard/ policy/old/"},
		{Options{Sector: "childcare"}, "guide/childcare/ licence/childcare-filing/"},
		{Options{Authority: "health", Kind: "licence"}, "licence/childcare-filing/"},
		{Options{Authority: "nobody"}, ""},
		{Options{Limit: 1}, "guide/childcare/"},
	} {
		r, err := e.Search("托育机构", test.opt)
		if err != nil || urls(r) != test.want {
			t.Errorf("%+v: %s, %v; want %s", test.opt, urls(r), err, test.want)
		}
	}
}

// Pages whose units have the keys of a phrase, but not the phrase, are not hits.
func TestSimilar(t *testing.T) {
	e, _ := opened(t, []Doc{
		doc("a/", "policy", "甲", "行政机关作出处罚，政处罚款。"),
		doc("b/", "policy", "乙", "行政处罚应当公开。"),
	}, "zh-CN")
	r, err := e.Search("行政处罚", Options{})
	if err != nil || urls(r) != "b/" || r.Total != 1 || len(r.Similar) != 1 || r.Similar[0].URL != "a/" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestAnyQuery(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		e, _ := opened(t, testDocs, lang)
		for _, q := range []string{"", " ", "“”——、。", "🙂👍🏽", "\x00\x01\x7f", "\xff\xfe", "\u202e\u200b\ufeff", "<script>alert(1)</script>",
			`"\`, strings.Repeat("托育", 5000), strings.Repeat("x", 10000), strings.Repeat("a b ", 2500), "__proto__ constructor", "~!@#$%^&*()", "\U00020bb7野家"} {
			if _, err := e.Search(q, Options{Limit: 3}); err != nil {
				t.Errorf("%.40q: %v", q, err)
			}
		}
	}
}

// A file that is missing, cut off, or of another index is an error and never an empty result.
func TestDamaged(t *testing.T) {
	other := map[string][]byte{}
	for path, data := range built(t, testDocs[:3], nil, How{}) {
		other[strings.Split(path, ".")[0]] = data
	}
	for what, damage := range map[string]func(path string, data []byte) []byte{
		"missing":       func(string, []byte) []byte { return nil },
		"cut off":       func(_ string, data []byte) []byte { return data[:len(data)/2] },
		"another index": func(path string, _ []byte) []byte { return other[strings.Split(path, ".")[0]] },
		"newer form":    func(_ string, data []byte) []byte { return []byte(strings.Replace(string(data), `"v":`, `"v":1`, 1)) },
	} {
		for _, kind := range []string{"k", "t", "s", "d", "p", "facets"} {
			e, files := opened(t, testDocs, "zh-CN")
			e.store.read = func(path string) ([]byte, error) {
				data := files[path]
				if strings.HasPrefix(path, "search/zh-CN/"+kind) {
					if data = damage(path, data); data == nil {
						return nil, errors.New("no such file")
					}
				}
				return data, nil
			}
			query := map[string]string{"s": "盐", "d": "托育", "p": "tuoyu"}[kind]
			if query == "" {
				query = "托育机构"
			}
			opt := Options{}
			if kind == "facets" {
				opt.Sector = "childcare"
			}
			if kind == "d" {
				opt.Limit = 6
			}
			if r, err := e.Search(query, opt); err == nil {
				t.Errorf("%s file that is %s: %+v", kind, what, r)
			}
		}
	}
}

// randomDocs are pages of few different characters, so that keys often stand together by chance.
func randomDocs(n int) []Doc {
	r := rand.New(rand.NewSource(1))
	han := []rune("托育机构备案管理办法营业执照许可行政处罚养老服务设立标准市县人民政府部门应当")
	words := strings.Fields("licence childcare institution filing 110 1100 2021年 A级 AAA级 5G 第12条 ， 。 （试行）")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			if r.Intn(9) == 0 {
				b.WriteString(words[r.Intn(len(words))])
			} else {
				b.WriteRune(han[r.Intn(len(han))])
			}
		}
		return b.String()
	}
	kinds := []string{"policy", "licence", "guide", "page", "list"}
	var docs []Doc
	for i := range n {
		d := doc(fmt.Sprintf("r/%03d/", i), kinds[r.Intn(len(kinds))], text(4+r.Intn(8)))
		sections := []Section{{}}
		for s := range r.Intn(6) {
			sections = append(sections, Section{ID: fmt.Sprint("s", s), Heading: text(4)})
			for range r.Intn(9) {
				last := &sections[len(sections)-1]
				last.Paragraphs = append(last.Paragraphs, text(10+r.Intn(200)))
			}
		}
		docs = append(docs, d.of(sections).status([]string{"", "in-force", "repealed"}[r.Intn(3)]))
	}
	return docs
}

// Every page that has a phrase is found by it.
func TestRecall(t *testing.T) {
	docs := randomDocs(200)
	e, _ := opened(t, docs, "zh-CN")
	r := rand.New(rand.NewSource(2))
	for range 300 {
		p := docs[r.Intn(len(docs))]
		var all []string
		for _, s := range p.Sections() {
			all = append(all, s.Paragraphs...)
		}
		if len(all) == 0 {
			continue
		}
		para := []rune(all[r.Intn(len(all))])
		n := 2 + r.Intn(5)
		if n > len(para) {
			continue
		}
		at := r.Intn(len(para) - n + 1)
		phrase := string(para[at : at+n])
		if strings.IndexFunc(phrase, func(r rune) bool { return classOf(r) != han }) >= 0 {
			continue
		}
		got, err := e.Search(phrase, Options{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			if hasPhrase(d, phrase) && !slices.ContainsFunc(got.Hits, func(h Hit) bool { return strings.HasPrefix(h.URL, d.URL) }) {
				t.Errorf("%q does not find %s", phrase, d.URL)
			}
		}
	}
}

func hasPhrase(d Doc, phrase string) bool {
	has := strings.Contains(d.Title, phrase)
	for _, s := range d.Sections() {
		has = has || strings.Contains(s.Heading, phrase)
		for _, p := range s.Paragraphs {
			has = has || strings.Contains(p, phrase)
		}
	}
	return has
}

// A first page is made of the manifest and ten files, however much is found; more only where nothing has the query as it
// was typed. One that asks for everything gets everything.
func TestFirstPageReadsLittle(t *testing.T) {
	docs := wordyDocs(3000)
	files := built(t, docs, nil, How{Workers: 2})
	for _, query := range append(phrases(docs, 60), "一", strings.Join(phrases(docs, 8), " ")) {
		read := map[string]bool{}
		e, err := Open(func(path string) ([]byte, error) {
			read[path] = true
			return reader(files)(path)
		}, "zh-CN")
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Search(query, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(read) > 1+firstFiles && !r.Loose {
			t.Errorf("%q reads %d files", query, len(read))
		}
		if r.Total > len(r.Hits)+len(r.Similar) && len(r.Hits) < leastChecked {
			t.Errorf("%q: %d hits of %d", query, len(r.Hits), r.Total)
		}
	}
}
