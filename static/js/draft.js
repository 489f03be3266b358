// Saves the story as it is typed, says when, and shows what the guard and the signpost found.
// Without it the story is saved by its buttons, and the check page shows the same.

const PAUSE_MS = 1500;

function notice(found, words, act, area) {
  const item = document.createElement("li");
  item.className = "notice";
  const said = document.createElement("p");
  said.className = "notice__words";
  const mark = document.createElement("mark");
  mark.textContent = found.words;
  said.append(mark, ` ${found.why}`);
  const acts = document.createElement("p");
  acts.className = "notice__acts";
  for (const [name, value] of [["take_out", found.out], ["clear", found.words]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
    button.textContent = name === "clear" ? words.clear : words.out;
    button.setAttribute("aria-label", `${button.textContent}: ${found.words}`);
    button.addEventListener("click", () => act(name, value, area));
    acts.append(button);
  }
  item.append(said, acts);
  return item;
}

function show(area, listed, words, act) {
  const group = area.closest(".nhsuk-form-group");
  const before = group.querySelector(".notices");
  const told = JSON.stringify(listed);
  if ((before?.dataset.told ?? "[]") === told) return;
  before?.remove();
  if (!listed.length) return;
  const list = document.createElement("ul");
  list.className = "notices";
  list.dataset.told = told;
  list.append(...listed.map((found) => notice(found, words, act, area)));
  area.after(list);
}

function signpost(place, concern) {
  place.replaceChildren();
  if (!concern) return;
  const box = document.createElement("div");
  box.className = "signpost";
  for (const text of [concern.words, concern.place]) {
    const line = document.createElement("p");
    line.textContent = text;
    box.append(line);
  }
  place.append(box);
}

function keeping(part) {
  const form = part.closest("form");
  const areas = [...form.querySelectorAll("textarea")];
  const saved = part.querySelector("[data-saved]");
  const { keep, unsaved, onwards } = part.dataset;
  let waiting = 0;
  let changed = false;
  let leaving = false;
  let turn = 0;

  const say = (text, { lost = false, url = "" } = {}) => {
    if (saved.textContent === text) return;
    saved.textContent = text;
    saved.classList.toggle("saving--lost", lost);
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = onwards;
    saved.append(" ", link);
  };

  const told = (answer, sent) => {
    areas.forEach((area) => {
      const text = answer.texts?.[area.name];
      if (text !== undefined && area.value === sent.get(area)) {
        area.value = text;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      show(area, answer.notices?.[area.name] ?? [], part.dataset, act);
    });
    changed = false;
    clearTimeout(waiting);
    signpost(part.querySelector("[data-signpost]"), answer.concern);
    say(answer.saved);
  };

  const save = async (extra = {}) => {
    clearTimeout(waiting);
    changed = false;
    turn += 1;
    const mine = turn;
    const sent = new Map(areas.map((area) => [area, area.value]));
    const body = new URLSearchParams([...new FormData(form), ...Object.entries(extra)]);
    try {
      const response = await fetch(keep, { method: "POST", body, keepalive: true });
      if (mine !== turn || leaving) return;
      const answer = await response.json();
      if (response.ok) told(answer, sent);
      else say(answer.problem ?? unsaved, { lost: true, url: answer.url });
    } catch {
      if (mine === turn && !leaving) {
        changed = true;
        say(unsaved, { lost: true });
        waiting = setTimeout(save, PAUSE_MS * 4);
      }
    }
  };

  async function act(name, value, area) {
    await save({ [name]: value });
    // the button is gone with its finding: go on where the words are
    if (document.activeElement === document.body) area.focus({ preventScroll: true });
  }

  areas.forEach((area) =>
    area.addEventListener("input", () => {
      changed = true;
      clearTimeout(waiting);
      waiting = setTimeout(save, PAUSE_MS);
    }),
  );
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(waiting);
  });
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("online", () => changed && save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed && !leaving) save();
  });
  if (areas.some((area) => area.value.trim())) save();
}

document.querySelectorAll("[data-keep]").forEach(keeping);
