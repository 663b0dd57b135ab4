// One query on its way. The twin of cmd/mingbai/internal/search/engine.go, lookup.go and answer.go.

import { either, groupOf, idAt, meet, NOTHING, own, pageOf, readKey, readList, SPAN, splitKeys, textOf } from './decode.js';
import { describe, hasTerm, marksIn, newText, readSegment } from './excerpt.js';
import { ALIKE, better, judge, MAX_UNITS, NEAR, rank, relax, shortNames, UNIT } from './rank.js';
import { classOf, completions, corrections, forms, HAN, isSpace, parseQuery, picks, relaxedKeys, saidBy, spelling, stems, stripQuestion } from './tokens.js';

/** @import { Found, Layout } from './decode.js' */
/** @import { Files } from './files.js' */
/** @import { Hit, Options, Result } from './index.js' */
/** @import { ReadSegment, Text } from './excerpt.js' */
/** @import { Candidate } from './rank.js' */
/** @import { Key, Query } from './tokens.js' */

const MAX_VERIFIED = 50, MAX_READS = 4, MIN_TYPO = 4, MIN_PREFIX = 2;

/**
 * A first page of hits is made of so many files besides the manifest; it has fewer hits where these do not suffice. The
 * first hits are checked, the others when somebody looks at them.
 */
const FIRST_PAGE = 10, FIRST_FILES = 10, FIRST_CHECKED = 5, LEAST_CHECKED = 2;

/** What reading a page has shown: HAS_NOT, if every unit that could have the words was read; LIKE, if a name is nearly the query. */
const HAS_NOT = 0, UNKNOWN = 1, LIKE = 2, HAS = 3;

/** Characters of a short name at most. */
const MAX_SHORT = 6;

/** How to read what a hit lacks. @type {WeakMap<Hit, () => Promise<Hit>>} */
export const details = new WeakMap();

/** One query on its way. */
export class Asked {
  /** @param {Files} files @param {Layout} layout @param {(path: string) => string} link @param {string} text @param {Options} options */
  constructor(files, layout, link, text, options) {
    this.files = Object.assign(Object.create(files), { used: new Set() });
    this.layout = layout;
    this.link = link;
    this.text = text;
    this.options = options;
    this.limit = Math.max(1, options.limit || FIRST_PAGE);
    /** @type {Map<string, Found>} */
    this.lists = new Map();
    this.forms = this.parse(text);
    /** @type {Record<string, number>} */
    this.kinds = {};
    this.approximate = false;
    this.spelt = false; // pinyin was looked for
    this.plain = false; // the words of a question were taken out
    this.short = false; // a short name was looked for
  }

  /** @param {string} text */
  parse(text) {
    return forms(text, this.layout.manifest.synonyms);
  }

  /** @returns {Promise<Result>} */
  async answer() {
    if (this.forms[0].terms.length === 0) return { total: 0, approximate: false, loose: false, kinds: {}, hits: [], similar: [] };
    return this.check(await this.find());
  }

  /** Looks up a question, once, without the words that make it one. */
  async findPlain() {
    const plain = this.parse(stripQuestion(this.text));
    if (this.plain || plain[0].size < 2 || plain[0].text === this.forms[0].text) return [];
    this.forms = plain;
    this.plain = this.approximate = true;
    return this.find();
  }

  /** Looks up the forms of the query and ranks what has them. @returns {Promise<Candidate[]>} */
  async find() {
    await this.look(picks);
    if (picks(this.forms[0]).some((key) => this.get(key) === NOTHING) && await this.files.learn()) {
      this.forms = this.parse(this.plain ? stripQuestion(this.text) : this.text);
      await this.look(picks);
    }
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
    const shard = await this.files.shard('p', typed.word);
    if (!shard) return false;
    const said = saidBy(typed.word, splitKeys(shard.keys), shard.said);
    this.forms.push(...said.map((text) => parseQuery(`${typed.before} ${text} ${typed.after}`, 1)));
    this.approximate ||= said.length > 0;
    return said.length > 0;
  }

  /** The lists of what was loaded. @type {(key: Key) => Found} */
  get = (key) => this.lists.get(idOf(key)) ?? NOTHING;

  /** Loads the lists of some keys of every form. @param {(query: Query) => Key[]} keysOf */
  async look(keysOf) {
    const wanted = this.forms.flatMap(keysOf).filter((key) => !this.lists.has(idOf(key)));
    await Promise.all(wanted.map(async (key) => this.lists.set(idOf(key), await this.lookUp(key.text, key.single))));
  }

