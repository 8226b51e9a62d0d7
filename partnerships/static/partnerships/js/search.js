// Results while one types, and arrow keys among them. Without this file the form is simply sent.
(function () {
  "use strict";

  const form = document.querySelector("[data-search]");
  const results = document.querySelector("[data-search-results]");
  const status = document.querySelector("[data-search-status]");
  if (!form || !results || !window.fetch || !window.AbortController) return;
  const box = form.elements.q;
  const PAUSE = 250;
  // What the page was made for: the box may already hold more, typed before this file came.
  let shown = box.defaultValue.trim();
  let timer = 0;
  let running = null;

  function address(text, part) {
    const query = new URLSearchParams(new FormData(form));
    query.delete("q");
    if (text) query.set("q", text);
    if (part) query.set("part", "results");
    const written = query.toString();
    return form.getAttribute("action") + (written ? "?" + written : "");
  }

  // A single Latin letter finds nearly everything; a single character of other scripts is a word.
  function isTooLittle(text) {
    return text.length === 1 && text.charCodeAt(0) < 0x250;
  }

  function say() {
    const summary = results.querySelector("[data-search-summary]");
    status.textContent = summary ? summary.textContent : "";
  }

  function search() {
    const text = box.value.trim();
    if (text === shown || isTooLittle(text)) return;
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    results.setAttribute("aria-busy", "true");
    fetch(address(text, true), { signal: mine.signal, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (markup) {
        if (running !== mine) return;
        results.innerHTML = markup;
        shown = text;
        window.history.replaceState(null, "", address(text, false));
        say();
      })
      .catch(function (error) {
        // Signed out meanwhile, or the server is away: what the form answers tells more.
        if (error.name !== "AbortError") shown = null;
      })
      .finally(function () {
        if (running === mine) results.removeAttribute("aria-busy");
      });
  }

  box.addEventListener("input", function (event) {
    window.clearTimeout(timer);
    // Kana and Devanagari are composed first; half a word of them finds nothing.
    if (!event.isComposing) timer = window.setTimeout(search, PAUSE);
  });
  box.addEventListener("compositionend", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(search, PAUSE);
  });

  search();

  // Up and down lead through the results, up from the first and Escape back to the box.
  document.addEventListener("keydown", function (event) {
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isArrow && event.key !== "Escape") return;
    const hits = Array.from(results.querySelectorAll("[data-search-hit]"));
    const at = hits.indexOf(document.activeElement);
    if (at < 0 && (document.activeElement !== box || event.key !== "ArrowDown")) return;
    const next = event.key === "Escape" ? -1 : at + (event.key === "ArrowDown" ? 1 : -1);
    if (next >= hits.length) return;
    event.preventDefault();
    (next < 0 ? box : hits[next]).focus();
  });
})();
