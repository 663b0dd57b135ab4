// Starts the components of a page: every element with data-module="name" is handed to the module of
// that name. A component that fails says so on the console and leaves the page and the others alone.

const modules = {
  care: () => import('./components/care.js'),
  checklist: () => import('./components/checklist.js'),
  dates: () => import('./components/dates.js'),
  language: () => import('./components/language.js'),
  offer: () => import('./components/offer.js'),
  questions: () => import('./components/questions.js'),
  search: () => import('./components/search/index.js'),
};

for (const element of document.querySelectorAll('[data-module]')) {
  if (element.dataset.module === 'search' && !('searchPage' in element.dataset)) whenWanted(element);
  else start(element);
}

/** @param {HTMLElement} element */
async function start(element) {
  try {
    (await modules[element.dataset.module]()).default(element);
  } catch (error) {
    console.warn(element.dataset.module, error);
  }
}

// a reader who comes from the results finds the words marked
if (new URLSearchParams(location.search).get('q')) modules.search().then((m) => m.markPage(), console.warn);

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
