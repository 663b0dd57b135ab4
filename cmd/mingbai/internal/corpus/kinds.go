package corpus

import (
	"fmt"
	"strconv"

	"mingbai/cmd/mingbai/internal/content"
)

// group is how many items belong together: each but the first needs the one before it.
const group = 4

// item is a filing with its conditions, papers and steps.
func (s *sheet) item(i int) {
	s.head("licence", i)
	s.word("question", s.heading())
	s.word("who", s.heading())
	sector, authority := s.sector(i), s.agency()
	s.department = pair{authority.Name, authority.EnShort}
	s.fact("type = \"filing\"\nsectors = [%q]\napplicants = [\"company\"]\nauthority = [%q]\nlevel = \"county\"", sector, authority.ID)
	s.proof()
	s.evidence()
	s.fact("\n[time.statutory]\nvalue = %d\nunit = \"working-days\"\nbasis = [\"b0\"]", 1+i%30)
	s.fact("\n[fee]\ncharged = false\nbasis = [\"b0\"]")
	s.fact("\n[result]")
	fmt.Fprint(&s.front[1], "\n[result]\n")
	s.word("name", s.heading())
	s.conditions()
	s.papers(i)
	s.steps()
	s.basis()
	s.text("## %s {#intro}\n\n", pair{"适用范围", "Scope"})
	s.text("%s\n\n", s.paragraph(60))
	s.links(2)
}

func (s *sheet) conditions() {
	s.shown("## %s\n\n", pair{"办理条件", "Conditions"})
	for n := range 4 {
		s.row("conditions", "c"+strconv.Itoa(n))
		p := s.paragraph(14)
		s.word("text", p)
		s.shown("1. %s\n", p)
	}
}

func (s *sheet) papers(i int) {
	s.shown("\n## %s\n\n", pair{"申请材料", "Required materials"})
	s.shown("%s\n| --- | --- | --- |\n", pair{"| 材料名称 | 份数 | 来源 |", "| Material | Copies | Source |"})
	for n := range 7 {
		s.row("materials", "m"+strconv.Itoa(n))
		p := s.heading()
		s.word("name", p)
		s.fact("need = \"required\"\noriginals = 1\nbasis = [\"b0\"]")
		if n == 0 && i%group > 0 {
			s.fact("from = [%q]", slug("licence", i-1))
		}
		s.shown("| %s | 1 | – |\n", p)
	}
}

func (s *sheet) steps() {
	s.shown("\n## %s\n\n", pair{"办理流程", "Process"})
	for n := range 5 {
		s.row("steps", "s"+strconv.Itoa(n))
		name, text := s.heading(), s.paragraph(22)
		s.word("name", name)
		s.word("text", text)
		s.fact("who = %q", []string{"applicant", "authority"}[n%2])
		s.shown("1. **%s** ", name)
		s.shown("%s\n", text)
	}
}

func (s *sheet) basis() {
	s.shown("\n## %s\n\n", pair{"法律依据", "Legal basis"})
	for n := range 3 {
		s.row("legal_basis", "b"+strconv.Itoa(n))
		name, gist := s.heading(), s.paragraph(40)
		s.word("instrument", name)
		s.word("gist", gist)
		s.fact("evidence = \"secondary\"\narticles = [\"%d\"]", 1+n)
		s.shown("- %s: ", name)
		s.shown("%s\n", gist)
	}
}

// sector gives an item or guide its sector, by which both sides list it.
func (s *sheet) sector(i int) string {
	sectors := content.Sector("").Allowed()
	sector := sectors[i%len(sectors)]
	s.tags = append(s.tags, pair{sector, sector})
	return sector
}

// guide leads through a group of items.
func (s *sheet) guide(i int) {
	s.head("guide", i)
	s.word("noun", s.heading())
	s.fact("sector = %q\naudience = [\"company\"]", s.sector(i))
	s.proof()
	if s.policies > 0 {
		s.fact("measures = [\"%s#measure-%d\"]", slug("policy", i%s.policies), 1+i%12)
	}
	s.evidence()
	s.row("questions", "meals")
	s.word("text", s.heading())
	for j, answer := range []string{"yes", "no"} {
		fmt.Fprintf(&s.front[0], "\n[[questions.answers]]\nid = %q\n", answer)
		fmt.Fprintf(&s.front[1], "\n[questions.meals.answers.%s]\n", answer)
		s.word("text", []pair{{"供餐", "Meals"}, {"不供餐", "No meals"}}[j])
	}
	first := i * group % max(group, s.items/group*group)
	for n := range min(group, s.items) {
		fmt.Fprintf(&s.front[0], "\n[[needs]]\nlicence = %q\n", slug("licence", first+n))
		fmt.Fprintf(&s.front[1], "\n[needs.%s]\n", slug("licence", first+n))
		s.word("note", s.heading())
		if n == group-1 {
			s.fact("when = { meals = \"yes\" }")
		}
	}
	s.faq(3)
	s.text("%s\n\n", s.paragraph(120))
	s.text("## %s {#before}\n\n", pair{"办理之前", "Before you start"})
	for range 4 {
		s.text("- %s\n", s.paragraph(12))
	}
	s.text("\n> %s\n\n", s.paragraph(30))
	s.text("## %s {#how}\n\n", pair{"怎样做", "How to do it"})
	for range 7 {
		s.text("1. **%s** ", s.heading())
		s.text("%s\n", s.paragraph(45))
	}
	s.text("%s", pair{"\n", "\n"})
	s.links(5)
}
