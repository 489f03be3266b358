// Scoring by keyboard: 1–5 chooses, N says that it does not apply, Enter goes on to the next
// criterion and then to the button, J and K to the next and the previous story.
// Without it the radios and links work as they do everywhere. Letters and numbers obey the switch
// of keys.js; Enter does not, because it would send the form.

const groups = [...document.querySelectorAll("[data-score]")];

const choose = (group, value) => {
  const radio = group.querySelector(`input[value="${value}"]`);
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

const switchedOn = () => document.querySelector("[data-keys-on]")?.checked ?? true;
const withOthers = (event) => event.ctrlKey || event.metaKey || event.altKey;

groups.forEach((group) => {
  group.addEventListener("keydown", (event) => {
    if (withOthers(event)) return;
    if (switchedOn() && /^[1-9]$/.test(event.key)) {
      event.preventDefault();
      choose(group, event.key);
    } else if (switchedOn() && event.key.toLowerCase() === "n") {
      event.preventDefault();
      choose(group, "na");
    } else if (event.key === "Enter") {
      event.preventDefault();
      onwards(group);
    }
  });
});

document.addEventListener("keydown", (event) => {
  if (!switchedOn() || withOthers(event) || event.target.matches("textarea, input:not([type=radio]), select")) return;
  const rel = { j: "next", k: "prev" }[event.key.toLowerCase()];
  if (rel) document.querySelector(`a[rel=${rel}]`)?.click();
});
