// The search form: results as you type. Without this script the form leads to the search page, which is a full index.
//
// The contract with the template. The form:
//
//   <form role="search" action="…" data-module="search"
//     data-search-client   the module of the search engine (static/js/search/index.js)
//     data-search-index    the manifest of the page's language
//     data-search-page     only on the search page: results in full instead of a short list under the field
//     data-search-other, data-search-other-lang   the manifest and language code of the other language (optional) >
//     <input type="search" name="q"> and, optionally, <select name="sector"> and <select name="authority">
//
// On the search page results go into the element with data-search-results; if there is none, one is made after the form.
// What it shows is in the language of the page, in attributes of the form; {q} is the query, {n} a number:
//
//   data-text-results    搜索结果                     (search page) heading over the results, which are h3; for screen readers
//   data-text-count      “{q}”有{n}条结果              results for "{q}": {n}
//   data-text-one        “{q}”有1条结果               for one result
//   data-text-about      “{q}”大约有{n}条结果          when the number is not exact
//   data-text-loose      没有完全一样的，下面{n}条最接近   no page has all of it; these have most
//   data-text-none       没有找到“{q}”。换个说法试试……   nothing, and what to try
//   data-text-filtered   在选定的范围里没有找到“{q}”……  (search page) nothing within the filters
//   data-text-failed     搜索暂时用不了，请用下面的目录。  the index could not be loaded
//   data-text-retry      再试一次                     the button beside it
//   data-text-busy       正在找……                     shown when an answer takes long
//   data-text-more       再看{n}条                    the button below the list
//   data-text-all        看全部{n}条结果               the link below the short list
//   data-text-similar    这些页面里分开写着这些词          heading over pages that have the words apart
//   data-text-other      英文页面里有                  heading over hits in the other language
//   data-text-kinds      只看                        legend of the filter by kind
//   data-text-sections   还在这些地方                  before links to further sections of a page
//   data-text-kind-guide, -licence, -page, -agency, -policy, … the name of each kind
//   data-text-status-repealed, -lapsed, -amended, -not-yet     the words of a badge; a status without words has none
//
//   data-text-marked     已标出“{q}”，{n}处            (header) on a page reached from a result, see marks.js
//   data-text-unmark     清除标记                     the link behind it
//
// Classes: mb-results (__status, __body, __retry, __kinds, __kind, __list, __more, __similar, __other, __all) and
// mb-result (__title, __line, __excerpt, __sections); the short list is mb-results mb-results--short, and --open while it shows something; a badge is
// mb-badge mb-badge--<status>.
//
// Keys: / goes to the field (main.js); down and up move between the field and the results; Escape goes back to the field and
// closes the short list; Enter opens a result, or in the field searches. Nothing is searched while an input method is
// composing. The query is kept in the address as ?q=, with the filters.

import { engine } from './engine.js';
import { markPage } from './marks.js';
import { PAGE, ResultsView } from './results.js';

export { markPage };

/** @import { Hit, Index, Options, Result } from '../../search/index.js' */

const SHORT = 6; // results under the field
const TYPING_MS = 30, BUSY_MS = 400;

/** Starts the module on its form. @param {HTMLFormElement} form */
export default function start(form) {
  const input = form.querySelector('input[name="q"]');
  if (!(input instanceof HTMLInputElement) || !form.dataset.searchClient || !form.dataset.searchIndex) return;
  new SearchForm(form, input).start();
}

export class SearchForm {
  /** @param {HTMLFormElement} form @param {HTMLInputElement} input */
  constructor(form, input) {
    this.form = form;
    this.input = input;
    this.large = 'searchPage' in form.dataset;
    this.composing = false;
    this.asked = 0; // number of the query asked last: an answer to another comes too late
    this.limit = 0;
    this.timer = 0;
    /** @type {Set<string>} */
    this.kinds = new Set();
    /** @type {Map<string, Promise<Index>>} */
    this.indexes = new Map();
    this.view = new ResultsView(this);
  }

  start() {
    const { form, input } = this;
    form.addEventListener('submit', (event) => this.large && (event.preventDefault(), this.ask()));
    form.addEventListener('change', (event) => event.target instanceof HTMLSelectElement && this.ask());
    input.addEventListener('focus', () => this.warm());
    input.addEventListener('compositionstart', () => (this.composing = true));
    input.addEventListener('compositionend', () => {
      this.composing = false;
      this.typed();
    });
    input.addEventListener('input', (event) => this.composing || /** @type {InputEvent} */ (event).isComposing || this.typed());
    form.addEventListener('keydown', (event) => this.key(event));
    if (!form.contains(this.view.root)) this.view.root.addEventListener('keydown', (event) => this.key(event));
    if (this.large) {
      this.fromAddress();
    } else {
      form.addEventListener('focusout', (event) => this.left(event.relatedTarget));
      document.addEventListener('pointerdown', (event) => this.left(event.target));
    }
  }

