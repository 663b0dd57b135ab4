// The files of the index: fetched once, checked, fetched again past the cache if they are damaged or stale. The twin of
// cmd/mingbai/internal/search/files.go.

import { idAt, readNumbers, shardOf, splitKeys, textOf, VERSION } from './decode.js';
import { learn, obey } from './tokens.js';

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
  /** @param {Load} load @param {string} path  of the manifest @param {boolean} [again]  past the cache */
  constructor(load, path, again) {
    this.load = load;
    this.path = path;
    this.again = again;
    this.id = ''; // of the manifest, when it has been read
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
    this.learnt = false; // traditional characters
  }

  /** @returns {Promise<Layout>} */
  layout() {
    return this.once('layout', async () => {
      const manifest = await this.checked(this.path, '', this.again);
      this.id = manifest.id;
      obey(manifest.rules);
      let docs = 0;
      const blocks = readNumbers(manifest.blocks).map((n) => (docs += n) - n);
      return { manifest, blocks, classes: new Map(), nameSizes: new Map() };
    });
  }

  /** A file beside the manifest. @param {string} name @param {string} id @returns {Promise<any>} */
  file(name, id) {
    const path = `${this.path.slice(0, -5)}/${name}.${id}.json`;
    return this.once(path, () => this.checked(path, id));
  }

  /** A file of a family by its number. @param {string} name @param {number} n */
  async nth(name, n) {
    const { ids, per } = (await this.layout()).manifest.families[name];
    if (per === 0) return this.file(name + n, idAt(ids, n));
    return this.file(name + n, idAt((await this.directory(name, Math.floor(n / per))).ids, n % per));
  }

  /** @param {string} name @param {number} n */
  async directory(name, n) {
    return this.file(`r${name}${n}`, idAt((await this.layout()).manifest.families[name].ids, n));
  }

  /** The shard of a family that would have a key, or null. @param {string} name @param {string} key */
  async shard(name, key) {
    const family = (await this.layout()).manifest.families[name];
    let n = family ? shardOf(splitKeys(family.first), key) : -1;
    if (n < 0) return null;
    if (family.per > 0) n = n * family.per + Math.max(0, shardOf(splitKeys((await this.directory(name, n)).first), key));
    return this.nth(name, n);
  }

  /** The file that has a unit of a page. @param {number} doc @param {number} unit */
  async text(doc, unit) {
    return this.file(...textOf(await this.layout(), doc, unit));
  }

  /** Reads the table of traditional characters; tells whether it is new. */
  async learn() {
    const { fold } = (await this.layout()).manifest;
    if (!fold || this.learnt) return false;
    learn(await this.file('fold', fold));
    return (this.learnt = true);
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

  /**
   * Reads a file and, if it is damaged or not the one that was asked for, once more past the cache.
   * @param {string} path @param {string} id  any if '' @param {boolean} [again]
   * @returns {Promise<any>}
   */
  async checked(path, id, again = false) {
    try {
      const data = await this.load(path, again);
      if (data?.v === VERSION && (id === '' || data.id === id)) return data;
      throw new SearchError(`${path}: version ${data?.v} of ${data?.id}`);
    } catch (error) {
      if (again) throw error;
      return this.checked(path, id, true);
    }
  }
}
