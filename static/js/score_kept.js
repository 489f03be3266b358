// In the list of stories: says which scores are on this device and did not reach us yet.
// Opening the story sends them. Without it nothing is kept on the device either.

import { keptBy } from "./score_device.js";

document.querySelectorAll("[data-kept]").forEach((place) => {
  for (const number of keptBy(place.dataset.kept)) {
    const link = document.querySelector(`a[href$="/panel/read/${number}"]`);
    if (!link) continue;
    const said = document.createElement("p");
    const there = document.createElement("a");
    there.href = link.href;
    there.textContent = link.textContent.trim();
    said.append(there, ": ", place.dataset.said);
    place.append(said);
  }
});
