package content

// Agency is a body that issues, handles or is responsible. Policies keep the name of their time;
// a body renamed since has a Successor.
type Agency struct {
	ID                string     `toml:"id,key"`
	Name              string     `toml:"name,required"` // as plans print it, 市卫生健康局
	Full              string     `toml:"full,required"` // 六盘水市卫生健康局
	En                string     `toml:"en,required"`
	EnShort           string     `toml:"en_short,required"`
	Aliases           []string   `toml:"aliases"`
	Level             Level      `toml:"level,required"`
	Kind              AgencyKind `toml:"kind,required"`
	Counterpart       string     `toml:"counterpart"` // municipal body of a county-level one
	ValidFrom         Date       `toml:"valid_from"`
	ValidTo           Date       `toml:"valid_to"`
	Successor         string     `toml:"successor"`
	SuccessorEvidence Evidence   `toml:"successor_evidence"`
	Note              string     `toml:"note"`
	NoteEn            string     `toml:"note_en"`
}

// Agencies is content/agencies.toml.
type Agencies struct {
	Agencies []Agency `toml:"agency,required"`
}

// Term is one entry of the glossary. The first English rendering is the preferred one.
type Term struct {
	ID         string   `toml:"id,key"`
	Zh         string   `toml:"zh,required"`
	En         []string `toml:"en,required"`
	Pinyin     string   `toml:"pinyin"` // syllables without tones, joined by spaces
	Synonyms   []string `toml:"synonyms"`
	SynonymsEn []string `toml:"synonyms_en"`
	// Accept are further renderings that a translation may use; they are neither shown nor searched.
	Accept []string `toml:"accept"`
	// Enforce is false for a term whose rendering is free: translations are not checked for it.
	Enforce   *bool  `toml:"enforce"`
	Explain   string `toml:"explain"`
	ExplainEn string `toml:"explain_en"`
}

// Glossary is content/glossary.toml.
type Glossary struct {
	Terms []Term `toml:"term,required"`
}
