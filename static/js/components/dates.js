// Turns the official working days of a guide into a date. Without this script the page gives working
// days only.
//
// The contract with the template: the box is hidden; it holds a date input, a paragraph for the
// answer ([role=status]), and a paragraph for what is left out ([data-part]); its attributes are
// data-holidays (address of the holiday tables), data-days and data-rest (the working days of the
// plan, and whether something is left out), and data-text-… (the words, with {n}, {date}, {year}).
// If the page has questions, their form holds the graph of the guide in data-graph and keeps the
// answers in the address; the date then follows the answers.

import { calendar } from '../guide/calendar.js';
import { plan } from '../guide/plan.js';

/** @import { Graph, Plan } from '../guide/plan.js' */
/** @import { Year } from '../guide/calendar.js' */

/**
 * What of a plan can be counted: the longest sum of working days, and whether anything else is in it.
 * @param {Plan} p
 */
export function counted(p) {
  const days = Math.max(0, ...p.longest.map(t => t.sums?.['working-days'] ?? 0));
  const rest = p.longest.some(t => (t.open ?? []).length > 0 || Object.keys(t.sums ?? {}).some(unit => unit !== 'working-days'));
  return { days, rest };
}

/** Where the tables come from; a copy of the site on disk reads them otherwise. */
export const source = { read: (/** @type {string} */ url) => fetch(url).then(r => r.ok ? r.json() : Promise.reject(r.status)) };

/** @param {HTMLElement} box */
export default function start(box) {
  const input = box.querySelector('input');
  const answer = box.querySelector('[role=status]');
  const part = box.querySelector('[data-part]');
  const text = name => box.dataset['text' + name] ?? '';
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector('form[data-graph]');
  /** @type {Graph | null} */
  const graph = form ? JSON.parse(form.dataset.graph) : null;
  /** @type {Promise<Year[]> | undefined} */
  let loading;

  const tables = () => {
    loading ??= source.read(box.dataset.holidays).then(data => data.years);
    loading.catch(() => { loading = undefined; });
    return loading;
  };

  const known = () => {
    if (!graph) return { days: Number(box.dataset.days), rest: 'rest' in box.dataset };
    const address = new URLSearchParams(location.search);
    const answers = (graph.questions ?? []).map(q => [q.id, address.get(q.id)]).filter(([, a]) => a !== null);
    return counted(plan(graph, Object.fromEntries(answers)));
  };

  const show = async () => {
    const { days, rest } = known();
    const date = input.value;
    box.hidden = days === 0;
    part.hidden = !rest || !date;
    if (!date) {
      answer.textContent = '';
      return;
    }
    let words;
    try {
      words = say(await tables(), date, days);
    } catch {
      words = text('Failed');
    }
    if (input.value === date) answer.textContent = words;
  };

  /** @param {Year[]} years @param {string} date @param {number} days */
  const say = (years, date, days) => {
    const end = calendar(years).addWorkingDays(date, days);
    if (end) return text('Done').replace('{n}', String(days)).replace('{date}', written(end));
    let year = Number(date.slice(0, 4));
    if (years.some(y => y.year === year)) while (years.some(y => y.year === year)) year++;
    return text('Unknown').replace('{n}', String(days)).replace('{year}', String(year));
  };

  input.addEventListener('input', show);
  addEventListener('popstate', show);
  document.addEventListener('change', event => { if (form?.contains(/** @type {Node} */ (event.target))) show(); });
  document.addEventListener('reset', () => setTimeout(show));
  show();
}

/** @param {string} date */
const written = date => new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'zh-CN',
  { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(date + 'T00:00:00Z'));
