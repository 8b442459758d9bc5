// The decision table as a form: whoever saves one row saves the others that were changed with it. Without scripts each row is
// saved on its own.

const changed = (form) => [...form.elements].some((field) => field.value !== field.defaultValue && field.type === "text");

async function saveWith(form, others) {
  for (const other of others) {
    const answer = await fetch(other.action, { method: "POST", body: new FormData(other) });
    // One that is refused is sent as a page, which shows it as it was typed.
    if (!answer.ok) return other.submit();
  }
  form.submit();
}

document.querySelector(".creative-plan").addEventListener("submit", (event) => {
  const others = [...document.querySelectorAll("form[data-row]")].filter((form) => form !== event.target && changed(form));
  if (others.length === 0) return;
  if (event.target.dataset.row) {
    event.preventDefault();
    saveWith(event.target, others);
  } else if (!window.confirm(`What you changed in rule ${others.map((form) => form.dataset.row).join(", ")} is not saved and would be dropped. Go on?`)) {
    event.preventDefault();
  }
});
