// Loads the page anew when the site that it belongs to has been built again, and says so when the
// last change has faults. Added by `mingbai serve` only; no page that is built holds it.
(() => {
  const shown = new URL(document.currentScript.src).searchParams;
  let events;
  let banner;

  function tell(event) {
    const now = JSON.parse(event.data);
    for (const [key, value] of shown) {
      if (now[key] !== value) {
        location.reload();
        return;
      }
    }
    banner?.remove();
    banner = undefined;
    if (now.banner && shown.has("site")) {
      banner = document.createElement("a");
      banner.href = now.faults;
      banner.textContent = now.banner;
      banner.setAttribute("role", "status");
      Object.assign(banner.style, {
        position: "fixed", insetInline: "0", bottom: "0", zIndex: "9999", padding: "0.8rem 1rem",
        background: "#8a1c1c", color: "#fff", font: "1rem/1.5 sans-serif", textAlign: "center",
      });
      document.body.append(banner);
    }
  }

  // A browser has few connections for one address: pages that nobody looks at hold none.
  function connect() {
    events?.close();
    events = undefined;
    if (document.visibilityState === "visible") {
      events = new EventSource("/.mingbai/events");
      events.onmessage = tell;
    }
  }

  document.addEventListener("visibilitychange", connect);
  connect();
})();
