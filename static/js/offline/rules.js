// What the service worker decides, without a browser.

/**
 * @typedef {object} Release  what the build tells the worker; cmd/mingbai/internal/offline makes it
 * @property {string} version
 * @property {string[]} shell  files that every page may need, by their paths in the site
 * @property {Record<string, {page: string, search: {page: string, files: string[], bytes: number}}>} languages
 *   the page shown without a network, and the search, whose files are named only if they are small
 */

export const DAY_MS = 24 * 60 * 60 * 1000;
/** A page kept longer than this is not shown any more. */
export const MAX_AGE_MS = 30 * DAY_MS;
/** How long the network may take while a copy is at hand. */
export const PATIENCE_MS = 3000;
/** Pages and other files kept in one release's store. */
export const MAX_PAGES = 60, MAX_FILES = 900;
/** Earlier releases whose pages are kept, with the files that these need. */
export const MAX_EARLIER = 2;
/** The header that says when a page was kept, in milliseconds since 1970. */
export const KEPT = 'x-mingbai-kept';

const LASTING = /^(assets\/.+\.[0-9a-f]{12}\.(css|js)|search\/[^/]+\/[^/]+\.[0-9a-z]{4,}\.json)$/;
const RENEWED = /^(favicon\.svg|search\/[^/]+\.json|data\/holidays\.json)$/;

/**
 * How to answer a request: as a page; as a file whose name changes with its bytes; as a file that keeps its name; or
 * not at all ('').
 * @param {{method: string, mode: string, url: string, ranged: boolean}} request
 * @param {string} scope  address of the site
 * @returns {'page' | 'lasting' | 'renewed' | ''}
 */
export function wayOf(request, scope) {
  if (request.method !== 'GET' || request.ranged || !request.url.startsWith(scope)) return '';
  const path = pathOf(request.url, scope);
  if (request.mode === 'navigate') return path === '' || path.endsWith('/') || path.endsWith('.html') ? 'page' : '';
  if (LASTING.test(path)) return 'lasting';
  return RENEWED.test(path) ? 'renewed' : '';
}

/** The path in the site of an address. @param {string} url @param {string} scope */
export function pathOf(url, scope) {
  return new URL(url).href.slice(scope.length).replace(/[?#].*$/s, '');
}

/** The address under which a page is kept: a query does not change it, nor whether its file is named. @param {string} url */
export function keyOf(url) {
  return url.replace(/[?#].*$/s, '').replace(/\/index\.html$/, '/');
}

/** Whether an address is that of a page. @param {string} url @param {string} scope */
export const isPage = (url, scope) => wayOf({ method: 'GET', mode: 'navigate', url, ranged: false }, scope) === 'page';

/** The language of the site that a path belongs to. @param {string} path @param {Release} release */
export function languageOf(path, release) {
  const [start] = path.split('/');
  return release.languages[start] ? start : 'zh-CN';
}

/** The names of all stores of a site begin so; several sites may share a host. @param {string} scope */
export const prefixOf = (scope) => `mingbai:${new URL(scope).pathname}:`;

/** The stores of a site, the oldest first as browsers list them. @param {string[]} names @param {string} scope */
export const ours = (names, scope) => names.filter((name) => name.startsWith(prefixOf(scope)));

/** The stores to delete when a release is in use. @param {string[]} names @param {string} scope @param {string} current */
export function outdated(names, scope, current) {
  const earlier = ours(names, scope).filter((name) => name !== current);
  return earlier.slice(0, Math.max(0, earlier.length - MAX_EARLIER));
}

/** What is too much, the oldest first. @template T @param {T[]} list @param {number} most */
export const surplus = (list, most) => list.slice(0, Math.max(0, list.length - most));

/** Whether a page kept at a time may still be shown. @param {number} kept @param {number} now */
export const isFresh = (kept, now) => kept > now - MAX_AGE_MS && kept <= now + DAY_MS;

/**
 * Whether to load the search without asking: not where the reader may pay for it.
 * @param {{saveData?: boolean, type?: string, effectiveType?: string} | undefined} connection
 */
export function isFree(connection) {
  return !connection?.saveData && connection?.type !== 'cellular' && !/2g/.test(connection?.effectiveType ?? '');
}
