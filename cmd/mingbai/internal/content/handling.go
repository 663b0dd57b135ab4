package content

import "slices"

// Handling is one handling item (业务办理项) of an item besides its first grant: what its holder does
// when something changes, when the term ends, when the paper is lost, or when the business stops. The
// instruments that set up an item provide for them (行政许可法 arts. 49, 50 and 70).
type Handling struct {
	ID        string       `toml:"id,key"` // the anchor is handling-ID
	Kind      HandlingKind `toml:"kind,required"`
	Name      string       `toml:"name,required,words"`
	When      string       `toml:"when,words"`      // who must do this, and what happens to those who do not
	Materials string       `toml:"materials,words"` // what to bring; absent is unknown
	Note      string       `toml:"note,words"`
	Basis     []string     `toml:"basis,required"` // legal_basis ids
	Articles  []string     `toml:"articles"`       // those of the first basis that provide for it
	Evidence  Evidence     `toml:"evidence"`
	Deadline  *Deadline    `toml:"deadline"`
	Time      *Limit       `toml:"time"` // absent is unknown
}

// HandlingKind is what a handling item does to what the holder has.
type HandlingKind string

// The kinds that rules speak of.
const handlingRenewal HandlingKind = "renewal"

// Allowed lists the kinds, in the order in which pages show them: 变更, 延续, 补发, 停业或者歇业, 注销或者终止.
func (HandlingKind) Allowed() []string {
	return []string{"change", "renewal", "reissue", "suspension", "closure"}
}

// Deadline is a period that binds the applicant: so long before or after an event.
type Deadline struct {
	Value int    `toml:"value,required"`
	Unit  Unit   `toml:"unit,required"`
	From  string `toml:"from,required,words"`
}

// handlings checks the handling items: their bases, their periods, and that what can be renewed ends.
func (c *licenceChecker) handlings() {
	for i, h := range c.l.Handling {
		checkID(c.doc, c.diags, h.ID, "handling", i, "id")
		c.basis(h.Basis, "handling", i, "basis")
		c.articles(h, i)
		c.deadline(h.Deadline, i)
		if t := h.Time; t != nil {
			c.basis(t.Basis, "handling", i, "time", "basis")
			c.unit(t.Value, t.Unit, "handling", i, "time")
			if !t.Unit.Counted() && t.Extension != 0 {
				c.diags.Add(c.doc.At("handling", i, "time", "extension"), "spot-extension", string(t.Unit))
			}
			c.filingPeriod(append(h.Basis[:len(h.Basis):len(h.Basis)], t.Basis...), i)
		}
		if h.Kind == handlingRenewal && !c.ends() && h.Note == "" {
			c.diags.Warn(c.doc.At("handling", i, "kind"), "renewal-validity", h.ID)
		}
	}
}

// articles: those that provide for a handling item stand among those of its first basis.
func (c *licenceChecker) articles(h Handling, i int) {
	if len(h.Basis) == 0 {
		return
	}
	row := c.row(h.Basis[0])
	for j, a := range h.Articles {
		if row != nil && !slices.Contains(row.Articles, a) {
			c.diags.Add(c.doc.At("handling", i, "articles", j), "article-unlisted", a, h.Basis[0])
		}
	}
}

// deadline: what binds the applicant is a figure; “at once” (及时) is no period and stands in words.
func (c *licenceChecker) deadline(d *Deadline, i int) {
	switch {
	case d == nil || d.Unit == "":
	case !d.Unit.Counted():
		c.diags.Add(c.doc.At("handling", i, "deadline", "unit"), "deadline-unit", string(d.Unit))
	default:
		c.unit(d.Value, d.Unit, "handling", i, "deadline")
	}
}

// filingPeriod: no period of a filing rests on the licensing law; see licencePeriod.
func (c *licenceChecker) filingPeriod(basis []string, i int) {
	for _, id := range basis {
		if c.l.Type == "filing" && c.row(id).named(licensingLaw) {
			c.diags.Add(c.doc.At("handling", i, "time"), "filing-licensing-law")
			return
		}
	}
}

// ends reports whether the result has a term, or words that say how long it holds.
func (c *licenceChecker) ends() bool {
	r := c.l.Result
	return r != nil && (r.Validity != nil || r.ValidityNote != "")
}

// renewable reports whether the item says by when to renew its result.
func (c *licenceChecker) renewable() bool {
	for _, h := range c.l.Handling {
		if h.Kind == handlingRenewal {
			return true
		}
	}
	for _, s := range c.l.Time.Applicant {
		if s.ID == "renewal" || contained(s.Name, []string{"延续", "续期", "换证", "换发", "届满"}) != "" {
			return true
		}
	}
	return false
}
