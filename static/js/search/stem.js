// Latin words: one spelling for two, and the English stemmer (Porter2 without its exceptions). The twin of
// cmd/mingbai/internal/search/stem.go and porter2.go, step by step: what is changed in one is changed in both.

/** @type {[RegExp, string][]} */
let respellings = [];

/** Endings and what takes their place, for steps 2 to 4. @type {[string, string][][]} */
let steps = [];

/** Takes the tables from the manifest. @param {{respell: [string, string][], steps: string[]}} rules */
export function learnWords({ respell, steps: pairs }) {
  respellings = respell.map(([pattern, to]) => [new RegExp(pattern), to]);
  steps = pairs.map((list) => (list.match(/\S+ \S+/g) ?? []).map((pair) => /** @type {[string, string]} */ (pair.replace('-', '').split(' '))));
  stemsKnown.clear();
}

const MAX_WORD = 32;

/**
 * The key of a folded word of letters.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  let key = stemsKnown.get(word);
  if (key === undefined) {
    key = /^[a-z]+$/.test(word) ? porter2(respell(word)) : word;
    stemsKnown.set(word, key = cutWord(key));
  }
  return key;
}

/** Keys of words met before: the same ones stand in text after text. @type {Map<string, string>} */
const stemsKnown = new Map();

/** @param {string} word */
const respell = (word) => respellings.reduce((w, [pattern, to]) => w.replace(pattern, to), word);

/** @param {string} word */
const cutWord = (word) => word.length <= MAX_WORD ? word : [...word].slice(0, MAX_WORD).join('');

/**
 * https://snowballstem.org/algorithms/english/stemmer.html; a consonant y is written Y.
 * @param {string} w
 * @returns {string}
 */
export function porter2(w) {
  if (w.length <= 2) return w;
  // One y after another: the second is a vowel, as the first has become a consonant.
  w = w.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
  const r1 = /^(?:gener|commun|arsen)/.exec(w)?.[0].length ?? region(w, 0);
  const r2 = region(w, r1);
  w = finalY(past(plural(w), r1));
  w = suffix(w, 0, (from, n) => n >= r1 && !(from === 'ogi' && w[n - 1] !== 'l' || from === 'li' && !/[cdeghkmnrt]/.test(w[n - 1] ?? '')));
  w = suffix(w, 1, (from, n) => n >= r1 && (from !== 'ative' || n >= r2));
  w = suffix(w, 2, (from, n) => n >= r2 && (from !== 'ion' || /[st]/.test(w[n - 1] ?? '')));
  return finalE(w, r1, r2).toLowerCase();
}

/** @param {string} c */
const vowel = (c) => c !== '' && 'aeiouy'.includes(c);

/** @param {string} w */
const hasVowel = (w) => /[aeiouy]/.test(w);

/** @param {string} w @param {number} from */
function region(w, from) {
  for (let i = from + 1; i < w.length; i++) if (!vowel(w[i]) && vowel(w[i - 1])) return i + 1;
  return w.length;
}

/** @param {string} w */
function plural(w) {
  if (w.endsWith('sses')) return w.slice(0, -2);
  if (/ie[ds]$/.test(w)) return w.length <= 4 ? w.slice(0, -1) : w.slice(0, -2);
  if (/[us]s$/.test(w)) return w;
  if (w.endsWith('s') && w.length > 2 && hasVowel(w.slice(0, -2))) return w.slice(0, -1);
  return w;
}

/** @param {string} w @param {number} r1 */
function past(w, r1) {
  const eed = /eed(?:ly)?$/.exec(w);
  if (eed) return eed.index >= r1 ? w.slice(0, eed.index + 2) : w;
  const end = /(?:ed|ing)(?:ly)?$/.exec(w);
  if (!end || !hasVowel(w.slice(0, end.index))) return w;
  w = w.slice(0, end.index);
  if (/(?:at|bl|iz)$/.test(w)) return w + 'e';
  if (/([bdfgmnprt])\1$/.test(w)) return w.length > 3 ? w.slice(0, -1) : w;
  return r1 >= w.length && shortEnd(w) ? w + 'e' : w;
}

/** @param {string} w */
const shortEnd = (w) => w.length === 2 ? /^[aeiouy][^aeiouy]$/.test(w) : /[^aeiouy][aeiouy][^aeiouywxY]$/.test(w);

/** @param {string} w */
const finalY = (w) => w.length > 2 && /[^aeiouy][yY]$/.test(w) ? w.slice(0, -1) + 'i' : w;

/**
 * Replaces the first ending of a step that the word has, if may allows it; n is where it begins.
 * @param {string} w @param {number} step @param {(from: string, n: number) => boolean} may
 */
function suffix(w, step, may) {
  const [from, to] = steps[step].find((pair) => w.endsWith(pair[0])) ?? [''];
  const n = w.length - from.length;
  return from !== '' && may(from, n) ? w.slice(0, n) + to : w;
}

/** @param {string} w @param {number} r1 @param {number} r2 */
function finalE(w, r1, r2) {
  const n = w.length - 1;
  if (w.endsWith('e')) return n >= r2 || n >= r1 && !shortEnd(w.slice(0, n)) ? w.slice(0, n) : w;
  return w.endsWith('ll') && n >= r2 ? w.slice(0, n) : w;
}
