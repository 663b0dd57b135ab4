// Starts the components of a page: every element with data-module="name" is handed to the module of
// that name. A component that fails says so on the console and leaves the page and the others alone.

import care from './components/care.js';
import language from './components/language.js';

const everywhere = { care, language };
const modules = {
  aloud: () => import('./components/aloud.js'),
  checklist: () => import('./components/checklist.js'),
  dates: () => import('./components/dates.js'),
  kept: () => import('./components/kept.js'),
  offer: () => import('./components/offer.js'),
  offline: () => import('./components/offline.js'),
  questions: () => import('./components/questions.js'),
  search: () => import('./components/search/index.js'),
};

const late = []; // what waits until somebody answers or asks
for (const element of document.querySelectorAll('[data-module]')) begin(element);
if (late.length) whenTouched(late);

/** Starts a component, at once or when it is first needed, so that a page loads few files. @param {HTMLElement} element */
function begin(element) {
  switch (element.dataset.module) {
    case 'search':
      if (!('searchPage' in element.dataset)) return whenWanted(element);
      break;
    case 'aloud':
      return whenPressed(element);
    case 'offer':
      if (!document.documentElement.classList.contains('mb-offer-open')) return;
      break;
    case 'questions':
    case 'dates':
      if (!answered()) return late.push(element);
  }
  start(element);
}

/** Whether the address answers a question of the page. */
function answered() {
  const form = document.querySelector('form[data-module="questions"]');
  return form && [...new URLSearchParams(location.search).keys()].some((name) => form.elements.namedItem(name));
}

/** @param {HTMLElement} element */
async function start(element) {
  try {
    const name = element.dataset.module;
    (everywhere[name] ?? (await modules[name]()).default)(element);
  } catch (error) {
    console.warn(element.dataset.module, error);
    document.documentElement.classList.remove('mb-scripts');
  }
}

/**
 * Questions and dates are there at once; what computes is loaded when somebody goes to one of them.
 * @param {HTMLElement[]} elements
 */
function whenTouched(elements) {
  const types = ['focusin', 'pointerover', 'pointerdown', 'input'];
  const wake = () => {
    for (const element of elements) for (const type of types) element.removeEventListener(type, wake, true);
    for (const element of elements) start(element);
  };
  for (const element of elements) {
    element.hidden = element.dataset.days === '0';
    for (const type of types) element.addEventListener(type, wake, true);
  }
}

// the foot of a printed page names the page's address with the answers in it
addEventListener('beforeprint', () => {
  const page = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? location.origin + location.pathname;
  document.documentElement.style.setProperty('--mb-address', JSON.stringify(page + location.search));
});

// a reader who comes from the results finds the words marked
if (new URLSearchParams(location.search).get('q')) modules.search().then((m) => m.markPage(), console.warn);

/**
 * Reading aloud is loaded when somebody asks for it. Some phones let a page speak only if it has begun to
 * while the button was pressed, so an empty text is spoken at once.
 * @param {HTMLElement} element
 */
function whenPressed(element) {
  element.querySelector('button')?.addEventListener('click', () => {
    speechSynthesis.speak(new SpeechSynthesisUtterance(''));
    start(element);
  }, { once: true });
}

/**
 * The search of the header is loaded when somebody goes to its field, not on every page.
 * @param {HTMLElement} form
 */
function whenWanted(form) {
  const field = form.querySelector('input');
  form.addEventListener('focusin', async () => {
    await start(form);
    if (document.activeElement === field) field.dispatchEvent(new Event('focus'));
    if (field.value) field.dispatchEvent(new Event('input'));
  }, { once: true });
}

// the slash key goes to the search of the page, or else of the header, unless somebody is writing
addEventListener('keydown', (event) => {
  const writing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = document.querySelector('[data-search-page] input[name="q"]') ?? document.querySelector('[data-module="search"] input[name="q"]');
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
