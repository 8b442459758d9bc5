// The RACI grid by keyboard. Arrows move, A R C I S set a letter, Delete clears, Enter opens the popover.
// A cell is <button class="cell" data-role> in a <tr data-row data-url>; letters are posted to that address and the
// answer replaces the row. Without scripts a cell submits its form, and the page comes back with the form at the row.

import { beside, cellBy, walk } from "./cells.js";

const LETTERS = "ARSCI";
const grid = document.querySelector("table.matrix");
const popover = document.getElementById("role-popover");

const say = (words) => (document.getElementById("matrix-says").textContent = words);

function urlOf(cell) {
  return cell.dataset.url ?? cell.closest("tr").dataset.url;
}

function lettersOf(cell) {
  return [...cell.querySelectorAll(".role i")].map((letter) => letter.textContent).join("");
}

// A and R join in one cell; any other letter replaces what is there, and the same letter again takes it away.
export function lettersAfter(now, key) {
  if (now === key) return "";
  if (now.includes(key)) return now.replace(key, "");
  if ("AR".includes(key) && [...now].every((letter) => "AR".includes(letter))) return [...LETTERS].filter((letter) => (now + key).includes(letter)).join("");
  return key;
}

async function set(cell, letters, go) {
  const row = cell.closest("tr");
  const { role } = cell.dataset;
  const key = row.dataset.row;
  // What was seen goes along, so that the server can tell when somebody else has set the cell meanwhile.
  const seen = lettersOf(cell);
  cell.classList.add("htmx-request");
  await window.htmx.ajax("POST", urlOf(cell), { source: cell, target: row, swap: "outerHTML", values: { role, letters, seen } });
  const after = grid.querySelector(`tr[data-row="${CSS.escape(key)}"] .cell[data-role="${CSS.escape(role)}"]`);
  go(after ?? cell);
  cell.classList.remove("htmx-request");
  if (after && lettersOf(after) === letters) say(after.querySelector(".sr")?.textContent ?? "Cleared");
}

function press(event, { go, neighbour }) {
  const cell = event.target.closest(".cell");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const next = neighbour(cell, event.key);
  if (next) go(next);
  else if (LETTERS.includes(key)) set(cell, lettersAfter(lettersOf(cell), key), go);
  else if (key === "Delete" || key === "Backspace") lettersOf(cell) && set(cell, "", go);
  else return;
  event.preventDefault();
}

function start() {
  const walker = walk(grid);
  // The first change to an agreed version brings a new page; whoever typed goes on in the same cell.
  walker.go(cellBy(grid, new URLSearchParams(location.search).get("at")));
  grid.addEventListener("keydown", (event) => press(event, walker));
  if (popover) beside(grid, popover, walker.go);
}

if (grid) start();
