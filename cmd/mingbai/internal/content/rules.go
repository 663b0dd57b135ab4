package content

import (
	"regexp"
	"slices"
	"strings"
)

// The rules of this file are those of the trade: what the law and the audits of government service
// items (办事指南) ask of the facts of one item, as far as our fields can express them. A fault is an
// error if it is wrong whatever the facts are, and a warning if there may be a reason for it. “Audit
// rule n” is the rule of that number by which the city of Wenzhou audits its service items.

// licensingLaw is the Administrative Licensing Law as legal_basis names it.
const licensingLaw = "行政许可法"

// typeLicence is an administrative licence, the only type that the licensing law governs.
const typeLicence ItemType = "licence"

// rules applies the domain rules to an item.
func (c *licenceChecker) rules() {
	c.onTheSpot()
	c.licencePeriod()
	c.procedures()
	c.fee()
	c.result()
	c.serviceGuide()
	c.contacts()
	c.instruments()
	c.repeated()
}

// isLicence reports whether the item is an administrative licence.
func (c *licenceChecker) isLicence() bool { return c.l.Type == typeLicence }

// row is the legal basis of an id, or nil.
func (c *licenceChecker) row(id string) *LegalBasis {
	i := slices.IndexFunc(c.l.LegalBasis, func(b LegalBasis) bool { return b.ID == id })
	if i < 0 {
		return nil
	}
	return &c.l.LegalBasis[i]
}

// named reports whether the basis is the licensing law, whose full name may stand there.
func (b *LegalBasis) named(law string) bool {
	return b != nil && strings.TrimPrefix(b.Instrument, "中华人民共和国") == law
}

// onTheSpot: an item is done on the spot (即办件) or within a period (承诺件), not both (audit rules 1 and 2:
// 承诺时限为即办的，办件类型为即办件). What is done on the spot has no extension and no procedure that takes
// days of it; a promise names a period (优化营商环境条例 art. 36).
func (c *licenceChecker) onTheSpot() {
	t := c.l.Time
	for name, limit := range map[string]*Limit{"statutory": t.Statutory, "promised": t.Promised} {
		if limit != nil && !limit.Unit.Counted() && limit.Extension != 0 {
			c.diags.Add(c.doc.At("time", name, "extension"), "spot-extension", string(limit.Unit))
		}
	}
	if p := t.Promised; p != nil && p.Unit == "none-set" {
		c.diags.Add(c.doc.At("time", "promised", "unit"), "promise-none")
	}
	if s, p := t.Statutory, t.Promised; s != nil && p != nil && s.Unit == "on-the-spot" && p.Unit.Counted() {
		c.diags.Add(c.doc.At("time", "promised", "unit"), "promise-spot", p.Value, string(p.Unit))
	}
	if s := t.Statutory; s != nil && s.Unit == "on-the-spot" {
		for i, x := range t.Special {
			if x.Counted && x.Unit.Counted() {
				c.diags.Add(c.doc.At("time", "special", i), "spot-procedure", x.Value, string(x.Unit))
			}
		}
	}
}

// licencePeriod: a licence whose own law sets no period is decided within 20 working days, 10 more
// with approval and reasons (行政许可法 art. 42); handled together by several authorities, 45 and 15
// (art. 42(2)); the first review of a lower authority takes 20 (art. 43). So a licence never has “none set”, and one that rests on that law alone has these
// figures. The law governs licences only (art. 2): no filing rests its period on it.
func (c *licenceChecker) licencePeriod() {
	s := c.l.Time.Statutory
	if s == nil {
		if c.isLicence() {
			c.diags.Warn(c.doc.At("time"), "licence-no-period")
		}
		return
	}
	if c.isLicence() && s.Unit == "none-set" {
		c.diags.Add(c.doc.At("time", "statutory", "unit"), "licence-none-set")
	}
	alone, review := len(s.Basis) > 0, false
	for i, id := range s.Basis {
		b := c.row(id)
		byLaw := b.named(licensingLaw)
		alone = alone && byLaw
		review = review || byLaw && slices.Contains(b.Articles, "43")
		if byLaw && c.l.Type == "filing" {
			c.diags.Add(c.doc.At("time", "statutory", "basis", i), "filing-licensing-law")
		}
	}
	if !alone || !c.isLicence() || !s.Unit.Counted() {
		return
	}
	fits := s.Value == 20 && s.Extension == 10 || s.Value == 45 && s.Extension == 15 || review && s.Value == 20 && s.Extension == 0
	if s.Unit != "working-days" || !fits {
		c.diags.Add(c.doc.At("time", "statutory"), "licence-default", s.Value, s.Extension, string(s.Unit))
	}
}

