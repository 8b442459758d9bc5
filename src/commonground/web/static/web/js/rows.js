// j and k move along the rows of a list, Enter opens, x selects.
import { isTyping } from "./keys.js";

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
const current = () => document.querySelector("[data-row].at") ?? document.activeElement?.closest("[data-row]");
const opener = (row) => row.querySelector("[data-row-open]") ?? row.querySelector("a[href]");

let walking = false;

function move(step) {
  walking = true;
  const all = rows();
  if (all.length === 0) return;
  const now = all.indexOf(current());
  const next = all[Math.min(all.length - 1, Math.max(0, now + step))];
  all[now]?.classList.remove("at");
  next.classList.add("at");
  opener(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// A list that is renewed keeps the focus, by the id of what had it; its row is marked again.
document.addEventListener("htmx:afterSettle", () => {
  if (walking) current()?.classList.add("at");
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || event.target.closest(".matrix, dialog")) return;
  const row = current();
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") row?.querySelector('input[type="checkbox"]')?.click();
});

// A row opens its thing wherever it is clicked, unless the click was on something of its own or selected text.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a, button, input, label, summary, select") || String(window.getSelection())) return;
  opener(row)?.click();
});
