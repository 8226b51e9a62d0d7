/* Says under a box of a date, while one types, what the server's reader takes it for. */
"use strict";

(() => {
  const WAIT = 250;
  const waiting = new WeakMap();

  const tell = (echo, words, understood) => {
    if (echo.textContent !== words) {
      echo.textContent = words;
    }
    echo.classList.toggle("date-box__echo--refused", !understood);
  };

  const ask = async (box, echo) => {
    const address = new URL(box.dataset.reader, window.location);
    const text = box.value;
    address.searchParams.set("text", text);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const read = await answer.json();
      if (box.value === text) {
        tell(echo, read.words, read.understood);
      }
    } catch {
      // Signed out or without a network: the form says it all when it is saved.
    }
  };

  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!(box.dataset && box.dataset.reader)) {
      return;
    }
    const echo = box.closest(".date-box").querySelector(".date-box__echo");
    clearTimeout(waiting.get(box));
    if (box.value.trim()) {
      waiting.set(box, setTimeout(() => ask(box, echo), WAIT));
    } else {
      tell(echo, "", true);
    }
  });

  // Django renumbers the ids in a row it copies, not what refers to them.
  document.addEventListener("formset:added", (event) => {
    event.target.querySelectorAll("[data-reader]").forEach((box) => {
      box.setAttribute("aria-describedby", box.closest(".date-box").querySelector(".date-box__echo").id);
    });
  });
})();
