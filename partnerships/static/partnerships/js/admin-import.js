/* Tells how far an import is without loading the page again; loads it once the step is done. */
(() => {
  "use strict";

  const place = document.querySelector("[data-progress]");
  if (!place) return;
  const bar = place.querySelector("progress");
  const words = place.querySelector("[data-words]");

  const ask = async () => {
    try {
      const response = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.statusText);
      const told = await response.json();
      if (!told.is_under_way) {
        location.reload();
        return;
      }
      words.textContent = told.words;
      if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
      }
    } catch {
      // The server may be busy or away for a moment: the next question tells.
    }
    setTimeout(ask, 1500);
  };

  setTimeout(ask, 1000);
})();
