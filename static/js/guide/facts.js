// The facts at a glance and the counts of a guide, for the steps that are shown.

/** @import { Plan } from './plan.js' */
/** @import { StepList } from './steps.js' */
/** @import { Words } from './words.js' */

export class Facts {
  /** @param {Words} words @param {StepList} steps */
  constructor(words, steps) {
    this.words = words;
    this.steps = steps;
  }

  /** @param {Plan} plan */
  show(plan) {
    this.fact('count', this.words.count(plan));
    this.fact('time', this.words.time(plan));
    this.fact('fee', { lines: this.fees(plan), rest: [] });
    this.fact('first', { lines: [], rest: this.first() });
    const list = document.querySelector('#time .mb-chains');
    list?.replaceChildren(...this.words.chains(plan).map(c => {
      const li = document.createElement('li');
      if (!c.total) li.append(c.chain, c.open);
      else {
        const strong = document.createElement('strong');
        strong.textContent = c.total;
        const [before, after = ''] = this.words.say('named', c.chain, '\n').split('\n');
        li.append(before, strong, after, c.open);
      }
      return li;
    }));
  }

  /** @param {string} name @param {{lines: string[], rest: (string | Node[])[]}} words */
  fact(name, { lines, rest }) {
    const place = document.querySelector(`[data-fact="${name}"]`);
    const row = (kind, content) => {
      const span = document.createElement('span');
      span.className = kind;
      span.append(...(typeof content === 'string' ? [content] : content));
      return span;
    };
    place?.replaceChildren(...lines.map(l => row('mb-facts__line', l)), ...rest.map(l => row('mb-facts__more', l)));
  }

  /** What the authorities charge. @param {Plan} plan */
  fees(plan) {
    const of = kind => plan.steps.map(s => s.id).filter(id => this.steps.elements.get(id)?.dataset.fee === kind);
    const free = of('free').length, open = of('open').length;
    const lines = of('charged').map(id => this.words.say('named', this.steps.name(id), this.steps.elements.get(id)?.dataset.feeWords ?? ''));
    if (!open && !lines.length) return [this.words.say('fee-none')];
    if (free) lines.unshift(this.words.say('fee-free', free));
    if (open) lines.push(this.words.say('fee-open', open));
    return lines;
  }

  /** Where to go first: the authorities of the items that wait for nothing, each with its items. @returns {Node[][]} */
  first() {
    /** @type {Map<string, string[]>} */
    const by = new Map();
    for (const id of this.steps.first()) {
      const who = this.steps.part(id, '.mb-step__who')?.textContent ?? '';
      by.set(who, [...(by.get(who) ?? []), id]);
    }
    return [...by.values()].map(ids => {
      const who = document.createElement('strong');
      who.append(...[...(this.steps.part(ids[0], '.mb-step__who')?.childNodes ?? [])].map(n => n.cloneNode(true)));
      const [before, after = ''] = this.words.say('fact-first-item', '\n', this.words.names(ids)).split('\n');
      return [document.createTextNode(before), who, document.createTextNode(after)];
    });
  }

  /** How many papers there are, and how many an earlier step gives. */
  papers() {
    const rows = [...document.querySelectorAll('#papers [data-items]:not(.mb-away)')];
    const given = rows.filter(r => r.querySelector('.mb-given a')).length;
    const place = document.querySelector('[data-papers]');
    if (place) place.textContent = given ? this.words.say('papers-merged', rows.length, given) : this.words.say('papers-count', rows.length);
  }
}
