// The RACI grid by keyboard. Arrows move, A R C I S set a letter, Delete clears, Enter opens the popover.
// A cell is <button class="cell" data-role> in a <tr data-row data-url>; letters are posted to that address and the
// answer replaces the row. Without scripts a cell submits its form, and the page comes back with the form at the row.

const LETTERS = "ARSCI";
const grid = document.querySelector("table.matrix");

const cellsOf = (row) => [...row.querySelectorAll(".cell")];
const rowsOf = () => [...grid.querySelectorAll("tbody tr")].filter((row) => row.querySelector(".cell"));
const say = (words) => (document.getElementById("matrix-says").textContent = words);

function urlOf(cell) {
  return cell.dataset.url ?? cell.closest("tr").dataset.url;
}

function rove(cell) {
  for (const other of grid.querySelectorAll('.cell[tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
}

function go(cell) {
  if (!cell) return;
  rove(cell);
  cell.focus();
}

function neighbour(cell, key) {
  const rows = rowsOf();
  const row = rows.indexOf(cell.closest("tr"));
  const column = cellsOf(rows[row]).indexOf(cell);
  const last = cellsOf(rows[row]).length - 1;
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -column], End: [0, last - column] }[key];
  return step && cellsOf(rows[row + step[0]] ?? rows[row])[Math.min(last, Math.max(0, column + step[1]))];
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

async function set(cell, letters) {
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

const popover = document.getElementById("role-popover");
let opened = null;

async function open(cell) {
  opened = cell;
  rove(cell);
  const address = new URL(cell.form.action || location.href, location.href);
  address.searchParams.set(cell.name, cell.value);
  await window.htmx.ajax("GET", address.pathname + address.search, { source: cell, target: popover, swap: "innerHTML" });
  if (popover.childElementCount === 0) return;
  popover.showPopover();
  place(cell);
  cell.setAttribute("aria-expanded", "true");
  (popover.querySelector("input:checked") ?? popover.querySelector("input, button"))?.focus();
}

function place(cell) {
  const box = cell.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = box.bottom + 6 + height < window.innerHeight;
  popover.style.top = `${Math.max(8, below ? box.bottom + 6 : box.top - height - 6)}px`;
  popover.style.left = `${Math.max(8, Math.min(box.left + 8, window.innerWidth - width - 12))}px`;
}

// A cell set by a key also announces itself; only an open popover has somewhere to return to.
function close() {
  if (!popover.matches(":popover-open")) return;
  popover.hidePopover();
  const cell = opened && grid.querySelector(`.cell[value="${CSS.escape(opened.value)}"]`);
  go(cell);
}

function press(event) {
  const cell = event.target.closest(".cell");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const next = neighbour(cell, event.key);
  if (next) go(next);
  else if (LETTERS.includes(key)) set(cell, lettersAfter(lettersOf(cell), key));
  else if (key === "Delete" || key === "Backspace") lettersOf(cell) && set(cell, "");
  else return;
  event.preventDefault();
}

function start() {
  const cells = [...grid.querySelectorAll(".cell")];
  for (const cell of cells) cell.tabIndex = -1;
  if (cells[0]) cells[0].tabIndex = 0;
  // The first change to an agreed version brings a new page; whoever typed goes on in the same cell.
  const at = new URLSearchParams(location.search).get("at");
  go(cells.find((cell) => cell.value === at));
  grid.addEventListener("keydown", press);
  grid.addEventListener("focusin", (event) => event.target.closest(".cell") && rove(event.target.closest(".cell")));
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (!cell || !popover) return;
    event.preventDefault();
    open(cell);
  });
  grid.addEventListener("htmx:afterSwap", () => {
    for (const cell of grid.querySelectorAll(".cell:not([tabindex])")) cell.tabIndex = -1;
  });
  popover?.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    close();
  });
  popover?.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    for (const cell of grid.querySelectorAll("[aria-expanded]")) cell.removeAttribute("aria-expanded");
  });
  if (popover) document.addEventListener("role-set", close);
}

if (grid) start();
