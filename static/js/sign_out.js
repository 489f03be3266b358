// Signing out wipes what this device keeps: asks first where the server does not have it yet.
// Without it nothing is kept on the device either.

import { keptBy } from "./score_device.js";

document.querySelectorAll("dialog[data-leaving]").forEach((dialog) => {
  const said = dialog.querySelector("[data-one]");
  const kept = () => keptBy(dialog.dataset.leaving).length;

  dialog.closest("form").addEventListener("submit", (event) => {
    const number = kept();
    if (dialog.open || !number) return;
    event.preventDefault();
    const { one, many } = said.dataset;
    said.textContent = number === 1 ? one : many.replace("{n}", String(number));
    dialog.showModal();
  });
  dialog.querySelector("button[type=button]").addEventListener("click", () => dialog.close());
});
