// How the search engine comes to the page: only when it is wanted. A copy of the site on disk has it at hand.

export const engine = { load: (/** @type {string} */ url) => import(url) };
