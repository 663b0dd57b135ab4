// Folding text and cutting a query into keys. The twin of cmd/mingbai/internal/search/fold.go and query.go; what both
// must agree on is in its testdata/tokens.json. The tables come with the manifest.

import { learnWords, stem } from './stem.js';

/**
 * @typedef {object} Key            one key of a term
 * @property {string} text
 * @property {boolean} single       in the index of single characters
 * @property {string} word          the Latin word as typed, folded, or ''
 *
 * @typedef {object} Run            Han, letters and digits without a gap
 * @property {string[]} chars
 * @property {string[] | null} stems  of a Latin word: the stems accepted; null for any other run
 *
 * @typedef {object} Term           what stands between two spaces, or part of it; all its keys must stand in one unit
 * @property {Run[]} runs
 * @property {Key[]} keys           all
 * @property {Key[]} picks          enough to find the term
 *
 * @typedef {object} Query
 * @property {Term[]} terms
 * @property {number} size          characters that are not gaps
 * @property {boolean} cut          something was left out
 * @property {string} text          what was read, folded
 * @property {boolean} [placed]     a numbered part was set apart: only its own place is wanted
 *
 * @typedef {object} Folded
 * @property {string[]} chars       characters, folded
 * @property {number[]} at          number of the source character of each
 */

export const GAP = 0, HAN = 1, DIGIT = 2, LETTER = 3;
const DROPPED = 4;

const BMP = new Uint8Array(0x10000);

/** Words that are not looked up, words that make a question of a query, and the pattern of a numbered part. */
const lexicon = { empty: new Set(), questions: [''], numbered: / / };

/** @typedef {{classes: number[][], common: string, respell: [string, string][], steps: string[], empty: string, questions: string, numbered: string}} Rules */

/** Takes the tables of both sides from the manifest: nothing can be folded or cut before. @param {Rules} rules */
export function obey(rules) {
  rules.classes.forEach((ranges, i) => {
    for (let r = 0; r < ranges.length; r += 2) BMP.fill(i + 1, ranges[r], ranges[r + 1] + 1);
  });
  const common = [...rules.common];
  learn({ from: common.filter((_, i) => i % 2 === 0), to: common.filter((_, i) => i % 2 === 1) });
  learnWords(rules);
  lexicon.empty = new Set(rules.empty.split(' '));
  lexicon.questions = rules.questions.split(' ');
  lexicon.numbered = new RegExp(rules.numbered, 'g');
}

/** @param {number} code */
function classOfCode(code) {
  if (code < 0x10000) return BMP[code];
  if (code >= 0x20000 && code <= 0x3fffd) return HAN;
  return code >= 0xe0100 && code <= 0xe01ef ? DROPPED : GAP;
}

/** The class of a character after folding. @param {string} char */
export const classOf = (char) => classOfCode(/** @type {number} */ (char.codePointAt(0)));

/** @type {Map<string, string>} */
const simplified = new Map();

/** Adds pairs to the table of traditional characters. @param {{from: Iterable<string>, to: Iterable<string>}} pairs */
export function learn({ from, to }) {
  const forms = [...to];
  [...from].forEach((char, i) => simplified.set(char, forms[i]));
}

/**
 * Folds a text, one character at a time, so that every result has one source.
 * @param {Iterable<string>} text
 * @returns {Folded}
 */
export function fold(text) {
  const chars = [], at = [];
  let i = 0;
  for (const char of text) {
    const code = /** @type {number} */ (char.codePointAt(0));
    const asIs = code < 0x80 || code >= 0x3041 && code <= 0x30ff || !composed(code);
    for (const part of asIs ? [code < 0x80 ? char.toLowerCase() : char] : decompose(char)) {
      if (classOf(part) === DROPPED) continue;
      chars.push(simplified.get(part) ?? part);
      at.push(i);
    }
    i++;
  }
  return { chars, at };
}

/** Whether a character may have another form. Elsewhere each version of Unicode adds some. @param {number} code */
const composed = (code) => code < 0x3400 || code >= 0xf900 && code <= 0xffff || code >= 0x1d400 && code <= 0x1f2ff;

/** @param {string} char */
const decompose = (char) => [...char.normalize('NFKD')].map((part) => [...part.toLowerCase()][0]);

/** The text as search compares it. @param {string} text */
export const foldText = (text) => fold(text).chars.join('');

