// Which items of a set-up guide are needed, in which order, and how long they take: the same rules,
// in the same order, as the Go package schedule, whose package comment states them. What both must
// give stands in the vectors that its tests read. Pure: no document, no network.

/**
 * @typedef {Record<string, string[]>} Condition
 * @typedef {{value?: number, extension?: number, unit?: string}} Time
 * @typedef {{id: string, when?: Condition, needs?: {any_of: string[], when?: Condition}[], time: Time}} Item
 * @typedef {{questions: {id: string, answers: string[]}[] | null, items: Item[]}} Graph
 * @typedef {Record<string, string>} Answers
 * @typedef {{sums?: Record<string, number>, extensions?: Record<string, number>, open?: string[], chain: string[]}} Total
 * @typedef {{id: string, rank: number, after?: string[], optional?: boolean, deciding?: boolean, slack?: number}} Step
 * @typedef {{steps: Step[], least: number, most: number, longest: Total[]}} Plan
 * @typedef {{items: Item[], before: Map<string, string[]>}} Chart
 */

/** Units in the order in which totals are compared for showing; they are never added. */
const UNITS = ['years', 'months', 'calendar-days', 'days-as-printed', 'working-days'];

/** @param {Time} t */
const counted = t => !!t.unit && t.unit !== 'none-set' && t.unit !== 'on-the-spot';

/** @param {Condition | undefined} condition @param {Answers} answers */
export const holds = (condition, answers) =>
  Object.entries(condition ?? {}).every(([question, allowed]) => allowed.includes(answers[question]));

/**
 * Every way to answer the open questions, in the order of questions and answers.
 * @param {Graph} graph @param {Answers} given @returns {Answers[]}
 */
export function combinations(graph, given) {
  /** @type {Answers[]} */
  let out = [{}];
  for (const q of graph.questions ?? []) {
    const answers = q.answers.includes(given[q.id]) ? [given[q.id]] : q.answers;
    out = out.flatMap(base => answers.map(a => ({ ...base, [q.id]: a })));
  }
  return out;
}

/**
 * What follows from the answers given so far.
 * @param {Graph} graph @param {Answers} given @returns {Plan}
 */
export function plan(graph, given) {
  const all = combinations(graph, given);
  /** @type {Map<string, number>} */
  const times = new Map();
  /** @type {Total[]} */
  const totals = [];
  const counts = [];
  for (const full of all) {
    const c = chart(graph, condition => holds(condition, full));
    for (const item of c.items) times.set(item.id, (times.get(item.id) ?? 0) + 1);
    counts.push(c.items.length);
    totals.push(...longestOf(c));
  }
  const longest = frontier(totals);
  const together = chart(graph, condition => all.some(full => holds(condition, full)));
  const steps = stepsOf(together);
  for (const s of steps) if ((times.get(s.id) ?? 0) < all.length) s.optional = true;
  if (all.length === 1) decide(together, steps, longest);
  return { steps, least: Math.min(...counts), most: Math.max(...counts), longest };
}

/** @param {Graph} graph @param {(c: Condition | undefined) => boolean} met @returns {Chart} */
function chart(graph, met) {
  const items = graph.items.filter(item => met(item.when));
  const present = new Set(items.map(item => item.id));
  const before = new Map();
  for (const item of items) {
    /** @type {string[]} */
    const list = [];
    for (const need of item.needs ?? []) {
      if (!met(need.when)) continue;
      for (const id of need.any_of) if (present.has(id) && id !== item.id && !list.includes(id)) list.push(id);
    }
    before.set(item.id, list);
  }
  return { items, before };
}

/** @param {Chart} c @returns {Step[]} */
function stepsOf(c) {
  const rank = new Map();
  /** @type {Step[]} */
  const out = [];
  for (let level = 0; out.length < c.items.length; level++) {
    const found = out.length;
    for (const item of c.items) {
      const after = c.before.get(item.id) ?? [];
      const waiting = after.some(id => !rank.has(id) || rank.get(id) === level);
      if (rank.has(item.id) || waiting) continue;
      rank.set(item.id, level);
      out.push({ id: item.id, rank: level, ...(after.length ? { after } : {}) });
    }
    if (out.length === found) break;
  }
  return out;
}

