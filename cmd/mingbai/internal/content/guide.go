package content

// Guide leads a person through all items needed to set up one kind of institution (设立指引).
type Guide struct {
	Title       string        `toml:"title,required,words"`
	Noun        string        `toml:"noun,required,words"`
	Hint        string        `toml:"hint,words"`
	Summary     string        `toml:"summary,required,words"`
	Sector      Sector        `toml:"sector,required"`
	Audience    []Applicant   `toml:"audience,required"`
	Reviewed    Date          `toml:"reviewed,required"`
	ReviewBy    Date          `toml:"review_by,required"`
	Owner       string        `toml:"owner,required"` // agency id
	Measures    []string      `toml:"measures"`       // "policy-slug#measure-19"
	Evidence    Proof         `toml:"evidence,required"`
	Questions   []Question    `toml:"questions"`
	Needs       []GuideNeed   `toml:"needs,required"`
	After       []Duty        `toml:"after"`
	FAQ         []FAQ         `toml:"faq"`
	LegalBasis  []LegalBasis  `toml:"legal_basis"`
	Unconfirmed []Unconfirmed `toml:"unconfirmed"`
	Cautions    []Caution     `toml:"cautions"`
}

// Question is asked of the reader of a guide; the answers decide which items concern them.
type Question struct {
	ID      string   `toml:"id,key"`
	Text    string   `toml:"text,required,words"`
	Answers []Answer `toml:"answers,required"`
}

// Answer is one answer to a question, with the short words that stand on the items it decides.
type Answer struct {
	ID        string `toml:"id,key"`
	Text      string `toml:"text,required,words"`
	Condition string `toml:"condition,words"`
	// Has are items whose result the reader already holds, by this answer.
	Has []string `toml:"has"`
}

// GuideNeed is an item that a guide leads to.
type GuideNeed struct {
	Licence string  `toml:"licence,key"` // slug
	When    Answers `toml:"when"`
	Note    string  `toml:"note,words"`
}
