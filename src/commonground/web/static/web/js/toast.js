// Short notes after an act, with Undo for ten seconds. The server asks for one through HX-Trigger: {"toast": {…}}.

const SECONDS = { plain: 6, undo: 10 };

document.addEventListener("toast", ({ detail }) => show(detail.message, detail.undo));

export function show(message, undo) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(Object.assign(document.createElement("span"), { textContent: message }));
  if (undo) toast.append(undoButton(undo, toast));
  document.getElementById("toasts").append(toast);
  leaveAfter(toast, undo ? SECONDS.undo : SECONDS.plain);
}

function undoButton(url, toast) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Undo" });
  button.addEventListener("click", () => {
    toast.remove();
    window.htmx.ajax("POST", url, { target: "#notes", swap: "none" });
  });
  return button;
}

// The time stops while someone reads or has the focus in it.
function leaveAfter(toast, seconds) {
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), seconds * 1000));
  const stop = () => clearTimeout(timer);
  toast.addEventListener("mouseenter", stop);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("mouseleave", start);
  toast.addEventListener("focusout", start);
  start();
}
