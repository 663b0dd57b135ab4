// The search engine of the browser: reads the index that the build made and answers queries. No DOM. The twin of
// cmd/mingbai/internal/search/engine.go and answer.go; doc.go there describes the files and the ranking.

import { either, groupOf, NOTHING, pageOf, placeOf, readKey, readList, shardOf, SPAN, splitKeys } from './decode.js';
import { describe, hasTerm, inOrder, marksIn, newText, readSegment } from './excerpt.js';
import { Files, loader, SearchError } from './files.js';
import { MAX_UNITS, rank, relax, TIER } from './rank.js';
import { completions, corrections, forms, isSpace, mayBeTraditional, parseQuery, picks, relaxedKeys, saidBy, spelling, stems, stripQuestion } from './tokens.js';

/** @import { Found, Layout, Shard } from './decode.js' */
/** @import { Load } from './files.js' */
/** @import { ReadSegment, Span, Text } from './excerpt.js' */
/** @import { Candidate } from './rank.js' */
/** @import { Key, Query, Term } from './tokens.js' */

/**
 * @typedef {object} Options
 * @property {number} [limit]       hits wanted, 10 if left out
 * @property {string | string[]} [kind]
 * @property {string} [sector]
 * @property {string} [authority]
 *
 * @typedef {object} Hit
 * @property {string} url           of the page or section, ready for a link
 * @property {string} title
 * @property {string} section       its heading, or ''
 * @property {string} kind
 * @property {string} status
 * @property {string} query         what found it: what was typed, or that with a synonym or what pinyin says put in
 * @property {string} excerpt       '' past the first hits; detail() reads it
 * @property {Span[]} marks         characters (code points) of the excerpt to mark
 * @property {Span[]} titleMarks
 * @property {boolean} exact        the text was read and has what was asked for
 * @property {{url: string, heading: string}[]} sections  others of the page with the words
 *
 * @typedef {object} Result
 * @property {number} total         pages found
 * @property {boolean} approximate  not every one is known to have just what was asked for
 * @property {boolean} loose        no page has all that was asked for; the hits have some of it
 * @property {Record<string, number>} kinds  pages of each kind, whatever kind was asked for
 * @property {Hit[]} hits
 * @property {Hit[]} similar         pages that were thought to have the words, but have them apart
 *
 * @typedef {object} Index
 * @property {(query: string, options?: Options) => Promise<Result>} search
 * @property {(hit: Hit) => Promise<Hit>} detail  a hit with its excerpt, section and marks
 */

const DEFAULT_LIMIT = 10, MAX_VERIFIED = 50, MAX_READS = 4, MIN_TYPO = 4, MIN_PREFIX = 2;

/** For a first page of hits less is read: the first are checked, the others when somebody looks at them. */
const FIRST_PAGE = 10, FIRST_CHECKED = 5, FIRST_READS = 2, MORE_CHECKED = 3;

export { SearchError };

/** What reading a page has shown: HAS_NOT, if every unit that could have the words was read; ALIKE, if a name is nearly the query. */
const HAS_NOT = 0, UNKNOWN = 1, ALIKE = 2, HAS = 3;

/** Queries of fewer characters are only like a name that has these in their order. */
const SAFE_SIZE = 6;

/**
 * Opens an index.
 * @param {string | URL} manifestURL  of a manifest, in <site>/search/<lang>/
 * @returns {Promise<Index>}
 */
export async function open(manifestURL) {
  const url = new URL(manifestURL, globalThis.location?.href);
  const root = new URL('../../', url);
  const [lang, name] = url.pathname.split('/').slice(-2);
  const link = (/** @type {string} */ path) => {
    const to = new URL(path, root);
    return to.origin === (globalThis.location?.origin ?? root.origin) ? to.pathname + to.hash : to.href;
  };
  return connect(loader(root), `search/${decodeURIComponent(lang)}/${name}`, link);
}

/**
 * Opens an index whose files come from load. When one of them is gone or does not belong to the others, because the
 * site was built anew since the page was loaded, it goes on with the index that search/index.json names now.
 * @param {Load} load
 * @param {string} path  of the manifest, from the site's root
 * @param {(path: string) => string} [link]  makes a link of a path of the site
 * @returns {Promise<Index>}
 */
