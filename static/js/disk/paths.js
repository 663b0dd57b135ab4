// Addresses of a site in a folder on disk. No DOM.

/** Names the file of a page: a browser would list the folder. @param {string} path  of the site, with or without # */
export function named(path) {
  const [page, ...rest] = path.split('#');
  const file = page === '' || page.endsWith('/') ? `${page}index.html` : page;
  return [file, ...rest].join('#');
}

/** The site's folder and the path in it of a manifest <site>/search/<lang>.json. @param {string} manifest  its address */
export function placed(manifest) {
  const root = new URL('../', manifest);
  return { root, path: manifest.slice(root.href.length) };
}
