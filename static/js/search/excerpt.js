// Finding the words of a query in a text, and cutting an excerpt. The twin of
// cmd/mingbai/internal/search/excerpt.go. Places are counted in characters (code points), not UTF-16 units.

import { classOf, fold, GAP, HAN } from './tokens.js';
import { stem } from './stem.js';

/** @import { Query, Run, Term } from './tokens.js' */

/**
 * @typedef {[number, number]} Span  a stretch of characters, end excluded
 *
 * @typedef {object} Text           a text with its folded form
 * @property {string[]} chars
 * @property {import('./tokens.js').Folded} folded
 */

const WIDTH = 180; // columns of an excerpt; Han takes two
const BEFORE = 36; // at most, before the first mark
const MAX_SECTIONS = 3; // further sections that a hit names

/** @param {string} s @returns {Text} */
export function newText(s) {
  const chars = [...s];
  return { chars, folded: fold(chars) };
}

/** Where a run of the query stands. @param {Run} run @param {Text} text @returns {Span[]} */
const find = (run, text) => run.stems ? findWords(run.stems, text) : findChars(run.chars, text);

/** @param {string[]} want @param {Text} text @returns {Span[]} */
function findChars(want, text) {
  /** @type {Span[]} */
  const out = [];
  const have = text.folded.chars;
  for (let i = 0; i + want.length <= have.length;) {
    let n = 0;
    while (n < want.length && have[i + n] === want[n]) n++;
    if (n < want.length) {
      i++;
    } else {
      out.push(source(text, i, i + n));
      i += n;
    }
  }
  return out;
}

/** @param {string[]} stems @param {Text} text @returns {Span[]} */
function findWords(stems, text) {
  /** @type {Span[]} */
  const out = [];
  const have = text.folded.chars;
  const inside = (/** @type {number} */ i) => i < have.length && classOf(have[i]) !== GAP && classOf(have[i]) !== HAN;
  for (let i = 0; i < have.length;) {
    let end = i;
    while (inside(end)) end++;
    if (end > i && stems.includes(stem(have.slice(i, end).join('')))) out.push(source(text, i, end));
    i = Math.max(end, i + 1);
  }
  return out;
}

/** @param {Text} text @param {number} from @param {number} to @returns {Span} */
const source = ({ folded }, from, to) => [folded.at[from], folded.at[to - 1] + 1];

/** Whether every run of a term stands in one of the texts. @param {Term} term @param {Text[]} texts */
export const hasTerm = (term, texts) => term.runs.every((run) => texts.some((text) => find(run, text).length > 0));

/** Whether a name has the characters of a query in their order. @param {Query} query @param {Text} name */
export function inOrder(query, { folded }) {
  let at = 0;
  return query.terms.every((term) => term.runs.every((run) => run.chars.every((char) => (at = folded.chars.indexOf(char, at) + 1) > 0)));
}

/** Characters that are not gaps. @param {Text} text */
export const sizeOf = ({ folded }) => folded.chars.filter((char) => classOf(char) !== GAP).length;

const MAX_BETWEEN = 4; // characters between the words of a query in a name, or more in its words

/** Whether one of some names has all terms: 0, or 1, or 2 if one has them together. @param {Query} query @param {Text[]} names */
export function standsIn(query, names) {
  return names.reduce((most, name) => {
    const first = query.terms.flatMap((term) => term.runs.map((run) => find(run, name)[0]));
    if (!first.every(Boolean)) return most;
    const width = Math.max(...first.map((span) => span[1])) - Math.min(...first.map((span) => span[0]));
    return Math.max(most, width <= [...query.text].length + MAX_BETWEEN ? 2 : 1);
  }, 0);
}

/** The stretches of a text that have a whole run of the query. @param {Query} query @param {Text} text */
export const wholeMarks = (query, text) => joinSpans(query.terms.flatMap((term) => term.runs.flatMap((run) => find(run, text))));

/**
 * The stretches of a text that the query asked for; where no whole run stands, those of its keys.
 * @param {Query} query @param {Text} text
 * @returns {Span[]}
 */
export function marksIn(query, text) {
  let out = wholeMarks(query, text);
  if (out.length === 0) {
    out = query.terms.flatMap((term) => term.keys.flatMap((key) => key.word === '' ? findChars([...key.text], text) : []));
  }
  return joinSpans(out);
}

