// What the search form shows: the status line, the filter by kind, the results. It sets text and never markup. The words
// and classes are listed in index.js.

/** @import { Hit, Result } from '../../search/index.js' */

/** Results that one press of the button adds. */
export const PAGE = 10;

const KINDS = ['guide', 'licence', 'policy', 'agency', 'page'];

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
    this.body.replaceChildren(button('mb-results__retry', this.owner.words('retry'), () => {
      this.owner.input.focus();
      this.owner.ask();
    }));
    this.opened();
  }

  /** Marks the root as having something to show. Its status line stays in the tree, or nobody would speak it. */
  opened() {
    this.root.classList.toggle('mb-results--open', !this.isEmpty());
  }

  /** @param {string} query @param {Result} result */
  show(query, result) {
    const values = { q: query, n: result.total };
    if (result.total === 0) this.say(this.owner.filtered() ? 'filtered' : 'none', values);
    else if (result.loose) this.say('loose', values);
    else if (result.approximate) this.say('about', values);
    else this.say(result.total === 1 ? 'one' : 'count', values);
    const { large } = this.owner;
    const parts = [
      large ? this.kindFilter(result.kinds) : null,
      large && result.total > 0 ? element('h2', 'mb-hidden', this.owner.words('results')) : null,
      result.total > 0 ? this.list(result.hits) : null,
      this.after(query, result),
    ];
    if (large && result.similar.length > 0) {
      parts.push(element('section', 'mb-results__similar', element('h2', '', this.owner.words('similar')), this.list(result.similar)));
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
    const list = Object.assign(this.list(result.hits), { lang });
    this.body.append(element('section', 'mb-results__other', element('h2', '', this.owner.words('other')), list));
  }

  /** What stands below the list: a button for more, or the way to the search page. @param {string} query @param {Result} result */
  after(query, result) {
    if (this.owner.large) {
      const shown = result.hits.length;
      const left = Math.min(PAGE, result.total - shown);
      if (left <= 0) return null;
      return button('mb-results__more', this.owner.words('more', { n: left }), async () => {
        await this.owner.ask(shown + PAGE);
        this.links()[shown]?.focus();
      });
    }
    if (result.total <= result.hits.length) return null;
    const url = new URL(this.owner.form.action);
    url.searchParams.set('q', query);
    return anchor(url.href, 'mb-results__all', this.owner.words('all', { n: result.total }));
  }

  /** Checkboxes for the kinds found, with their counts. @param {Record<string, number>} kinds */
  kindFilter(kinds) {
    const found = KINDS.filter((kind) => kinds[kind] > 0 || this.owner.kinds.has(kind));
    if (found.length < 2 && this.owner.kinds.size === 0) return null;
    const set = element('fieldset', 'mb-results__kinds', element('legend', '', this.owner.words('kinds')));
    for (const kind of found) {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', value: kind, checked: this.owner.kinds.has(kind) });
      box.onchange = () => this.owner.filter(kind, box.checked);
      set.append(element('label', 'mb-results__kind', box, ` ${this.kindWords(kind)} (${kinds[kind] ?? 0})`));
    }
    return set;
  }

  /** @param {string} kind */
  kindWords(kind) {
    return this.owner.words('kind-' + kind) || kind;
  }

  /** @param {Hit[]} hits */
  list(hits) {
    return element('ol', 'mb-results__list', ...hits.map((hit) => this.result(hit)));
  }

  /** @param {Hit} hit */
  result(hit) {
    const { large } = this.owner;
    const link = anchor(withQuery(hit.url, hit.query), '', ...marked(hit.title, hit.titleMarks));
    const line = element('p', 'mb-result__line', [this.kindWords(hit.kind), hit.section].filter(Boolean).join(' · '));
    const status = this.owner.words('status-' + hit.status);
    if (status !== '') line.append(' ', element('span', `mb-badge mb-badge--${hit.status}`, status));
    const item = element('li', 'mb-result', element(large ? 'h3' : 'p', 'mb-result__title', link), line);
    if (!large) return item;
    if (hit.excerpt !== '') {
      item.append(element('p', 'mb-result__excerpt', ...marked(hit.excerpt, hit.marks)));
    } else {
      this.lacking.set(item, hit);
      this.sight.observe(item);
    }
    if (hit.sections.length > 0) {
      const links = hit.sections.flatMap(({ url, heading }) => [' ', anchor(withQuery(url, hit.query), '', heading)]);
      item.append(element('p', 'mb-result__sections', this.owner.words('sections'), ...links));
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

/** @param {string} name @param {string} className @param {...(string | Node)} children */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} href @param {string} className @param {...(string | Node)} children */
export const anchor = (href, className, ...children) => Object.assign(element('a', className, ...children), { href });

/** @param {string} className @param {string} text @param {() => void} onclick */
const button = (className, text, onclick) => Object.assign(element('button', className, text), { type: 'button', onclick });

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
