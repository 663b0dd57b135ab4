// Reads the main text aloud with the browser's own speech, sentence by sentence, in the language of each
// passage. The paragraph that is being read is marked and kept in sight. Started by the first press of
// its button; where the browser cannot speak, the stylesheet does not show it.

import { passages, voiceFor } from '../aloud/passages.js';

/** @import { Passage, Voice } from '../aloud/passages.js' */

const SKIP = '[hidden], [aria-hidden="true"], nav, form, button, svg, noscript, .mb-aloud, .mb-contents, .mb-related, .mb-report, .mb-print-head, .mb-feed';
const SILENT_MS = 5000, VOICES_MS = 1000;
const SLOWER = .85; // in care mode

/** @param {HTMLElement} element */
export default function start(element) {
  new Reader(element).play();
}

class Reader {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (element.querySelector(`[data-aloud="${name}"]`));
    this.button = part('play');
    this.bar = part('bar');
    this.pauseButton = part('pause');
    this.place = part('place');
    this.says = part('says');
    /** Number is that of the block; part is how much of its text stands before the passage, from 0 to 1. @type {{ block: Element, number: number, part: number, passage: Passage }[]} */
    this.queue = [];
    this.at = 0;
    this.blocks = 0;
    /** @type {SpeechSynthesisUtterance | null} */
    this.current = null;
    /** @type {Element | null} */
    this.marked = null;
    this.part = 0;
    this.spoken = false; // a voice has been heard
    this.timer = 0;
    this.button.addEventListener('click', () => (this.bar.hidden ? this.play() : this.stop()));
    this.pauseButton.addEventListener('click', () => (this.current ? this.pause() : this.next()));
    part('stop').addEventListener('click', () => this.stop());
    part('where').addEventListener('click', () => this.scroll());
    element.addEventListener('keydown', (event) => event.key === 'Escape' && !this.bar.hidden && this.stop());
    addEventListener('pagehide', () => speechSynthesis.cancel());
  }

  /** Reads from the place that the address names, or from the top. */
  async play() {
    this.collect();
    const target = document.querySelector('main :target');
    this.at = Math.max(0, target ? this.queue.findIndex(({ block }) => target.contains(block)) : 0);
    this.says.textContent = '';
    const voices = await loadVoices();
    if (voices.length && !voiceFor(voices, document.documentElement.lang)) return this.fail();
    this.bar.hidden = false;
    document.documentElement.classList.add('mb-aloud-open');
    this.button.textContent = this.text('stop');
    this.pauseButton.focus();
    this.next();
  }

  /** Takes the text that is shown, with the block that each passage stands in. */
  collect() {
    const main = /** @type {Element} */ (document.querySelector('main'));
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    /** @type {{ block: Element, runs: Passage[] }[]} */
    const blocks = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = /** @type {Element} */ (node.parentElement);
      if (!node.textContent || parent.closest(SKIP) || !isShown(parent)) continue;
      const block = blockOf(parent);
      if (blocks.at(-1)?.block !== block) blocks.push({ block, runs: [] });
      blocks.at(-1)?.runs.push({ lang: parent.closest('[lang]')?.getAttribute('lang') ?? '', text: node.textContent });
    }
    this.queue = [];
    this.blocks = 0;
    for (const { block, runs } of blocks) {
      const list = passages(runs);
      if (list.length) this.blocks++;
      const all = list.reduce((sum, { text }) => sum + text.length, 0);
      let before = 0;
      for (const passage of list) {
        this.queue.push({ block, number: this.blocks, part: before / all, passage });
        before += passage.text.length;
      }
    }
  }

  /** Reads the passage that comes next. */
  next() {
    const item = this.queue[this.at];
    if (!item) return this.stop();
    this.mark(item.block, item.number, item.part);
    this.pauseButton.textContent = this.text('pause');
    const speech = new SpeechSynthesisUtterance(item.passage.text);
    speech.lang = item.passage.lang;
    const voice = voiceFor(speechSynthesis.getVoices(), item.passage.lang);
    if (voice) speech.voice = /** @type {SpeechSynthesisVoice} */ (voice);
    if (document.documentElement.classList.contains('mb-large')) speech.rate = SLOWER;
    speech.onstart = () => {
      this.spoken = true;
      clearTimeout(this.timer);
    };
    speech.onend = () => speech === this.current && this.onward();
    speech.onerror = () => {
      if (speech !== this.current) return;
      if (this.spoken) this.onward();
      else this.fail();
    };
    this.current = speech;
    if (speechSynthesis.speaking || speechSynthesis.pending) speechSynthesis.cancel();
    speechSynthesis.speak(speech);
    clearTimeout(this.timer);
    if (!this.spoken) this.timer = window.setTimeout(() => this.fail(), SILENT_MS);
  }

  onward() {
    this.at++;
    this.next();
  }

  /** Stops at the passage; going on reads it again. Pausing the engine itself fails on some phones. */
  pause() {
    this.silence();
    this.pauseButton.textContent = this.text('resume');
  }

  stop() {
    const here = this.bar.contains(document.activeElement);
    this.silence();
    this.mark(null);
    this.bar.hidden = true;
    document.documentElement.classList.remove('mb-aloud-open');
    this.button.textContent = this.text('play');
    if (here) this.button.focus();
  }

  silence() {
    this.current = null;
    clearTimeout(this.timer);
    speechSynthesis.cancel();
  }

  /** No voice: says so and what to do. */
  fail() {
    this.stop();
    this.says.textContent = this.text('none');
  }

  /**
   * Marks the block that is being read, and brings the place in it into sight unless the reader has gone
   * elsewhere.
   * @param {Element | null} block @param {number} [number] @param {number} [part]
   */
  mark(block, number = 0, part = 0) {
    const following = !this.marked || inSight(this.line());
    this.marked?.classList.remove('mb-aloud-now');
    this.marked = block;
    this.part = part;
    if (!block) return;
    block.classList.add('mb-aloud-now');
    if (following && !inSight(this.line())) this.scroll();
    this.place.textContent = this.text('place').replace('{n}', String(number)).replace('{total}', String(this.blocks));
  }

  /** How far below the top of the window the passage is, in pixels. */
  line() {
    const box = this.marked?.getBoundingClientRect();
    return box ? box.top + box.height * this.part : 0;
  }

  scroll() {
    scrollBy(0, this.line() - innerHeight / 4);
  }

  /** @param {string} name */
  text(name) {
    return this.element.getAttribute('data-text-' + name) ?? '';
  }
}

/** The box that a run of text stands in. @param {Element} element @returns {Element} */
const blockOf = (element) => (element.parentElement && /^(inline|contents)/.test(getComputedStyle(element).display) ? blockOf(element.parentElement) : element);

/** @param {Element} element */
const isShown = (element) => element.checkVisibility?.() ?? /** @type {HTMLElement} */ (element).offsetParent !== null;

/** Leaves room for a few lines below it. @param {number} line */
const inSight = (line) => line >= 0 && line < innerHeight * .6;

/** The voices of the device, which some browsers give only after a while. @returns {Promise<Voice[]>} */
function loadVoices() {
  const now = speechSynthesis.getVoices();
  if (now.length) return Promise.resolve(now);
  return new Promise((resolve) => {
    const done = () => resolve(speechSynthesis.getVoices());
    speechSynthesis.addEventListener?.('voiceschanged', done, { once: true });
    setTimeout(done, VOICES_MS);
  });
}
