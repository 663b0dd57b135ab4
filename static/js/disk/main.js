// The one script of a copy of the site that is read from a folder (mingbai kiosk). Browsers refuse modules and
// fetch there, so that this holds all modules, and a data file comes as a script that hands over its value.

import { source } from '../components/dates.js';
import { engine } from '../components/search/engine.js';
import * as client from '../search/index.js';
import { named, placed } from './paths.js';
import '../main.js';

/** What waits for a script's value. @type {WeakMap<Element, (data: unknown) => void>} */
const waiting = new WeakMap();

// called by every data script
globalThis.mingbai = (data) => document.currentScript && waiting.get(document.currentScript)?.(data);

/** Reads a data file. @param {string | URL} url @returns {Promise<any>} */
function read(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    waiting.set(script, resolve);
    script.src = `${new URL(url, document.baseURI).href}.js`;
    script.onload = () => { script.remove(); reject(new Error(`${script.src}: no data`)); }; // of no effect once it has come
    script.onerror = () => { script.remove(); reject(new Error(`${script.src}: not there`)); };
    document.head.append(script);
  });
}

source.read = read;
engine.load = async () => ({
  ...client,
  open: (/** @type {string} */ manifest) => {
    const { root, path } = placed(manifest);
    return client.connect((file) => read(new URL(file, root)), path, (to) => new URL(named(to), root).href);
  },
});
