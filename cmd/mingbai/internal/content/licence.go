package content

// Licence is an administrative item that a person applies for, files or registers, with the elements of
// a service guide (办事指南; 优化营商环境条例 art. 35). Its facts are those of the first grant (新办); the
// other handling items (业务办理项) stand in Handling.
type Licence struct {
	Title         string        `toml:"title,required,words"`
	Question      string        `toml:"question,required,words"` // what a citizen would ask
	Summary       string        `toml:"summary,required,words"`
	Type          ItemType      `toml:"type,required"`
	Sectors       []Sector      `toml:"sectors,required"`
	Applicants    []Applicant   `toml:"applicants,required"`
	Who           string        `toml:"who,required,words"`
	WhoNot        string        `toml:"who_not,words"`
	Authority     []string      `toml:"authority,required"` // agency ids
	AuthorityNote string        `toml:"authority_note,words"`
	Level         Level         `toml:"level,required"`
	Reviewed      Date          `toml:"reviewed,required"`
	ReviewBy      Date          `toml:"review_by,required"`
	Owner         string        `toml:"owner,required"` // agency id
	Evidence      Proof         `toml:"evidence,required"`
	Codes         []Code        `toml:"codes"`
	Time          Time          `toml:"time,required"`
	Fee           *Fee          `toml:"fee"`
	Result        *Result       `toml:"result"`
	Conditions    []Condition   `toml:"conditions"`
	Materials     []Material    `toml:"materials"`
	Require       []Requirement `toml:"require"`
	Steps         []Step        `toml:"steps,required"`
	After         []Duty        `toml:"after"`
	Handling      []Handling    `toml:"handling"`
	FAQ           []FAQ         `toml:"faq"`
	Contacts      []Contact     `toml:"contacts"`
	LegalBasis    []LegalBasis  `toml:"legal_basis"`
	Unconfirmed   []Unconfirmed `toml:"unconfirmed"`
	Cautions      []Caution     `toml:"cautions"`
}

// Proof is the evidence mark of a whole item: how its facts are proved, when they were last checked
// and by whom.
type Proof struct {
	Level   Evidence `toml:"level,required"`
	Checked Date     `toml:"checked,required"`
	By      string   `toml:"by,required,words"`
	Note    string   `toml:"note,words"`
}

// Code is an opaque identifier of the item in some scheme; it is never parsed for meaning.
type Code struct {
	Scheme string `toml:"scheme,required"`
	Code   string `toml:"code,required"`
}

// Time holds the periods of an item. What is absent is unknown and is said so to the reader.
type Time struct {
	Statutory *Limit    `toml:"statutory"`
	Promised  *Limit    `toml:"promised"`
	Special   []Special `toml:"special"`
	Applicant []Special `toml:"applicant"` // periods that bind the applicant
}

// Limit is a period within which the authority decides.
type Limit struct {
	Value     int      `toml:"value"`
	Unit      Unit     `toml:"unit,required"`
	Extension int      `toml:"extension"` // in the same unit; 0 for none
	From      string   `toml:"from,words"`
	Basis     []string `toml:"basis"`
	Evidence  Evidence `toml:"evidence"`
	Note      string   `toml:"note,words"`
}

// Special is a procedure with a period of its own, counted in the limit or not (行政许可法 art. 45).
type Special struct {
	ID       string   `toml:"id,key"`
	Name     string   `toml:"name,required,words"`
	Counted  bool     `toml:"counted"`
	Value    int      `toml:"value"`
	Unit     Unit     `toml:"unit"`
	Basis    []string `toml:"basis"`
	Evidence Evidence `toml:"evidence"`
	Note     string   `toml:"note,words"`
}

// Fee says whether the authority charges.
type Fee struct {
	Charged  bool     `toml:"charged"`
	Amount   string   `toml:"amount"`
	Basis    []string `toml:"basis"`
	Evidence Evidence `toml:"evidence"`
	Note     string   `toml:"note,words"`
}

