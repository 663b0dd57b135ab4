// The files of the index: fetched once, checked, fetched again past the cache if they are damaged or stale. The twin of
// cmd/mingbai/internal/search/files.go.

import { idAt, readNumbers, shardOf, VERSION } from './decode.js';
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
    /** Paths that were asked for. @type {Set<string>} */
    this.used = new Set();
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
    this.used.add(path);
    return this.once(path, () => this.checked(path, id));
  }

  /** The shard of a family that would have a key, or null. @param {string} name @param {string} key */
  async shard(name, key) {
    let { first, ids, per } = (await this.layout()).manifest.families[name];
    let n = shardOf(first, key), at = n;
    if (n < 0) return null;
    if (per > 0) {
      ({ first, ids } = await this.file(`r${name}${n}`, idAt(ids, n)));
      at = Math.max(0, shardOf(first, key));
      n = n * per + at;
    }
    return this.file(name + n, idAt(ids, at));
  }

  /** Reads the table of traditional characters; tells whether it is new. */
  async learn() {
    const { fold } = (await this.layout()).manifest;
    if (!fold || this.files.has('learnt')) return false;
    learn(await this.file('fold', fold));
    return this.once('learnt', async () => true);
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
      throw new SearchError(`${path}: of another index`);
    } catch (error) {
      if (again) throw error;
      return this.checked(path, id, true);
    }
  }
}
