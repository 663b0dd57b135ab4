// The questions of a guide: shows only what concerns the reader. The answers stay in the address, so
// that the page can be shared. Without this script each item shows its case, and there is no form.
//
// The contract with the template: the form holds the guide's graph in data-graph and the words of the
// page's language in data-words, both as JSON, and radio buttons named after the questions, "" for
// “not sure yet”. Elsewhere on the page:
//
//   [data-item]                   a step of the list, or a row of the drawing
//   [data-items], [data-when]     a row of a table: shown while one of the items is, and in the case
//   [data-steps]                  the numbers of steps as links, [data-number] the number of one step
//   [data-fact]                   a row of the facts: count, time, fee, first

import { combinations, holds, plan } from '../guide/plan.js';
import { Facts } from '../guide/facts.js';
import { Picture } from '../guide/picture.js';
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
    const figure = document.querySelector('#order-drawing');
    this.picture = figure instanceof HTMLElement ? new Picture(figure, this.words) : null;
  }

  start() {
    if (!this.inAddress()) this.toAddress(); // answered before this script was there
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

  inAddress() {
    const address = new URLSearchParams(location.search);
    return this.graph.questions?.some(q => address.has(q.id));
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
    this.picture?.show(p);
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

  /** Says what is shown now. @param {Plan} p @param {boolean} answered */
  say(p, answered) {
    const status = this.form.querySelector('[role="status"]');
    const { lines, rest } = this.words.time(p);
    const text = this.words.say('questions-now', this.words.things(p), [...lines, ...rest.slice(lines.length ? rest.length : 0)].join(this.words.say('list-comma')));
    if (status) status.textContent = answered ? text : '';
    const given = document.querySelector('[data-answers]');
    if (given instanceof HTMLElement) {
      const texts = this.radios().filter(r => r.checked && r.value !== '').map(r => r.closest('label')?.textContent?.trim() ?? '');
      given.textContent = this.words.say('answers-given', texts.join(this.words.say('answers-join')));
      given.hidden = !answered;
    }
    const reset = this.form.querySelector('button[type="reset"]');
    if (reset instanceof HTMLElement) reset.hidden = !answered;
  }
}

/** A paper's case on a question of another guide always holds. @param {Record<string, string[]>} when @param {Graph} graph */
const known = (when, graph) => Object.fromEntries(Object.entries(when).filter(([id]) => graph.questions?.some(q => q.id === id)));
