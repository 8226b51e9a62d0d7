/* Boxes that complete what is typed (Select2, as Django's admin brings it): each is named by its
   label, and Enter takes a choice only once the list shows what was typed. Before that the list
   still holds the answer to an earlier text, and Enter would take its first. */
"use strict";

(() => {
  const $ = django.jQuery;

  const words = (label) => label.textContent.trim().replace(/[:：]$/, "");

  const nameBox = (select) => {
    const label = select.labels[0];
    const box = $(select).data("select2")?.$container[0].querySelector(".select2-selection");
    if (!label || !box) {
      return;
    }
    const rendered = box.querySelector(".select2-selection__rendered");
    label.id = `${select.id}_label`;
    rendered.id = `select2-${select.id}-container`;
    box.setAttribute("aria-labelledby", `${label.id} ${rendered.id}`);
    if (rendered.getAttribute("role") === "textbox") {
      rendered.setAttribute("aria-labelledby", label.id);
    }
    const search = box.querySelector(".select2-search__field");
    search?.setAttribute("aria-label", words(label));
    if (select.getAttribute("aria-describedby")) {
      (search || box).setAttribute("aria-describedby", select.getAttribute("aria-describedby"));
    }
  };

  const nameAll = () => document.querySelectorAll("select.select2-hidden-accessible").forEach(nameBox);

  // Which text the list on the screen answers, and whether Enter came before its answer.

  const watch = (instance) => {
    if (instance.watched) {
      return;
    }
    instance.watched = true;
    if (instance.options.get("multiple")) {
      beginWithUnchosen(instance.results);
    }
    instance.on("query", () => { instance.answered = null; });
    instance.on("results:all", (params) => {
      instance.answered = params.query?.term || "";
      takeIfMeant(instance, params.data.results);
    });
    instance.on("close", () => { instance.wanted = null; });
  };

  /* Select2 begins at what is chosen already, where Enter adds nothing; begin at what may be added. */
  const beginWithUnchosen = (list) => {
    const highlightFirst = list.highlightFirstItem;
    list.highlightFirstItem = function () {
      const [first] = this.$results.find(".select2-results__option[aria-selected=false]");
      if (first) {
        $(first).trigger("mouseenter");
        this.ensureHighlightVisible();
      } else {
        highlightFirst.call(this);
      }
    };
  };

  /* Enter was pressed for this very text before its answer came: take what can alone be meant. */
  const takeIfMeant = (instance, found) => {
    const wanted = instance.wanted;
    instance.wanted = null;
    if (!wanted || wanted !== instance.answered || !found.length) {
      return;
    }
    const first = found[0].text.trim().toLocaleLowerCase();
    if (found.length === 1 || first === wanted.trim().toLocaleLowerCase()) {
      setTimeout(() => instance.trigger("results:select", {}));
    }
  };

  let open = null;

  $(document).on("select2:opening", (event) => watch($(event.target).data("select2")));
  $(document).on("select2:open", (event) => {
    open = $(event.target).data("select2");
    const label = event.target.labels[0];
    const search = document.querySelector(".select2-dropdown .select2-search__field");
    if (label && search) {
      search.setAttribute("aria-label", words(label));
    }
  });
  $(document).on("select2:close", () => { open = null; });

  const searchBox = (instance) =>
    instance.$dropdown.find(".select2-search__field")[0] ||
    instance.$container.find(".select2-search__field")[0];

  // Before Select2 itself hears of the key.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !open || event.isComposing) {
        return;
      }
      const typed = searchBox(open)?.value ?? "";
      if (open.answered !== typed) {
        event.preventDefault();
        event.stopImmediatePropagation();
        open.wanted = typed;
      }
    },
    true,
  );

  document.addEventListener("input", (event) => {
    if (open && event.target === searchBox(open)) {
      open.wanted = null;
    }
  }, true);

  $(() => setTimeout(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
  document.addEventListener("formset:removed", () => setTimeout(nameAll));
})();
