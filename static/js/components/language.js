// The language switch keeps the place: the anchors are the same in both languages.

/** @param {HTMLAnchorElement} link */
export default function start(link) {
  const plain = link.getAttribute('href');
  const follow = () => {
    link.setAttribute('href', plain + location.search + location.hash);
  };
  addEventListener('hashchange', follow);
  follow();
}
