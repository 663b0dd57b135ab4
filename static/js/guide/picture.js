// The drawing of a guide's order, drawn anew for the steps of a plan: the boxes of the page, with the
// lines and the words over them that belong to these steps.

import { rows } from './drawing.js';

/** @import { Plan } from './plan.js' */
/** @import { Words } from './words.js' */

export class Picture {
  /** @param {HTMLElement} figure @param {Words} words */
  constructor(figure, words) {
    this.figure = figure;
    this.words = words;
    this.place = /** @type {HTMLElement} */ (figure.querySelector('.mb-drawing__picture'));
    /** @type {Map<string, HTMLElement>} */
    this.boxes = new Map([...figure.querySelectorAll('[data-item]')].map(row => [row.getAttribute('data-item') ?? '', row.querySelector('.mb-drawing__box')]));
  }

  /** @param {Plan} plan */
  show(plan) {
    const deciding = plan.steps.some(s => s.deciding);
    plan.steps.forEach((s, i) => {
      const box = this.boxes.get(s.id);
      box?.classList.toggle('mb-drawing__box--dashed', !!s.optional);
      box?.classList.toggle('mb-drawing__box--deciding', !!s.deciding);
      box?.querySelector('.mb-drawing__when')?.toggleAttribute('hidden', !s.optional);
      box?.querySelector('.mb-drawing__number')?.replaceChildren(String(i + 1));
    });
    const heads = this.words.heads(plan);
    const chart = { items: plan.steps, chain: deciding ? plan.longest[0].chain : [] };
    this.place.replaceChildren(...rows(chart).map(row => this.row(row.lines, row.id, heads[row.rank])));
    this.part('dashed', plan.steps.some(s => s.optional));
    this.part('deciding', deciding);
    this.figure.querySelector('#order-drawing-desc')?.replaceChildren(this.words.order(plan));
    this.figure.hidden = plan.steps.length < 2;
  }

  /** @param {string} lines @param {string | undefined} id @param {string} head */
  row(lines, id, head) {
    const row = document.createElement('div');
    row.className = 'mb-drawing__row';
    row.innerHTML = lines;
    if (id !== undefined) {
      row.dataset.item = id;
      row.append(/** @type {HTMLElement} */ (this.boxes.get(id)));
      return row;
    }
    const words = document.createElement('p');
    words.className = 'mb-drawing__head';
    words.textContent = head;
    row.classList.add('mb-drawing__row--head');
    row.append(words);
    return row;
  }

  /** @param {string} name @param {boolean} shown */
  part(name, shown) {
    this.figure.querySelector(`[data-drawing="${name}"]`)?.toggleAttribute('hidden', !shown);
  }
}