/** @param {Span[]} spans */
function joinSpans(spans) {
  /** @type {Span[]} */
  const out = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = out[out.length - 1];
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** How much of the query a text has: marked characters, each different mark once. @param {Text} text @param {Span[]} marks */
function markedSize(text, marks) {
  const seen = new Set(marks.map(([from, to]) => text.chars.slice(from, to).join('')));
  return [...seen].reduce((n, mark) => n + [...mark].length, 0);
}

/**
 * Cuts a paragraph around its first mark and moves the marks along.
 * @param {Text} text @param {Span[]} marks
 * @returns {{excerpt: string, marks: Span[]}}
 */
function cutExcerpt({ chars }, marks) {
  const from = marks.length > 0 ? excerptStart(chars, marks[0][0]) : 0;
  let to = from;
  for (let width = 0; to < chars.length && width < WIDTH; to++) width += columns(chars[to]);
  const shift = from > 0 ? 1 - from : 0;
  return {
    excerpt: (from > 0 ? '…' : '') + chars.slice(from, to).join('') + (to < chars.length ? '…' : ''),
    marks: marks.filter((m) => m[0] < to).map((m) => [m[0] + shift, Math.min(m[1], to) + shift]),
  };
}

/** The beginning of a sentence or word before a mark, if one is near. @param {string[]} chars @param {number} mark */
function excerptStart(chars, mark) {
  let start = mark;
  for (let width = 0; start > 0 && width < BEFORE;) width += columns(chars[--start]);
  if (start === 0) return 0;
  for (let i = start; i < mark; i++) if ('。；！？'.includes(chars[i])) return i + 1;
  for (let i = start; i < mark && i < start + 12; i++) if (chars[i] === ' ') return i + 1;
  return start;
}

/** @param {string} char */
const columns = (char) => char >= '\u2e80' ? 2 : 1;

/**
 * @typedef {object} ReadSegment    the part of a unit below one heading
 * @property {string} id
 * @property {string} heading
 * @property {string} body
 * @property {Text} head
 * @property {Text} text
 * @property {Text} also            other names of the section
 */

/** @param {[string, string, string, string?]} segment @returns {ReadSegment} */
export const readSegment = ([id, heading, body, also = '']) => ({ id, heading, body, head: newText(heading), text: newText(body), also: newText(also) });

/**
 * What a hit shows of its page: the paragraph with most of the query, the section it is in, and others. A section
 * with a name that is the query comes before one with more of its characters.
 * @param {string} url @param {(url: string) => string} link @param {ReadSegment[]} segments  that were read
 * @param {Query} query
 * @param {(named: boolean) => boolean} intoSection  whether the hit leads to the section rather than the page
 */
export function describe(url, link, segments, query, intoSection) {
  let best = { id: '', heading: '', size: -1, named: false };
  let cut = { excerpt: '', marks: /** @type {Span[]} */ ([]) };
  const others = [];
  for (const { id, heading, body, head, also } of segments) {
    const headSize = markedSize(head, marksIn(query, head)) + markedSize(also, marksIn(query, also));
    const named = [head, also].some((name) => query.terms.every((term) => hasTerm(term, [name])));
    let most = headSize;
    for (const paragraph of body.split('\n')) {
      const text = newText(paragraph);
      const marks = marksIn(query, text);
      const size = headSize + markedSize(text, marks);
      most = Math.max(most, size);
      if (named === best.named ? size <= best.size : best.named) continue;
      best = { id, heading, size, named };
      cut = cutExcerpt(text, marks);
    }
    if (most > 0) others.push({ url: link(url + '#' + id), id, heading, size: most });
  }
  const into = intoSection(best.named) && best.id !== '' && best.size > 0;
  const own = link(into ? url + '#' + best.id : url);
  const seen = new Set([own]);
  const sections = others.filter((o) => o.id !== '' && o.heading !== '' && 2 * o.size >= best.size && !seen.has(o.url) && seen.add(o.url));
  return { ...cut, url: own, section: into ? best.heading : '', sections: sections.slice(0, MAX_SECTIONS).map((o) => ({ url: o.url, heading: o.heading })) };
}
