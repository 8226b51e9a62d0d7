/* Looks for look-alikes while the form is filled in. Without this file they are looked for on save. */
"use strict";

(() => {
  const panel = document.querySelector("[data-look-alikes]");
  const form = panel?.closest("form");
  if (!form) {
    return;
  }
  const PAUSE = 600;
  // What is compared; typing elsewhere in the form asks nothing.
  const compared =
    /^(title(_\w+)?|name(_\w+)?|other_names|start|end|signed|url|publisher|region|country|parent|answers|supersedes|(parties|attendances|stops|signatures|holdings)-\d+-\w+|\w+-TOTAL_FORMS)$/;
  let timer = 0;
  let asking = null;
  let lastAsked = "";

  const typed = () => {
    const values = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (compared.test(name) && typeof value === "string" && value) {
        values.append(name, value);
      }
    }
    return values;
  };

  const ask = async () => {
    const values = typed();
    const asked = new URLSearchParams(values).toString();
    if (asked === lastAsked) {
      return;
    }
    asking?.abort();
    asking = new AbortController();
    const answer = form.elements.another_one;
    if (answer?.checked) {
      values.append("another_one", answer.value);
    }
    try {
      const response = await fetch(panel.dataset.lookAlikes, {
        method: "POST",
        body: values,
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        signal: asking.signal,
      });
      if (response.ok) {
        lastAsked = asked;
        show(await response.text());
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        lastAsked = ""; // asked again with the next change, and on save in any case
      }
    }
  };

  const show = (html) => {
    const fresh = document.createElement("div");
    fresh.innerHTML = html; // from this site, escaped there
    if (fresh.textContent.trim() !== panel.textContent.trim()) {
      const hadFocus = panel.contains(document.activeElement) && document.activeElement.id;
      panel.replaceChildren(...fresh.childNodes);
      if (hadFocus) {
        document.getElementById(hadFocus)?.focus();
      }
    }
    panel.toggleAttribute("data-empty", !panel.textContent.trim());
  };

  const later = (event) => {
    if (event.target.name === "another_one") {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // Boxes that find records by typing tell their choice through jQuery alone.
  django.jQuery(form).on("change", "select", later);
  document.addEventListener("formset:removed", later);
  if ([...typed().keys()].some((name) => /^(title|name|url|start)$/.test(name))) {
    ask();
  }
})();
