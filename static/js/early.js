// Runs before the first paint, so it is small and a classic script: sets what the reader has chosen
// before, what the browser can do, and whether to offer the other language. Without storage or scripts
// the page is complete.
(function () {
  var root = document.documentElement, stored = function (key, value) {
    try {
      if (value !== undefined) localStorage.setItem(key, value);
      return localStorage.getItem(key);
    } catch (e) { return null; /* storage is closed to us: the page stays as it is */ }
  };
  // 关怀版: the address decides, so that a link can be shared; then what was chosen before.
  var asked = /[?&]care=([01])(?=&|$)/.exec(location.search);
  if ((asked ? stored('mb-large', asked[1]) || asked[1] : stored('mb-large')) === '1') root.classList.add('mb-large');
  if ('speechSynthesis' in window) root.classList.add('mb-speech');
  var own = root.lang.slice(0, 2), wanted = (navigator.language || '').slice(0, 2);
  if (wanted !== own && (wanted === 'zh' || wanted === 'en') && stored('mb-offered') === null) {
    root.classList.add('mb-offer-open');
  }
  // Questions stand there from the first paint if their script will run, and go if it cannot be loaded.
  if ('noModule' in HTMLScriptElement.prototype) {
    root.classList.add('mb-scripts');
    addEventListener('error', function (e) { if (e.target instanceof HTMLScriptElement) root.classList.remove('mb-scripts'); }, true);
  }
})();
