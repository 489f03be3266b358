// Ticking many, and selecting words to take out. Everything works without it.

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
