package render

import (
	"html/template"

	"mingbai/cmd/mingbai/internal/content"
)

// mark is an evidence mark: words and a shape.
type mark struct {
	Level string
	Icon  template.HTML
	Text  template.HTML
}

// mark gives the mark of a level; nil for none.
func (l *locale) mark(level content.Evidence) *mark {
	if level == "" {
		return nil
	}
	return &mark{Level: string(level), Icon: icon(string(level)), Text: l.html(l.say("evidence-" + string(level)))}
}

// brief is a mark in few words, where the page says the whole elsewhere.
func (l *locale) brief(level content.Evidence) *mark {
	m := l.mark(level)
	if m != nil {
		m.Text = l.html(l.say("evidence-" + string(level) + "-brief"))
	}
	return m
}

// level is a row's own evidence, or that of its item.
func level(own, item content.Evidence) content.Evidence {
	if own == "" {
		return item
	}
	return own
}

// badge is a state in words and a shape.
type badge struct {
	Kind string
	Icon template.HTML
	Text template.HTML
}

// status is the badge of a policy's state.
func (l *locale) status(s content.Status) *badge {
	if s == "" {
		return nil
	}
	return &badge{Kind: string(s), Icon: icon(string(s)), Text: l.html(l.say("status-" + string(s)))}
}

// notice is one or two sentences that stand out.
type notice struct {
	Kind string // note, warn, stop
	Icon template.HTML
	Text []template.HTML
	List []template.HTML
	Link *link
}

func (l *locale) notice(kind string, text ...template.HTML) notice {
	return notice{Kind: kind, Icon: icon(kind), Text: text}
}

// row is one fact in a sentence, with its mark and basis.
type row struct {
	ID    string
	Text  template.HTML
	Basis template.HTML
	Mark  *mark
}

// rows is a list of facts. The mark that most of them have stands once above them; the others show
// their own.
type rows struct {
	Mark *mark
	Most bool // some rows have another mark
	Rows []row
}

func newRows(list []row) *rows {
	if len(list) == 0 {
		return nil
	}
	out := &rows{Rows: list}
	count := map[string]int{}
	var common *mark
	for _, r := range list {
		if r.Mark == nil {
			return out
		}
		count[r.Mark.Level]++
		if common == nil || count[r.Mark.Level] > count[common.Level] {
			common = r.Mark
		}
	}
	if len(list) < 3 || 2*count[common.Level] <= len(list) {
		return out
	}
	out.Mark, out.Most = common, count[common.Level] < len(list)
	for i := range list {
		if list[i].Mark.Level == common.Level {
			list[i].Mark = nil
		}
	}
	return out
}

// fact is one row of the facts at a glance: a few words, and what belongs to them.
type fact struct {
	ID    string // for the script that follows a reader's answers
	Label string
	Lines []template.HTML
	Rest  []template.HTML // further lines that decide less
	More  template.HTML
	Mark  *mark
}

// table is a table of records; on a narrow screen each row is a card.
type table struct {
	Class   string // a further class, "mb-records--papers"
	Caption string
	Shown   bool // the caption is shown and not only spoken
	Heads   []string
	Rows    []record
}

// record is a row of a table: what it is about, and the cells under the other heads.
type record struct {
	ID    string
	Items string // the items of a guide that the row belongs to, for the script that follows a reader's answers
	When  string // the case in which it belongs to them, as JSON
	Tick  string // the row can be ticked and is remembered under this name
	First cell
	Cells []cell
}

// cell is what one place of a table holds.
type cell struct {
	Label  string
	Lines  []template.HTML
	Badges []template.HTML
	Notes  []template.HTML
	Mark   *mark
}

// add appends a row; cells take the labels of the heads.
func (t *table) add(r record) {
	for i := range r.Cells {
		if i+1 < len(t.Heads) {
			r.Cells[i].Label = t.Heads[i+1]
		}
	}
	t.Rows = append(t.Rows, r)
}
