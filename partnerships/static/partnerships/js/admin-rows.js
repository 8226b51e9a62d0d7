/* Django puts the button that removes a row before the row's boxes, where the Tab key meets it first
   and Enter removes the row. It belongs after them; the style sheet keeps it at the top right. */
"use strict";

(() => {
  const moveToEnd = (row) => {
    const button = row.querySelector(":scope > h3 > span:has(.inline-deletelink), :scope > h3 > span.delete");
    if (button) {
      button.classList.add("row-remove");
      row.append(button);
    }
  };

  // Django's own script adds the buttons when the page is ready; this one is queued behind it.
  django.jQuery(() => {
    document
      .querySelectorAll('[data-inline-type="stacked"] .inline-related:not(.empty-form)')
      .forEach(moveToEnd);
  });

  document.addEventListener("formset:added", (event) => {
    if (event.target.closest('[data-inline-type="stacked"]')) {
      moveToEnd(event.target);
    }
  });
})();
