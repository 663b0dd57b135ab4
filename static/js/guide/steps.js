// The list of steps of a guide, put in the order of a plan: items that can be done side by side stand
// in one group, and items of which a reader needs only one stand together as a choice.

import { choices, clusters } from './words.js';

/** @import { Graph, Item, Plan, Step } from './plan.js' */
/** @import { Words } from './words.js' */

export class StepList {
  /** @param {HTMLElement} list @param {Graph} graph */
  constructor(list, graph) {
    this.list = list;
    this.graph = graph;
    /** @type {Words} */
    this.words = /** @type {any} */ (null);
    /** @type {Map<string, HTMLElement>} */
    this.elements = new Map([...list.querySelectorAll('[data-item]')].map(e => [e.getAttribute('data-item') ?? '', /** @type {HTMLElement} */ (e)]));
    this.items = new Map(graph.items.map(item => [item.id, item]));
    /** @type {Step[]} */
    this.steps = [...this.elements.keys()].map(id => ({ id, rank: 0 }));
  }

  /** @param {string} id */
  name(id) {
    return this.part(id, '.mb-step__name a')?.textContent ?? id;
  }

  /** @param {string} id @param {string} selector */
  part(id, selector) {
    return this.elements.get(id)?.querySelector(selector);
  }

  /** Whether an item is shown. @param {string} id */
  has(id) {
    return this.steps.some(s => s.id === id);
  }

  /** @param {string} id */
  number(id) {
    return this.steps.findIndex(s => s.id === id) + 1;
  }

  /** The items shown that can be done at once. */
  first() {
    return this.steps.filter(s => s.rank === 0).map(s => s.id);
  }

  /** @param {Plan} plan */
  show(plan) {
    this.steps = plan.steps;
    const ranks = [];
    for (const s of plan.steps) (ranks[s.rank] ??= []).push(this.items.get(s.id));
    this.list.replaceChildren(...ranks.flatMap(rank => this.group(rank)));
    plan.steps.forEach((s, i) => this.step(s, i + 1));
  }

  /** @param {Item[]} rank */
  group(rank) {
    const parts = choices(rank).map(cluster => this.choice(cluster));
    if (parts.length < 2) return parts;
    return [wrap('li', 'mb-steps__group', 'mb-steps__together', this.words.say('side-by-side'), parts)];
  }

  /** @param {Item[]} cluster */
  choice(cluster) {
    const steps = cluster.map(item => /** @type {HTMLElement} */ (this.elements.get(item.id)));
    return steps.length < 2 ? steps[0] : wrap('li', 'mb-choice', 'mb-choice__words', this.words.say('choose-one'), steps);
  }

  /** @param {Step} s @param {number} number */
  step(s, number) {
    const element = /** @type {HTMLElement} */ (this.elements.get(s.id));
    element.classList.toggle('mb-steps__step--deciding', !!s.deciding);
    this.part(s.id, '.mb-step__number').textContent = String(number);
    this.part(s.id, '.mb-step__name .mb-hidden').textContent = this.words.say('step-spoken', number);
    this.part(s.id, '.mb-step__deciding').hidden = !s.deciding;
    this.part(s.id, '.mb-step__when')?.toggleAttribute('hidden', !s.optional);
    const after = this.part(s.id, '.mb-step__after');
    after.hidden = !s.after?.length;
    after.replaceChildren(...this.sentence('step-after', s.after ?? []));
  }

  /** Renews the numbers of steps everywhere else on the page. */
  numbers() {
    for (const place of document.querySelectorAll('[data-steps]')) {
      if (this.list.contains(place)) continue;
      const ids = (place.getAttribute('data-steps') ?? '').split(' ').filter(id => this.has(id));
      place.replaceChildren(...this.links(ids));
      const given = place.closest('.mb-given');
      if (given) this.given(given, ids);
    }
    for (const place of document.querySelectorAll('[data-number]')) place.textContent = String(this.number(place.getAttribute('data-number') ?? '') || '');
  }

  /** Where a paper comes from: an earlier step, or the reader who holds it already. @param {Element} place @param {string[]} ids */
  given(place, ids) {
    const span = place.querySelector('[data-steps]');
    place.querySelector('.mb-given__self')?.remove();
    for (const node of place.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) node.textContent = '';
    }
    const [before, after] = ids.length ? this.words.say('from-step', '\n').split('\n') : ['', ''];
    span.before(before);
    span.after(after);
    if (!ids.length) {
      const self = document.createElement('span');
      self.className = 'mb-given__self mb-n';
      self.textContent = this.words.say('source-self');
      place.append(self);
    }
  }

  /** A sentence with step numbers in its hole. @param {string} key @param {string[]} ids @returns {Node[]} */
  sentence(key, ids) {
    const [before, after = ''] = this.words.say(key, '\n').split('\n');
    return [document.createTextNode(before), ...this.links(ids), document.createTextNode(after)];
  }

  /** Links to steps by their numbers, those of which only one is needed as a choice. @param {string[]} ids @returns {Node[]} */
  links(ids) {
    const sorted = [...ids].sort((x, y) => this.number(x) - this.number(y)).map(id => /** @type {Item} */ (this.items.get(id)));
    return clusters(sorted).flatMap((cluster, i) => [
      document.createTextNode(i ? this.words.say('list-comma') : ''),
      ...cluster.flatMap((item, k) => [document.createTextNode(k ? this.words.say('list-or') : ''), this.link(item.id)]),
    ]);
  }

  /** @param {string} id */
  link(id) {
    const link = document.createElement('a');
    link.href = '#step-' + id;
    link.className = 'mb-n';
    link.textContent = this.words.say('step-n', this.number(id));
    return link;
  }
}

/** A list item with words over a list. @param {string} tag @param {string} name @param {string} over @param {string} words @param {HTMLElement[]} parts */
function wrap(tag, name, over, words, parts) {
  const outer = document.createElement(tag), p = document.createElement('p'), list = document.createElement('ul');
  outer.className = name;
  p.className = over;
  p.textContent = words;
  list.className = 'mb-steps__side';
  list.append(...parts);
  outer.append(p, list);
  return outer;
}
