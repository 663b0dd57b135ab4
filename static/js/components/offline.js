// Starts the service worker (../worker/main.js), and says so when a page is one that was kept on the device.
//
// The box, which is hidden, has the worker's address in data-worker and the words in data-text-kept with {date}.

import { isFree } from '../offline/rules.js';

/** Who leaves before that has not paid for it, and nothing disturbs the page while it loads. */
const STAY_MS = 3000;
/** A quiet moment after the first letter of a search. */
const QUIET_MS = 4000;

/** @param {HTMLElement} box */
export default function start(box) {
  const workers = navigator.serviceWorker;
  if (!workers || document.querySelector('script[src^="/.mingbai/"]')) return; // a preview must show every change
  if (workers.controller) {
    if (document.body.dataset.template !== 'offline') ask({ ask: 'shown' }).then((kept) => kept && say(box, kept), () => {});
  } else {
    setTimeout(() => register(box).catch((error) => console.warn('offline:', error)), STAY_MS);
  }
  document.addEventListener('input', keepSearch);
}

/** Asks the worker and waits for its answer. @param {object} question @returns {Promise<any>} */
export function ask(question) {
  return new Promise((resolve, reject) => {
    const worker = navigator.serviceWorker?.controller;
    if (!worker) return reject(new Error('no worker'));
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}

/** A day in the language of the page. @param {number} time */
export function day(time) {
  const english = document.documentElement.lang === 'en';
  return new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', { dateStyle: english ? 'medium' : 'long' }).format(time);
}

/** @param {HTMLElement} box @param {number} kept */
function say(box, kept) {
  box.hidden = false;
  box.querySelector('[role=status]').textContent = box.dataset.textKept.replace('{date}', day(kept));
}

/** @param {HTMLElement} box */
async function register(box) {
  if (navigator.connection?.saveData) return; // the reader wants to load no more than needed
  const root = new URL('./', new URL(box.dataset.worker, document.baseURI));
  await navigator.serviceWorker.register(box.dataset.worker, { scope: root.pathname, updateViaCache: 'none' });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ ask: 'visited', url: location.href });
}

/** Whoever searches once will search again: the rest of the index is fetched in a quiet moment. @param {Event} event */
function keepSearch(event) {
  if (!(event.target instanceof Element) || !event.target.closest('form[role=search]')) return;
  document.removeEventListener('input', keepSearch);
  if (!isFree(navigator.connection)) return; // the page of what is kept offers it
  setTimeout(() => ask({ ask: 'search', language: document.documentElement.lang }).catch(() => {}), QUIET_MS);
}
