// The decision table as a form: each row is saved on its own, and whoever saves one is asked before others are dropped.

const changed = (form) => [...form.elements].some((field) => field.value !== field.defaultValue && field.type === "text");
const rows = () => [...document.querySelectorAll("form[data-row]")].filter(changed);

document.querySelector(".creative-plan").addEventListener("submit", (event) => {
  const dropped = rows().filter((form) => form !== event.target).map((form) => form.dataset.row);
  if (dropped.length === 0) return;
  const words = `${dropped.length === 1 ? "Rule" : "Rules"} ${dropped.join(", ")}: what you changed there is not saved and would be dropped. Go on?`;
  if (!window.confirm(words)) event.preventDefault();
});
