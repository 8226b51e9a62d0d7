// Everything works without this file; it only tidies.
(function () {
  "use strict";

  // Folding parts (menu, filters) are closed on a phone and open on a wide screen.
  const narrow = window.matchMedia("(max-width: 48rem)");
  const folding = document.querySelectorAll("details.folding");

  function fold() {
    folding.forEach(function (part) {
      part.open = !narrow.matches || part.hasAttribute("data-keep-open");
      part.setAttribute("data-ready", "");
    });
  }
  fold();
  narrow.addEventListener("change", fold);

  // Menus and pickers close on a click elsewhere and on Escape, which gives the focus back.
  const floating = "details.menu[open], details.picker[open]";

  document.addEventListener("click", function (event) {
    document.querySelectorAll(floating).forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll(floating).forEach(function (menu) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    });
  });

  // Ctrl+K leads to the search box from anywhere; no single key does, as those who speak to their
  // computer would set it off by chance.
  document.addEventListener("keydown", function (event) {
    const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isShortcut || event.key.toLowerCase() !== "k") return;
    const box = document.querySelector("[data-search-box]");
    if (!box) return;
    event.preventDefault();
    const menu = document.querySelector(".site-header__menu");
    if (menu && !box.getClientRects().length) menu.open = true;
    box.focus();
    box.select();
  });

  // A long list of choices gets a box to narrow it by what is typed.
  document.querySelectorAll(".picker__panel[data-find]").forEach(function (panel) {
    const options = panel.querySelectorAll(".picker__option");
    if (options.length < 12) return;
    const box = document.createElement("input");
    box.type = "search";
    box.className = "picker__find";
    box.setAttribute("aria-label", panel.dataset.find);
    box.placeholder = panel.dataset.find;
    box.addEventListener("input", function () {
      const wanted = box.value.trim().toLocaleLowerCase();
      options.forEach(function (option) {
        option.hidden = !option.textContent.toLocaleLowerCase().includes(wanted);
      });
    });
    box.addEventListener("keydown", function (event) {
      if (event.key === "Enter") event.preventDefault();
    });
    panel.prepend(box);
  });
})();
