// Scoring by keyboard: 1–5 chooses, Enter goes on to the next criterion and then to the button.
// Without it the radios work as radios do.

const groups = [...document.querySelectorAll("[data-score]")];

const choose = (group, digit) => {
  const radio = group.querySelector(`input[value="${digit}"]`);
  if (!radio) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};

const onwards = (group) => {
  const next = groups[groups.indexOf(group) + 1];
  const radio = next?.querySelector("input:checked") ?? next?.querySelector("input");
  const target = radio ?? group.closest("form")?.querySelector("button[type=submit], button");
  target?.focus();
};

groups.forEach((group) => {
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      choose(group, event.key);
    } else if (event.key === "Enter") {
      event.preventDefault();
      onwards(group);
    }
  });
});
