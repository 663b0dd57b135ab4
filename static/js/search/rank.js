// Finding and ordering pages. The twin of cmd/mingbai/internal/search/rank.go: whole numbers only, the same
// comparisons in the same order.

import { both, groupOf, meet, pageOf, pagesOf, SPAN, union, within } from './decode.js';
import { relaxedKeys } from './tokens.js';

/** @import { Found, Layout, Part } from './decode.js' */
/** @import { Key, Query } from './tokens.js' */

/**
 * @typedef {object} Candidate      a doc that may be a hit
 * @property {number} doc
 * @property {number} tier
 * @property {number} score
 * @property {number} alt           which form of the query found it
 * @property {number[]} units       to read, best first
 * @property {number} kind
 * @property {number} dead          1 if for reference only
 * @property {boolean} near         a title is nearly the query, if not the query
 *
 * @typedef {(key: Key) => Found} Lookup
 */

export const TIER = Object.freeze({ LOOSE: 0, SPREAD: 1, UNIT: 2, HEADING: 3, NEAR: 4, TITLE: 5, EXACT: 6 });

const NEAR_MIN_SIZE = 4, NEAR_PERCENT = 60, MAX_LOOSE = 50;

/** Units of a doc that may be read. */
export const MAX_UNITS = 16;

/** Kinds in the order in which equal hits are shown. */
const KINDS = ['guide', 'licence', 'page', 'agency', 'policy'];

/** @param {Candidate} c */
const isLast = (c) => c.dead && c.tier < TIER.EXACT ? 1 : 0;

/** @param {Candidate} a @param {Candidate} b */
const better = (a, b) => isLast(a) - isLast(b) || b.tier - a.tier || a.dead - b.dead || a.kind - b.kind || b.score - a.score ||
  a.alt - b.alt || a.doc - b.doc;

/**
 * The docs that have all of any of the forms of a query, best first.
 * @param {Layout} layout @param {Query[]} forms @param {Lookup} get
 * @returns {Candidate[]}
 */
export function rank(layout, forms, get) {
  /** @type {Map<number, Candidate>} */
  const best = new Map();
  forms.forEach((query, alt) => {
    for (const found of candidates(layout, query, get)) {
      const c = { ...found, alt };
      const old = best.get(c.doc);
      if (!old || better(c, old) < 0) best.set(c.doc, c);
    }
  });
  return [...best.values()].sort(better);
}

/** Starts a candidate with what only depends on the doc. @param {Layout} layout @param {number} doc */
function start(layout, doc) {
  const [, kind, status] = groupOf(layout, doc);
  const order = KINDS.indexOf(kind);
  return { doc, alt: 0, near: false, kind: order < 0 ? KINDS.length : order, dead: status === 'repealed' || status === 'lapsed' ? 1 : 0 };
}

/** @param {Layout} layout @param {Query} query @param {Lookup} get */
function candidates(layout, query, get) {
  const terms = query.terms.map((term) => term.picks.map(get).reduce(both));
  if (terms.length === 0) return [];
  const all = terms.reduce(both);
  const docs = terms.map((t) => union(pagesOf(t.units), pagesOf(t.names))).reduce(meet).ids;
  const out = new Map(docs.map((doc) => [doc, candidate(layout, query, terms, all, doc)]));
  for (const c of near(layout, query, get)) {
    const old = out.get(c.doc);
    if (!old) out.set(c.doc, c);
    else out.set(c.doc, c.tier > old.tier ? { ...c, units: old.units } : { ...old, near: true });
  }
  return out.values();
}

/**
 * @param {Layout} layout @param {Query} query @param {Found[]} terms @param {Found} all @param {number} doc
 * @returns {Candidate}
 */
function candidate(layout, query, terms, all, doc) {
  const together = within(all.units, doc);
  const heads = within(all.heads, doc);
  const apart = terms.flatMap((t) => within(t.units, doc));
  const units = [...new Set([...heads, ...together, ...apart])].slice(0, MAX_UNITS);
  const hits = together.length || apart.length;
  /** @type {number} */
  let tier = TIER.UNIT;
  let score = Math.floor(800 * hits / (8 * hits + 8 + 2 ** (layout.classes.get(doc) ?? 0)));
  const title = bestName(layout, query.size, all.names, doc);
  if (title > 0 && title === query.size) {
    [tier, score] = [TIER.EXACT, 100];
  } else if (title > 0) {
    [tier, score] = [TIER.TITLE, likeness(query.size, title)];
  } else if (heads.length > 0) {
    tier = TIER.HEADING;
  } else if (together.length === 0) {
    tier = TIER.SPREAD;
  }
  return { ...start(layout, doc), tier, score, units: units.length > 0 ? units : [doc * SPAN] };
}

