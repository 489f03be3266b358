// Keys on pages that say so: up and down rows, and what a key presses. Everything works without it.

const OFF = "checking-keys-off";
const TYPING = "textarea, select, input:not([type=checkbox]):not([type=submit]), [contenteditable]";

const remembered = () => {
  try {
    return window.localStorage.getItem(OFF) !== "1";
  } catch {
    return true; // some browsers keep nothing; the keys work then
  }
};

const remember = (on) => {
  try {
    if (on) window.localStorage.removeItem(OFF);
    else window.localStorage.setItem(OFF, "1");
  } catch {
    // nothing to keep it in
  }
};

let keysOn = remembered();
const list = document.querySelector("[data-keys]");
const rows = [...document.querySelectorAll("a[data-row]")];

if (list) {
  list.hidden = false;
  const choice = list.querySelector("[data-keys-on]");
  choice.checked = keysOn;
  choice.addEventListener("change", () => {
    keysOn = choice.checked;
    remember(keysOn);
  });
}

function act(target) {
  if (target.tagName !== "DETAILS") {
    target.click();
    return;
  }
  target.open = true;
  const first = target.querySelector("textarea, select, input:not([type=hidden]), button");
  (first ?? target.querySelector("summary")).focus();
}

function walk(step) {
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
}

function heard(event) {
  if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest(TYPING)) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary, label")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "?" && list) {
    list.open = !list.open;
    if (list.open) list.querySelector("summary").focus();
  } else if (rows.length && (key === "j" || key === "k")) {
    walk(key === "j" ? 1 : -1);
  } else {
    const targets = [...document.querySelectorAll("[data-key]")];
    const target = targets.find((one) => one.dataset.key.split(" ").includes(key));
    if (!target) return;
    act(target);
  }
  event.preventDefault();
}
document.addEventListener("keydown", heard);
