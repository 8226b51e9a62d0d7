/* The form by keyboard: save, go to a section, stand in a row just added, see which keys there are.
   Without this file every key of the browser's own still works. */
"use strict";

(() => {
  const main = document.querySelector(".form-main");
  if (!main) {
    return;
  }
  const form = main.closest("form");
  const sections = [...main.querySelectorAll(".form-section")];
  const dialog = document.getElementById("form-keys");
  const FIELDS = [
    "input:not([type=hidden], [type=submit], :disabled, .select2-search__field)",
    "select:not(:disabled, .select2-hidden-accessible)",
    "textarea:not(:disabled)",
    ".select2-selection--single",
    ".select2-search--inline .select2-search__field",
    ".row-line",
    ".add-row a",
  ].join(",");

  const isDrawn = (element) => element.checkVisibility();
  const firstField = (part) => [...part.querySelectorAll(FIELDS)].find(isDrawn);

  // Sections

  const goTo = (section) => {
    const folded = section.querySelector(".section-fold");
    if (folded) {
      folded.open = true;
    }
    section.querySelector("h2").scrollIntoView({ block: "start" });
    (firstField(section) || section.querySelector("h2")).focus({ preventScroll: true });
  };

  const goFrom = (element, step) => {
    const here = sections.findIndex((section) => section.contains(element));
    const there = sections[here + step];
    if (there) {
      goTo(there);
    }
  };

  document.querySelectorAll("a[data-section]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
      goTo(document.getElementById(link.dataset.section).closest(".form-section"));
    });
  });

  /* To the box, or to the first box of the rows, that an address like #id_start names. */
  const goToNamed = (hash) => {
    const named = hash && document.getElementById(hash.slice(1));
    if (!named || !main.contains(named)) {
      return false;
    }
    const folded = named.closest("details");
    if (folded) {
      folded.open = true;
    }
    const around = named.closest(".related-widget-wrapper") || named;
    const field = named.matches(FIELDS) ? named : firstField(around);
    around.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
    return true;
  };

  document.querySelectorAll(".form-panels a[href^='#']").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (goToNamed(link.hash)) {
        event.preventDefault();
      }
    });
  });
  // Once the boxes that complete names are dressed.
  window.addEventListener("load", () => goToNamed(window.location.hash));

  const watcher = new IntersectionObserver(
    (entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        const name = entry.target.querySelector("h2").id;
        document.querySelectorAll(".form-nav a[data-section]").forEach((link) => {
          if (link.dataset.section === name) {
            link.setAttribute("aria-current", "true");
          } else {
            link.removeAttribute("aria-current");
          }
        });
      });
    },
    { rootMargin: "-15% 0px -75% 0px" },
  );
  sections.forEach((section) => watcher.observe(section));

  // Rows

  document.addEventListener("formset:added", (event) => {
    // After the scripts that dress the boxes of the row.
    setTimeout(() => firstField(event.target)?.focus());
  });

  document.addEventListener("formset:removed", (event) => {
    const group = document.getElementById(`${event.detail.formsetName}-group`);
    setTimeout(() => group?.querySelector(".add-row a")?.focus());
  });

  // Saving

  let saving = false;
  const save = () => {
    const button = form.querySelector(".submit-row input[type=submit]");
    if (button && !saving) {
      saving = true;
      form.requestSubmit(button);
    }
  };
  window.addEventListener("pageshow", () => { saving = false; });

  /* A name is typed that nothing was taken for yet. */
  const isChoosing = () =>
    [...document.querySelectorAll(".select2-container--open .select2-search__field")].some((box) => box.value);

  const isSave = (event) =>
    (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey &&
    (event.key === "Enter" || event.key.toLowerCase() === "s");

  const isTyping = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  const showKeys = () => {
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  // Before a box hears of it: Select2 would open its list on Enter, with Ctrl or without.
  document.addEventListener(
    "keydown",
    (event) => {
      if (isSave(event) && !event.isComposing && !dialog.open) {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (!isChoosing()) {
          save();
        }
      }
    },
    true,
  );

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.defaultPrevented) {
        return;
      }
      if (dialog.open) {
        const wanted = /^[0-9]$/.test(event.key) && sections[(Number(event.key) || 10) - 1];
        if (wanted) {
          event.preventDefault();
          dialog.close();
          goTo(wanted);
        }
      } else if (event.altKey && (event.key === "PageDown" || event.key === "PageUp")) {
        event.preventDefault();
        goFrom(document.activeElement, event.key === "PageDown" ? 1 : -1);
      } else if (event.key === "?" && !isTyping(document.activeElement)) {
        event.preventDefault();
        showKeys();
      } else if (event.key === "/" && event.ctrlKey) {
        event.preventDefault();
        showKeys();
      }
    },
  );

  document.querySelectorAll("[data-keys]").forEach((link) => {
    link.hidden = false;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      showKeys();
    });
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
})();
