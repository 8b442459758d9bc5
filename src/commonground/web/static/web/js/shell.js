// The frame's conveniences. Everything here also works, with a reload, when scripts are off.

import { isTyping } from "./keys.js";

const root = document.documentElement;

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
  const acting = document.querySelector('meta[name="acting"]');
  if (acting) event.detail.headers["X-Acting"] = acting.content;
});

// What sums up a page asks again after something on it was changed.
document.addEventListener("htmx:afterRequest", (event) => {
  const { requestConfig, successful } = event.detail;
  if (successful && requestConfig.verb !== "get") window.htmx.trigger(document.body, "something-changed");
});

// On a narrow page the tabs scroll sideways; the current one is in sight.
function showCurrentTab() {
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const bar = tab.parentElement;
    bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  }
}
showCurrentTab();
document.addEventListener("htmx:afterSettle", showCurrentTab);

// A 422 brings the form back; other refusals only when the server says where they belong.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  event.detail.shouldSwap = xhr.status === 422 || xhr.getResponseHeader("HX-Retarget") !== null;
  event.detail.isError = false;
  if (!event.detail.shouldSwap) tell(xhr);
});
// What a page asks for again by itself is not worth a note each time.
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (!detail.elt.matches("[hx-trigger^=every]")) tell(null);
});

function tell(xhr) {
  const reference = xhr?.getResponseHeader("X-Request-ID");
  const message = xhr
    ? `That did not work and nothing was saved.${reference ? ` Reference ${reference}` : ""}`
    : "The server could not be reached. Nothing was saved.";
  document.dispatchEvent(new CustomEvent("toast", { detail: { message } }));
}

// Menus close on Escape, on a click elsewhere, and when another one opens.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape")
    for (const menu of openMenus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
});

// "/" goes to the search.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.querySelector("[data-search]");
  if (!search || search.offsetParent === null) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// Theme and text size change at once; the server remembers them for the next page.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-appearance]");
  const button = event.submitter;
  if (!form || !button) return;
  event.preventDefault();
  root.dataset[button.name] = button.value;
  for (const other of form.querySelectorAll(`[name="${button.name}"]`)) other.setAttribute("aria-pressed", String(other === button));
  fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual" });
});

// A form that came back wrong takes the reader to its summary; a dialog to its first field.
export function arrive(scope) {
  scope.querySelector("[data-focus]")?.focus();
  for (const dialog of scope.querySelectorAll("dialog[data-modal]:not([open])")) dialog.showModal();
}
arrive(document);
document.addEventListener("htmx:afterSettle", (event) => arrive(event.detail.elt));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button?.closest("dialog[open]")) {
    event.preventDefault();
    button.closest("dialog").close();
  }
});

// A button that commits says so and cannot be pressed twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.dataset.busy) return;
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.busy;
});

const print = (event) => event.target.closest("[data-print]") && window.print();
document.addEventListener("click", print);
