// The files of the index: fetched once, checked, fetched again past the cache if they are damaged or stale. The twin of
// cmd/mingbai/internal/search/files.go.

import { splitKeys, VERSION } from './decode.js';
import { learn, lexicon } from './tokens.js';

/** @import { Layout } from './decode.js' */
/** @typedef {(path: string, again?: boolean) => Promise<any>} Load  reads a JSON file; again: past the cache */

/** The index could not be read: it is missing, damaged or of another version. */
export class SearchError extends Error {
  name = 'SearchError';
}

/** @param {URL} root @returns {Load} */
export const loader = (root) => async (path, again = false) => {
  const response = await fetch(new URL(path, root), again ? { cache: 'reload' } : {});
  if (!response.ok) throw new SearchError(`${path}: ${response.status}`);
  return response.json();
};

/** The files of one index, each read once. */
export class Files {
  /** @param {Load} load @param {string} path  of the manifest */
  constructor(load, path) {
    this.load = load;
    this.path = path;
    this.folder = path.slice(0, path.lastIndexOf('/') + 1);
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  /** @returns {Promise<Layout>} */
  layout() {
    return this.once(this.path, async () => {
      const manifest = await this.checked(this.path);
      Object.assign(lexicon, { empty: new Set(splitKeys(manifest.empty)), questions: splitKeys(manifest.questions) });
      return { manifest, classes: new Map(), nameSizes: new Map() };
    });
  }

  /** A file beside the manifest, by its name without generation. @param {string} name @returns {Promise<any>} */
  file(name) {
    return this.once(name, async () => {
      const { gen } = (await this.layout()).manifest;
      return this.checked(`${this.folder}${name}.${gen}.json`, gen);
    });
  }

  /** Reads the table of traditional characters, if there is one. */
  async learn() {
    if (!(await this.layout()).manifest.fold) return;
    await this.once('learnt', async () => {
      const { from, to } = await this.file('fold');
      learn(from, to);
    });
  }

  /** What was asked for before, unless it failed. @param {string} name @param {() => Promise<any>} make */
  once(name, make) {
    let file = this.files.get(name);
    if (!file) {
      file = make();
      this.files.set(name, file);
      file.catch(() => this.files.delete(name));
    }
    return file;
  }

  /** Reads a file and, if it is damaged or of another index, once more past the cache. @param {string} path @param {string} [gen] */
  async checked(path, gen) {
    const read = async (/** @type {boolean} */ again) => {
      const data = await this.load(path, again);
      if (data?.v !== VERSION || gen && data.gen !== gen) throw new SearchError(`${path}: version ${data?.v} of ${data?.gen}`);
      return data;
    };
    return read(false).catch(() => read(true));
  }
}
