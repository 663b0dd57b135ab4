// The service worker: keeps the pages that somebody has read, and the search, usable without a network. site.toml
// switches it on; remove.js takes its place when it is switched off again.
//
// Pages come from the network first, so that nobody reads an old page while there is a newer one. Each release has a
// store of its own, in which a page lies with the files that it needs: old pages never meet new scripts. The names of
// these files change with their bytes, so that they come from the store first. A new release is in use at once; the
// stores of the last few are left for the pages in them, older ones are deleted.

import { isFresh, isPage, KEPT, keyOf, languageOf, MAX_FILES, MAX_PAGES, ours, outdated, pathOf, PATIENCE_MS, prefixOf, surplus, wayOf } from '../offline/rules.js';

/** @import { Release } from '../offline/rules.js' */
/** @type {Release} */
const release = RELEASE;
const scope = self.registration.scope;
const store = prefixOf(scope) + release.version;
const address = (/** @type {string} */ path) => new URL(path, scope).href;

/** When the page that a window shows was kept, if it did not come from the network. @type {Map<string, number>} */
const shown = new Map();

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(hear(event)));
self.addEventListener('fetch', (event) => {
  const { method, mode, url, headers } = event.request;
  const way = wayOf({ method, mode, url, ranged: headers.has('range') }, scope);
  if (way === 'page') event.respondWith(page(event));
  else if (way === 'lasting') event.respondWith(lasting(event.request));
  else if (way === 'renewed') event.respondWith(renewed(event.request));
});

async function install() {
  const cache = await caches.open(store);
  await Promise.all(release.shell.map(async (path) => {
    const url = address(path);
    const way = wayOf({ method: 'GET', mode: 'no-cors', url, ranged: false }, scope);
    const there = way === 'lasting' ? await find(url) : undefined; // an earlier release may have had it
    await cache.put(url, there ?? sound(await fetch(url, way === 'lasting' ? {} : { cache: 'no-cache' }), url));
  }));
  await Promise.all(Object.values(release.languages).map(({ page }) => readPage(page)));
  await self.skipWaiting();
}

async function activate() {
  for (const name of outdated(await caches.keys(), scope, store)) await caches.delete(name);
  for (const name of ours(await caches.keys(), scope)) await tidy(name);
  await self.clients.claim();
}

/** Deletes what is too old or too much in a store, and an earlier release's store without pages. @param {string} name */
async function tidy(name) {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  const needed = [...release.shell, ...Object.values(release.languages).map(({ page }) => page)].map(address);
  const loose = keys.filter(({ url }) => !needed.includes(url));
  const pages = loose.filter(({ url }) => isPage(url, scope));
  const files = loose.filter(({ url }) => !isPage(url, scope));
  const old = [];
  for (const key of pages) if (!isFresh(keptAt(await cache.match(key)), Date.now())) old.push(key);
  if (name !== store && old.length === pages.length) {
    await caches.delete(name);
    return;
  }
  const rest = pages.filter((key) => !old.includes(key));
  for (const key of [...old, ...surplus(rest, MAX_PAGES), ...(name === store ? surplus(files, MAX_FILES) : [])]) await cache.delete(key);
}

/** What is kept under an address, from the newest release that has it. @param {string} url */
async function find(url) {
  for (const name of [store, ...ours(await caches.keys(), scope).filter((other) => other !== store).reverse()]) {
    if (!(await caches.has(name))) continue;
    const found = await (await caches.open(name)).match(url);
    if (found) return found;
  }
  return undefined;
}

/** @param {Response | undefined} response */
const keptAt = (response) => Number(response?.headers.get(KEPT) ?? 0);

/** A response that may be kept. @param {Response} response @param {string} url */
function sound(response, url) {
  if (!response.ok || response.type !== 'basic') throw new Error(`${url}: ${response.status}`);
  return response;
}

