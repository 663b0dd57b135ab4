// What the search form shows: the status line, the filter by kind, the results. It sets text and never markup. The words
// and classes are listed in index.js.

/** @import { Hit, Result } from '../../search/index.js' */

/** Results that one press of the button adds. */
export const PAGE = 10;

/** The results of one form. */
export class ResultsView {
  /** @param {import('./index.js').SearchForm} owner */
  constructor(owner) {
    this.owner = owner;
    const given = owner.large ? document.querySelector('[data-search-results]') : null;
    this.root = /** @type {HTMLElement} */ (given ?? element('div', 'mb-results'));
    this.root.classList.add('mb-results');
    if (!owner.large) this.root.classList.add('mb-results--short');
    this.status = element('p', 'mb-results__status');
    this.status.setAttribute('role', 'status');
    this.body = element('div', 'mb-results__body');
    this.root.append(this.status, this.body);
    if (!given) {
      if (owner.large) owner.form.after(this.root);
      else owner.form.append(this.root);
    }
    /** Results that lack something, read when they come into sight. @type {WeakMap<Element, Hit>} */
    this.lacking = new WeakMap();
    this.sight = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) this.complete(target);
    });
    this.clear();
  }

  isEmpty() {
    return this.body.childElementCount === 0;
  }

  clear() {
    this.status.textContent = '';
    this.body.replaceChildren();
    this.opened();
  }

  /** @param {string} name @param {Record<string, string | number>} [values] */
  say(name, values) {
    const text = this.owner.words(name, values);
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  failed() {
    this.say('failed');
    const retry = element('button', 'mb-results__retry', this.owner.words('retry'));
    retry.setAttribute('type', 'button');
    retry.addEventListener('click', () => {
      this.owner.input.focus();
      this.owner.ask();
    });
    this.body.replaceChildren(retry);
    this.opened();
  }

  /** Marks the root as having something to show. Its status line stays in the tree, or nobody would speak it. */
  opened() {
    this.root.classList.toggle('mb-results--open', !this.isEmpty());
  }

  /** @param {string} query @param {Result} result */
  show(query, result) {
    const values = { q: query, n: result.total };
    if (result.total === 0) this.say('none', values);
    else if (result.loose) this.say('loose', values);
    else if (result.approximate) this.say('about', values);
    else this.say(result.total === 1 && this.owner.words('one') !== '' ? 'one' : 'count', values);
    const heading = this.owner.words('results');
    const { large } = this.owner;
    const parts = [
      large && heading !== '' ? element('h2', 'mb-results__heading', heading) : null,
      large ? this.kindFilter(result.kinds) : null,
      this.list(result.hits),
      this.after(query, result),
    ];
    if (large && result.similar.length > 0) {
      const similar = element('section', 'mb-results__similar');
      similar.append(element('h2', '', this.owner.words('similar')), this.list(result.similar));
      parts.push(similar);
    }
    const focused = document.activeElement instanceof HTMLInputElement && this.body.contains(document.activeElement) ? document.activeElement.value : null;
    this.body.replaceChildren(...parts.filter((part) => part !== null));
    this.opened();
    if (focused !== null) {
      const again = [...this.body.querySelectorAll('input')].find((box) => box.value === focused);
      (again ?? this.owner.input).focus();
    }
  }

  /** @param {Result} result @param {string} lang */
  showOther(result, lang) {
    const other = element('section', 'mb-results__other');
    const list = this.list(result.hits);
    list.lang = lang;
    other.append(element('h2', '', this.owner.words('other')), list);
    this.body.append(other);
  }

  /** What stands below the list: a button for more, or the way to the search page. @param {string} query @param {Result} result */
  after(query, result) {
    if (this.owner.large) {
      const shown = result.hits.length;
      const left = Math.min(PAGE, result.total - shown);
      if (left <= 0) return null;
      const more = element('button', 'mb-results__more', this.owner.words('more', { n: left }));
      more.setAttribute('type', 'button');
      more.addEventListener('click', async () => {
        await this.owner.ask(shown + PAGE);
        this.links()[shown]?.focus();
      });
      return more;
    }
    if (result.total <= result.hits.length) return null;
    const url = new URL(this.owner.form.action);
    url.searchParams.set('q', query);
    const all = element('a', 'mb-results__all', this.owner.words('all', { n: result.total }));
    all.setAttribute('href', url.href);
    return all;
  }

  /** Checkboxes for the kinds found, with their counts. @param {Record<string, number>} kinds */
  kindFilter(kinds) {
    const found = Object.keys(kinds).filter((kind) => kinds[kind] > 0 || this.owner.kinds.has(kind));
    if (found.length < 2 && this.owner.kinds.size === 0) return null;
    const set = element('fieldset', 'mb-results__kinds');
    set.append(element('legend', '', this.owner.words('kinds')));
    for (const kind of new Set([...found, ...this.owner.kinds])) {
      const label = element('label', 'mb-results__kind');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.value = kind;
      box.checked = this.owner.kinds.has(kind);
      box.addEventListener('change', () => this.owner.filter(kind, box.checked));
      label.append(box, ` ${this.kindWords(kind)} (${kinds[kind] ?? 0})`);
      set.append(label);
    }
    return set;
  }

  /** @param {string} kind */
  kindWords(kind) {
    return this.owner.words('kind-' + kind) || kind;
  }

  /** @param {Hit[]} hits */
  list(hits) {
    const list = element('ol', 'mb-results__list');
    list.append(...hits.map((hit) => this.result(hit)));
    return list;
  }

  /** @param {Hit} hit */
  result(hit) {
    const item = element('li', 'mb-result');
    const title = element(this.owner.large ? 'h3' : 'p', 'mb-result__title');
    const link = element('a');
    link.setAttribute('href', withQuery(hit.url, hit.query));
    link.append(...marked(hit.title, hit.titleMarks));
    title.append(link);
    const line = element('p', 'mb-result__line', [this.kindWords(hit.kind), hit.section].filter((part) => part !== '').join(' · '));
    const status = this.owner.words('status-' + hit.status);
    if (hit.status !== '' && status !== '') line.append(' ', element('span', `mb-badge mb-badge--${hit.status}`, status));
    item.append(title, line);
    if (this.owner.large && hit.excerpt !== '') {
      const excerpt = element('p', 'mb-result__excerpt');
      excerpt.append(...marked(hit.excerpt, hit.marks));
      item.append(excerpt);
    }
    if (this.owner.large && hit.sections.length > 0) item.append(this.sections(hit));
    if (this.owner.large && hit.excerpt === '') {
      this.lacking.set(item, hit);
      this.sight.observe(item);
    }
    return item;
  }

  /** Puts what a result lacks into it. @param {Element} item */
  async complete(item) {
    this.sight.unobserve(item);
    const hit = this.lacking.get(item);
    const whole = hit && await this.owner.detail(hit).catch(() => null);
    if (!whole || whole.excerpt === '' || !item.isConnected) return;
    const focused = item.contains(document.activeElement);
    item.replaceChildren(...this.result(whole).childNodes);
    if (focused) item.querySelector('a')?.focus();
  }

  /** @param {Hit} hit */
  sections(hit) {
    const line = element('p', 'mb-result__sections', this.owner.words('sections'));
    for (const { url, heading } of hit.sections) {
      const link = element('a', '', heading);
      link.setAttribute('href', withQuery(url, hit.query));
      line.append(' ', link);
    }
    return line;
  }

  /** The links that the arrow keys move between. @returns {HTMLElement[]} */
  links() {
    return [...this.body.querySelectorAll('.mb-result__title a, .mb-results__all')].map((link) => /** @type {HTMLElement} */ (link));
  }
}

/** A link to a page that marks the words that found it. @param {string} url @param {string} query */
function withQuery(url, query) {
  const to = new URL(url, location.href);
  to.searchParams.set('q', query);
  return to.href;
}

/** @param {string} name @param {string} [className] @param {string} [text] */
function element(name, className = '', text = '') {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}

/**
 * A text with its marked stretches, which are counted in code points.
 * @param {string} text @param {[number, number][]} marks
 * @returns {(string | HTMLElement)[]}
 */
function marked(text, marks) {
  const chars = [...text];
  const out = [];
  let at = 0;
  for (const [from, to] of marks) {
    out.push(chars.slice(at, from).join(''), element('mark', '', chars.slice(from, to).join('')));
    at = to;
  }
  out.push(chars.slice(at).join(''));
  return out;
}
