// Saves one score sheet: knows what the server has, what is on its way, and what an answer means.

import { device } from "./score_device.js";
import { contentOf, post, same } from "./score_sheet.js";

const PAUSE_MS = 800;
const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;

export class Saving {
  busy = false; // a request is open
  flying = null; // content on its way, or whose answer was lost
  leaving = false; // the page is being left
  plainly = false; // the browser sends the form itself
  pressed = null; // a button that waits for the answer to what is on its way
  retryMs = FIRST_RETRY_MS;
  sending = false; // Send was pressed
  stopped = false; // only the page that the form leads to can go on
  waiting = 0;

  constructor(form, status) {
    this.form = form;
    this.status = status;
    this.words = status.dataset;
    this.edition = form.elements.namedItem("edition");
    this.store = device(this.words.key);
    this.settled = contentOf(form); // content that the server has
  }

  say(text, { lost = false } = {}) {
    if (this.status.textContent === text) return;
    this.status.textContent = text;
    this.status.classList.toggle("saving--lost", lost);
  }

  unfinished() {
    return this.sending || this.flying !== null || !same(contentOf(this.form), this.settled);
  }

  /** Keep everything on the device; tells whether it could. */
  hold() {
    const { edition, flying, sending } = this;
    return this.store.write({ content: contentOf(this.form), edition: edition.value, flying, sending });
  }

  later() {
    this.pressed = null;
    const held = this.hold();
    const words = this.sending ? this.words.waiting : this.words.kept;
    this.say(held ? words : this.words.unsaved, { lost: !held });
    this.soon(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }

  /** A change of mind before anything left: what is on the sheet is meant, and Send is pressed again. */
  unsend() {
    if (!this.sending || this.busy) return;
    this.sending = false;
    if (this.flying?.sending) this.flying = null;
  }

  /** Press a button of the form as soon as what is on its way has its answer. */
  press(button) {
    this.pressed = button;
    this.say(this.words.saving);
    this.save();
  }

  soon(pause = PAUSE_MS) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  /** Try at once, and patiently from here on. */
  now() {
    this.retryMs = FIRST_RETRY_MS;
    return this.save();
  }

  async save() {
    clearTimeout(this.waiting);
    if (this.busy || this.leaving || this.stopped || !this.unfinished()) return;
    this.busy = true;
    // What may have arrived goes first, unchanged: its answer tells the edition to go on from.
    this.flying ??= { content: contentOf(this.form), sending: this.sending };
    this.hold();
    try {
      await this.answered(await post(this.words.keep, this.form, this.flying), this.flying);
    } catch {
      this.later();
    } finally {
      this.busy = false;
    }
    const button = this.pressed;
    this.pressed = null;
    if (button && !this.stopped) this.form.requestSubmit(button);
  }

  async answered(response, sent) {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (isJson && response.ok) this.arrived(await response.json(), sent);
    else if (isJson && response.status < 500) this.refused(response, await response.json(), sent);
    else if (response.status >= 500) this.later();
    else {
      this.stopped = true; // signed out meanwhile, or no longer theirs to read
      this.hold();
      this.say(this.words.signedOut, { lost: true });
    }
  }

  arrived(answer, sent) {
    this.edition.value = answer.edition;
    this.settled = sent.content;
    this.flying = null;
    this.retryMs = FIRST_RETRY_MS;
    if (sent.sending) {
      this.leaving = true;
      this.pressed = null;
      this.store.forget();
      window.location.assign(answer.url);
    } else if (this.unfinished()) {
      this.hold();
      this.soon();
    } else {
      this.store.forget();
      this.say(answer.saved);
    }
  }

  refused(response, answer, sent) {
    this.flying = null;
    this.sending = false;
    if (response.status === 409) this.showBoth(answer.problem);
    else if (sent.sending) {
      this.plainly = true; // the page says beside each field what is missing
      this.pressed = this.form.querySelector("button[name=send]");
    } else {
      this.hold();
      this.say(answer.problem, { lost: true });
    }
  }

  /** Offer the page that shows both versions: the server answers the form with it. */
  showBoth(problem) {
    this.stopped = true;
    this.hold();
    this.say(`${problem} `, { lost: true });
    const button = document.createElement("button");
    button.type = "submit";
    button.name = "save";
    button.value = "1";
    button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
    button.textContent = this.words.both;
    this.status.append(button);
  }
}
