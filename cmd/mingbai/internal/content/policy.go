package content

// Policy is the front matter of a policy text.
type Policy struct {
	Title       string    `toml:"title,required,words"`
	Summary     string    `toml:"summary,words"`
	InShort     string    `toml:"in_short,words"` // our own plain words, marked as ours
	Explanation string    `toml:"explanation"`    // slug of the page that explains it (政策解读)
	Numbering   Numbering `toml:"numbering,required"`
	Number      string    `toml:"number"` // 发文字号
	IndexNumber string    `toml:"index_number"`
	Issuer      string    `toml:"issuer,words"`
	Drafter     string    `toml:"drafter,words"`
	ForwardedBy string    `toml:"forwarded_by,words"`
	Gazette     string    `toml:"gazette,words"`
	Published   Date      `toml:"published,required"`
	Signed      Date      `toml:"signed"`
	Status      Status    `toml:"status,required"`
	ChangedOn   Date      `toml:"changed_on"`
	ChangedBy   string    `toml:"changed_by,words"`
	SourceURL   string    `toml:"source_url,address"`
	SourceFile  string    `toml:"source_file"`
	Omit        []string  `toml:"omit"` // pieces of the source that are not the document's
	Notes       []Note    `toml:"notes"`
	Targets     []Target  `toml:"targets"`
}

// Note declares one place where the published text departs from the source file, or where the
// source's own words are kept although they look wrong (then Source equals Published).
type Note struct {
	ID        string `toml:"id,key"`
	Source    string `toml:"source,required"`
	Published string `toml:"published,required"`
	Reason    string `toml:"reason,required,words"`
}

// Target is a figure that the policy sets for a year; Quote proves it in the words of its measure.
type Target struct {
	ID      string  `toml:"id,key"`
	Measure int     `toml:"measure,required"`
	Name    string  `toml:"name,required,words"`
	Value   float64 `toml:"value,required"`
	Max     float64 `toml:"max"` // upper end of a range; 0 if none
	Bound   Bound   `toml:"bound,required"`
	Unit    string  `toml:"unit,words"`
	By      int     `toml:"by,required"` // year
	Quote   string  `toml:"quote,required,words"`
}
