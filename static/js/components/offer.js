// The one-line offer of the other language is made once.

/** @param {HTMLElement} bar */
export default function start(bar) {
  const root = document.documentElement;
  if (!root.classList.contains('mb-offer-open')) return;
  try {
    localStorage.setItem('mb-offered', '1');
  } catch { /* it will be offered again */ }
  bar.querySelector('button').addEventListener('click', () => root.classList.remove('mb-offer-open'));
}
