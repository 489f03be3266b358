// Counts words as the server does. recognition/nominations/words.py holds the same rule, and both
// are tested against one list of examples.

// Spaces of every kind, the four old separators, zero-width space, en dash and em dash.
const BETWEEN =
  /[\u0009-\u000D\u001C-\u001F\u0020\u0085\u00A0\u1680\u2000-\u200B\u2013\u2014\u2028\u2029\u202F\u205F\u3000\uFEFF]+/u;
// A letter, a digit or a picture: a lone dash or bullet is not a word.
const SAYS_SOMETHING = /[\p{L}\p{N}\p{So}]/u;
const QUIET_MS = 1000;

/**
 * Count the words in a text.
 *
 * @param {string} text - what somebody typed
 * @returns {number} how many runs between separators hold a letter, digit or picture
 */
export function countWords(text) {
  return text.split(BETWEEN).filter((run) => SAYS_SOMETHING.test(run)).length;
}

/**
 * Say how many words are left.
 *
 * @param {number} used - words written
 * @param {number} limit - words allowed
 * @param {Record<string, string>} sentences - leftOne, leftMany, overOne, overMany with `{n}`
 * @returns {string} one sentence
 */
export function sentence(used, limit, sentences) {
  const left = limit - used;
  const n = Math.abs(left);
  const key = `${left < 0 ? "over" : "left"}${n === 1 ? "One" : "Many"}`;
  return sentences[key].replace("{n}", n.toLocaleString("en-GB"));
}

function watch(areas, shown, limit) {
  const spoken = document.createElement("div");
  spoken.className = "nhsuk-u-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  shown.after(spoken);
  let waiting = 0;

  const update = (say) => {
    const used = areas.reduce((sum, area) => sum + countWords(area.value), 0);
    const text = sentence(used, limit, shown.dataset);
    shown.textContent = text;
    shown.classList.toggle("words--over", used > limit);
    clearTimeout(waiting);
    if (say) waiting = setTimeout(() => (spoken.textContent = text), QUIET_MS);
  };
  areas.forEach((area) => area.addEventListener("input", () => update(true)));
  window.addEventListener("pageshow", () => update(false));
  update(false);
}

if (typeof document !== "undefined") {
  document.querySelectorAll("textarea[data-words-limit]").forEach((area) => {
    const shown = document.getElementById(`${area.id}-words`);
    if (shown) watch([area], shown, Number(shown.dataset.limit));
  });
  document.querySelectorAll("[data-words-of]").forEach((shown) => {
    const group = CSS.escape(shown.dataset.wordsOf);
    const areas = [...document.querySelectorAll(`textarea[data-words-group="${group}"]`)];
    areas.forEach((area) => {
      const described = [area.getAttribute("aria-describedby"), shown.id].filter(Boolean);
      area.setAttribute("aria-describedby", described.join(" "));
    });
    if (areas.length) watch(areas, shown, Number(shown.dataset.limit));
  });
}
