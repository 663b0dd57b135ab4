// Reading the index: numbers, lists, shards, and what the manifest says belongs to what. The twin of
// cmd/mingbai/internal/search/lists.go, layout.go and files.go.

/** The form of the files that this client reads; it refuses any other. */
export const VERSION = 4;

/**
 * @typedef {object} Manifest
 * @property {number} v
 * @property {string} id
 * @property {string} lang
 * @property {number} docs
 * @property {number} places        units and names
 * @property {number} unitsPerText
 * @property {number} docsPerFile
 * @property {[number, string, string][]} groups  first doc, kind, status
 * @property {Record<string, {first: string, ids: string, per: number}>} families  first keys and ids of shards, or of directories of so many
 * @property {string} blocks        numbers of docs of each block
 * @property {string} texts         ids of their text files
 * @property {string} facets        ids of files, or ''
 * @property {string} fold
 * @property {string} words
 * @property {import('./tokens.js').Rules} rules
 * @property {[string, string][]} synonyms
 *
 * @typedef {object} Layout
 * @property {Manifest} manifest
 * @property {number[]} blocks      the first doc of each block
 * @property {Map<number, number>} classes    size class of each doc met
 * @property {Map<number, number>} nameSizes  characters of each name met
 *
 * @typedef {object} Shard
 * @property {string} keys          joined by spaces
 * @property {string[]} units       a list for each key
 * @property {Record<string, string>} names
 * @property {Record<string, string>} heads
 * @property {Record<string, [number, number, string]>} more   of lists that were cut: pages in all, first page left out, ids of files
 * @property {string[]} said        instead of lists: what letters say
 *
 * @typedef {object} Part           ascending numbers; from end on they may be left out
 * @property {number[]} ids
 * @property {number} end
 *
 * @typedef {object} Found          where a key stands
 * @property {Part} units
 * @property {Part} names
 * @property {Part} heads
 * @property {number} pages         in all, when a list was read in part
 */

const LAST = 60, MORE = 33;

/** The value of each printable character: all but the quote and the backslash. */
const DIGITS = new Int8Array(128).fill(-1);
for (let code = 32, n = 0; code < 127; code++) if (code !== 34 && code !== 92) DIGITS[code] = n++;

const damaged = () => new RangeError('damaged');

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
    if (digit < 0 || scale > 1e12) throw damaged();
    value += digit * scale;
    if (digit < LAST) {
      out.push(value);
      value = 0;
      scale = 1;
    } else {
      scale *= MORE;
    }
  }
  if (scale > 1) throw damaged();
  return out;
}

/** Place p of page d has the number d * SPAN + p. */
export const SPAN = 4096;
const SIZES = 8;

/**
 * A list of places: see lists.go.
 * @param {Layout} layout  gets the classes of the pages and the sizes of the names
 * @param {string} [s] @param {boolean} [named]
 * @returns {number[]}
 */
export function readList(layout, s = '', named = false) {
  const out = [];
  const numbers = readNumbers(s);
  for (let i = 0, doc = -1; i < numbers.length;) {
    const head = numbers[i++];
    doc += Math.floor(head / SIZES) + 1;
    layout.classes.set(doc, head % SIZES);
    for (let place = -1, more = 1; more;) {
      if (i + (named ? 1 : 0) >= numbers.length) throw damaged();
      more = numbers[i] % 2;
      place += Math.floor(numbers[i++] / 2) + 1;
      out.push(doc * SPAN + place);
      if (named) layout.nameSizes.set(doc * SPAN + place, numbers[i++]);
    }
  }
  return out;
}

