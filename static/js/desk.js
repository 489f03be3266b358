// At the card desk: the cursor waits at the name; Ctrl+Enter saves from any field, and Enter alone
// in a line saves nothing, because it is pressed to choose from the list. Loaded after person.js,
// which puts another field in the place of the name.

const name = document.getElementById("nominee");
const form = name?.form;

if (name && !document.querySelector(".nhsuk-error-summary")) name.focus();

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const together = event.ctrlKey || event.metaKey;
  const inLine = event.target.matches("input:not([type=checkbox], [type=radio])");
  if (together || inLine) event.preventDefault();
  if (together) form.requestSubmit();
});
