// Package corpus makes sites of any size from any texts, to measure and to test with. Only tests
// import it; no page that it makes is true.
//
// A page is made twice from the same words: in our format, for [Pages], and as plain Markdown with a few
// lines of front matter, which is what other site generators read; where ours lists pages by sector and by
// agency, theirs has tags. Of a hundred pages, twenty are policies, forty guides and forty items, each in
// Chinese and English. The Chinese sentences stand in the texts as they are; the English is made of the words
// of the English texts at random. Both sides have the terms of the glossary that the checks ask for, and no
// figures, so that a site has no faults. The same texts give the same pages.
//
// To write a site to a folder:
//
//	go test ./cmd/mingbai/internal/corpus -run TestWrite -args -pages 5000 -out /tmp/site
//
// With -plain FOLDER the plain pages are written too; -zh and -en name folders with texts to use in place
// of the sources of this repository.
package corpus