  /** Takes the query from the address: the page may have been opened by the form of another one. */
  fromAddress() {
    const address = new URLSearchParams(location.search);
    this.kinds = new Set(address.getAll('kind'));
    for (const select of this.selects()) {
      select.disabled = false; // without scripts they do nothing, and are not sent
      select.value = address.get(select.name) ?? '';
    }
    this.input.value = address.get('q') ?? this.input.value;
    this.warm();
    if (this.input.value !== '') this.ask();
  }

  /** Keeps the query in the address. */
  toAddress() {
    const url = new URL(location.href);
    const query = this.input.value.trim();
    for (const name of ['q', 'kind', 'sector', 'authority']) url.searchParams.delete(name);
    if (query !== '') url.searchParams.set('q', query);
    for (const kind of this.kinds) url.searchParams.append('kind', kind);
    for (const select of this.selects()) if (select.value !== '') url.searchParams.set(select.name, select.value);
    if (url.href !== location.href) history.replaceState(history.state, '', url);
  }

  selects() {
    return [...this.form.querySelectorAll('select')].filter((select) => select.name === 'sector' || select.name === 'authority');
  }

  /** Loads the engine before it is needed. */
  warm() {
    this.index().catch(() => {}); // asking will tell
  }

  /** The index of a manifest; one that failed is tried again the next time. @param {string} [manifest] @returns {Promise<Index>} */
  index(manifest = this.form.dataset.searchIndex ?? '') {
    const url = new URL(manifest, document.baseURI).href;
    let index = this.indexes.get(url);
    if (!index) {
      index = engine.load(this.form.dataset.searchClient).then((client) => client.open(url));
      this.indexes.set(url, index);
      index.catch(() => this.indexes.delete(url));
    }
    return index;
  }

  /** What a hit lacks. @param {Hit} hit @returns {Promise<Hit>} */
  async detail(hit) {
    return (await this.index()).detail(hit);
  }

  /** Something was typed. */
  typed() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), TYPING_MS);
  }

  /** Searches for what the field says. @param {number} [limit] */
  async ask(limit = this.large ? PAGE : SHORT) {
    clearTimeout(this.timer);
    this.limit = limit;
    const number = ++this.asked;
    const query = this.input.value.trim();
    if (this.large) this.toAddress();
    if (query === '') return this.view.clear();
    const busy = setTimeout(() => this.view.say('busy'), BUSY_MS);
    try {
      const index = await this.index();
      const result = await index.search(query, this.options());
      if (number === this.asked) {
        this.view.show(query, result);
        if (this.large && !this.filtered() && (result.total === 0 || result.loose)) this.askOther(query, number).catch(() => {}); // it is only one more offer
      }
    } catch (error) {
      console.error('search:', error);
      if (number === this.asked) this.view.failed();
    } finally {
      clearTimeout(busy);
    }
  }

  /** Searches in the other language when this one has nothing. @param {string} query @param {number} number */
  async askOther(query, number) {
    const { searchOther, searchOtherLang } = this.form.dataset;
    if (!searchOther) return;
    const index = await this.index(searchOther);
    const result = await index.search(query, { limit: SHORT });
    if (number === this.asked && result.total > 0 && !result.loose) this.view.showOther(result, searchOtherLang ?? '');
  }

  /** @returns {Options} */
  options() {
    /** @type {Options} */
    const options = { limit: this.limit, kind: [...this.kinds] };
    for (const select of this.selects()) options[/** @type {'sector' | 'authority'} */ (select.name)] = select.value;
    return options;
  }

  /** Whether results are narrowed. */
  filtered() {
    return this.kinds.size > 0 || this.selects().some((select) => select.value !== '');
  }

  /** @param {string} kind @param {boolean} on */
  filter(kind, on) {
    if (on) this.kinds.add(kind);
    else this.kinds.delete(kind);
    this.ask();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || this.composing) return;
    if (event.key === 'Escape' && (document.activeElement !== this.input || !this.large)) {
      if (document.activeElement === this.input && this.view.isEmpty()) return;
      event.preventDefault();
      this.input.focus();
      if (!this.large) this.view.clear();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [this.input, ...this.view.links()];
    const at = stops.indexOf(/** @type {any} */ (document.activeElement));
    const to = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !to) return;
    event.preventDefault();
    to.focus();
  }

  /** The short list closes when somebody has gone elsewhere. @param {EventTarget | null} to */
  left(to) {
    if (!(to instanceof Node) || this.form.contains(to) || this.view.isEmpty()) return;
    this.asked++;
    this.view.clear();
  }

  /** The words of the page's language. @param {string} name @param {Record<string, string | number>} [values] */
  words(name, values = {}) {
    const text = this.form.getAttribute('data-text-' + name) ?? '';
    return text.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
  }
}