export async function connect(load, path, link = (to) => to) {
  const lang = path.split('/')[1];
  /** @template T @param {(files: Files) => Promise<T>} use @param {Files} files @returns {Promise<T>} */
  const insist = async (use, files) => {
    try {
      return await use(files);
    } catch (error) {
      const now = (await load('search/index.json', true).catch(() => null))?.manifests?.[lang];
      if (!now || now === files.path) throw error instanceof SearchError ? error : new SearchError(String(error), { cause: error });
      current = new Files(load, now);
      return use(current);
    }
  };
  let current = new Files(load, path);
  await insist((files) => files.layout(), current);
  return {
    search: (/** @type {string} */ query, /** @type {Options} */ options = {}) =>
      insist(async (files) => {
        const layout = await files.layout();
        if (mayBeTraditional(query)) await files.learn();
        return new Asked(files, layout, link, query, options).answer();
      }, current),
    detail: async (/** @type {Hit} */ hit) => await details.get(hit)?.() ?? hit,
  };
}

/** How to read what a hit lacks. @type {WeakMap<Hit, () => Promise<Hit>>} */
const details = new WeakMap();

/** One query on its way. */
class Asked {
  /** @param {Files} files @param {Layout} layout @param {(path: string) => string} link @param {string} text @param {Options} options */
  constructor(files, layout, link, text, options) {
    this.files = files;
    this.layout = layout;
    this.link = link;
    this.text = text;
    this.options = options;
    this.limit = Math.max(1, options.limit || DEFAULT_LIMIT);
    /** @type {Map<string, Found>} */
    this.lists = new Map();
    this.forms = forms(text, layout.manifest.synonyms);
    /** @type {Record<string, number>} */
    this.kinds = {};
    this.approximate = false;
    this.spelt = false; // pinyin was looked for
    this.plain = false; // the words of a question were taken out
  }

  /** @returns {Promise<Result>} */
  async answer() {
    if (this.forms[0].terms.length === 0) return { total: 0, approximate: false, loose: false, kinds: {}, hits: [], similar: [] };
    return this.check(await this.find());
  }

  /** Looks up the forms of the query and ranks what has them. */
  async find() {
    await this.look(picks);
    if (picks(this.forms[0]).some((key) => this.unknown(key))) {
      if (await this.spell()) await this.look(picks);
      else await this.guess();
    }
    return this.narrow(rank(this.layout, this.forms, this.get));
  }

  /** Whether a key is a Latin word that the index does not have. @param {Key} key */
  unknown(key) {
    const { units, names } = this.get(key);
    return key.word !== '' && units.ids.length + names.ids.length === 0;
  }

  /** Adds forms of the query in which the first letters stand for Chinese; tells whether there are any. */
  async spell() {
    const typed = spelling(this.text);
    if (!typed || this.spelt) return false;
    this.spelt = true;
    const shard = await this.shard('p', typed.word);
    if (!shard) return false;
    const keys = splitKeys(shard.keys);
    const said = saidBy(typed.word, keys, placeOf(keys, typed.word), shard.said);
    this.forms.push(...said.map((text) => parseQuery(`${typed.before} ${text} ${typed.after}`)));
    this.approximate ||= said.length > 0;
    return said.length > 0;
  }

  /** The lists of what was loaded. @type {(key: Key) => Found} */
  get = (key) => this.lists.get(id(key)) ?? NOTHING;

  /** Loads the lists of some keys of every form. @param {(query: Query) => Key[]} keysOf */
  async look(keysOf) {
    const wanted = this.forms.flatMap(keysOf).filter((key) => !this.lists.has(id(key)));
    await Promise.all(wanted.map(async (key) => this.lists.set(id(key), await this.lookUp(key.text, key.single))));
  }

  /** @param {string} key @param {boolean} [single] @returns {Promise<Found>} */
  async lookUp(key, single = false) {
    const shard = await this.shard(single ? 's' : 'k', key);
    const rest = (/** @type {number} */ start, /** @type {number} */ files) =>
      Promise.all(Array.from({ length: files }, async (_, i) => (await this.files.file('c' + (start + i))).list));
    return shard ? readKey(this.layout, shard, key, this.limit > MAX_VERIFIED ? rest : null) : NOTHING;
  }

  /** The shard of a family that would have a key. @param {string} name @param {string} key @returns {Promise<Shard | null>} */
  async shard(name, key) {
    const family = this.layout.manifest.families[name];
    let n = family ? shardOf(splitKeys(family.first), key) : -1;
    if (n >= 0 && family.per > 0) {
      const { first } = await this.files.file(`r${name}${n}`);
      n = n * family.per + Math.max(0, shardOf(splitKeys(first), key));
    }
    return n < 0 ? null : this.files.file(name + n);
  }

