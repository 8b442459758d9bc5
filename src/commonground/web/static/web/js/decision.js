// The decision table where it stands. Arrows and Tab move, Enter or F2 opens a cell, Alt with an arrow moves the rule, a
// handle drags it, and rows that are pasted go to the page that checks them. Whatever is saved, the server sends the whole
// table anew: any change may open a gap or shadow a rule elsewhere. Without scripts there is the table as a form.

import { beside, cellBy, cellsOf, rowsOf, walk } from "./cells.js";

const work = document.getElementById("plan-work");
const EDGE = 90;

const markOf = () => work.querySelector("table.decision").dataset.mark;
const say = (words) => (document.getElementById("plan-says").textContent = words.trim());
// A rule that is named without its column is gone on with in its first cell.
const cellAt = (at) => cellBy(work, at) ?? [...work.querySelectorAll(".cell")].find((cell) => at && cell.value.startsWith(at) && cell.offsetParent !== null);

async function move(row, to, at, go) {
  const values = { to, seen: markOf(), at };
  if (to < 1 || to > rowsOf(work).length || to === Number(row.dataset.number)) return;
  await window.htmx.ajax("POST", row.dataset.move, { source: row, target: work, swap: "innerHTML", values });
  // Also where somebody else was first.
  go(cellAt(at));
}

function press(event, { go, neighbour }, open) {
  const cell = event.target.closest(".cell");
  if (!cell || event.ctrlKey || event.metaKey) return;
  const row = cell.closest("tr");
  const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const next = !event.altKey && neighbour(cell, event.key);
  if (step) move(row, Number(row.dataset.number) + step, cell.value, go);
  else if (next) go(next);
  else if (event.key === "F2") open(cell);
  else return;
  event.preventDefault();
}

// Which rule a dragged one would come before, by where the pointer is; none for the end.
function under(y, dragged) {
  return rowsOf(work).find((row) => {
    const box = row.getBoundingClientRect();
    return row !== dragged && y < box.top + box.height / 2;
  });
}

function drag(event, go) {
  const handle = event.target.closest(".d-handle");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const row = handle.closest("tr");
  const others = rowsOf(work).filter((other) => other !== row);
  const listening = new AbortController();
  let to = Number(row.dataset.number);
  handle.setPointerCapture(event.pointerId);
  row.classList.add("d-dragged");

  function show(before) {
    for (const other of others) other.classList.remove("d-before", "d-after");
    if (before) before.classList.add("d-before");
    else others.at(-1)?.classList.add("d-after");
  }

  function end() {
    listening.abort();
    for (const one of [row, ...others]) one.classList.remove("d-dragged", "d-before", "d-after");
  }

  function on(target, name, act) {
    target.addEventListener(name, act, { signal: listening.signal });
  }

  on(handle, "pointermove", ({ clientY }) => {
    if (clientY < EDGE) window.scrollBy(0, -12);
    else if (clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const before = under(clientY, row);
    to = before ? others.indexOf(before) + 1 : others.length + 1;
    show(before);
  });
  on(handle, "pointerup", () => {
    end();
    move(row, to, cellsOf(row)[0]?.value, go);
  });
  on(handle, "pointercancel", end);
  on(document, "keydown", ({ key }) => key === "Escape" && end());
}

function paste(event) {
  const text = event.clipboardData?.getData("text/plain");
  const form = document.getElementById("paste-rows");
  if (!text?.trim() || !event.target.closest(".cell")) return;
  event.preventDefault();
  form.elements.pasted.value = text;
  form.requestSubmit();
}

function start() {
  const walker = walk(work, { along: true });
  const { open } = beside(work, document.getElementById("cell-popover"), walker.go);
  // The first change to an agreed version brings a new page; whoever typed goes on in the same cell.
  walker.go(cellAt(new URLSearchParams(location.search).get("at")));
  work.addEventListener("keydown", (event) => press(event, walker, open));
  work.addEventListener("pointerdown", (event) => drag(event, walker.go));
  work.addEventListener("paste", paste);
  document.addEventListener("cell-set", ({ detail }) => {
    const cell = cellAt(detail.at);
    // Who went on to another cell meanwhile stays there.
    if (!document.querySelector("#cell-popover:popover-open")) walker.go(cell);
    if (cell) say(cell.textContent.replace(/\s+/g, " "));
  });
}

start();
