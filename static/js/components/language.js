// The language switch keeps the place: the anchors are the same in both languages.

/** @param {HTMLAnchorElement} link */
export default function start(link) {
  const plain = link.getAttribute('href');
  const follow = () => {
    link.setAttribute('href', plain + location.search + location.hash);
  };
  addEventListener('hashchange', follow);
  // the answers of a guide change the address without a sound
  for (const type of ['focus', 'pointerdown', 'click']) link.addEventListener(type, follow);
  follow();
}
