package content

// Plain is the front matter of a page of no other kind: the home page, a list's introduction, about.
type Plain struct {
	Title   string `toml:"title,required,words"`
	Summary string `toml:"summary,required,words"`
	Column  string `toml:"column,words"` // 栏目 of the government meta tags
	// Guides are the set-up guides that the home page shows, by slug, the most wanted first. Without
	// it, or on a site with few guides, the home page shows them in the order of their slugs.
	Guides []string `toml:"guides"`
}
