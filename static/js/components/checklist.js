// The ticks of a list of papers are remembered on this device only, under the guide's name; the list
// can be printed alone. Without storage the boxes can be ticked all the same.

/** @param {HTMLElement} list */
export default function start(list) {
  const key = 'mb-ticks:' + list.dataset.key;
  const boxes = [...list.querySelectorAll('input')];
  const clear = /** @type {HTMLElement} */ (list.querySelector('[data-clear]'));
  let remembered = true;
  try {
    const ticked = JSON.parse(localStorage.getItem(key) ?? '[]');
    for (const box of boxes) box.checked = Array.isArray(ticked) && ticked.includes(box.value);
  } catch {
    remembered = false;
  }

  const follow = () => {
    const ticked = boxes.filter(box => box.checked).map(box => box.value);
    clear.hidden = ticked.length === 0;
    try {
      if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
      else localStorage.removeItem(key);
    } catch { /* not remembered, but it works on this page */ }
  };
  list.addEventListener('change', follow);
  clear.addEventListener('click', () => {
    for (const box of boxes) box.checked = false;
    follow();
    boxes[0]?.focus();
  });
  list.querySelector('[data-print]')?.addEventListener('click', () => {
    document.documentElement.classList.add('mb-print-list');
    addEventListener('afterprint', () => document.documentElement.classList.remove('mb-print-list'), { once: true });
    print();
  });

  clear.hidden = !boxes.some(box => box.checked);
  /** @type {HTMLElement} */ (list.querySelector('.mb-checklist__tools')).hidden = false;
  /** @type {HTMLElement} */ (list.querySelector('.mb-checklist__note')).hidden = !remembered;
}