// outside are the procedures whose time the licensing law does not count (行政许可法 art. 45).
var outside = []string{"听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"}

// procedures: a procedure that is counted in the limit is not longer than the limit with its
// extension, and those that are counted are together not longer, unless a note says why. In a
// licence, the procedures of 行政许可法 art. 45 are not counted.
func (c *licenceChecker) procedures() {
	t := c.l.Time
	sum, explained := 0, false
	for i, x := range t.Special {
		if !x.Counted {
			continue
		}
		if word := contained(x.Name, outside); word != "" && c.isLicence() {
			c.diags.Warn(c.doc.At("time", "special", i, "counted"), "special-counted", word)
		}
		if s := t.Statutory; s == nil || x.Unit != s.Unit || !x.Unit.Counted() {
			continue
		}
		explained = explained || x.Note != ""
		if sum += x.Value; x.Value > t.Statutory.Value+t.Statutory.Extension {
			c.diags.Add(c.doc.At("time", "special", i, "value"), "special-longer", x.Value, t.Statutory.Value+t.Statutory.Extension)
			return
		}
	}
	if s := t.Statutory; s != nil && sum > s.Value+s.Extension && !explained {
		c.diags.Warn(c.doc.At("time", "special", 0), "special-sum", sum, s.Value+s.Extension).
			See(c.doc.At("time", "statutory"))
	}
}