const MAX_QUERY = 256, MAX_TERMS = 8, MAX_PICKS = 4, MAX_KEYS = 8, MAX_GRAM = 4, MAX_FORMS = 3, MAX_GUESSES = 20;

/** The part of a query that is read. @param {string} text */
export const cutText = (text) => [...text.slice(0, 2 * MAX_QUERY)].slice(0, MAX_QUERY).join('');

/** What is read of a query, folded. @param {string} text */
const foldQuery = (text) => foldText(cutText(text));

/**
 * Folds and cuts a query, and picks four of its keys to look up, or one of each of more words; fewer if it is looked up
 * beside one other.
 * @param {string} text @param {number} [others]
 * @returns {Query}
 */
export function parseQuery(text, others = 0) {
  const read = cutText(text);
  const { chars } = fold(read);
  const words = chars.map((char) => isSpace(char) ? ' ' : char).join('').split(' ').filter((word) => word !== '');
  /** @type {Query} */
  const query = { terms: [], size: 0, cut: read.length < text.length, text: words.join(' ') };
  for (let i = 0; i < chars.length;) {
    let end = i;
    while (end < chars.length && !isSpace(chars[end])) end++;
    addTerms(query, chars.slice(i, end));
    i = end + 1;
  }
  const most = Math.ceil(MAX_PICKS / (query.terms.length + others));
  for (const term of query.terms) term.picks = pick(term.keys, most);
  return query;
}

/** @param {string} char */
export const isSpace = (char) => char <= ' ' || '\x7f\x85\u1680\u2028\u2029'.includes(char);

/**
 * Adds the terms of what stands between two spaces: one, and one more for each run that is a single character, because
 * singles are known by page and not by unit.
 * @param {Query} query @param {string[]} chars
 */
function addTerms(query, chars) {
  /** @type {Term} */
  const term = { runs: [], keys: [], picks: [] };
  for (let i = 0; i < chars.length;) {
    if (classOf(chars[i]) === GAP) {
      i++;
      continue;
    }
    let end = i;
    while (end < chars.length && classOf(chars[end]) !== GAP) end++;
    const run = newTerm(chars.slice(i, end));
    if (run.keys.length === 1 && run.keys[0].single) {
      addTerm(query, run);
    } else {
      term.runs.push(...run.runs);
      term.keys.push(...run.keys);
    }
    query.size += end - i;
    i = end;
  }
  addTerm(query, term);
}

/** @param {Query} query @param {Term} term */
function addTerm(query, term) {
  if (term.keys.length === 0) return;
  if (query.terms.length === MAX_TERMS) query.cut = true;
  else query.terms.push(term);
}

/** @param {string} text @param {boolean} [single] @param {string} [word] */
const key = (text, single = false, word = '') => ({ text, single, word });

/** A term of one run; without keys if the run is an empty word. @param {string[]} run @returns {Term} */
function newTerm(run) {
  /** @type {Term} */
  const term = { runs: [], keys: [], picks: [] };
  let isWord = false;
  for (let i = 0; i < run.length;) {
    if (classOf(run[i]) === HAN) {
      if (i + 1 < run.length) term.keys.push(key(run[i] + run[i + 1]));
      else if (i === 0) term.keys.push(key(run[0], true));
      i++;
      continue;
    }
    let end = i;
    while (end < run.length && classOf(run[end]) !== HAN) end++;
    isWord = addAlnum(term, run.slice(i, end), end - i < run.length) && end - i === run.length;
    if (end < run.length) term.keys.push(key(run[end - 1] + run[end]));
    i = end;
  }
  if (term.keys.length > 0) term.runs.push({ chars: run, stems: isWord ? [stem(run.join(''))] : null });
  return term;
}

/**
 * Adds the keys of letters and digits side by side. One character beside Han has no key of its own: it is in a
 * pair, and may be the end of AAA in AAA级.
 * @param {Term} term @param {string[]} run @param {boolean} beside
 * @returns {boolean} whether they are a word
 */
function addAlnum(term, run, beside) {
  const isWord = run.some((char) => classOf(char) === LETTER);
  const word = run.join('');
  if (run.length === 1 && beside) return isWord;
  if (isWord) {
    if (!lexicon.empty.has(word)) term.keys.push(key(stem(word), false, word));
  } else if (run.length === 1) {
    term.keys.push(key(word, true));
  } else {
    const n = Math.min(run.length, MAX_GRAM);
    for (let i = 0; i + n <= run.length; i++) term.keys.push(key(word.slice(i, i + n)));
  }
  return isWord;
}