/** @param {Total} t @param {Item} item @returns {Total} */
function plus(t, item) {
  const out = { sums: { ...t.sums }, extensions: { ...t.extensions }, open: [...(t.open ?? [])], chain: [...t.chain, item.id] };
  const { value = 0, extension = 0, unit = '' } = item.time;
  if (counted(item.time)) {
    out.sums[unit] = (out.sums[unit] ?? 0) + value + extension;
    if (extension) out.extensions[unit] = (out.extensions[unit] ?? 0) + extension;
  } else if (unit !== 'on-the-spot') out.open.push(item.id);
  return out;
}

/** @param {Total} t @param {Total} o */
const covers = (t, o) =>
  Object.entries(o.sums ?? {}).every(([unit, n]) => (t.sums?.[unit] ?? 0) >= n) && (o.open ?? []).every(id => (t.open ?? []).includes(id));

/** @param {Total} a @param {Total} b */
function compareTotals(a, b) {
  for (const unit of UNITS) {
    const d = (b.sums?.[unit] ?? 0) - (a.sums?.[unit] ?? 0);
    if (d) return d;
  }
  const d = (b.open ?? []).length - (a.open ?? []).length || b.chain.length - a.chain.length;
  if (d) return d;
  const x = a.chain.join(' '), y = b.chain.join(' ');
  return x < y ? -1 : x > y ? 1 : 0;
}

/** @param {Total[]} totals @returns {Total[]} */
function frontier(totals) {
  const sorted = [...totals].sort(compareTotals);
  return sorted.filter((t, i) => !sorted.some((o, j) => i !== j && covers(o, t) && (!covers(t, o) || j < i)));
}

/** @param {Chart} c @returns {Total[]} */
function longestOf(c) {
  const byID = new Map(c.items.map(item => [item.id, item]));
  /** @type {Map<string, Total[]>} */
  const ends = new Map();
  for (const s of stepsOf(c)) {
    let before = (s.after ?? []).flatMap(id => ends.get(id) ?? []);
    if (!before.length) before = [{ chain: [] }];
    ends.set(s.id, frontier(before.map(t => plus(t, /** @type {Item} */ (byID.get(s.id))))));
  }
  return frontier(c.items.flatMap(item => ends.get(item.id) ?? []));
}

/** @param {Chart} c @param {Step[]} steps @param {Total[]} longest */
function decide(c, steps, longest) {
  if (longest.length !== 1 || !Object.keys(longest[0].sums ?? {}).length) return;
  for (const s of steps) if (longest[0].chain.includes(s.id)) s.deciding = true;
  const used = new Set(c.items.filter(item => counted(item.time)).map(item => item.time.unit ?? ''));
  if (used.size > 1) return;
  const unit = [...used][0] ?? '';
  const through = throughOf(c, unit);
  for (const s of steps) s.slack = (longest[0].sums?.[unit] ?? 0) - (through.get(s.id) ?? 0);
}

/** @param {Chart} c @param {string} unit @returns {Map<string, number>} */
function throughOf(c, unit) {
  const own = new Map(c.items.map(i => [i.id, i.time.unit === unit ? (i.time.value ?? 0) + (i.time.extension ?? 0) : 0]));
  const steps = stepsOf(c);
  const head = new Map(), tail = new Map(), out = new Map();
  for (const s of steps) head.set(s.id, Math.max(0, ...(s.after ?? []).map(id => head.get(id) ?? 0)) + (own.get(s.id) ?? 0));
  for (const s of [...steps].reverse()) {
    const later = c.items.filter(i => (c.before.get(i.id) ?? []).includes(s.id));
    tail.set(s.id, Math.max(0, ...later.map(i => tail.get(i.id) ?? 0)) + (own.get(s.id) ?? 0));
    out.set(s.id, head.get(s.id) + tail.get(s.id) - (own.get(s.id) ?? 0));
  }
  return out;
}