/** Answers with a page: the network's, or the one that is kept if that fails or takes long. @param {FetchEvent} event */
async function page(event) {
  const key = keyOf(event.request.url);
  const kept = await find(key);
  const usable = kept && isFresh(keptAt(kept), Date.now()) ? kept : undefined;
  const coming = fetch(event.request);
  event.waitUntil(coming.then((answer) => remember(key, answer)).catch(() => {})); // the store may be full
  try {
    const answer = await (usable ? Promise.race([coming, late()]) : coming);
    if (!usable || answer.status < 500) return answer;
  } catch { /* what is kept is shown */ }
  if (usable) {
    shown.set(event.resultingClientId, keptAt(usable));
    return usable;
  }
  const path = pathOf(key, scope);
  const offline = address(release.languages[languageOf(path, release)].page);
  return key === offline ? Response.error() : Response.redirect(`${offline}?page=${encodeURIComponent(path)}`);
}

/** Keeps what the network gave, or forgets a page that is no more. @param {string} key @param {Response} answer */
async function remember(key, answer) {
  if (answer.ok && answer.type === 'basic') await keepPage(key, answer.clone());
  else if (answer.status === 404 || answer.status === 410) await drop(key);
}

const late = () => new Promise((_, reject) => { setTimeout(reject, PATIENCE_MS); });

/** Keeps a page, in the store of this release only. @param {string} key @param {Response} answer */
async function keepPage(key, answer) {
  if (!/^text\/html\b/.test(answer.headers.get('content-type') ?? '')) return;
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name); // the body is decoded
  headers.set(KEPT, String(Date.now()));
  const copy = new Response(await answer.blob(), { headers }); // one that no redirect led to
  await drop(key);
  await (await caches.open(store)).put(key, copy);
  await tidy(store);
}

/** @param {string} path */
async function readPage(path) {
  const url = address(path);
  await keepPage(keyOf(url), sound(await fetch(url, { cache: 'no-cache' }), url));
}

/** @param {string} key */
async function drop(key) {
  for (const name of ours(await caches.keys(), scope)) await (await caches.open(name)).delete(key);
}

/** Answers with a file whose name changes with its bytes. @param {Request} request */
async function lasting(request) {
  const kept = request.cache === 'reload' ? undefined : await find(request.url); // reload: the script found it damaged
  return kept ?? keepFile(request);
}

/** Answers with a file that keeps its name. @param {Request} request */
async function renewed(request) {
  try {
    return await keepFile(request);
  } catch (error) {
    const kept = await find(request.url);
    if (kept) return kept;
    throw error;
  }
}

/** Fetches a file and keeps it. @param {Request} request */
async function keepFile(request) {
  const answer = await fetch(request);
  if (answer.ok && answer.type === 'basic') {
    const cache = await caches.open(store);
    await cache.put(request.url, answer.clone()).catch(() => {}); // the store may be full
  }
  return answer;
}

/** What a page asks; see ../components/offline.js and kept.js. @param {ExtendableMessageEvent} event */
async function hear({ data, source, ports }) {
  const answer = (/** @type {unknown} */ value) => ports[0]?.postMessage(value);
  if (data.ask === 'shown') answer(shown.get(source.id) ?? 0);
  if (data.ask === 'visited' && isPage(data.url, scope) && !(await find(keyOf(data.url)))) await readPage(pathOf(data.url, scope));
  if (data.ask === 'search' || data.ask === 'search-state') answer(await search(data.language, data.ask === 'search'));
}

/** Whether a file of this release is kept: what keeps its name may be another release's in an older store. @param {string} url */
async function has(url) {
  const lasting = wayOf({ method: 'GET', mode: 'no-cors', url, ranged: false }, scope) === 'lasting';
  return lasting ? find(url) : (await caches.open(store)).match(url);
}

/**
 * Tells how much of the search is kept, after loading what is missing if that is wished.
 * @param {string} language @param {boolean} load
 */
async function search(language, load) {
  const { page, files, bytes } = release.languages[language].search;
  if (files.length === 0) return { bytes, missing: -1 }; // too much to keep
  const missing = [];
  for (const path of files) if (!(await has(address(path)))) missing.push(path);
  if (load) {
    if (page && !(await find(address(page)))) await readPage(page);
    const next = async () => {
      for (let path = missing.pop(); path; path = missing.pop()) {
        sound(await keepFile(new Request(address(path), { cache: 'no-cache' })), path);
      }
    };
    await Promise.all([next(), next(), next(), next()]);
  }
  return { bytes, missing: missing.length };
}