/**
 * At most n of the different keys, evenly spread, the first and the last among them.
 * @param {Key[]} keys @param {number} n
 * @returns {Key[]}
 */
function pick(keys, n) {
  const distinct = keys.filter((k, i) => keys.findIndex((other) => other.text === k.text) === i);
  if (distinct.length <= n) return distinct;
  return Array.from({ length: n }, (_, i) => distinct[Math.floor(i * (distinct.length - 1) / Math.max(n - 1, 1))]);
}

/** The keys of all terms that are looked up at once. @param {Query} query */
export const picks = (query) => query.terms.flatMap((term) => term.picks);

/** The keys that a query is relaxed to. @param {Query} query */
export const relaxedKeys = (query) => pick(query.terms.flatMap((term) => term.keys), MAX_KEYS);

/**
 * A query as typed, with numbered parts set apart, and with synonyms put in.
 * @param {string} text @param {[string, string][]} synonyms
 * @returns {Query[]}
 */
export function forms(text, synonyms) {
  const out = [parseQuery(text)];
  const typed = ` ${foldQuery(text)} `;
  const apart = parseQuery(typed.replace(lexicon.numbered, ' 第$1$3$2$4 '), 1);
  if (apart.text !== out[0].text) out.push({ ...apart, placed: true });
  for (const [from, to] of synonyms) {
    const word = foldText(from), means = foldText(to);
    const at = findSynonym(typed, word);
    if (at < 0 || typed.includes(means) || out.length === MAX_FORMS) continue;
    out.push(parseQuery(`${typed.slice(0, at)} ${means} ${typed.slice(at + word.length)}`, 1));
  }
  return out;
}

/** Replaces the words of a question by spaces, in a folded query. @param {string} text */
export const stripQuestion = (text) => lexicon.questions.reduce((rest, word) => rest.replaceAll(word, ' '), foldQuery(text));

const MAX_SAID = 3, MIN_SPELT = 3;

/** The letters of a query that may be pinyin, and what stands before and behind. @param {string} text */
export function spelling(text) {
  const typed = foldQuery(text);
  const at = /[a-z]+(?: [a-z]+)*/.exec(typed);
  return at && { before: typed.slice(0, at.index), word: at[0].replaceAll(' ', ''), after: typed.slice(at.index + at[0].length) };
}

/**
 * What letters say, or the beginnings of letters.
 * @param {string} word @param {string[]} keys @param {string[]} said
 */
export function saidBy(word, keys, said) {
  const whole = keys.includes(word);
  const texts = keys.flatMap((key, i) => (whole ? key === word : key.startsWith(word) && word.length >= MIN_SPELT) ? said[i].split(' ') : []);
  return [...new Set(texts)].slice(0, MAX_SAID);
}

/** Where a word stands in a folded query; a Latin word must stand alone. @param {string} typed @param {string} word */
function findSynonym(typed, word) {
  const latin = (/** @type {number} */ i) => classOf(typed[i]) > HAN;
  for (let at = typed.indexOf(word); word !== '' && at >= 0; at = typed.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (!(latin(at) && latin(at - 1)) && !(latin(end - 1) && latin(end))) return at;
  }
  return -1;
}

/** The words that begin with a word that is still being typed. @param {string} word @param {string[]} words */
export const completions = (word, words) => words.filter((other) => other.startsWith(word)).slice(0, MAX_GUESSES);

/** The words that are one slip of a finger away. @param {string} word @param {string[]} words */
export function corrections(word, words) {
  const chars = [...word];
  return words.filter((other) => Math.abs(other.length - word.length) < 3 && oneSlip(chars, [...other])).slice(0, MAX_GUESSES);
}

/** The different keys of words. @param {string[]} words */
export const stems = (words) => [...new Set(words.map(stem))];

/** Whether two words differ by a letter wrong, missing or too many, or two swapped. @param {string[]} a @param {string[]} b */
function oneSlip(a, b) {
  if (a.length > b.length) [a, b] = [b, a];
  if (b.length - a.length > 1) return false;
  let i = 0, j = 0;
  while (i < a.length && a[i] === b[i]) i++;
  while (j < a.length - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
  const left = a.length - i - j;
  if (left === 0) return b.length > a.length;
  if (a.length !== b.length || left > 2) return false;
  return left === 1 || a[i] === b[i + 1] && a[i + 1] === b[i];
}