/** How near two sizes are, in percent. @param {number} a @param {number} b */
const likeness = (a, b) => Math.floor(100 * Math.min(a, b) / Math.max(a, b));

/**
 * The size of the name of a doc, with all terms, that is nearest to the query: the same size, or else the
 * shortest; 0 if none has all terms.
 * @param {Layout} layout @param {number} size @param {Part} names @param {number} doc
 */
function bestName(layout, size, names, doc) {
  const sizes = within(names, doc).map((n) => layout.nameSizes.get(n) ?? 0);
  if (sizes.length === 0) return 0;
  return sizes.includes(size) ? size : Math.min(...sizes);
}

/**
 * The docs with a title that has most keys of the query and little else: a title with a word left out or wrong.
 * @param {Layout} layout @param {Query} query @param {Lookup} get
 */
function near(layout, query, get) {
  if (query.size < NEAR_MIN_SIZE) return [];
  // What is known of a cut list would favour its first pages.
  const lists = query.terms.flatMap((term) => term.picks.map((key) => get(key).names)).filter((names) => names.end === Infinity);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { ids } of lists) for (const n of ids) counts.set(n, (counts.get(n) ?? 0) + 1);
  /** @type {Map<number, Candidate>} */
  const best = new Map();
  for (const [n, count] of counts) {
    const size = layout.nameSizes.get(n) ?? 0;
    if (100 * count < NEAR_PERCENT * lists.length) continue;
    if (100 * Math.min(size, query.size) < NEAR_PERCENT * Math.max(size, query.size)) continue;
    const doc = pageOf(n);
    const score = Math.floor(100 * count / lists.length) * 1000 + likeness(size, query.size);
    if (score > (best.get(doc)?.score ?? 0)) {
      best.set(doc, { ...start(layout, doc), near: true, tier: TIER.NEAR, score, units: [doc * SPAN] });
    }
  }
  return best.values();
}

/**
 * The docs with the most of a query, each key weighing by how rare it is, and twice in a name.
 * @param {Layout} layout @param {Query} query @param {Lookup} get
 * @returns {Candidate[]}
 */
export function relax(layout, query, get) {
  /** @type {Map<number, number>} */
  const units = new Map();
  /** @type {Map<number, number>} */
  const names = new Map();
  for (const key of relaxedKeys(query)) {
    const found = get(key);
    const n = Math.max(found.units.ids.length + found.names.ids.length, found.pages);
    if (n === 0) continue;
    const weight = 32 - Math.clz32(Math.floor(layout.manifest.places / n));
    for (const u of found.units.ids) units.set(u, (units.get(u) ?? 0) + weight);
    for (const name of found.names.ids) names.set(name, (names.get(name) ?? 0) + weight);
  }
  /** @type {Map<number, {unit: number, unitScore: number, nameScore: number}>} */
  const docs = new Map();
  for (const [unit, unitScore] of units) {
    const doc = pageOf(unit);
    const old = docs.get(doc);
    if (!old || unitScore > old.unitScore || unitScore === old.unitScore && unit < old.unit) docs.set(doc, { unit, unitScore, nameScore: 0 });
  }
  for (const [name, score] of names) {
    const doc = pageOf(name);
    const old = docs.get(doc) ?? { unit: doc * SPAN, unitScore: 0, nameScore: 0 };
    docs.set(doc, { ...old, nameScore: Math.max(old.nameScore, score) });
  }
  const out = [...docs].map(([doc, d]) => ({ ...start(layout, doc), tier: TIER.LOOSE, score: d.unitScore + 2 * d.nameScore, units: [d.unit] }));
  const top = out.reduce((most, c) => Math.max(most, c.score), 0);
  return out.filter((c) => 2 * c.score >= top).sort((a, b) => a.dead - b.dead || b.score - a.score || better(a, b)).slice(0, MAX_LOOSE);
}
