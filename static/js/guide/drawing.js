// The order of a few items as rows with lines beside them: the same rules, in the same order, as the
// Go package drawing, whose package comment states them. What both must give stands in the vectors
// that its tests read. Pure: no document, no network.

/**
 * @typedef {{id: string, rank: number, after?: string[], optional?: boolean}} Item
 * @typedef {{items: Item[], chain?: string[]}} Chart
 * @typedef {{id?: string, rank: number, lines: string}} Row a box, or without an id the words over a rank
 * @typedef {{from: number[], to: number[], lane: number, deciding: [number, number][]}} Rail
 */

// lengths in tenths of an em
const LANE = 7, EDGE = 5, ENTER = 10, LEAVE = 18;
/** The lower edge of a row. */
const END = -1;

/** @param {Chart} chart @returns {Row[]} */
export function rows(chart) {
  /** @type {Row[]} */
  const out = [];
  const at = new Map();
  chart.items.forEach((item, i) => {
    if (item.rank !== chart.items[i - 1]?.rank) out.push({ rank: item.rank, lines: '' });
    at.set(item.id, out.length);
    out.push({ id: item.id, rank: item.rank, lines: '' });
  });
  const rails = railsOf(chart, at);
  const lanes = assign(rails);
  out.forEach((row, i) => { row.lines = lines(rails, lanes, i); });
  return out;
}

/** @param {Chart} chart @param {Map<string, number>} at @returns {Rail[]} */
function railsOf({ items, chain = [] }, at) {
  const byID = new Map(items.map(item => [item.id, item]));
  /** Whether an item that is always needed stands between the two. @param {string} from @param {Item} to @returns {boolean} */
  const implied = (from, to) => (to.after ?? []).some(id => {
    const m = byID.get(id);
    return m && id !== from && !m.optional && ((m.after ?? []).includes(from) || implied(from, m));
  });
  /** @type {Map<string, Rail>} */
  const rails = new Map();
  for (const item of items) {
    const ids = (item.after ?? []).filter(id => !implied(id, item)).sort();
    if (!ids.length) continue;
    const key = ids.join(' ');
    const rail = rails.get(key) ?? { from: ids.map(id => at.get(id) ?? 0).sort((x, y) => x - y), to: [], lane: 0, deciding: [] };
    rails.set(key, rail);
    const row = at.get(item.id) ?? 0, before = chain[chain.indexOf(item.id) - 1];
    rail.to.push(row);
    if (before !== undefined && ids.includes(before)) rail.deciding.push([at.get(before) ?? 0, row]);
  }
  return [...rails.values()];
}

/** @param {Rail} r */
const first = r => r.from[0];
/** @param {Rail} r */
const last = r => r.to[r.to.length - 1];

/** @param {Rail[]} rails */
function assign(rails) {
  const sorted = [...rails].sort((x, y) => last(x) - first(x) - (last(y) - first(y)));
  let lanes = 0;
  sorted.forEach((r, i) => {
    while (sorted.slice(0, i).some(o => o.lane === r.lane && first(o) < last(r) && first(r) < last(o))) r.lane++;
    lanes = Math.max(lanes, r.lane + 1);
  });
  return lanes;
}

/** @param {Rail[]} rails @param {number} lanes @param {number} row */
function lines(rails, lanes, row) {
  if (!lanes) return '';
  const width = lanes * LANE + EDGE;
  let out = '', arrow = '';
  /** @param {Rail} r */
  const x = r => width - EDGE - r.lane * LANE - Math.floor(LANE / 2);
  /** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {string} kind */
  const line = (x1, y1, x2, y2, kind) => { out += `<line${kind} x1="${em(x1)}" y1="${em(y1)}" x2="${em(x2)}" y2="${em(y2)}"/>`; };
  /** @param {Rail} r @param {number} from @param {number} to @param {boolean} leaves @param {boolean} enters @param {string} kind */
  const way = (r, from, to, leaves, enters, kind) => {
    if (row < from || row > to) return;
    line(x(r), row === from ? LEAVE : 0, x(r), row === to ? ENTER : END, kind);
    if (leaves) line(x(r), LEAVE, width, LEAVE, kind);
    if (!enters) return;
    line(x(r), ENTER, width - EDGE, ENTER, kind);
    arrow = `<svg x="${em(width - 6)}" y="${em(ENTER - 3)}" width=".6em" height=".6em" viewBox="0 0 6 6"><path${kind} d="M0 0l6 3-6 3z"/></svg>`;
  };
  for (const r of rails) way(r, first(r), last(r), r.from.includes(row), r.to.includes(row), '');
  for (const r of rails) {
    for (const [from, to] of r.deciding) way(r, from, to, row === from, row === to, ' class="mb-drawing__deciding"');
  }
  /** @param {Rail} r @param {number} y */
  const dot = (r, y) => { out += `<circle cx="${em(x(r))}" cy="${em(y)}" r=".2em"/>`; };
  for (const r of rails) {
    if (row !== first(r) && r.from.includes(row)) dot(r, LEAVE);
    if (row !== last(r) && r.to.includes(row)) dot(r, ENTER);
  }
  return `<svg class="mb-drawing__lines" width="${em(width)}" aria-hidden="true">${out}${arrow}</svg>`;
}

/** @param {number} tenths */
const em = tenths => tenths === END ? '100%' : `${Math.floor(tenths / 10)}.${tenths % 10}em`;
