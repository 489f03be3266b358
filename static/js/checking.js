// The checker's keys, ticking many, and selecting words to take out. Everything works without it.

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

const all = document.querySelector("[data-tick-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const ticks = [...document.querySelectorAll(".checking-tick")];
    const on = ticks.some((tick) => !tick.checked);
    ticks.forEach((tick) => (tick.checked = on));
  });
}

// A selection in the story becomes a line of the box while “Take words out” is open.
const story = document.querySelector("[data-story]");
const redact = document.getElementById("act-redact");
const box = redact?.querySelector("textarea");
if (story && box) {
  redact.querySelector("[data-select-hint]").hidden = false;
  const inWord = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

  const wholeWords = (range) => {
    const { startContainer, endContainer } = range;
    let { startOffset, endOffset } = range;
    if (startContainer.nodeType === Node.TEXT_NODE) {
      const text = startContainer.data;
      while (startOffset > 0 && inWord(text[startOffset - 1]) && inWord(text[startOffset])) startOffset -= 1;
      range.setStart(startContainer, startOffset);
    }
    if (endContainer.nodeType === Node.TEXT_NODE) {
      const text = endContainer.data;
      while (endOffset < text.length && inWord(text[endOffset - 1]) && inWord(text[endOffset])) endOffset += 1;
      range.setEnd(endContainer, endOffset);
    }
  };

  const take = () => {
    const selection = window.getSelection();
    if (!redact.open || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const whole = range.commonAncestorContainer;
    const paragraph = (whole.nodeType === Node.TEXT_NODE ? whole.parentElement : whole).closest(".checking-story");
    if (!paragraph || !story.contains(paragraph)) return;
    wholeWords(range);
    const copy = range.cloneContents();
    copy.querySelectorAll("sup").forEach((number) => number.remove());
    const words = copy.textContent.replace(/\s+/g, " ").trim();
    if (!words || box.value.split("\n").includes(words)) return;
    box.value = [box.value.trimEnd(), words].filter(Boolean).join("\n");
    selection.removeAllRanges();
  };
  story.addEventListener("pointerup", () => setTimeout(take, 0));
  story.addEventListener("keyup", () => setTimeout(take, 0));
}
