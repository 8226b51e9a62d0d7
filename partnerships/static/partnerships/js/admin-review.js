/* Reviewing pledges by keys: a letter chooses, Enter records (the browser's own), z takes back. */
(() => {
  "use strict";

  const isTyping = (target) =>
    target.matches("textarea, select, input:not([type=radio])") || target.isContentEditable;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const chosen = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!chosen) return;
    event.preventDefault();
    chosen.focus();
    chosen.click();
  });
})();
