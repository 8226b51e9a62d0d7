// Arrow keys in the matrix: one stop for Tab, then from pair to pair. Without this file each link is
// a stop of its own.
(function () {
  "use strict";

  const table = document.querySelector("[data-matrix]");
  const help = document.querySelector("[data-matrix-help]");
  if (!table) return;
  const lines = Array.from(table.rows, function (row) {
    return Array.from(row.cells, function (cell) {
      return cell.querySelector("a");
    });
  });
  const steps = {
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
  };

  // The next link from there in one direction, over empty cells; nothing at the edge.
  function next(line, column, down, right) {
    do {
      line += down;
      column += right;
      if (!lines[line] || column < 0 || column >= lines[line].length) return null;
    } while (!lines[line][column]);
    return lines[line][column];
  }

  function wanted(key, line, column, whole) {
    const first = whole ? 0 : line;
    const last = whole ? lines.length - 1 : line;
    if (key === "Home") return next(first, -1, 0, 1);
    if (key === "End") return next(last, lines[last].length, 0, -1);
    return next(line, column, steps[key][0], steps[key][1]);
  }

  function stopAt(link) {
    table.querySelectorAll("a").forEach(function (other) {
      other.tabIndex = other === link ? 0 : -1;
    });
  }

  table.addEventListener("keydown", function (event) {
    const isEdge = event.key === "Home" || event.key === "End";
    if (!isEdge && (!steps[event.key] || event.ctrlKey)) return;
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const cell = event.target.closest("th, td");
    const link = wanted(event.key, cell.parentNode.rowIndex, cell.cellIndex, event.ctrlKey);
    event.preventDefault();
    if (link) link.focus();
  });
  table.addEventListener("focusin", function (event) {
    if (event.target.matches("a")) stopAt(event.target);
  });

  stopAt(table.querySelector("td a") || table.querySelector("a"));
  help.hidden = false;
})();
