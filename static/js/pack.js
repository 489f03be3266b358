// The newsletter desk: people move up and down at once, and the preview follows what is chosen.
// Without this the same buttons ask the server. Dragging is one more way, never the only one.

const WAIT_MS = 400;

const desk = document.querySelector("[data-pack]");
const list = desk?.querySelector("[data-rows]");
const said = desk?.querySelector("[data-said]");
const form = desk?.closest("form");
const shown = document.querySelector("[data-preview]");

const rows = () => [...list.children].filter((row) => !row.hidden);

/** Write everybody's place down, for the server. */
function number() {
  [...list.children].forEach((row, place) => {
    row.querySelector("[data-place]").value = String(place + 1);
  });
}

function say(row) {
  const all = rows();
  said.textContent = desk.dataset.moved
    .replace("{name}", row.dataset.name)
    .replace("{n}", String(all.indexOf(row) + 1))
    .replace("{all}", String(all.length));
}

function put(row, beside, after) {
  if (after) beside.after(row);
  else beside.before(row);
  number();
  say(row);
  soon();
}

function step(button) {
  const row = button.closest("[data-row]");
  const all = rows();
  const down = button.dataset.move === "down";
  const beside = all[all.indexOf(row) + (down ? 1 : -1)];
  if (beside) put(row, beside, down);
  else say(row);
  button.focus();
}

let waiting = 0;
let asked = null;

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(look, WAIT_MS);
}

/** Ask the server what will land; it writes the page, so nothing that was typed is markup here. */
async function look() {
  asked?.abort();
  asked = new AbortController();
  shown.classList.add("desk__preview--waiting");
  try {
    const answer = await fetch(desk.dataset.previewUrl, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      signal: asked.signal,
    });
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
    const { preview, words } = await answer.json();
    const page = new DOMParser().parseFromString(preview, "text/html");
    shown.replaceChildren(...page.body.childNodes);
    for (const [id, text] of Object.entries(words)) fill(id, text);
  } catch (problem) {
    if (problem.name !== "AbortError") return; // the button still asks the server
  } finally {
    shown.classList.remove("desk__preview--waiting");
  }
}

/** A box shows the citation at its new length; nothing changes under somebody's fingers. */
function fill(id, text) {
  const box = document.getElementById(id);
  if (box && box !== document.activeElement && box.value !== text) box.value = text;
}

function drag(row) {
  const handle = row.querySelector("[data-handle]");
  if (!handle) return;
  handle.hidden = false;
  let over = null;
  const clear = () => list.querySelectorAll(".pack-row--before, .pack-row--after")
    .forEach((one) => one.classList.remove("pack-row--before", "pack-row--after"));

  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("pack-row--dragged");
    over = null;
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    clear();
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-row]");
    if (!found || found === row || found.parentElement !== list) {
      over = null;
      return;
    }
    const box = found.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    found.classList.add(after ? "pack-row--after" : "pack-row--before");
    over = [found, after];
  });
  const end = (event) => {
    clear();
    row.classList.remove("pack-row--dragged");
    if (event.type === "pointerup" && over) put(row, ...over);
    over = null;
  };
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}

if (list) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    step(button);
  });
  [...list.children].forEach(drag);
  desk.querySelector("[data-drag-hint]").hidden = false;
  desk.addEventListener("input", (event) => {
    if (event.target.name !== "channel" && event.target.name !== "categories") soon();
  });
}
