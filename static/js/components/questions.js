// The questions of a guide: shows only what concerns the reader. The answers stay in the address, so
// that the page can be shared. Without this script each item shows its case, and there is no form.
//
// The contract with the template: the form holds the guide's graph in data-graph and the words of the
// page's language in data-words, both as JSON, and radio buttons named after the questions, "" for
// “not sure yet”. Elsewhere on the page:
//
//   [data-item]                   a step of the list, or a box of the drawing
//   [data-items], [data-when]     a row of a table: shown while one of the items is, and in the case
//   [data-steps]                  the numbers of steps as links, [data-number] the number of one step
//   [data-from], [data-to]        a line of the drawing
//   [data-fact]                   a row of the facts: count, time, fee, first

import { combinations, holds, plan } from '../guide/plan.js';
import { Facts } from '../guide/facts.js';
import { StepList } from '../guide/steps.js';
import { Words } from '../guide/words.js';

/** @import { Answers, Graph, Plan } from '../guide/plan.js' */

/** @param {HTMLFormElement} form */
export default function start(form) {
  new Questions(form).start();
}

class Questions {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    /** @type {Graph} */
    this.graph = JSON.parse(form.dataset.graph ?? '');
    this.steps = new StepList(document.querySelector('#order .mb-steps'), this.graph);
    this.words = new Words(JSON.parse(form.dataset.words ?? ''), this.graph, id => this.steps.name(id));
    this.steps.words = this.words;
    this.facts = new Facts(this.words, this.steps);
  }

  start() {
    this.fromAddress();
    this.form.hidden = false;
    this.form.addEventListener('change', () => {
      this.toAddress();
      this.show();
    });
    this.form.addEventListener('reset', () => setTimeout(() => {
      this.toAddress();
      this.show();
      this.form.querySelector('input')?.focus();
    }));
    this.form.addEventListener('submit', event => event.preventDefault());
    addEventListener('popstate', () => (this.fromAddress(), this.show()));
    if (Object.keys(this.answers()).length) this.show();
  }

  radios() {
    return [...this.form.querySelectorAll('input')];
  }

  /** The questions answered so far. @returns {Answers} */
  answers() {
    return Object.fromEntries(this.radios().filter(r => r.checked && r.value !== '').map(r => [r.name, r.value]));
  }

  /** Takes the answers from the address; what no question knows is left alone. */
  fromAddress() {
    const address = new URLSearchParams(location.search);
    for (const q of this.graph.questions ?? []) {
      const given = address.get(q.id) ?? '';
      const value = q.answers.includes(given) ? given : '';
      for (const r of this.radios()) if (r.name === q.id) r.checked = r.value === value;
    }
  }

  toAddress() {
    const url = new URL(location.href);
    const answers = this.answers();
    for (const q of this.graph.questions ?? []) {
      if (answers[q.id]) url.searchParams.set(q.id, answers[q.id]);
      else url.searchParams.delete(q.id);
    }
    if (url.href !== location.href) history.replaceState(history.state, '', url);
  }

  show() {
    const answers = this.answers();
    const p = plan(this.graph, answers);
    this.steps.show(p);
    this.facts.show(p);
    this.rows(answers);
    this.drawing(p);
    this.say(p, Object.keys(answers).length > 0);
  }

  /** Rows of tables that belong to steps. @param {Answers} answers */
  rows(answers) {
    const open = combinations(this.graph, answers);
    for (const row of document.querySelectorAll('[data-items]')) {
      const when = known(JSON.parse(row.getAttribute('data-when') ?? '{}'), this.graph);
      const belongs = (row.getAttribute('data-items') ?? '').split(' ').some(id => this.steps.has(id));
      row.classList.toggle('mb-away', !belongs || !open.some(full => holds(when, full)));
    }
    this.steps.numbers();
    this.facts.papers();
  }

  /** @param {Plan} p */
  drawing(p) {
    const figure = document.querySelector('#order .mb-drawing');
    if (!figure) return;
    const deciding = new Set(p.steps.filter(s => s.deciding).map(s => s.id));
    const chain = deciding.size ? p.longest[0].chain : [];
    const byID = new Map(p.steps.map(s => [s.id, s]));
    for (const box of figure.querySelectorAll('[data-item]')) {
      const step = byID.get(box.getAttribute('data-item') ?? '');
      box.classList.toggle('mb-away', !step);
      box.classList.toggle('mb-drawing__box--dashed', !!step?.optional);
      box.classList.toggle('mb-drawing__box--deciding', !!step?.deciding);
    }
    for (const line of figure.querySelectorAll('[data-from]')) {
      const from = line.getAttribute('data-from') ?? '', to = line.getAttribute('data-to') ?? '';
      line.classList.toggle('mb-away', !byID.has(from) || !byID.get(to)?.after?.includes(from));
      const at = chain.indexOf(from);
      line.classList.toggle('mb-drawing__line--deciding', line.tagName === 'path' && at >= 0 && chain[at + 1] === to);
    }
    for (const arrow of figure.querySelectorAll('.mb-drawing__arrow')) {
      const to = CSS.escape(arrow.getAttribute('data-to') ?? '');
      arrow.classList.toggle('mb-away', !figure.querySelector(`.mb-drawing__line[data-to="${to}"]:not(.mb-away)`));
    }
    for (const head of figure.querySelectorAll('.mb-drawing__head')) {
      head.classList.toggle('mb-away', !figure.querySelector(`.mb-drawing__box[data-column="${head.getAttribute('data-column')}"]:not(.mb-away)`));
    }
    figure.querySelector('[data-drawing="dashed"]')?.toggleAttribute('hidden', !p.steps.some(s => s.optional));
    figure.querySelector('[data-drawing="deciding"]')?.toggleAttribute('hidden', !deciding.size);
  }

  /** Says what is shown now. @param {Plan} p @param {boolean} answered */
  say(p, answered) {
    const status = this.form.querySelector('[role="status"]');
    const { lines, rest } = this.words.time(p);
    const text = this.words.say('questions-now', this.words.things(p), [...lines, ...rest.slice(lines.length ? rest.length : 0)].join(this.words.say('list-comma')));
    if (status) status.textContent = answered ? text : '';
    const reset = this.form.querySelector('button[type="reset"]');
    if (reset instanceof HTMLElement) reset.hidden = !answered;
  }
}

/** A paper's case on a question of another guide always holds. @param {Record<string, string[]>} when @param {Graph} graph */
const known = (when, graph) => Object.fromEntries(Object.entries(when).filter(([id]) => graph.questions?.some(q => q.id === id)));