/** @param {string} s */
export const splitKeys = (s) => s === '' ? [] : s.split(' ');

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
function firstNot(length, below) {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The shard that would have a key, or -1.
 * @param {string} first  keys of all @param {string} key
 */
export function shardOf(first, key) {
  const keys = splitKeys(first);
  return firstNot(keys.length, (i) => compareKeys(keys[i], key) <= 0) - 1;
}

/** The value of a key, whatever it is called. @template T @param {Record<string, T>} map @param {string} key @returns {T | undefined} */
export const own = (map, key) => Object.hasOwn(map, key) ? map[key] : undefined;

/**
 * The lists of one key of a shard.
 * @param {Layout} layout @param {Shard} shard @param {string} key
 * @param {((ids: string) => Promise<string[]>) | null} rest  reads what was cut off a list; null to do without
 * @returns {Promise<Found>}
 */
export async function readKey(layout, shard, key, rest) {
  const i = splitKeys(shard.keys).indexOf(key);
  if (i < 0) return NOTHING;
  let pages = 0;
  const part = async (/** @type {string} */ name, /** @type {string | undefined} */ list) => {
    const named = name === 'names';
    const ids = readList(layout, list, named);
    const more = own(shard.more, `${name} ${key}`);
    if (!more) return known(ids);
    if (rest) return known(ids.concat(...(await rest(more[2])).map((tail) => readList(layout, tail, named))));
    pages = Math.max(pages, more[0]);
    return { ids, end: more[1] * SPAN };
  };
  const [units, names, heads] = await Promise.all([part('units', shard.units[i]), part('names', own(shard.names, key)), part('heads', own(shard.heads, key))]);
  return { units, names, heads, pages };
}

/**
 * The kind and status of a doc.
 * @param {Layout} layout @param {number} doc
 * @returns {[number, string, string]}
 */
export function groupOf(layout, doc) {
  const { groups } = layout.manifest;
  return groups[firstNot(groups.length, (i) => groups[i][0] <= doc) - 1];
}

/**
 * Where the text of a page's unit is: the name and the id of the file.
 * @param {Layout} layout @param {number} doc @param {number} unit
 * @returns {[string, string]}
 */
export function textOf({ manifest, blocks }, doc, unit) {
  const block = firstNot(blocks.length, (i) => blocks[i] <= doc) - 1;
  return [`t${doc - blocks[block]}-${Math.floor(unit / manifest.unitsPerText)}`, idAt(manifest.texts, block, ID)];
}

const ID = 8, SHORT_ID = 5;

/** One of several ids. @param {string} ids @param {number} n @param {number} [size] */
export const idAt = (ids, n, size = SHORT_ID) => ids.slice(size * n, size * (n + 1));

/** What is known whole. @param {number[]} ids @returns {Part} */
const known = (ids) => ({ ids, end: Infinity });

/** The places of a page. @param {Part} part @param {number} doc */
export function within({ ids }, doc) {
  const from = (/** @type {number} */ n) => firstNot(ids.length, (i) => ids[i] < n * SPAN);
  return ids.slice(from(doc), from(doc + 1));
}

/** The page of a place. @param {number} id */
export const pageOf = (id) => Math.floor(id / SPAN);

/** The pages of places. @param {Part} part @returns {Part} */
export const pagesOf = ({ ids, end }) => ({ ids: [...new Set(ids.map(pageOf))], end: pageOf(end) });

/** What is in both. Where one is not known, the other decides. @param {Part} a @param {Part} b @returns {Part} */
export function meet(a, b) {
  const ids = [];
  for (let i = 0, j = 0; i < a.ids.length || j < b.ids.length;) {
    const x = a.ids[i] ?? Infinity, y = b.ids[j] ?? Infinity;
    if (x === y || x >= b.end && x < y || y >= a.end && y < x) ids.push(Math.min(x, y));
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return { ids, end: Math.max(a.end, b.end) };
}

/** What is in either. @param {Part} a @param {Part} b @returns {Part} */
export const union = (a, b) => ({
  ids: a.ids.length === 0 ? b.ids : b.ids.length === 0 ? a.ids : [...new Set([...a.ids, ...b.ids])].sort((x, y) => x - y),
  end: Math.min(a.end, b.end),
});

/** Where a key stands that the index does not have. @type {Found} */
export const NOTHING = { units: known([]), names: known([]), heads: known([]), pages: 0 };

/** @param {(a: Part, b: Part) => Part} how */
const combine = (how) => (/** @type {Found} */ a, /** @type {Found} */ b) =>
  ({ units: how(a.units, b.units), names: how(a.names, b.names), heads: how(a.heads, b.heads), pages: Math.max(a.pages, b.pages) });

/** Where either of two keys stands. */
export const either = combine(union);

/** Where two keys stand. */
export const both = combine(meet);