  /** Completes the last word of the query, or corrects words, when the index does not have them. */
  async guess() {
    const query = this.forms[0];
    const open = !query.cut && this.text !== '' && !isSpace(this.text[this.text.length - 1]);
    for (const term of query.terms) {
      for (const key of term.picks) {
        if (!this.unknown(key)) continue;
        const keys = await this.guesses(key.word, open && term === query.terms[query.terms.length - 1]);
        if (keys.length === 0) continue;
        const found = await Promise.all(keys.map((other) => this.lookUp(other)));
        this.lists.set(id(key), found.reduce(either));
        this.approximate = true;
        for (const run of term.runs) if (run.stems && run.chars.join('') === key.word) run.stems = keys;
      }
    }
  }

  /**
   * The keys that a Latin word may stand for: completed if it is open, that is, still being typed, or else corrected.
   * Stems are shorter than words, so completing may need the words too.
   * @param {string} word @param {boolean} open
   * @returns {Promise<string[]>}
   */
  async guesses(word, open) {
    const size = [...word].length;
    open &&= size >= MIN_PREFIX;
    const shard = open ? await this.shard('k', word) : null;
    const keys = shard ? completions(word, splitKeys(shard.keys)) : [];
    if (keys.length > 0) return keys;
    if (size < MIN_TYPO || !this.layout.manifest.words) return [];
    const words = splitKeys((await this.files.file('words')).words);
    const whole = open ? stems(completions(word, words)) : [];
    return whole.length > 0 ? whole : stems(corrections(word, words));
  }

  /** Keeps what the options ask for and counts the kinds. @param {Candidate[]} found */
  async narrow(found) {
    for (const name of /** @type {const} */ (['sector', 'authority'])) {
      const value = this.options[name];
      if (!value) continue;
      const lists = this.layout.manifest.facets ? (await this.files.file('facets'))[name] : {};
      const docs = new Set(Object.hasOwn(lists, value) ? readList(this.layout, lists[value]).map(pageOf) : []);
      found = found.filter((c) => docs.has(c.doc));
    }
    this.kinds = {};
    for (const c of found) this.kinds[this.kindOf(c)] = (this.kinds[this.kindOf(c)] ?? 0) + 1;
    const wanted = [this.options.kind ?? []].flat().filter((kind) => kind !== '');
    return wanted.length > 0 ? found.filter((c) => wanted.includes(this.kindOf(c))) : found;
  }

  /** @param {Candidate} c */
  kindOf(c) {
    return groupOf(this.layout, c.doc)[1];
  }

  /** Checks the best of what was found against the text, and relaxes the query when nothing is left. @param {Candidate[]} all */
  async check(all) {
    const first = this.limit <= FIRST_PAGE;
    const want = Math.min(this.limit, first ? FIRST_CHECKED : MAX_VERIFIED);
    const most = first ? FIRST_CHECKED + MORE_CHECKED : 2 * want;
    /** @type {Hit[]} */
    const passed = [];
    /** @type {Hit[]} */
    const undecided = [];
    /** @type {Hit[]} */
    const failed = [];
    let next = 0;
    while (next < all.length && next < most && passed.length < want) {
      const batch = all.slice(next, Math.min(next + want - passed.length, most));
      const read = await Promise.all(batch.map((c) => this.verify(c)));
      for (const { hit, verdict } of read) (verdict >= ALIKE ? passed : verdict === UNKNOWN ? undecided : failed).push(hit);
      next += batch.length;
    }
    if (failed.length === all.length) return this.relaxed();
    for (const hit of failed) this.kinds[hit.kind]--;
    const rest = all.slice(next);
    const bare = await Promise.all(rest.slice(0, Math.max(this.limit - passed.length, 0)).map((c) => this.bare(c)));
    const [total, part] = this.total(all.length);
    const unsure = part || rest.length > 0 && !this.sure() || undecided.length > 0 || passed.some((hit) => !hit.exact);
    return {
      total: total - failed.length,
      approximate: this.approximate || this.forms[0].cut || unsure,
      loose: false,
      kinds: this.kinds,
      hits: [...passed, ...bare, ...undecided].slice(0, this.limit),
      similar: failed.slice(0, this.limit),
    };
  }

  /**
   * The number of pages found, and whether some were only counted: the list of a single key says how many it has even
   * where it was read in part.
   * @param {number} found @returns {[number, boolean]}
   */
  total(found) {
    let part = false;
    const { kind, sector, authority } = this.options;
    for (const keys of this.forms.map(picks)) {
      for (const { pages } of keys.map(this.get)) {
        part ||= pages > 0;
        if (keys.length === 1 && ![kind, sector, authority].flat().some(Boolean)) found = Math.max(found, pages);
      }
    }
    return [found, part];
  }

