// Starts the components of a page: every element with data-module="name" is handed to the module of
// that name. A component that fails says so on the console and leaves the page and the others alone.

const modules = {
  care: () => import('./components/care.js'),
  checklist: () => import('./components/checklist.js'),
  dates: () => import('./components/dates.js'),
  kept: () => import('./components/kept.js'),
  language: () => import('./components/language.js'),
  offer: () => import('./components/offer.js'),
  offline: () => import('./components/offline.js'),
  questions: () => import('./components/questions.js'),
  search: () => import('./components/search.js'),
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
if (new URLSearchParams(location.search).get('q')) import('./search/mark.js').then((m) => m.default(), console.warn);

/**
 * The search of the header is loaded when somebody goes to its field, not on every page.
 * @param {HTMLElement} form
 */
function whenWanted(form) {
  const field = form.querySelector('input');
  const wanted = async () => {
    form.removeEventListener('focusin', wanted);
    removeEventListener('keydown', slash);
    await start(form);
    if (document.activeElement === field) field.dispatchEvent(new Event('focus'));
    if (field.value) field.dispatchEvent(new Event('input'));
  };
  /** @param {KeyboardEvent} event */
  const slash = (event) => {
    const writing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  };
  form.addEventListener('focusin', wanted);
  addEventListener('keydown', slash);
}
