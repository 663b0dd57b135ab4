// What is read aloud, and in which voice: pure functions of texts. A passage is a sentence, or a part of
// one, in one language, short enough that a browser's voice does not break off in the middle.

/** @typedef {{ lang: string, text: string }} Passage */
/** @typedef {{ lang: string, name: string, localService: boolean, default: boolean }} Voice */

// About twelve seconds of speech: some voices fall silent after fifteen.
const LONGEST = { zh: 60, en: 180 };

const HAN_RUN = /[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff65“”‘’—…]*[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff][\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff65“”‘’—…]*/g;
// Two words or more: a single one, such as WCAG or JSON, the Chinese voice reads within its sentence.
const LATIN_RUN = /[A-Za-z][A-Za-z'’-]*(?:[ ,]+[A-Za-z][A-Za-z'’-]*)+/g;

/** The language of a tag as we know it. @param {string} tag @returns {'zh' | 'en'} */
export const family = (tag) => (/^(zh|cmn)\b/i.test(tag.replace('_', '-')) ? 'zh' : 'en');

/**
 * Cuts runs of text, each with the language that the page gives it, into passages.
 * @param {Passage[]} runs
 * @returns {Passage[]}
 */
export function passages(runs) {
  /** @type {Passage[]} */
  const joined = [];
  for (const run of runs.flatMap(byScript)) {
    const last = joined.at(-1);
    if (last && (last.lang === run.lang || !/[\p{L}\p{N}]/u.test(run.text))) last.text += run.text;
    else joined.push({ ...run });
  }
  return joined.flatMap(({ lang, text }) => sentences(text, lang).map((s) => ({ lang, text: s })))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** Parts a run where its script shows another language. @param {Passage} run @returns {Passage[]} */
function byScript({ lang, text }) {
  const zh = family(lang) === 'zh';
  const other = zh ? 'en' : 'zh-CN';
  /** @type {Passage[]} */
  const out = [];
  let at = 0;
  for (const m of text.matchAll(zh ? LATIN_RUN : HAN_RUN)) {
    out.push({ lang, text: text.slice(at, m.index) }, { lang: other, text: m[0] });
    at = m.index + m[0].length;
  }
  out.push({ lang, text: text.slice(at) });
  return out.filter((run) => run.text !== '');
}

/**
 * Sentences of a text, none longer than a voice can hold.
 * @param {string} text @param {string} lang
 * @returns {string[]}
 */
export function sentences(text, lang) {
  const zh = family(lang) === 'zh';
  const flat = text.replace(/\s+/g, ' ').trim();
  const ends = zh ? /.*?(?:[。！？；]+[”’）》」』]*|$)/g : /.*?(?:[.!?]+["'”’)]*(?= ["'“‘(]?[A-Z])|; |$)/g;
  return (flat.match(ends) ?? []).map((s) => s.trim()).filter(Boolean).flatMap((s) => shorten(s, LONGEST[zh ? 'zh' : 'en']));
}

/** Cuts a long sentence after commas, or at worst between words. @param {string} sentence @param {number} limit @returns {string[]} */
function shorten(sentence, limit) {
  /** @type {string[]} */
  const out = [];
  let rest = sentence;
  while (rest.length > limit) {
    const head = rest.slice(0, limit);
    let at = Math.max(...['，', '、', '：', '）', ', ', ': '].map((mark) => head.lastIndexOf(mark))) + 1;
    if (at < limit / 3) at = head.lastIndexOf(' ') + 1;
    if (at < limit / 3) at = limit;
    out.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest ? [...out, rest] : out;
}

/**
 * The voice for a language, or none. One on the device comes before one on a server; for Chinese,
 * Mandarin of the mainland comes first and Cantonese never.
 * @param {Voice[]} voices @param {string} lang
 */
export function voiceFor(voices, lang) {
  const wanted = family(lang);
  const tag = (/** @type {Voice} */ v) => v.lang.replace('_', '-').toLowerCase();
  const fits = voices.filter((v) => family(v.lang) === wanted && (wanted === 'zh' || /^en\b/.test(tag(v))) && !/^(zh-hk|zh-mo|zh-yue|yue)/.test(tag(v)));
  const rank = (/** @type {Voice} */ v) =>
    (wanted === 'zh' ? (/^(zh-cn|cmn-hans-cn|zh-hans-cn|cmn-cn)/.test(tag(v)) ? 0 : /^(zh|cmn)$/.test(tag(v)) ? 1 : 2) : tag(v) === 'en-gb' ? 0 : 1) * 4 +
    (v.localService ? 0 : 2) + (v.default ? 0 : 1);
  return fits.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}