  /** Whether what was found needs no check: every term is a single key. */
  sure() {
    return this.forms.every((query) => query.terms.every((term) => term.keys.length === 1));
  }

  /**
   * Answers a query that no page has all of: first without the words of a question, then with the pages that have the
   * most of it.
   * @returns {Promise<Result>}
   */
  async relaxed() {
    const plain = parseQuery(stripQuestion(this.text));
    if (!this.plain && plain.size > 1 && plain.terms.length > 0) {
      this.plain = true;
      if (plain.size < this.forms[0].size || plain.terms.length > this.forms[0].terms.length) {
        this.forms = [plain];
        this.approximate = true;
        const found = await this.find();
        if (found.length > 0) return this.check(found);
      }
    }
    await this.look(relaxedKeys);
    const all = await this.narrow(relax(this.layout, this.forms[0], this.get));
    const hits = await Promise.all(all.slice(0, this.limit).map(async (c, i) => i < (this.limit <= FIRST_PAGE ? FIRST_CHECKED : MAX_VERIFIED) ? (await this.verify(c)).hit : this.bare(c)));
    return { total: all.length, approximate: true, loose: true, kinds: this.kinds, hits, similar: [] };
  }

  /** A hit whose text is not read. @param {Candidate} c */
  async bare(c) {
    const { docsPerFile } = this.layout.manifest;
    const { docs } = await this.files.file('d' + Math.floor(c.doc / docsPerFile));
    const [url, title] = docs[c.doc % docsPerFile];
    const hit = { ...this.hit(c, title), url: this.link(url) };
    details.set(hit, async () => (await this.verify(c)).hit);
    return hit;
  }

  /** @param {Candidate} c @param {string} title @returns {Hit} */
  hit(c, title) {
    const [, kind, status] = groupOf(this.layout, c.doc);
    const form = this.forms[c.alt];
    const titleMarks = marksIn(form, newText(title));
    return { url: '', title, section: '', kind, status, query: form.text, excerpt: '', marks: [], titleMarks, exact: false, sections: [] };
  }

  /** Reads units of a page until every term has been seen, and makes the hit of what was read. @param {Candidate} c */
  async verify(c) {
    const query = this.forms[c.alt];
    const { unitsPerText } = this.layout.manifest;
    /** @type {ReadSegment[]} */
    const segments = [];
    /** @type {string[]} */
    let doc = [];
    /** @type {Text[]} */
    let names = [];
    let missing = query.terms;
    const files = new Set();
    let verdict = c.units.length === MAX_UNITS ? UNKNOWN : HAS_NOT;
    const reads = this.limit <= FIRST_PAGE ? FIRST_READS : MAX_READS;
    for (const unit of c.units) {
      const place = unit % SPAN;
      const n = Math.floor(place / unitsPerText);
      if (segments.length > 0 && missing.length === 0) break;
      if (files.size === reads && !files.has(n)) {
        verdict = UNKNOWN;
        break;
      }
      files.add(n);
      const file = await this.files.file(`t${c.doc}-${n}`);
      if (doc.length === 0) {
        doc = file.doc;
        names = doc.slice(1).map(newText);
      }
      const parts = file.units[place % unitsPerText];
      if (mayBeTraditional(parts.join())) await this.files.learn();
      const read = parts.map(readSegment);
      segments.push(...read);
      const texts = read.flatMap((/** @type {ReadSegment} */ s) => [s.head, s.text, s.also]);
      missing = missing.filter((term) => !hasTerm(term, texts) && !names.some((name) => hasTerm(term, [name])));
    }
    const hit = this.hit(c, doc[1]);
    if (missing.length === 0) verdict = HAS;
    else if (c.near && query.size >= SAFE_SIZE || c.tier >= TIER.NEAR && names.some((name) => inOrder(query, name))) verdict = ALIKE;
    hit.exact = verdict === HAS;
    const { section, own, excerpt, marks, sections } = describe(doc[0], segments, query, (named) => c.tier < TIER.NEAR || c.tier === TIER.NEAR && named);
    Object.assign(hit, { section, excerpt, marks, url: this.link(own) });
    hit.sections = sections.map(({ url, heading }) => ({ url: this.link(url), heading }));
    return { hit, verdict };
  }
}

/** @param {Key} key */
const id = (key) => (key.single ? 's ' : 'k ') + key.text;
