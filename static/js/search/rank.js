// Finding and ordering pages. The twin of cmd/mingbai/internal/search/rank.go: whole numbers only, the same
// comparisons in the same order.

import { both, groupOf, meet, pageOf, pagesOf, SPAN, union, within } from './decode.js';
import { inOrder, sizeOf, standsIn } from './excerpt.js';
import { relaxedKeys } from './tokens.js';

/** @import { Found, Layout, Part } from './decode.js' */
/** @import { Text } from './excerpt.js' */
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
 * @property {number} textTier      what it is without its titles
 * @property {number} textScore
 *
 * @typedef {(key: Key) => Found} Lookup
 */

/** The tiers of a hit, best last: see rank.go. */
export const LOOSE = 0, SPREAD = 1, UNIT = 2, ALIKE = 3, HEADING = 4, NEAR = 5, TITLE = 6, EXACT = 7;

const NEAR_MIN_SIZE = 4, NEAR_PERCENT = 60, LONG_PERCENT = 75, MAX_LONG = 3, MAX_LOOSE = 50;

/** What a title that has the words whole and together has more than another. */
export const WHOLE = 100;

/** Units of a doc that may be read. */
export const MAX_UNITS = 16;

/** @param {Candidate} c */
const isLast = (c) => c.dead && c.tier < EXACT ? 1 : 0;

/**
 * Orders candidates. Of those with a title that is nearly the query the nearest comes first, whatever its kind.
 * @param {Candidate} a @param {Candidate} b
 */
export const better = (a, b) => isLast(a) - isLast(b) || b.tier - a.tier || a.dead - b.dead || (a.tier === NEAR || a.tier === ALIKE ? b.score - a.score : 0) ||
  a.kind - b.kind || b.score - a.score || a.alt - b.alt || a.doc - b.doc;

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
      if (query.placed && c.textTier !== HEADING) continue;
      const old = best.get(c.doc);
      if (!old || better(c, old) < 0) best.set(c.doc, c);
    }
  });
  return [...best.values()].sort(better);
}

/** Starts a candidate with what only depends on the doc. @param {Layout} layout @param {number} doc */
function start(layout, doc) {
  const [, kind, status] = groupOf(layout, doc);
  const order = layout.manifest.groups.findIndex((group) => group[1] === kind); // docs are numbered by kind
  return { doc, alt: 0, near: false, textTier: LOOSE, textScore: 0, kind: order, dead: Number(/repealed|lapsed/.test(status)) };
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
    else out.set(c.doc, { ...old, near: c.near, ...(c.tier > old.tier && { tier: c.tier, score: c.score }) });
  }
  return out.values();
}

/**
 * @param {Layout} layout @param {Query} query @param {Found[]} terms @param {Found} all @param {number} doc
 * @returns {Candidate}
 */
function candidate(layout, query, terms, all, doc) {
  const together = within(all.units, doc);
  // Words in a name need not stand in the heading: an article of a law.
  const inHeads = terms.filter((t) => terms.length === 1 || within(t.names, doc).length === 0).map((t) => t.heads);
  const heads = inHeads.length > 0 ? within(inHeads.reduce(meet), doc) : [];
  const apart = terms.flatMap((t) => within(t.units, doc));
  const units = [...new Set([...heads, ...together, ...apart])].slice(0, MAX_UNITS);
  const hits = together.length || apart.length;
  const textTier = heads.length > 0 ? HEADING : together.length > 0 ? UNIT : SPREAD;
  const textScore = Math.floor(800 * hits / (8 * hits + 8 + 2 ** (layout.classes.get(doc) ?? 0)));
  const title = bestName(layout, query.size, all.names, doc);
  const [tier, score] = title === 0 ? [textTier, textScore] : title === query.size ? [EXACT, 0] : [TITLE, WHOLE + likeness(query.size, title)];
  return { ...start(layout, doc), tier, score, textTier, textScore, units: units.length > 0 ? units : [doc * SPAN] };
}

/** How near two sizes are, in percent. @param {number} a @param {number} b */
export const likeness = (a, b) => Math.floor(100 * Math.min(a, b) / Math.max(a, b));

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
 * The docs with a title that has most keys of the query: and little else, a title with a word left out or wrong; or
 * more, if its text shows the characters of the query in their order.
 * @param {Layout} layout @param {Query} query @param {Lookup} get
 */
