// Package render turns the frozen site into HTML and the files that go with it: sitemap, feeds,
// robots.txt and the data of targets.
//
// [Load] reads the layouts once. A layout is html/template over the structs of this package; its
// interface words stand in layouts/strings and are put into the layout text of each language while
// loading, so that a page pays nothing for them and a missing word is found before any page is made.
// [New] prepares what all pages of a site share. [Renderer.Page] is then a pure function of the page:
// no clock, disk, network or map order; it is safe to call from many goroutines.
//
// The package resolves nothing: where a page points has been decided by the site.
package render
