// How the search engine comes to the page. A copy of the site on disk has it at hand and replaces load.

/** @typedef {typeof import('../../search/index.js')} Client */

export const engine = {
  /** @param {string | undefined} path  relative to the page @returns {Promise<Client>} */
  load: (path) => import(new URL(path ?? '', document.baseURI).href),
};
