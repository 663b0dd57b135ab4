package content

// Plain is the front matter of a page of no other kind: the home page, a list's introduction, about.
type Plain struct {
	Title   string `toml:"title,required,words"`
	Summary string `toml:"summary,required,words"`
	Column  string `toml:"column,words"` // 栏目 of the government meta tags
}
