package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"mingbai/cmd/mingbai/internal/content"
)

// File is one file of a site.
type File struct {
	Path string // below the site root: "content/zh/guide/g-00001.md"
	Data string
	// Plain is the same page for other generators; "" if they need none. Its path is that without
	// "content/".
	Plain string
}

// Pages makes the given number of pages, both languages counted, without the pages that every site has;
// see [Frame]. Agencies are the ids and names of those that may be named.
func Pages(t *Texts, n int, agencies []content.Agency, put func(File) error) error {
	m := maker{texts: t, agencies: agencies, policies: n / 10, guides: n / 5}
	m.items = n/2 - m.policies - m.guides
	for i := range n / 2 {
		s := m.sheet(i)
		switch {
		case i < m.policies:
			s.policy(i)
		case i < m.policies+m.guides:
			s.guide(i - m.policies)
		default:
			s.item(i - m.policies - m.guides)
		}
		for _, f := range s.files() {
			if err := put(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// maker knows how many pages of each kind there are.
type maker struct {
	texts                   *Texts
	agencies                []content.Agency
	policies, guides, items int
}

func (m *maker) sheet(i int) *sheet {
	return &sheet{maker: m, draw: draw{m.texts, rand.New(rand.NewPCG(uint64(i), 1))}}
}

// sheet is a page being written.
type sheet struct {
	*maker
	draw
	kind, slug     string
	title, summary pair
	department     pair               // zero if there is none
	tags           []pair             // by which other generators list the page, as ours does by sector and by agency
	front          [2]strings.Builder // our front matter, Chinese and English
	body           [2]strings.Builder // our text
	plain          [2]strings.Builder // all as Markdown
}

// head begins the page.
func (s *sheet) head(kind string, i int) {
	s.kind, s.slug = kind, slug(kind, i)
	s.title, s.summary = s.heading(), s.paragraph(40)
	s.word("title", s.title)
	s.word("summary", s.summary)
}

func slug(kind string, i int) string { return fmt.Sprintf("%s-%05d", kind[:1], i) }

// word writes a value that each language has; fact one that stands in the Chinese file only.
func (s *sheet) word(key string, p pair) {
	fmt.Fprintf(&s.front[0], "%s = %q\n", key, p.zh)
	fmt.Fprintf(&s.front[1], "%s = %q\n", key, p.en)
}

func (s *sheet) fact(format string, args ...any) { fmt.Fprintf(&s.front[0], format+"\n", args...) }

// row begins a row of a table.
func (s *sheet) row(table, id string) {
	fmt.Fprintf(&s.front[0], "\n[[%s]]\nid = %q\n", table, id)
	fmt.Fprintf(&s.front[1], "\n[%s.%s]\n", table, id)
}

// text writes to the body, and shown to the plain page only; the format has one %s.
func (s *sheet) text(format string, p pair) {
	fmt.Fprintf(&s.body[0], format, p.zh)
	fmt.Fprintf(&s.body[1], format, p.en)
	s.shown(format, p)
}

func (s *sheet) shown(format string, p pair) {
	fmt.Fprintf(&s.plain[0], format, p.zh)
	fmt.Fprintf(&s.plain[1], format, p.en)
}

// links ends the page with links to others.
func (s *sheet) links(n int) {
	s.text("## %s {#see}\n\n", pair{"相关指南", "See also"})
	for range n {
		kind, of := "guide", s.guides
		if s.rand.IntN(2) == 0 && s.items > 0 || of == 0 {
			kind, of = "licence", s.items
		}
		target := slug(kind, s.rand.IntN(max(1, of)))
		name := s.heading()
		for i, text := range []string{name.zh, name.en} {
			fmt.Fprintf(&s.body[i], "- [%s](%s:%s)\n", text, kind, target)
			fmt.Fprintf(&s.plain[i], "- [%s](/%s/%s/%s/)\n", text, folders[i], kind, target)
		}
	}
}

var folders = [2]string{"zh", "en"}

// files gives the page in both languages. The English one records which text it translates.
func (s *sheet) files() []File {
	out := make([]File, 2)
	for i, lang := range folders {
		f := &out[i]
		f.Path = "content/" + lang + "/" + s.kind + "/" + s.slug + ".md"
		f.Data = "+++\n" + s.front[i].String() + "+++\n\n" + s.body[i].String()
		words := [2]string{s.title.zh, s.summary.zh}
		if i == 1 {
			words = [2]string{s.title.en, s.summary.en}
		}
		f.Plain = fmt.Sprintf("+++\ntitle = %q\ndate = 2026-01-01\ndescription = %q\nkind = %q\n%s+++\n\n%s", words[0], words[1], s.kind, s.lists(i), s.plain[i].String())
	}
	doc := content.ParseText(out[0].Path, []byte(out[0].Data))
	var order []string
	for _, p := range doc.Passages() {
		order = append(order, p.ID)
	}
	out[1].Data, _ = content.Record(out[1].Data, doc.Current(content.Date{Year: 2026, Month: 1, Day: 1}), order)
	return out
}

// maxTags is how many tags a page has at most, which is what a usual site gives its pages.
const maxTags = 4

// lists is the front matter of a plain page in a language by which it is listed.
func (s *sheet) lists(language int) string {
	in := func(p pair) string { return [2]string{p.zh, p.en}[language] }
	var out strings.Builder
	if s.department != (pair{}) {
		fmt.Fprintf(&out, "department = %q\n", in(s.department))
	}
	seen := map[string]bool{}
	var tags []string
	for _, tag := range s.tags {
		if t := strconv.Quote(in(tag)); !seen[t] && len(tags) < maxTags {
			seen[t] = true
			tags = append(tags, t)
		}
	}
	fmt.Fprintf(&out, "tags = [%s]\n", strings.Join(tags, ", "))
	return out.String()
}

func (s *sheet) agency() content.Agency { return s.agencies[s.rand.IntN(len(s.agencies))] }

// policy is a plan of six sections with two measures each.
func (s *sheet) policy(i int) {
	s.head("policy", i)
	s.fact("numbering = \"plan\"\npublished = %d-%02d-01\nstatus = \"in-force\"", 2016+i%10, 1+i%12)
	measure := 0
	for part := range 6 {
		h := s.heading()
		s.text("## %s\n\n", pair{numeral(part+1) + "、" + h.zh, strconv.Itoa(part+1) + ". " + h.en})
		s.text("%s\n\n", s.paragraph(130))
		for range 2 {
			measure++
			h := s.heading()
			s.text("### %s\n\n", pair{"（" + numeral(measure) + "）" + h.zh, "(" + strconv.Itoa(measure) + ") " + h.en})
			s.text("%s\n\n", s.paragraph(90))
			s.text("%s\n\n", s.paragraph(90))
			for range 3 {
				s.text("1. %s\n", s.paragraph(15))
			}
			a, b := s.agency(), s.agency()
			s.tags = append(s.tags, pair{a.Name, a.EnShort}, pair{b.Name, b.EnShort})
			fmt.Fprintf(&s.body[0], "\n（责任单位：%s、%s）\n\n", a.Name, b.Name)
			fmt.Fprint(&s.body[1], "\n")
			s.shown("\n%s\n\n", pair{"（责任单位：" + a.Name + "、" + b.Name + "）", a.EnShort + ", " + b.EnShort})
		}
	}
}

// numeral writes 1 to 19 in Chinese.
func numeral(n int) string {
	digits := []rune("〇一二三四五六七八九十")
	if n <= 10 {
		return string(digits[n])
	}
	return "十" + string(digits[n-10])
}

// proof is the front matter about who checked the page.
func (s *sheet) proof() {
	s.fact("reviewed = 2026-01-01\nreview_by = 2099-01-01\nowner = %q", s.agency().ID)
}

func (s *sheet) evidence() {
	s.fact("\n[evidence]\nlevel = \"secondary\"\nchecked = 2026-01-01")
	fmt.Fprint(&s.front[1], "\n[evidence]\n")
	s.word("by", pair{"编辑", "Editors"})
}

func (s *sheet) faq(n int) {
	s.shown("\n## %s\n\n", pair{"常见问题", "Common questions"})
	for i := range n {
		s.row("faq", "q"+strconv.Itoa(i))
		question, answer := s.heading(), s.paragraph(70)
		s.word("question", question)
		s.word("answer", answer)
		s.shown("### %s\n\n", question)
		s.shown("%s\n\n", answer)
	}
}
