// Lists the pages that are kept on this device, offers to keep the search, and deletes all of it.
//
// Without scripts there is nothing kept, and nothing to show. The words: data-text-at with {date}; data-text-search with
// {mb}; data-text-search-busy, -done and -failed; data-text-deleted.

import { isFresh, isPage, KEPT, ours, pathOf } from '../offline/rules.js';
import { ask, day } from './offline.js';

/** @param {HTMLElement} box */
export default async function start(box) {
  wanted(box);
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  await list(box, registration.scope);
  await search(box);
}

/** Says which page could not be shown, with a link to try again. @param {HTMLElement} box */
function wanted(box) {
  const path = new URLSearchParams(location.search).get('page');
  const line = box.querySelector('[data-wanted]');
  if (path === null || !line) return;
  const link = line.querySelector('a');
  const to = new URL(box.dataset.root + path, document.baseURI);
  if (!to.href.startsWith(new URL(box.dataset.root, document.baseURI).href)) return; // not a page of this site
  link.href = to.href;
  line.hidden = false;
}

/** @param {HTMLElement} box @param {string} scope */
async function list(box, scope) {
  const pages = new Map();
  for (const name of ours(await caches.keys(), scope).reverse()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const response = isPage(url, scope) && !pages.has(url) ? await cache.match(url) : undefined;
      const kept = Number(response?.headers.get(KEPT) ?? 0);
      if (response && isFresh(kept, Date.now())) pages.set(url, { kept, page: new DOMParser().parseFromString(await response.text(), 'text/html') });
    }
  }
  for (const [url, { page }] of pages) if (page.body.dataset.template === 'offline') pages.delete(url);
  const section = box.querySelector('[data-pages]');
  const items = [...pages].sort(([, a], [, b]) => b.kept - a.kept).map(([url, { kept, page }]) => {
    const item = document.createElement('li'), link = document.createElement('a');
    link.href = url;
    item.className = 'mb-links__item';
    link.className = 'mb-links__link';
    link.lang = page.documentElement.lang;
    link.textContent = page.querySelector('h1')?.textContent?.trim() || pathOf(url, scope);
    const at = document.createElement('span');
    at.className = 'mb-links__hint';
    at.textContent = box.dataset.textAt.replace('{date}', day(kept));
    item.append(link, ' ', at);
    return item;
  });
  section.querySelector('ul').replaceChildren(...items);
  section.hidden = items.length === 0;
  const button = section.querySelector('button');
  button.addEventListener('click', async () => {
    for (const name of ours(await caches.keys(), scope)) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (isPage(url, scope) || pathOf(url, scope).startsWith('search/')) await cache.delete(url);
    }
    section.hidden = true;
    const said = box.querySelector('[data-said]');
    said.textContent = box.dataset.textDeleted;
    said.focus();
    await search(box);
  });
}

/** @param {HTMLElement} box */
async function search(box) {
  const section = /** @type {HTMLElement} */ (box.querySelector('[data-search]'));
  const line = section.querySelector('p'), button = section.querySelector('button');
  const language = document.documentElement.lang;
  const show = (/** @type {string} */ name, /** @type {number} */ bytes) => {
    line.textContent = box.dataset[name].replace('{mb}', (Math.ceil(bytes / 1e5) / 10).toFixed(1));
  };
  const { bytes, missing } = await ask({ ask: 'search-state', language }).catch(() => ({ bytes: 0, missing: -1 }));
  section.hidden = missing < 0;
  button.hidden = missing === 0;
  show(missing === 0 ? 'textSearchDone' : 'textSearch', bytes);
  button.onclick = async () => {
    show('textSearchBusy', bytes);
    const after = await ask({ ask: 'search', language }).catch(() => ({ missing: 1 }));
    button.hidden = after.missing === 0;
    show(after.missing === 0 ? 'textSearchDone' : 'textSearchFailed', bytes);
  };
}
