// Runs before the first paint, so it is small and a classic script: sets what the reader has chosen
// before, and whether to offer the other language. Without storage or scripts the page is complete.
(function () {
  var root = document.documentElement;
  // questions stand there from the first paint if their script will run, and go if it cannot be loaded
  if ('noModule' in HTMLScriptElement.prototype) {
    root.classList.add('mb-scripts');
    addEventListener('error', function (e) { if (e.target instanceof HTMLScriptElement) root.classList.remove('mb-scripts'); }, true);
  }
  try {
    if (localStorage.getItem('mb-large') === '1') root.classList.add('mb-large');
    var own = root.lang.slice(0, 2), wanted = (navigator.language || '').slice(0, 2);
    if (wanted !== own && (wanted === 'zh' || wanted === 'en') && !localStorage.getItem('mb-offered')) {
      root.classList.add('mb-offer-open');
    }
  } catch (e) { /* storage is closed to us: the page stays as it is */ }
})();
