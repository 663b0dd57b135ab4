// Reading the index: numbers, lists, shards, and what the manifest says belongs to what. The twin of
// cmd/mingbai/internal/search/lists.go, layout.go and files.go.

/** The form of the files that this client reads; it refuses any other. */
export const VERSION = 1;

/**
 * @typedef {object} Manifest
 * @property {number} v
 * @property {string} gen
 * @property {string} lang
 * @property {number} docs
 * @property {number} units
 * @property {number} unitsPerText
 * @property {number} docsPerFile
 * @property {[number, string, string][]} groups  first doc, kind, status
 * @property {string} docUnits
 * @property {string} docNames
 * @property {string} nameSizes
 * @property {string} keys
 * @property {string} singles
 * @property {boolean} facets
 * @property {boolean} fold
 * @property {boolean} words
 * @property {[string, string][]} synonyms
 *
 * @typedef {object} Layout
 * @property {Manifest} manifest
 * @property {string[]} keys        first keys of the shards
 * @property {string[]} singles
 * @property {number[]} firstUnit   of each doc, and the number of units behind the last
 * @property {number[]} firstName
 * @property {number[]} nameSizes   characters of each name
 *
 * @typedef {object} Shard
 * @property {string} keys          joined by spaces
 * @property {string[]} units       a list for each key
 * @property {Record<string, string>} names
 * @property {Record<string, string>} heads
 *
 * @typedef {object} Found          where a key stands
 * @property {number[]} units
 * @property {number[]} names
 * @property {number[]} heads
 */

const ALPHABET = " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LAST = 60;
const MORE = ALPHABET.length - LAST;
const DIGITS = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) DIGITS[ALPHABET.charCodeAt(i)] = i;

/**
 * The numbers of a string: below 60 one character, above that more.
 * @param {string} s
 * @returns {number[]}
 */
export function readNumbers(s) {
  const out = [];
  let value = 0, scale = 1;
  for (let i = 0; i < s.length; i++) {
    const digit = DIGITS[s.charCodeAt(i)] ?? -1;
    if (digit < 0 || scale > 1e12) throw new RangeError('search index: damaged number');
    value += digit * scale;
    if (digit < LAST) {
      out.push(value);
      value = 0;
      scale = 1;
    } else {
      scale *= MORE;
    }
  }
  if (scale > 1) throw new RangeError('search index: damaged number');
  return out;
}

/**
 * A list: a first number and then differences less one.
 * @param {string} [s]
 * @returns {number[]}
 */
export function readList(s = '') {
  const out = readNumbers(s);
  for (let i = 1; i < out.length; i++) out[i] += out[i - 1] + 1;
  return out;
}

/** @param {string} s */
export const splitKeys = (s) => s === '' ? [] : s.split(' ');

/**
 * Unpacks a manifest.
 * @param {Manifest} manifest
 * @returns {Layout}
 */
export function newLayout(manifest) {
  const layout = {
    manifest,
    keys: splitKeys(manifest.keys),
    singles: splitKeys(manifest.singles),
    firstUnit: starts(manifest.docUnits),
    firstName: starts(manifest.docNames),
    nameSizes: readNumbers(manifest.nameSizes),
  };
  const { docs, units } = manifest;
  if (layout.firstUnit[docs] !== units || layout.firstName[docs] !== layout.nameSizes.length) {
    throw new RangeError('search index: the manifest contradicts itself');
  }
  return layout;
}

/** @param {string} counts */
function starts(counts) {
  const out = [0];
  for (const n of readNumbers(counts)) out.push(out[out.length - 1] + n);
  return out;
}

/** Order of strings by code point. @param {string} a @param {string} b */
export function compareKeys(a, b) {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) return rankUnit(x) - rankUnit(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. @param {number} unit */
const rankUnit = (unit) => unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;

/**
 * The first place in an ascending array whose value is not below what is sought.
 * @param {number} length @param {(i: number) => boolean} below
 */
function search(length, below) {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {number[]} list @param {number} n */
export const lowerBound = (list, n) => search(list.length, (i) => list[i] < n);

/**
 * The shard that would have a key, or -1.
 * @param {string[]} firsts @param {string} key
 */
export const shardOf = (firsts, key) => search(firsts.length, (i) => compareKeys(firsts[i], key) <= 0) - 1;

/**
 * The lists of one key of a shard.
 * @param {Shard} shard @param {string} key
 * @returns {Found}
 */
export function readKey(shard, key) {
  const keys = splitKeys(shard.keys);
  if (keys.length !== shard.units.length) throw new RangeError('search index: damaged shard');
  const i = search(keys.length, (n) => compareKeys(keys[n], key) < 0);
  if (keys[i] !== key) return NOTHING;
  const own = (/** @type {Record<string, string>} */ lists) => Object.hasOwn(lists, key) ? readList(lists[key]) : [];
  return { units: readList(shard.units[i]), names: own(shard.names), heads: own(shard.heads) };
}

/** The doc that owns unit or name n. @param {number[]} first @param {number} n */
export const ownerOf = (first, n) => lowerBound(first, n + 1) - 1;

/**
 * The kind and status of a doc.
 * @param {Layout} layout @param {number} doc
 * @returns {[number, string, string]}
 */
export function groupOf(layout, doc) {
  const { groups } = layout.manifest;
  return groups[search(groups.length, (i) => groups[i][0] <= doc) - 1];
}

/** The members of an ascending list that belong to doc. @param {number[]} list @param {number[]} first @param {number} doc */
export const within = (list, first, doc) => list.slice(lowerBound(list, first[doc]), lowerBound(list, first[doc + 1]));

/** The docs that own the members of an ascending list. @param {number[]} list @param {number[]} first */
export function owners(list, first) {
  const docs = [];
  let end = 0;
  for (const n of list) {
    if (n < end) continue;
    const doc = ownerOf(first, n);
    docs.push(doc);
    end = first[doc + 1];
  }
  return docs;
}

/** What is in both ascending lists. @param {number[]} a @param {number[]} b */
export function intersect(a, b) {
  const out = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] < b[j]) i++;
    else if (a[i] > b[j]) j++;
    else {
      out.push(a[i++]);
      j++;
    }
  }
  return out;
}

/** What is in either ascending list. @param {number[]} a @param {number[]} b */
export function union(a, b) {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

/** Where a key stands that the index does not have. @type {Found} */
export const NOTHING = Object.freeze({ units: [], names: [], heads: [] });

/** Where either of two keys stands. @param {Found} a @param {Found} b */
export const either = (a, b) => ({ units: union(a.units, b.units), names: union(a.names, b.names), heads: union(a.heads, b.heads) });