  /** @param {string} key @param {boolean} [single] @returns {Promise<Found>} */
  async lookUp(key, single = false) {
    const shard = await this.files.shard(single ? 's' : 'k', key);
    const rest = (/** @type {string} */ ids) => Promise.all((ids.match(/.{8}/g) ?? []).map(async (id) => (await this.files.file('c', id)).list));
    return shard ? readKey(this.layout, shard, key, this.limit > MAX_VERIFIED ? rest : null) : NOTHING;
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
        this.lists.set(idOf(key), found.reduce(either));
        this.approximate = true;
        for (const form of this.forms) accept(form, key.word, keys);
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
    const shard = open ? await this.files.shard('k', word) : null;
    const keys = shard ? completions(word, splitKeys(shard.keys)) : [];
    if (keys.length > 0) return keys;
    const id = this.layout.manifest.words;
    if (size < MIN_TYPO || !id) return [];
    const words = splitKeys((await this.files.file('words', id)).words);
    const whole = open ? stems(completions(word, words)) : [];
    return whole.length > 0 ? whole : stems(corrections(word, words));
  }

  /** Keeps what the options ask for and counts the kinds. @param {Candidate[]} found */
  async narrow(found) {
    for (const name of /** @type {const} */ (['sector', 'authority'])) {
      const value = this.options[name];
      if (!value) continue;
      const id = this.layout.manifest.facets;
      const lists = id ? (await this.files.file('facets', id))[name] : {};
      const docs = new Set(readList(this.layout, own(lists, value)).map(pageOf));
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
    const [want, most, reads] = this.bounds(all.length);
    /** @type {{hit: Hit, c: Candidate}[]} */
    const passed = [];
    /** @type {Hit[]} */
    const undecided = [];
    /** @type {Hit[]} */
    const failed = [];
    let next = 0;
    while (next < all.length && next < most && passed.length < want) {
      const batch = all.slice(next, Math.min(next + want - passed.length, most));
      const read = await Promise.all(batch.map((c) => this.verify(c, reads)));
      for (const got of read) {
        if (got.verdict >= LIKE) passed.push(got);
        else (got.verdict === UNKNOWN ? undecided : failed).push(got.hit);
      }
      next += batch.length;
    }
    if (failed.length === all.length) return this.relaxed();
    for (const hit of failed) this.kinds[hit.kind]--;
    passed.sort((a, b) => better(a.c, b.c));
    if (passed.length === 0 || passed[0].c.alt > 0 || passed[0].c.tier < UNIT) {
      const typed = { ...this };
      const plain = await this.findPlain();
      if (plain.length > 0) return this.check(plain);
      Object.assign(this, typed);
    }
    const rest = all.slice(next);
    const bare = await this.bare(rest.slice(0, Math.max(this.limit - passed.length, 0)));
    const [total, part] = this.total(all.length);
    const unsure = part || rest.length > 0 && !this.sure() || undecided.length > 0 || passed.some(({ hit }) => !hit.exact);
    return {
      total: total - failed.length,
      approximate: this.approximate || this.forms[0].cut || unsure,
      loose: false,
      kinds: this.kinds,
      hits: [...passed.map(({ hit }) => hit), ...bare, ...undecided].slice(0, this.limit),
      similar: failed.slice(0, this.limit),
    };
  }

  /**
   * How many hits are checked, of how many candidates at most, and how many files of each are read. Of a first page as
   * many as its files suffice for.
   * @param {number} found
   */
  bounds(found) {
    if (this.limit > FIRST_PAGE) {
      const want = Math.min(this.limit, MAX_VERIFIED);
      return [want, 2 * want, MAX_READS];
    }
    const spare = Math.max(this.spare() - 1, LEAST_CHECKED);
    const want = Math.max(Math.min(this.limit, found, spare, FIRST_CHECKED), 1);
    return [want, want, Math.min(Math.floor(spare / want), MAX_READS)];
  }

  /** How many files a first page may still read. */
  spare() {
    return FIRST_FILES - this.files.used.size;
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
   * Answers a query that no page has all of: as a plain query, as a short name, or else with the pages that have the
   * most of it.
   * @returns {Promise<Result>}
   */
  async relaxed() {
    const plain = await this.findPlain();
    if (plain.length > 0) return this.check(plain);
    const short = await this.abbreviated();
    if (short.length > 0) return this.check(short);
    await this.look(relaxedKeys);
    const all = await this.narrow(relax(this.layout, this.forms[0], this.get));
    const [want, , reads] = this.bounds(all.length);
    const read = await Promise.all(all.slice(0, want).map((c) => this.verify(c, reads)));
    const hits = [...read.map(({ hit }) => hit), ...await this.bare(all.slice(want, this.limit))];
    return { total: all.length, approximate: true, loose: true, kinds: this.kinds, hits, similar: [] };
  }

  /** The pages that have the characters of a short run of Han in a name: 市监局 in 市场监督管理局. */
  async abbreviated() {
    const [query] = this.forms;
    const { chars } = query.terms.length === 1 && query.terms[0].runs.length === 1 ? query.terms[0].runs[0] : { chars: [] };
    if (this.short || chars.length < 2 || chars.length > MAX_SHORT || chars.some((char) => classOf(char) !== HAN)) return [];
    this.short = this.approximate = true;
    const names = (await Promise.all(chars.map((char) => this.lookUp(char, true)))).map((found) => found.names).reduce(meet);
    return this.narrow(shortNames(this.layout, query, names));
  }

  /**
   * Hits whose text is not read: of a first page as many of the next as can be shown with the files that are left, at
   * least one.
   * @param {Candidate[]} next
   */
  bare(next) {
    const { docsPerFile, families } = this.layout.manifest;
    const files = new Set();
    const most = this.limit > FIRST_PAGE ? Infinity : Math.max(this.spare(), 1);
    const cheap = next.filter(({ doc }) => files.add(Math.floor(doc / docsPerFile)).size <= most);
    return Promise.all(cheap.map(async (c) => {
      const n = Math.floor(c.doc / docsPerFile);
      const { docs } = await this.files.file(`d${n}`, idAt(families.d.ids, n));
      const [url, title] = docs[c.doc % docsPerFile];
      const hit = this.hit(c, url, title);
      details.set(hit, async () => (await this.verify(c, MAX_READS)).hit);
      return hit;
    }));
  }

  /** @param {Candidate} c @param {string} url @param {string} title @returns {Hit} */
  hit(c, url, title) {
    const [, kind, status] = groupOf(this.layout, c.doc);
    const form = this.forms[c.alt];
    const titleMarks = marksIn(form, newText(title));
    return { url: this.link(url), title, section: '', kind, status, query: form.text, excerpt: '', marks: [], titleMarks, exact: false, sections: [] };
  }

  /**
   * Reads units of a page, from so many files at most, until every term has been seen, and makes the hit of what was read.
   * @param {Candidate} c @param {number} reads
   */
  async verify(c, reads) {
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
    for (const unit of c.units) {
      const place = unit % SPAN;
      const n = Math.floor(place / unitsPerText);
      if (segments.length > 0 && missing.length === 0) break;
      if (files.size === reads && !files.has(n)) {
        verdict = UNKNOWN;
        continue;
      }
      files.add(n);
      const file = await this.files.file(...textOf(this.layout, c.doc, place));
      if (doc.length === 0) {
        doc = file.doc;
        names = doc.slice(1).map(newText);
      }
      const parts = file.units[place % unitsPerText];
      if (file.traditional) await this.files.learn();
      const read = parts.map(readSegment);
      segments.push(...read);
      const texts = read.flatMap((/** @type {ReadSegment} */ s) => [s.head, s.text, s.also]);
      missing = missing.filter((term) => !hasTerm(term, texts) && !names.some((name) => hasTerm(term, [name])));
    }
    const hit = this.hit(c, doc[0], doc[1]);
    c = { ...c };
    const isAlike = judge(c, query, names);
    if (missing.length === 0) verdict = HAS;
    else if (isAlike) verdict = LIKE;
    hit.exact = verdict === HAS;
    Object.assign(hit, describe(doc[0], this.link, segments, query, (named) => c.tier < NEAR && (c.tier !== ALIKE || named)));
    return { hit, verdict, c };
  }
}

/** Lets keys stand for a word. @param {Query} query @param {string} word @param {string[]} keys */
function accept(query, word, keys) {
  for (const { runs } of query.terms) for (const run of runs) if (run.stems && run.chars.join('') === word) run.stems = keys;
}

/** @param {Key} key */
const idOf = (key) => (key.single ? 's ' : 'k ') + key.text;
