// Marks what somebody searched for on the page that they reached from the results: links there carry ?q=. It scrolls to
// the first mark, in the section that the address names if there is one, and ends the page with a line to clear the
// marks. Not in code and not in forms. The words are in the header's search form: data-text-marked, data-text-unmark.

/** @import { Span, Text } from '../../search/excerpt.js' */
/** @import { Client } from './engine.js' */

import { engine } from './engine.js';
import { anchor, element } from './results.js';

const MOST = 1000; // marks
const NOT_IN = 'code, pre, form, script, style, noscript, svg, textarea, button, mark, .mb-marks';

/** Marks the words of ?q=, unless this is the search page. */
export async function markPage() {
  const query = new URLSearchParams(location.search).get('q') ?? '';
  const main = document.querySelector('main');
  const form = /** @type {HTMLElement | null} */ (document.querySelector('[data-search-client]'));
  if (query.trim() === '' || !main || !form || document.querySelector('[data-search-page]')) return;
  const url = (/** @type {string | undefined} */ path) => new URL(path ?? '', document.baseURI).href;
  const client = await engine.load(form.dataset.searchClient);
  await client.open(url(form.dataset.searchIndex)); // it brings the tables by which text is cut
  const marks = markWords(client, main, query);
  if (marks.length === 0) return;
  main.append(line(query, marks));
  target(marks).scrollIntoView({ block: 'center' });
}

/** @param {Client} client @param {HTMLElement} main @param {string} text */
function markWords({ marksIn, newText, parseQuery, wholeMarks }, main, text) {
  const query = parseQuery(text);
  const nodes = textNodes(main).map((node) => ({ node, text: newText(node.data) }));
  const whole = nodes.some((n) => wholeMarks(query, n.text).length > 0);
  const marks = [];
  for (const { node, text: read } of nodes) {
    if (marks.length < MOST) marks.push(...wrap(node, read, (whole ? wholeMarks : marksIn)(query, read)));
  }
  return marks;
}

/** @param {HTMLElement} main @returns {globalThis.Text[]} */
function textNodes(main) {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const out = [];
  while (walker.nextNode()) {
    const node = /** @type {globalThis.Text} */ (walker.currentNode);
    if (!node.parentElement?.closest(NOT_IN) && node.data.trim() !== '') out.push(node);
  }
  return out;
}

/**
 * Puts stretches of a text node into mark elements, the last first, so that the others stay where they are.
 * @param {globalThis.Text} node @param {Text} text @param {Span[]} spans
 */
function wrap(node, { chars }, spans) {
  const unit = (/** @type {number} */ n) => chars.slice(0, n).join('').length;
  const marks = [];
  for (const [from, to] of [...spans].reverse()) {
    const found = node.splitText(unit(from));
    found.splitText(unit(to) - unit(from));
    const mark = element('mark', '');
    found.replaceWith(mark);
    mark.append(found);
    marks.unshift(mark);
  }
  return marks;
}

/** The first mark in or behind the section of the address, or the first. @param {HTMLElement[]} marks */
function target(marks) {
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const behind = (/** @type {HTMLElement} */ mark) => section && section.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING;
  return marks.find(behind) ?? marks[0];
}

/** The line that clears the marks. @param {string} query @param {HTMLElement[]} marks */
function line(query, marks) {
  const words = document.querySelector('form[data-text-unmark]');
  const say = (/** @type {string} */ name) => (words?.getAttribute(name) ?? '').replace('{q}', () => query).replace('{n}', String(marks.length));
  const url = new URL(location.href);
  url.searchParams.delete('q');
  const link = anchor(url.href, '', say('data-text-unmark'));
  const p = element('p', 'mb-marks', say('data-text-marked'), ' ', link);
  p.setAttribute('role', 'status');
  link.onclick = (event) => {
    event.preventDefault();
    clear(marks);
    p.remove();
    history.replaceState(history.state, '', url);
    document.querySelector('main')?.focus({ preventScroll: true });
  };
  return p;
}

/** @param {HTMLElement[]} marks */
function clear(marks) {
  for (const mark of marks) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}
