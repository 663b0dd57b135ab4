// Package publish brings a built site to where readers find it. It comes after output, which has
// written the site to a folder of this computer.
//
// [Pack] makes a [Release] of the built site: a folder that is never changed again, with every file,
// its compressed forms, the settings of the usual servers, and a manifest with the size, hash and
// type of each file. [Release.Verify] reads it back: every hash, and the file behind every link.
// [Release.Check] compares it with what is public now: too many pages gone, or an address gone that
// the site has promised to keep, ends the publishing.
//
// A [Target] is a folder or a bucket of S3-compatible storage. To sync is to put what is missing there
// in the order of package output: whatever pages need, then pages, then deletions. So a reader never
// meets a page without its files, and a publishing that broke off goes on where it was. To roll back is
// to sync the release before.
//
// Only files that an earlier publishing put there are replaced or deleted.
package publish
