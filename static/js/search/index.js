// The search engine of the browser: reads the index that the build made and answers queries. No DOM. The twin of
// cmd/mingbai/internal/search; doc.go there describes the files and the ranking. This module is served as one file
// with the others of its folder.

import { Asked, details } from './asked.js';
import { marksIn, newText, wholeMarks } from './excerpt.js';
import { Files, loader, SearchError } from './files.js';
import { parseQuery } from './tokens.js';

/** @import { Load } from './files.js' */
/** @import { Span } from './excerpt.js' */

/**
 * @typedef {object} Options
 * @property {number} [limit]       hits wanted, 10 if left out
 * @property {string | string[]} [kind]
 * @property {string} [sector]
 * @property {string} [authority]
 *
 * @typedef {object} Hit
 * @property {string} url           of the page or section, ready for a link
 * @property {string} title
 * @property {string} section       its heading, or ''
 * @property {string} kind
 * @property {string} status
 * @property {string} query         what found it: what was typed, or that with a synonym or what pinyin says put in
 * @property {string} excerpt       '' past the first hits; detail() reads it
 * @property {Span[]} marks         characters (code points) of the excerpt to mark
 * @property {Span[]} titleMarks
 * @property {boolean} exact        the text was read and has what was asked for
 * @property {{url: string, heading: string}[]} sections  others of the page with the words
 *
 * @typedef {object} Result
 * @property {number} total         pages found
 * @property {boolean} approximate  not every one is known to have just what was asked for
 * @property {boolean} loose        no page has all that was asked for; the hits have some of it
 * @property {Record<string, number>} kinds  pages of each kind, whatever kind was asked for
 * @property {Hit[]} hits
 * @property {Hit[]} similar         pages that were thought to have the words, but have them apart
 *
 * @typedef {object} Index
 * @property {(query: string, options?: Options) => Promise<Result>} search
 * @property {(hit: Hit) => Promise<Hit>} detail  a hit with its excerpt, section and marks
 */

export { marksIn, newText, parseQuery, SearchError, wholeMarks };

/**
 * Opens an index.
 * @param {string | URL} manifestURL  of a manifest, <site>/search/<lang>.json
 * @returns {Promise<Index>}
 */
export async function open(manifestURL) {
  const url = new URL(manifestURL, globalThis.location?.href);
  const root = new URL('../', url);
  const link = (/** @type {string} */ path) => {
    const to = new URL(path, root);
    return to.pathname + to.hash;
  };
  return connect(loader(root), url.href.slice(root.href.length), link);
}

/**
 * Opens an index whose files come from load. When one of them is gone or does not belong to the others, because the
 * site was built anew since its manifest was read or put into a cache, it goes on with the manifest of now.
 * @param {Load} load
 * @param {string} path  of the manifest, from the site's root
 * @param {(path: string) => string} [link]  makes a link of a path of the site
 * @returns {Promise<Index>}
 */
export async function connect(load, path, link = (to) => to) {
  let current = new Files(load, path);
  /** @template T @param {(files: Files) => Promise<T>} use @returns {Promise<T>} */
  const insist = async (use) => {
    try {
      return await use(current);
    } catch (error) {
      const now = new Files(load, path, true);
      await now.layout().catch(() => {});
      if (now.id === '' || now.id === current.id) throw error instanceof SearchError ? error : new SearchError(String(error), { cause: error });
      current = now;
      return use(now);
    }
  };
  await insist((files) => files.layout());
  return {
    search: (/** @type {string} */ query, /** @type {Options} */ options = {}) =>
      insist(async (files) => {
        return new Asked(files, await files.layout(), link, query, options).answer();
      }),
    detail: async (/** @type {Hit} */ hit) => await details.get(hit)?.() ?? hit,
  };
}