function near(layout, query, get) {
  if (query.size < NEAR_MIN_SIZE) return [];
  // What is known of a cut list would favour its first pages.
  const lists = query.terms.flatMap((term) => term.picks.map((key) => get(key).names)).filter((names) => names.end === Infinity);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { ids } of lists) for (const n of ids) counts.set(n, (counts.get(n) ?? 0) + 1);
  /** @type {Candidate[]} */
  const found = [];
  for (const [n, count] of counts) {
    const size = layout.nameSizes.get(n) ?? 0;
    const like = likeness(size, query.size);
    const isNear = 100 * count >= NEAR_PERCENT * lists.length && like >= NEAR_PERCENT;
    if (!isNear && (100 * count < LONG_PERCENT * lists.length || lists.length < 3 || size < query.size)) continue;
    found.push(titled(layout, n, Math.floor(100 * count / lists.length) * 1000 + like, isNear));
  }
  const best = bestOf(found);
  return [...best.filter((c) => c.near), ...best.filter((c) => !c.near).slice(0, MAX_LONG)];
}

/** A candidate by one of its names. @param {Layout} layout @param {number} name @param {number} score @param {boolean} isNear @returns {Candidate} */
const titled = (layout, name, score, isNear) =>
  ({ ...start(layout, pageOf(name)), near: isNear, tier: NEAR, score, units: [pageOf(name) * SPAN] });

/** The best of each doc, the best first. @param {Candidate[]} found */
function bestOf(found) {
  const seen = new Set();
  return found.sort((a, b) => Number(b.near) - Number(a.near) || better(a, b)).filter(({ doc }) => !seen.has(doc) && seen.add(doc));
}

/**
 * The docs whose names have all characters of a query, the likest first.
 * @param {Layout} layout @param {Query} query @param {Part} names
 */
export const shortNames = (layout, query, names) =>
  bestOf(names.ids.map((n) => titled(layout, n, likeness(layout.nameSizes.get(n) ?? 0, query.size), false))).slice(0, MAX_LOOSE);

/** The place of each doc with the highest score, the first of equals. @param {Map<number, number>} scores */
function bestPlaces(scores) {
  /** @type {Map<number, [number, number]>} */
  const best = new Map();
  for (const place of [...scores].sort((a, b) => a[0] - b[0])) {
    const doc = pageOf(place[0]);
    if (place[1] > (best.get(doc)?.[1] ?? 0)) best.set(doc, place);
  }
  return best;
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
  const unitOf = bestPlaces(units), nameOf = bestPlaces(names);
  const out = [...new Set([...unitOf.keys(), ...nameOf.keys()])].map((doc) => {
    const [unit, score] = unitOf.get(doc) ?? [doc * SPAN, 0];
    return { ...start(layout, doc), tier: LOOSE, score: score + 2 * (nameOf.get(doc)?.[1] ?? 0), units: [unit] };
  });
  const top = out.reduce((most, c) => Math.max(most, c.score), 0);
  return out.filter((c) => 2 * c.score >= top).sort((a, b) => a.dead - b.dead || b.score - a.score || better(a, b)).slice(0, MAX_LOOSE);
}

/** Queries of fewer characters are only like a name that has these in their order. */
const SAFE_SIZE = 6;

/**
 * Ranks a candidate by the names that were read, and tells whether one is nearly the query. The lists had only shown
 * that the keys of the query stand there.
 * @param {Candidate} c @param {Query} query @param {Text[]} names
 */
export function judge(c, query, names) {
  if (c.tier < NEAR) return false;
  const stands = c.tier > NEAR ? standsIn(query, names) : 0;
  if (stands > 0) {
    if (stands < 2) c.score -= WHOLE;
    return false;
  }
  const sizes = names.filter((name) => inOrder(query, name)).map(sizeOf);
  if (sizes.length > 0) {
    Object.assign(c, { tier: TITLE, score: likeness(query.size, Math.min(...sizes)) });
    return true;
  }
  if (c.near && query.size >= SAFE_SIZE) {
    if (c.textTier > ALIKE) Object.assign(c, { tier: c.textTier, score: c.textScore });
    else Object.assign(c, { score: c.tier > NEAR ? 0 : c.score, tier: ALIKE });
    return true;
  }
  Object.assign(c, { tier: c.textTier, score: c.textScore });
  return false;
}
