// Package output keeps the built site: on disk ([Writer]), in one zip file ([Zip]), in memory
// ([Memory]) or nowhere ([Discard]); and parts of one that are built apart ([Part]). It knows nothing of pages. It alone writes files, and only below one folder.
//
// # What is promised
//
//   - Names cannot leave the folder: paths are checked, and every access goes through [os.Root].
//   - Files that the build did not write are never overwritten or deleted. What it wrote it knows
//     from the list in .mingbai/manifest.json, by path and hash.
//   - Files that it wrote and no longer makes are deleted, unless somebody has changed them since.
//   - A file whose bytes are in place already is not written again.
//   - One build at a time: a lock that ends with the process.
//   - Memory does not grow with the bytes of the site: [Writer.Put] stages a file on disk at once.
//
// # Order
//
// Nothing in place changes before [Writer.Commit], which first notes in the list what is about to
// come and makes the folders that are needed. Then it moves one file after the other into place by
// rename, in this order, so that after a kill at any instant every page has the files that it needs
// and the links from pages in use lead to pages that are there, old or new:
//
//  1. new files: to these nothing in place points yet. Styles, scripts, search and data files
//     before pages, deep pages before the lists and the home page that lead to them;
//  2. files that replace others, in the same order, so that for example the search index is
//     switched when all pages that it knows are there;
//  3. deletions in the opposite order, when nothing points to the old files any more;
//  4. the list of what is there now.
//
// What replaces a site is on the disk before the first file is moved, and each of these steps before the next begins;
// within a step the disk may take the changes in any order. So a power cut leaves such a site too, of whole
// files (where more than a hundred files change, on Linux only). The first build of a site has nothing to lose and
// does not wait.
//
// A build that was killed is completed by the next one: everything in the list is known as ours.
package output
