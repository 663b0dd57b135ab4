// 关怀版: remembers the large type of the switch. The stylesheet does the rest.

/** @param {HTMLInputElement} box */
export default function start(box) {
  const root = document.documentElement;
  if (root.classList.contains('mb-large')) box.checked = true;
  const follow = () => {
    root.classList.toggle('mb-large', box.checked);
    try {
      if (box.checked) localStorage.setItem('mb-large', '1');
      else localStorage.removeItem('mb-large');
    } catch { /* not remembered, but it works on this page */ }
  };
  box.addEventListener('change', follow);
}
