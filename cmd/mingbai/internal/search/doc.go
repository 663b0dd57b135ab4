// Package search builds the search index of the site and answers queries from it.
//
// It has two readers. [Engine] answers `mingbai search`; the ES modules under static/js/search
// answer in the browser, from the same files, by the same rules, in the same order. Whatever is
// changed here is changed there: testdata/tokens.json holds what both must agree on, and the tests
// ask both the same questions. The package never reads HTML; it gets the text of each page as a
// [Doc], and it gives [output.File] values that depend on nothing else: not on the clock, the
// machine, the order of the docs or the number of workers.
//
// # Keys
//
// Text is folded (compatibility forms, lower case, traditional to simplified; see fold.go) and cut
// into runs of Han characters, digits and letters. A run gives these keys:
//
//   - every pair of neighbours of which one is Han: 营业 业执 执照, and 第1 1条, and A级 out of AAA级;
//   - every 2 to 4 digits in a row of a number, so that 110 is found in 1100;
//   - every Latin word, spelt one way and stemmed (stem.go), without the emptiest words.
//
// A query is cut by the same rules into the fewest keys that cover it.
//
// # Files
//
// All but the first lie in search/<lang>/. Each carries its id, a hash of what it says, in its name and again inside: so a
// reader can tell a stale or truncated file from an empty one, and one edit renames only the files that it
// changes. A file is named by those that lead to it, the manifest, whose name is always the same, by the pages.
// A reader whose manifest leads nowhere, because the site was built anew, asks for the manifest again.
//
//	search/<lang>.json    the manifest, what a reader needs first: where the shards begin and what their ids are, the counts
//	                      below, and the tables of folding, cutting and stemming (rules.go)
//	k<n>.<id>.json        a shard: about 8 KB of sorted keys with their lists
//	s<n>.<id>.json        the same for single characters, fetched only for them
//	p<n>.<id>.json        what letters say as pinyin (pinyin.go), fetched for a word that is in no text
//	r<f><n>.<id>.json     a directory: the first keys and ids of some files of family f, where the manifest would be too large
//	c.<id>.json           what was cut off a list of more than 8 KB, fetched for those who want everything
//	t<d>-<n>.<id>.json    the text of 4 units of page d of a block, with its title and address; the id is that of the block (texts.go)
//	d<n>.<id>.json        address and titles of 128 pages, for hits whose text has not been read
//	facets.<id>.json      pages of each sector and authority, fetched when somebody filters
//	fold.<id>.json        traditional characters, fetched when a key of a query is unknown
//	words.<id>.json       the words of the text, fetched when a query holds an unknown one
//
// A page that is added changes the numbers of those behind it, and with them most lists: its own keys stand in half of the
// shards anyway. One that is edited changes the shards of the keys that it gained or lost.
//
// Pages are numbered by kind ([Doc.Kind]: guides, licences, pages, agencies, policies), then by status (those no
// longer in force last), then by address: the number is the order in which equal
// hits are shown. A unit is a block of whole paragraphs, at least 600 characters long where the page
// has them, so that no phrase stands in two; it may hold several sections. A name is a title or
// another name of a page. Keys map to the units whose text has them, to the names that have them, and
// to the units in which a heading has them. A list is a string (lists.go) that also says how large each page
// and name is: no file grows with the number of pages, but for the lists of common keys, which are
// cut, and the directories, of which a query reads one for each key.
//
// # Building
//
// The text of each page is read once: its units go to the text store at once, their keys into a table that becomes
// a run when it has a million characters. Runs lie in the build's store, outside of memory; in the
// end they are merged key by key, and each shard is handed on when it is full. Several processes may each index
// some stretches of neighbouring pages ([BuildShare]); [Merge] merges the runs of all as if they were its own.
//
// # Queries
//
// The lists of a query's keys are intersected; where one was cut, the others decide. A reader of at
// most 50 hits does without what was cut off: the pages of a common word alone are then counted, not
// listed. A first page of 10 hits is made of at most ten files besides the manifest: up to four keys, the text of the
// best five pages, and the titles of as many others as the rest gives.
//
// A query is looked up in several forms: as typed; with a numbered part set apart, 食品安全法 第35条, which
// stands for that article of that law; with synonyms. If none has it, it is asked again without the
// words of a question, with misspelt words corrected, with pinyin read, and as a short name: 市监局.
//
// # Ranking
//
// Words of a query must all stand in a page, and the keys of one word in one unit. Then, in this order:
// the exact title, a title with all words or with its characters in order, headings with all words but
// those of a title, a title that is nearly the query, one unit with all words, the rest; within each,
// kind, then how much of the page it is about. What is no longer in force comes last unless its exact title was
// asked for. The best hits are checked against the text, because keys can stand in a unit or a title without
// the phrase, and are ordered by what it shows; pages that turn out not to have it are handed over apart, as
// similar. When nothing is left, the pages with the most of the query are the hits, and are called
// approximate.
//
// # Version history
//
//	1  first form
//	2  lists name pages, so the manifest lists none; cut lists, directories, pinyin; one page a text file
//	3  every file has an id of its own; the tables come with the manifest
//	4  the manifest keeps its name
package search

// Version is the form of the index files. A reader refuses any other.
const Version = 4

// Doc is one page as search sees it.
type Doc struct {
	// Lang is "zh-CN" or "en".
	Lang string
	// URL is relative to the site, such as "licence/childcare-filing/".
	URL string
	// Title is the page's h1.
	Title string
	// Also are other names, searched like the title: the plain question, short names, synonyms.
	Also []string
	// Spelt are words that can be asked for in pinyin, besides the title.
	Spelt []string
	// Kind is guide, licence, page, agency or policy.
	Kind string
	// Sectors and Authorities are ids to filter by.
	Sectors, Authorities []string
	// Status is empty or as in the source: in-force, amended, not-yet, lapsed, repealed.
	Status string
	// Sections gives the page's text in reading order. It is called once, when the text is wanted, and
	// from any goroutine: a build need not hold the text of all pages at once.
	Sections func() []Section
}

// Section is the text below one heading.
type Section struct {
	// ID is the fragment of the heading, empty for the top of the page.
	ID string
	// Heading is its text, empty for the top of the page.
	Heading string
	// Also are other names of the section, searched like its heading: 第19条.
	Also []string
	// Paragraphs are the blocks of text; a phrase never stands in two of them.
	Paragraphs []string
}

// Synonym says that whoever types one of Words may want pages that say Means.
type Synonym struct {
	Words []string
	Means string
}