func contained(text string, words []string) string {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// fee: a licence is free unless a law or an administrative regulation says otherwise (行政许可法
// art. 58), and what is charged is charged by a published standard (art. 59): a fee has a basis and an
// amount (audit rule 7). That nothing is charged is a fact too, with a basis or a mark.
func (c *licenceChecker) fee() {
	f := c.l.Fee
	switch {
	case f == nil:
	case f.Charged && len(f.Basis) == 0:
		c.diags.Add(c.doc.At("fee"), "fee-basis")
	case f.Charged && f.Amount == "":
		c.diags.Warn(c.doc.At("fee"), "fee-amount")
	case !f.Charged && f.Amount != "":
		c.diags.Add(c.doc.At("fee", "amount"), "fee-free", f.Amount)
	case !f.Charged && len(f.Basis) == 0 && f.Evidence == "":
		c.diags.Add(c.doc.At("fee"), "fee-unproved")
	}
}

// result: a licence ends in a document (行政许可法 arts. 38 and 39; audit rule 3). A term of validity is a
// number of years, months or days, and rests on an instrument; “no term” is not a term. Who wants to
// keep a licence with a term applies for renewal before it ends, 30 days if nothing else is set
// (art. 50): the item says by when.
func (c *licenceChecker) result() {
	r := c.l.Result
	if r == nil {
		if c.isLicence() {
			c.diags.Warn(c.doc.At("title"), "licence-result")
		}
		return
	}
	if r.Validity == nil {
		return
	}
	if r.ValidityNone {
		c.diags.Add(c.doc.At("result", "validity_none"), "validity-both")
	}
	if u := r.Validity.Unit; !u.Counted() || u == "working-days" {
		c.diags.Add(c.doc.At("result", "validity"), "validity-unit", string(u))
	} else if r.Validity.Value < 1 {
		c.diags.Add(c.doc.At("result", "validity"), "value-without-unit", string(u))
	}
	if len(r.Basis) == 0 && r.Evidence == "" {
		c.diags.Warn(c.doc.At("result", "validity"), "validity-unproved")
	}
	if c.isLicence() && !c.renewable() {
		c.diags.Warn(c.doc.At("result", "validity"), "licence-renewal")
	}
}

// serviceGuide: what a service guide to a licence must hold: at least one common question (audit rule 10),
// the five steps from acceptance to delivery (audit rule 11), steps of both sides, and for each paper that
// must be handed in the rule that asks for it (优化营商环境条例 arts. 35 and 44: no paper without a legal
// basis). A paper that may follow later has its time said (容缺后补).
func (c *licenceChecker) serviceGuide() {
	for i, m := range c.l.Materials {
		if c.isLicence() && m.Need == "required" && len(m.Basis) == 0 {
			c.diags.Warn(c.doc.At("materials", i), "material-basis", m.ID)
		}
		if m.Need == "later" && m.Condition == "" && m.Note == "" {
			c.diags.Warn(c.doc.At("materials", i), "material-later", m.ID)
		}
	}
	if !c.isLicence() {
		return
	}
	if len(c.l.FAQ) == 0 {
		c.diags.Warn(c.doc.At("title"), "licence-faq")
	}
	if n := len(c.l.Steps); n < 5 {
		c.diags.Warn(c.doc.At("steps", 0), "licence-steps", n)
	}
	for _, who := range Actor("").Allowed() {
		if len(c.l.Steps) > 0 && !slices.ContainsFunc(c.l.Steps, func(s Step) bool { return string(s.Who) == who }) {
			c.diags.Warn(c.doc.At("steps", 0), "licence-actors", who)
		}
	}
}

// Telephone numbers: a fixed line with its area code, a mobile, a service number of three to five
// digits or beginning with 96 or 400, or international form.
var (
	phoneShape = regexp.MustCompile(`^(0\d{2,3}[- ]\d{7,8}([-转]\d{1,6})?|1\d{10}|1\d{2,4}|95\d{3}|96\d{3,4}|400[- ]?\d{3}[- ]?\d{4}|\+86[- ]\d[\d -]{6,14})$`)
	phoneLocal = regexp.MustCompile(`^\d{7,8}([-转]\d{1,6})?$`)
)

// contacts: the numbers for questions and for complaints differ, and have the area code, 0858 in
// Liupanshui (audit rule 8).
func (c *licenceChecker) contacts() {
	for i, x := range c.l.Contacts {
		for name, number := range map[string]string{"phone": x.Phone, "complaint": x.Complaint} {
			switch {
			case number == "" || phoneShape.MatchString(number):
			case phoneLocal.MatchString(number):
				c.diags.Warn(c.doc.At("contacts", i, name), "phone-area", number)
			default:
				c.diags.Add(c.doc.At("contacts", i, name), "phone-shape", number)
			}
		}
		if x.Phone != "" && x.Phone == x.Complaint {
			c.diags.Warn(c.doc.At("contacts", i, "complaint"), "phone-same", x.Phone)
		}
	}
}

// instruments: nobody can have checked, on the day that the item's evidence names, a version of an
// instrument that was adopted later.
func (c *licenceChecker) instruments() {
	checked := c.l.Evidence.Checked
	for i, b := range c.l.LegalBasis {
		if !checked.IsZero() && checked.Before(b.Adopted) {
			c.diags.Add(c.doc.At("legal_basis", i, "adopted"), "adopted-later", b.Adopted.String(), checked.String()).
				See(c.doc.At("evidence", "checked"))
		}
	}
}

// repeated: applicants (服务对象) and fields (主题分类) agree (audit rule 9): each stands once, and what medical
// institutions apply for is found in the field of health or among what all fields share.
func (c *licenceChecker) repeated() {
	for i, s := range c.l.Sectors {
		if slices.Index(c.l.Sectors, s) < i {
			c.diags.Add(c.doc.At("sectors", i), "value-repeated", string(s))
		}
	}
	for i, a := range c.l.Applicants {
		if slices.Index(c.l.Applicants, a) < i {
			c.diags.Add(c.doc.At("applicants", i), "value-repeated", string(a))
		}
		if a == "medical-institution" && !slices.Contains(c.l.Sectors, "health") && !slices.Contains(c.l.Sectors, "general") {
			c.diags.Warn(c.doc.At("applicants", i), "applicant-sector", string(a))
		}
	}
	for i, a := range c.l.Authority {
		if slices.Index(c.l.Authority, a) < i {
			c.diags.Add(c.doc.At("authority", i), "value-repeated", a)
		}
	}
}
