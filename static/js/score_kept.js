// In the list of stories: says which scores are on this device and did not reach us yet.
// Opening the story sends them. Without it nothing is kept on the device either.

const place = document.querySelector("[data-kept]");

if (place) {
  const mine = `scores:${place.dataset.kept}:`;
  try {
    Object.keys(window.localStorage)
      .filter((key) => key.startsWith("scores:"))
      .forEach((key) => {
        if (!key.startsWith(mine)) {
          window.localStorage.removeItem(key);
          return;
        }
        const number = key.slice(mine.length);
        const link = document.querySelector(`a[href$="/panel/read/${number}"]`);
        if (!link) return;
        const said = document.createElement("p");
        const there = document.createElement("a");
        there.href = link.href;
        there.textContent = link.textContent.trim();
        said.append(there, ": ", place.dataset.said);
        place.append(said);
      });
  } catch {
    place.replaceChildren(); // a browser that keeps nothing has nothing to say
  }
}
