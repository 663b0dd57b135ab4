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
 * @param {string | URL} manifestURL  of a manifest, in <site>/search/<lang>/
 * @returns {Promise<Index>}
 */
export async function open(manifestURL) {
  const url = new URL(manifestURL, globalThis.location?.href);
  const root = new URL('../../', url);
  const [lang, name] = url.pathname.split('/').slice(-2);
  const link = (/** @type {string} */ path) => {
    const to = new URL(path, root);
    return to.pathname + to.hash;
  };
  return connect(loader(root), `search/${decodeURIComponent(lang)}/${name}`, link);
}

/**
 * Opens an index whose files come from load. When one of them is gone or does not belong to the others, because the
 * site was built anew since the page was loaded, it goes on with the index that search/index.json names now.
 * @param {Load} load
 * @param {string} path  of the manifest, from the site's root
 * @param {(path: string) => string} [link]  makes a link of a path of the site
 * @returns {Promise<Index>}
 */
export async function connect(load, path, link = (to) => to) {
  const lang = path.split('/')[1];
  /** @template T @param {(files: Files) => Promise<T>} use @param {Files} files @returns {Promise<T>} */
  const insist = async (use, files) => {
    try {
      return await use(files);
    } catch (error) {
      const now = (await load('search/index.json', true).catch(() => null))?.manifests?.[lang];
      if (!now || now === files.path) throw error instanceof SearchError ? error : new SearchError(String(error), { cause: error });
      current = new Files(load, now);
      return use(current);
    }
  };
  let current = new Files(load, path);
  await insist((files) => files.layout(), current);
  return {
    search: (/** @type {string} */ query, /** @type {Options} */ options = {}) =>
      insist(async (files) => {
        return new Asked(files, await files.layout(), link, query, options).answer();
      }, current),
    detail: async (/** @type {Hit} */ hit) => await details.get(hit)?.() ?? hit,
  };
}
