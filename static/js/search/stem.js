// Latin words: one spelling for two, and the English stemmer (Porter2 without its exceptions). The twin of
// cmd/mingbai/internal/search/stem.go and porter2.go, step by step: what is changed in one is changed in both.

/** @type {[RegExp, string][]} */
const RESPELLINGS = [
  [/^(lic|def|off|pret)enc/, '$1ens'],
  [/^practis/, 'practic'],
  [/([a-z]{2})(i|ly)s(e|ed|es|er|ers|ing|ation|ations)$/, '$1$2z$3'],
  [/^(arm|behavi|col|endeav|fav|harb|hon|hum|lab|neighb|rum|vap)our/, '$1or'],
  [/^(cent|fib|theat|lit|met|kilomet|centimet|millimet|millilit)res?$/, '$1er'],
  [/^programmes?$/, 'program'],
  [/^cheque/, 'check'],
  [/^enquir/, 'inquir'],
  [/^registr/, 'regist'],
  [/dgement/, 'dgment'],
  [/^(age)ing$/, 'aging'],
  [/^(cata|ana|dia)logue/, '$1log'],
];

const MAX_WORD = 32;

/**
 * The key of a folded word of letters.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  let key = stemsKnown.get(word);
  if (key === undefined) {
    if (stemsKnown.size > 20_000) stemsKnown.clear();
    key = /^[a-z]+$/.test(word) ? porter2(respell(word)) : word;
    stemsKnown.set(word, key = cutWord(key));
  }
  return key;
}

/** Keys of words met before: the same ones stand in text after text. @type {Map<string, string>} */
const stemsKnown = new Map();

/** @param {string} word */
const respell = (word) => RESPELLINGS.reduce((w, [pattern, to]) => w.replace(pattern, to), word);

/** @param {string} word */
const cutWord = (word) => word.length <= MAX_WORD ? word : [...word].slice(0, MAX_WORD).join('');

const STEP2 = endings('ization ize ational ate fulness ful ousness ous iveness ive tional tion biliti ble lessli less entli ent ' +
  'ation ate alism al aliti al ousli ous iviti ive fulli ful enci ence anci ance abli able izer ize ator ate alli al bli ble ogi og li -');
const STEP3 = endings('ational ate tional tion alize al icate ic iciti ic ative - ical ic ness - ful -');
const STEP4 = 'ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic'.split(' ');

/** @param {string} pairs */
function endings(pairs) {
  return (pairs.match(/\S+ \S+/g) ?? []).map((pair) => pair.replace('-', '').split(' '));
}

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
  w = suffixes2(w, r1);
  w = suffixes3(w, r1, r2);
  w = suffixes4(w, r2);
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
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) return w.length > 3 ? w.slice(0, -1) : w;
  return r1 >= w.length && shortEnd(w) ? w + 'e' : w;
}

/** @param {string} w */
const shortEnd = (w) => w.length === 2 ? /^[aeiouy][^aeiouy]$/.test(w) : /[^aeiouy][aeiouy][^aeiouywxY]$/.test(w);

/** @param {string} w */
const finalY = (w) => w.length > 2 && /[^aeiouy][yY]$/.test(w) ? w.slice(0, -1) + 'i' : w;

/** @param {string} w @param {number} r1 */
function suffixes2(w, r1) {
  for (const [from, to] of STEP2) {
    if (!w.endsWith(from)) continue;
    const n = w.length - from.length;
    if (n < r1 || from === 'ogi' && w[n - 1] !== 'l' || from === 'li' && !/[cdeghkmnrt]/.test(w[n - 1] ?? '')) return w;
    return w.slice(0, n) + to;
  }
  return w;
}

/** @param {string} w @param {number} r1 @param {number} r2 */
function suffixes3(w, r1, r2) {
  for (const [from, to] of STEP3) {
    if (!w.endsWith(from)) continue;
    const n = w.length - from.length;
    return n >= r1 && (from !== 'ative' || n >= r2) ? w.slice(0, n) + to : w;
  }
  return w;
}

/** @param {string} w @param {number} r2 */
function suffixes4(w, r2) {
  for (const suffix of STEP4) {
    if (!w.endsWith(suffix)) continue;
    const n = w.length - suffix.length;
    return n >= r2 && (suffix !== 'ion' || /[st]/.test(w[n - 1] ?? '')) ? w.slice(0, n) : w;
  }
  return w;
}

/** @param {string} w @param {number} r1 @param {number} r2 */
function finalE(w, r1, r2) {
  const n = w.length - 1;
  if (w.endsWith('e')) return n >= r2 || n >= r1 && !shortEnd(w.slice(0, n)) ? w.slice(0, n) : w;
  return w.endsWith('ll') && n >= r2 ? w.slice(0, n) : w;
}
