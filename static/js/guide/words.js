// What follows from a plan, in the words of the page: the same as the Go file guide_time.go says for
// readers who answer nothing. Pure: no document, no network. A browser test compares the two.

/** @import { Graph, Item, Plan, Total } from './plan.js' */

const UNITS = ['years', 'months', 'calendar-days', 'days-as-printed', 'working-days'];
const SHOWN = 2; // totals in the facts at a glance
const NAMED = 2; // items without a known time that they name

/** Puts arguments into the holes of a text: {1}, or {1|day|days} by whether the first is one. @param {string} text @param {(string | number)[]} args */
export const fill = (text, args) =>
  text.replace(/\{(\d)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (_, at, one, many) => {
    const arg = String(args[at - 1] ?? '');
    return many === undefined ? arg : arg === '1' ? one : many;
  });

/** The totals whose figures no other covers. @param {Total[]} longest */
export function known(longest) {
  /** @param {Total} t @param {Total} o */
  const covers = (t, o) => UNITS.every(unit => (t.sums?.[unit] ?? 0) >= (o.sums?.[unit] ?? 0));
  return longest.filter((t, i) => Object.keys(t.sums ?? {}).length > 0
    && !longest.some((o, j) => i !== j && covers(o, t) && (!covers(t, o) || j < i)));
}

/** Whether some question gives the one item or the other and never both. @param {Item} x @param {Item} y */
const apart = (x, y) => Object.entries(x.when ?? {}).some(([question, mine]) => {
  const theirs = y.when?.[question];
  return theirs && !mine.some(a => theirs.includes(a));
});

/** Divides items so that those of which no reader needs two stand together. @param {Item[]} items @returns {Item[][]} */
export function clusters(items) {
  /** @type {Item[][]} */
  const out = [];
  for (const item of items) {
    const cluster = out.find(c => c.every(other => apart(other, item)));
    if (cluster) cluster.push(item);
    else out.push([item]);
  }
  return out;
}

/** Divides items in their order, so that neighbours of which no reader needs two stand together. @param {Item[]} items @returns {Item[][]} */
export function choices(items) {
  /** @type {Item[][]} */
  const out = [];
  for (const item of items) {
    const last = out.at(-1);
    if (last?.every(other => apart(other, item))) last.push(item);
    else out.push([item]);
  }
  return out;
}

export class Words {
  /**
   * @param {Record<string, string>} texts the words of the page's language
   * @param {Graph} graph
   * @param {(id: string) => string} name
   */
  constructor(texts, graph, name) {
    this.texts = texts;
    this.name = name;
    /** @type {Map<string, Item>} */
    this.items = new Map(graph.items.map(item => [item.id, item]));
  }

  /** @param {string} key @param {...(string | number)} args */
  say(key, ...args) {
    return fill(this.texts[key] ?? key, args);
  }

  /** @param {string[]} parts */
  series(parts) {
    return parts.join(this.say('list-comma'));
  }

  /** @param {string[]} ids */
  names(ids) {
    return this.series(ids.map(this.name));
  }

  /** @param {Plan} plan */
  things({ least, most }) {
    return least === most ? this.say('things', most) : this.say('things-range', least, most);
  }

  /** @param {Plan} plan */
  count(plan) {
    const things = this.things(plan);
    return { lines: [plan.least < plan.most ? this.say('things-depend', things) : things], rest: [] };
  }

  /** The units of a total side by side, each with its extensions: they are never added. @param {Total} t @param {boolean} [brief] */
  total(t, brief) {
    const parts = UNITS.filter(unit => t.sums?.[unit]).map(unit => {
      const note = unit === 'days-as-printed' && !brief ? this.say('unit-days-as-printed-note') : '';
      const extension = t.extensions?.[unit] ?? 0;
      return this.say('unit-' + unit, t.sums?.[unit] ?? 0) + note
        + (extension ? this.say('total-extension', this.say('unit-' + unit, extension)) : '');
    });
    const last = parts.pop() ?? '';
    return parts.length ? this.series(parts) + this.say('list-and') + last : last;
  }

  /** @param {Plan} plan */
  time(plan) {
    const unit = id => this.items.get(id)?.time.unit ?? '';
    const ids = plan.steps.map(s => s.id);
    const unset = ids.filter(id => unit(id) === 'none-set'), unknown = ids.filter(id => unit(id) === '');
    const totals = known(plan.longest);
    const first = unset.length + unknown.length > 0 ? 'time-known' : 'time-longest';
    const lines = totals.slice(0, SHOWN).map((t, i) => this.say(i ? 'time-or' : first, this.total(t, true)));
    const rest = [];
    if (totals.slice(0, SHOWN).some(t => t.sums?.['days-as-printed'])) rest.push(this.say('time-printed'));
    if (totals.length > SHOWN) rest.push(this.say('time-more', totals.length - SHOWN));
    else if (totals.length + unset.length + unknown.length === 0) lines.push(this.say('unit-on-the-spot'));
    for (const [key, list] of /** @type {[string, string[]][]} */ ([['time-unset', unset], ['time-unknown', unknown]])) {
      if (list.length > NAMED) rest.push(this.say(key + '-count', list.length));
      else if (list.length) rest.push(this.say(key, this.names(list)));
    }
    return { lines, rest };
  }

  /** The words over the places of the order. @param {Plan} plan */
  heads({ steps }) {
    const last = Math.max(...steps.map(s => s.rank));
    if (last < 1) return [this.say('side-by-side')];
    return Array.from({ length: last + 1 }, (_, i) => this.say(i === 0 ? 'column-first' : i < last ? 'column-then' : 'column-last'));
  }

  /** The order in a sentence, for those who do not see the drawing. @param {Plan} plan */
  order(plan) {
    return this.heads(plan).map((head, rank) => this.say('named', head, this.names(plan.steps.filter(s => s.rank === rank).map(s => s.id))))
      .join(this.say('part-join')) + this.say('drawing-below');
  }

  /** For every total, which items wait for each other. @param {Plan} plan */
  chains(plan) {
    return plan.longest.map(t => ({
      chain: t.chain.map(this.name).join(this.say('chain-then')),
      total: this.total(t),
      open: t.open?.length ? this.say('chain-open', this.names(t.open)) : '',
    }));
  }
}
