// A grid of cells by keyboard, and the popover beside one: what the RACI grid and the decision table share.
// A cell is a <button class="cell" name value>, and its form answers GET with what the popover shows. Without scripts it
// submits that form. Kept free of state: hashed and unhashed copies of it may both be loaded.

// A narrow page leaves empty cells out.
export const cellsOf = (row) => [...row.querySelectorAll(".cell")].filter((cell) => cell.offsetParent !== null);
export const rowsOf = (grid) => [...grid.querySelectorAll("tbody tr")].filter((row) => cellsOf(row).length > 0);
export const cellBy = (grid, value) => value && grid.querySelector(`.cell[value="${CSS.escape(value)}"]`);

// Arrows go anywhere. Tab stops at one cell of the grid, or, with `along`, at each cell of the row that one is in.
export function walk(grid, { along = false } = {}) {
  function rove(cell) {
    for (const other of grid.querySelectorAll('.cell[tabindex="0"]')) other.tabIndex = -1;
    for (const stop of along ? cellsOf(cell.closest("tr")) : [cell]) stop.tabIndex = 0;
  }

  function go(cell) {
    if (!cell) return;
    rove(cell);
    cell.focus();
  }

  function neighbour(cell, key) {
    const rows = rowsOf(grid);
    const row = rows.indexOf(cell.closest("tr"));
    const column = cellsOf(rows[row]).indexOf(cell);
    const last = cellsOf(rows[row]).length - 1;
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -column], End: [0, last - column] }[key];
    return step && cellsOf(rows[row + step[0]] ?? rows[row])[Math.min(last, Math.max(0, column + step[1]))];
  }

  // What is swapped in is no stop of its own, unless nothing else is one.
  function settle() {
    for (const cell of grid.querySelectorAll(".cell:not([tabindex])")) cell.tabIndex = -1;
    const first = grid.querySelector(".cell");
    if (first && !grid.querySelector('.cell[tabindex="0"]')) rove(first);
  }

  settle();
  grid.addEventListener("focusin", (event) => event.target.closest(".cell") && rove(event.target.closest(".cell")));
  for (const name of ["htmx:afterSwap", "htmx:oobAfterSwap"]) grid.addEventListener(name, settle);
  return { go, neighbour };
}

// Opens beside a cell what the cell's form answers. The server says cell-set when it has saved what the popover held.
export function beside(grid, popover, go) {
  let opened = null;
  let asked = false;
  let saved = true;

  async function open(cell) {
    // What was typed in the cell before is saved first: it may be refused, and its answer renews the grid.
    const { value } = cell;
    if (!(await saved)) return;
    cell = cellBy(grid, value);
    if (!cell) return;
    opened = value;
    const address = new URL(cell.form.action || location.href, location.href);
    address.searchParams.set(cell.name, cell.value);
    await window.htmx.ajax("GET", address.pathname + address.search, { source: cell, target: popover, swap: "innerHTML" });
    if (popover.childElementCount === 0) return;
    popover.showPopover();
    cell.setAttribute("aria-expanded", "true");
    arrive();
  }

  function arrive() {
    const cell = cellBy(grid, opened);
    if (cell) place(popover, cell);
    const field = popover.querySelector("input:checked") ?? popover.querySelector('input:not([type="hidden"]), button');
    // What was typed since it opened stays.
    if (!field || field === document.activeElement) return;
    field.focus();
    if (field.type === "text") field.select();
  }

  // As in a spreadsheet, who clicks elsewhere keeps what was typed; Escape and Cancel drop it.
  function keep() {
    const form = popover.querySelector("form");
    const field = form?.querySelector('input[type="text"]');
    if (asked || !field || field.value === field.defaultValue) return;
    const values = Object.fromEntries(new FormData(form));
    const target = form.getAttribute("hx-target");
    saved = window.htmx
      .ajax("POST", form.getAttribute("hx-post"), { source: grid, target, swap: "innerHTML", values })
      .then(() => popover.querySelector('[aria-invalid="true"], [role="alert"]') === null);
    field.defaultValue = field.value;
  }

  // Nothing behind an open popover is reached by Tab.
  function stay(event) {
    const stops = [...popover.querySelectorAll('input:not([type="hidden"]), button, a[href]')];
    const next = { [stops.length - 1]: 0 }[stops.indexOf(document.activeElement)];
    const before = stops.indexOf(document.activeElement) === 0 ? stops.length - 1 : undefined;
    const to = event.shiftKey ? before : next;
    if (event.key !== "Tab" || to === undefined) return;
    event.preventDefault();
    stops[to].focus();
  }

  // Only an open popover has somewhere to return to: a cell that a key has set announces itself as well.
  function close() {
    if (!popover.matches(":popover-open")) return;
    asked = true;
    popover.hidePopover();
    go(cellBy(grid, opened));
  }

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (!cell) return;
    event.preventDefault();
    open(cell);
  });
  popover.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    close();
  });
  popover.addEventListener("keydown", (event) => {
    if (event.key === "Escape") asked = true;
    stay(event);
  });
  popover.addEventListener("submit", () => (asked = true));
  popover.addEventListener("beforetoggle", (event) => event.newState === "closed" && keep());
  popover.addEventListener("toggle", (event) => {
    asked = false;
    if (event.newState !== "closed") return;
    for (const cell of grid.querySelectorAll("[aria-expanded]")) cell.removeAttribute("aria-expanded");
    // Escape closes without asking, and what it would return to may have been swapped.
    const at = document.activeElement;
    if (at === null || at === document.body || popover.contains(at)) go(cellBy(grid, opened));
  });
  // What was refused comes back into the popover.
  popover.addEventListener("htmx:afterSettle", () => {
    asked = false;
    opened = popover.querySelector('input[name="cell"]')?.value ?? opened;
    const refused = popover.querySelector('[aria-invalid="true"], [role="alert"]');
    if (refused && !popover.matches(":popover-open")) popover.showPopover();
    if (popover.matches(":popover-open")) arrive();
  });
  document.addEventListener("cell-set", ({ detail }) => (!detail?.at || detail.at === opened) && close());
  return { open };
}

function place(popover, cell) {
  const box = cell.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = box.bottom + 6 + height < window.innerHeight;
  popover.style.top = `${Math.max(8, below ? box.bottom + 6 : box.top - height - 6)}px`;
  popover.style.left = `${Math.max(8, Math.min(box.left + 8, window.innerWidth - width - 12))}px`;
}
