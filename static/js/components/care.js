// 关怀版: large type and strong contrast. The stylesheet shows it and the early script sets it before the
// first paint; this keeps the choice on the device and in the address (?care=1), so that an address that
// is passed on shows the same page. Where nothing can be stored, the links of the site carry it along.

const NAME = 'care';

/** @param {HTMLInputElement} box */
export default function start(box) {
  const root = document.documentElement;
  const on = () => root.classList.contains('mb-large');
  let remembered = false;
  try {
    remembered = localStorage.getItem('mb-large') === '1' || !on();
  } catch { /* storage is closed to us */ }

  const show = () => {
    box.checked = on();
    const url = withCare(location.href, on());
    try {
      if (url !== location.href) history.replaceState(history.state, '', url);
    } catch { /* a page opened from a folder may not change its address */ }
  };
  const choose = () => {
    root.classList.toggle('mb-large', box.checked);
    try {
      localStorage.setItem('mb-large', box.checked ? '1' : '0');
      remembered = true;
    } catch { /* not remembered, but it is in the address */ }
    show();
  };
  box.addEventListener('change', choose);
  // a page that comes back from the browser's memory shows what has been chosen since
  addEventListener('pageshow', (event) => {
    try {
      if (event.persisted) root.classList.toggle('mb-large', localStorage.getItem('mb-large') === '1');
    } catch { /* as it was */ }
    show();
  });
  /** A link gets the mode when it is copied, or must carry it. @param {Event} event */
  const follow = (event) => {
    if (remembered && event.type !== 'contextmenu') return; // so links that were visited keep their colour
    const link = event.target instanceof Element && event.target.closest('a[href]');
    if (link instanceof HTMLAnchorElement && inSite(link)) link.href = withCare(link.href, on());
  };
  for (const type of ['click', 'auxclick', 'contextmenu']) document.addEventListener(type, follow, true);
  document.addEventListener('formdata', (event) => {
    if (on()) event.formData.set(NAME, '1');
  });
  // ticked before this script was there, and not by a browser that fills in what the box was once
  const navigation = performance.getEntriesByType('navigation')[0];
  if (box.checked && navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate') choose();
  else show();
}

/** Whether a link leads to a page of this site. @param {HTMLAnchorElement} link */
function inSite(link) {
  const page = /(\/|\.html)$/.test(link.pathname) && !(link.getAttribute('href') ?? '').startsWith('#');
  return page && link.protocol === location.protocol && link.host === location.host;
}

/**
 * An address with the mode in it. The other parameters stay as they are written.
 * @param {string} address @param {boolean} on
 */
export function withCare(address, on) {
  const [rest, hash = ''] = split(address, '#');
  const [path, query = ''] = split(rest, '?');
  const others = query.slice(1).split('&').filter((p) => p !== '' && p.split('=')[0] !== NAME);
  if (on) others.push(NAME + '=1');
  return path + (others.length ? '?' + others.join('&') : '') + hash;
}

/** Cuts a text before a mark. @param {string} text @param {string} mark */
function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
}
