// Starts the components of a page: every element with data-module="name" is handed to the module of
// that name. A component that fails says so on the console and leaves the page and the others alone.

const modules = {
  care: () => import('./components/care.js'),
  language: () => import('./components/language.js'),
  offer: () => import('./components/offer.js'),
  search: () => import('./components/search.js'),
};

for (const element of document.querySelectorAll('[data-module]')) {
  const load = modules[element.dataset.module];
  if (load) load().then((module) => module.start(element)).catch((error) => console.warn(element.dataset.module, error));
}
