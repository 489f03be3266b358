// Saves scores as they are given, keeps them on this device until the server has them, and sends
// them later when the connection was lost. Without it the two buttons save and send.

const PAUSE_MS = 800;
const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;
const PATIENCE_MS = 15_000;
const NO_CONTENT = new Set(["csrf_token", "edition", "words"]);

// What is kept belongs to whoever signed in; that of others goes at once.
function device(key) {
  const mine = key.slice(0, key.lastIndexOf(":") + 1);
  const attempt = (act) => {
    try {
      return act(window.localStorage);
    } catch {
      return null; // private windows and full disks
    }
  };
  attempt((store) =>
    Object.keys(store)
      .filter((name) => name.startsWith("scores:") && !name.startsWith(mine))
      .forEach((name) => store.removeItem(name)),
  );
  return {
    read: () => attempt((store) => JSON.parse(store.getItem(key) ?? "null")),
    write: (value) => attempt((store) => (store.setItem(key, JSON.stringify(value)), true)) ?? false,
    forget: () => attempt((store) => store.removeItem(key)),
  };
}

function contentOf(form) {
  const pairs = [...new FormData(form)].filter(([name]) => !NO_CONTENT.has(name));
  return pairs.map(([name, value]) => [name, value.replaceAll("\r\n", "\n").trim()]);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function restore(form, content) {
  for (const [name, value] of content) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    field.value = value; // of radios, this chooses the one with the value
  }
}

function keeping(status) {
  const form = status.closest("form");
  const { keep, key } = status.dataset;
  const edition = form.elements.namedItem("edition");
  const store = device(key);
  let waiting = 0;
  let retryMs = FIRST_RETRY_MS;
  let busy = false;
  let leaving = false;
  let stopped = false;
  let sending = false;
  let plainly = false; // the browser sends the form itself
  let flying = null; // content on its way, or whose answer was lost
  let settled = contentOf(form); // content that the server has

  const say = (text, { lost = false } = {}) => {
    if (status.textContent === text) return;
    status.textContent = text;
    status.classList.toggle("saving--lost", lost);
  };

  const unfinished = () => sending || flying !== null || !same(contentOf(form), settled);

  const hold = () => {
    const state = { content: contentOf(form), edition: edition.value, flying, sending };
    return store.write(state);
  };

  const later = () => {
    const held = hold();
    const words = sending ? status.dataset.waiting : status.dataset.kept;
    say(held ? words : status.dataset.unsaved, { lost: !held });
    clearTimeout(waiting);
    waiting = setTimeout(save, retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };

  // The form itself shows both versions: the server answers it with the page for that.
  const showBoth = (problem) => {
    stopped = true;
    hold();
    say(`${problem} `, { lost: true });
    const button = document.createElement("button");
    button.type = "submit";
    button.name = "save";
    button.value = "1";
    button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
    button.textContent = status.dataset.both;
    status.append(button);
  };

  const arrived = (answer, sent, wasSending) => {
    edition.value = answer.edition;
    settled = sent;
    flying = null;
    retryMs = FIRST_RETRY_MS;
    if (wasSending) {
      leaving = true;
      store.forget();
      window.location.assign(answer.url);
    } else if (unfinished()) {
      hold();
      soon();
    } else {
      store.forget();
      say(answer.saved);
    }
  };

  const refused = (response, answer, wasSending) => {
    flying = null;
    sending = false;
    if (response.status === 409) showBoth(answer.problem);
    else if (wasSending) {
      plainly = true; // the page says beside each field what is missing
      form.requestSubmit(form.querySelector("button[name=send]"));
    }
    else {
      hold();
      say(answer.problem, { lost: true });
    }
  };

  const post = async (content, wasSending) => {
    const token = form.elements.namedItem("csrf_token").value;
    const words = form.elements.namedItem("words")?.value ?? "";
    const fixed = [["csrf_token", token], ["edition", edition.value], ["words", words]];
    const body = new URLSearchParams([...fixed, ...content]);
    if (wasSending) body.set("send", "1");
    return fetch(keep, {
      method: "POST",
      body,
      redirect: "manual",
      keepalive: true,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  };

  async function save() {
    clearTimeout(waiting);
    if (busy || leaving || stopped || !unfinished()) return;
    busy = true;
    // What may have arrived goes first, unchanged: its answer tells the edition to go on from.
    const content = flying?.content ?? contentOf(form);
    const wasSending = flying?.sending ?? sending;
    flying = { content, sending: wasSending };
    hold();
    try {
      const response = await post(content, wasSending);
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      if (isJson && response.ok) arrived(await response.json(), content, wasSending);
      else if (isJson && response.status < 500) refused(response, await response.json(), wasSending);
      else if (response.status >= 500) later();
      else {
        stopped = true; // signed out meanwhile, or no longer theirs to read
        hold();
        say(status.dataset.signedOut, { lost: true });
      }
    } catch {
      later();
    } finally {
      busy = false;
    }
  }

  function soon(pause = PAUSE_MS) {
    clearTimeout(waiting);
    waiting = setTimeout(save, pause);
  }

  const changed = () => {
    if (stopped) return hold();
    if (sending && !busy) {
      // a change of mind before anything left: the new scores are meant, and Send is pressed again
      sending = false;
      flying = null;
    }
    hold();
    if (!window.navigator.onLine) return later();
    return soon();
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  form.addEventListener("submit", (event) => {
    if (plainly || stopped || event.submitter?.name !== "send") {
      leaving = true;
      clearTimeout(waiting);
      hold();
      return;
    }
    const open = [...form.querySelectorAll("[data-score]")].find(
      (group) => !group.querySelector("input:checked"),
    );
    if (open && window.navigator.onLine) {
      leaving = true; // the page says beside each field what is missing
      clearTimeout(waiting);
      hold();
      return;
    }
    event.preventDefault();
    if (open) {
      say(status.dataset.incomplete, { lost: true });
      open.querySelector("input").focus();
      return;
    }
    sending = true;
    retryMs = FIRST_RETRY_MS;
    save();
  });

  document.querySelectorAll("a[rel=next], a[rel=prev]").forEach((link) =>
    link.addEventListener("click", (event) => {
      if (window.navigator.onLine) return;
      event.preventDefault();
      say(status.dataset.offline, { lost: true });
    }),
  );

  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("online", () => {
    retryMs = FIRST_RETRY_MS;
    save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });

  const kept = store.read();
  if ("meant" in status.dataset) {
    // The page shows both versions already, and what is typed here is meant.
    settled = null;
    hold();
  } else if (kept && !kept.sending && same(kept.content, settled)) {
    store.forget();
  } else if (kept) {
    const known = kept.edition === edition.value || same(kept.flying?.content, settled);
    if (!known) edition.value = kept.edition; // the server finds the conflict, and nothing is lost
    restore(form, kept.content);
    if (kept.sending) {
      hold();
      say(status.dataset.again, { lost: true }); // sent by whoever sees it, never by itself
    } else if (unfinished()) save();
    else store.forget();
  }
}

document.querySelectorAll("[data-keep][data-key]").forEach(keeping);

// Scores that are sent are with us: what this device still kept of them may go.
document.querySelectorAll("[data-sent-key]").forEach((place) => device(place.dataset.sentKey).forget());
