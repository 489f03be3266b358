// Saves scores as they are given, keeps them on this device until the server has them, and sends
// them later when the connection was lost. Without it the two buttons save and send.

import { device } from "./score_device.js";
import { Saving } from "./score_saving.js";
import { restore, same } from "./score_sheet.js";

function changed(saving) {
  if (saving.stopped) return saving.hold();
  saving.unsend();
  saving.hold();
  return window.navigator.onLine ? saving.soon() : saving.later();
}

// The browser sends the form, once nothing is on its way: or we would meet our own other version.
function leave(saving, event) {
  if (!saving.plainly && !saving.stopped) {
    saving.unsend();
    if (!window.navigator.onLine) {
      event.preventDefault();
      if (saving.unfinished()) saving.later();
      else saving.say(saving.words.offline, { lost: true });
      return;
    }
    if (saving.flying) {
      event.preventDefault();
      saving.press(event.submitter);
      return;
    }
  }
  saving.leaving = true;
  clearTimeout(saving.waiting);
  saving.hold();
}

function submitted(saving, event) {
  if (saving.plainly || saving.stopped || event.submitter?.name !== "send") {
    leave(saving, event);
    return;
  }
  const groups = [...saving.form.querySelectorAll("[data-score]")];
  const open = groups.find((group) => !group.querySelector("input:checked"));
  if (open && window.navigator.onLine) {
    leave(saving, event); // the page says beside each field what is missing
    return;
  }
  event.preventDefault();
  if (open) {
    saving.say(saving.words.incomplete, { lost: true });
    open.querySelector("input").focus();
    return;
  }
  saving.sending = true;
  saving.now();
}

function stay(saving, event) {
  if (window.navigator.onLine) return;
  event.preventDefault();
  saving.say(saving.words.offline, { lost: true });
}

function listen(saving) {
  const { form } = saving;
  form.addEventListener("input", () => changed(saving));
  form.addEventListener("change", () => changed(saving));
  form.addEventListener("submit", (event) => submitted(saving, event));
  document
    .querySelectorAll("a[rel=next], a[rel=prev]")
    .forEach((link) => link.addEventListener("click", (event) => stay(saving, event)));
  window.addEventListener("pageshow", () => (saving.leaving = false));
  window.addEventListener("online", () => saving.now());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saving.save();
  });
}

// Goes on from what an earlier visit left on this device.
function resume(saving) {
  const { edition, form, store, words } = saving;
  const kept = store.read();
  if ("meant" in words) {
    // The page shows both versions already, and what is typed here is meant.
    saving.settled = null;
    saving.hold();
    return;
  }
  if (!kept) return;
  if (!kept.sending && same(kept.content, saving.settled)) {
    store.forget();
    return;
  }
  const known = kept.edition === edition.value || same(kept.flying?.content, saving.settled);
  if (!known) edition.value = kept.edition; // the server finds the conflict, and nothing is lost
  restore(form, kept.content);
  if (kept.sending) {
    saving.hold();
    saving.say(words.again, { lost: true }); // sent by whoever sees it, never by itself
  } else if (saving.unfinished()) saving.save();
  else store.forget();
}

document.querySelectorAll("[data-keep][data-key]").forEach((status) => {
  const saving = new Saving(status.closest("form"), status);
  listen(saving);
  resume(saving);
});

// Scores that are sent are with us: what this device still kept of them may go.
document.querySelectorAll("[data-sent-key]").forEach((place) => device(place.dataset.sentKey).forget());