// Result is what the applicant gets.
type Result struct {
	Name         string   `toml:"name,required,words"`
	Validity     *Period  `toml:"validity"`
	ValidityNone bool     `toml:"validity_none"` // the instrument sets no term
	ValidityNote string   `toml:"validity_note,words"`
	Basis        []string `toml:"basis"`
	Evidence     Evidence `toml:"evidence"`
}

// Period is a length of time.
type Period struct {
	Value int  `toml:"value,required"`
	Unit  Unit `toml:"unit,required"`
}

// Condition is one condition of acceptance (受理条件).
type Condition struct {
	ID       string   `toml:"id,key"`
	Text     string   `toml:"text,required,words"`
	Basis    []string `toml:"basis"`
	Evidence Evidence `toml:"evidence"`
}

// Material is one paper to hand in (申请材料).
type Material struct {
	ID        string   `toml:"id,key"`
	Name      string   `toml:"name,required,words"`
	Need      Need     `toml:"need,required"`
	Condition string   `toml:"condition,words"` // for need = "conditional"
	When      Answers  `toml:"when"`
	From      []string `toml:"from"` // items that yield it; any one of them
	Source    Source   `toml:"source"`
	Originals int      `toml:"originals"`
	Copies    int      `toml:"copies"`
	Form      string   `toml:"form,words"`
	Basis     []string `toml:"basis"`
	Evidence  Evidence `toml:"evidence"`
	Note      string   `toml:"note,words"`
}

// Answers are conditions on the questions of a guide: every question named must have one of the
// answers listed.
type Answers map[string][]string

// Requirement is a need for other items that is not a paper handed in.
type Requirement struct {
	ID     string   `toml:"id,key"`
	AllOf  []string `toml:"all_of"`
	AnyOf  []string `toml:"any_of"`
	When   Answers  `toml:"when"`
	Reason string   `toml:"reason,required,words"`
}

// Step is one step of the procedure.
type Step struct {
	ID   string `toml:"id,key"`
	Name string `toml:"name,required,words"`
	Text string `toml:"text,words"`
	Who  Actor  `toml:"who,required"`
}

// Duty is something that must be done after the result is there.
type Duty struct {
	ID       string   `toml:"id,key"`
	Text     string   `toml:"text,required,words"`
	Basis    []string `toml:"basis"`
	Evidence Evidence `toml:"evidence"`
}

// FAQ is a common question with its answer.
type FAQ struct {
	ID       string   `toml:"id,key"`
	Question string   `toml:"question,required,words"`
	Answer   string   `toml:"answer,required,words"`
	Evidence Evidence `toml:"evidence"`
}

// Contact is where to ask. Unknown fields stay empty; they are never guessed.
type Contact struct {
	Agency    string `toml:"agency,key"`
	Phone     string `toml:"phone"`
	Complaint string `toml:"complaint"` // telephone for complaints about the office
	Address   string `toml:"address,words"`
	Hours     string `toml:"hours,words"`
	URL       string `toml:"url,address"`
}

// LegalBasis is an instrument on which an item rests, with the articles.
type LegalBasis struct {
	ID         string   `toml:"id,key"`
	Instrument string   `toml:"instrument,required,words"`
	Number     string   `toml:"number"`
	Adopted    Date     `toml:"adopted"`
	Articles   []string `toml:"articles"`
	Gist       string   `toml:"gist,words"`
	Quote      string   `toml:"quote"`  // exact words of the instrument, in Chinese
	Policy     string   `toml:"policy"` // slug of the instrument's text, if this site publishes it
	Evidence   Evidence `toml:"evidence,required"`
}

// Unconfirmed is a point that a reader must confirm with the authority.
type Unconfirmed struct {
	ID   string `toml:"id,key"`
	Text string `toml:"text,required,words"`
}

// Caution warns that the rules are changing or that a source is old.
type Caution struct {
	ID   string `toml:"id,key"`
	Text string `toml:"text,required,words"`
	Date Date   `toml:"date"`
}
