// Turns a plain text field into a type-ahead over people. Without it the name is looked up when
// the form is sent. Needs accessible-autocomplete, which the page loads beside this file.

const SHORTEST = 2;
const PAUSE_MS = 150;

const plain = (text) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign],
  );

const label = (found) => (found ? [found.name, found.detail].filter(Boolean).join(", ") : "");

function suggestion(found) {
  if (typeof found === "string") return plain(found);
  const detail = found.detail ? `<span class="person__detail">${plain(found.detail)}</span>` : "";
  return `<span class="person__name">${plain(found.name)}</span>${detail}`;
}

function asker(url) {
  let waiting = 0;
  let latest = 0;
  return (query, show) => {
    clearTimeout(waiting);
    latest += 1;
    const mine = latest;
    waiting = setTimeout(async () => {
      const address = new URL(url, window.location.href);
      address.searchParams.set("q", query);
      try {
        const answer = await fetch(address, { headers: { Accept: "application/json" } });
        const people = answer.ok ? await answer.json() : [];
        if (mine === latest) show(people);
      } catch {
        if (mine === latest) show([]);
      }
    }, PAUSE_MS);
  };
}

function enhance(input) {
  const { suggestUrl, chosenName, noResults, resultsOne, resultsMany } = input.dataset;
  const { how, tooShort, suggested } = input.dataset;
  const chosen = input.form?.elements.namedItem(chosenName);
  const wrong = input.classList.contains("nhsuk-input--error");
  const describedBy = input.getAttribute("aria-describedby") ?? "";
  const place = document.createElement("div");
  place.className = "person";
  input.before(place);

  let picked = null;
  window.accessibleAutocomplete({
    element: place,
    id: input.id,
    name: input.name,
    defaultValue: input.value,
    minLength: SHORTEST,
    confirmOnBlur: false,
    displayMenu: "overlay",
    inputClasses: `nhsuk-input${wrong ? " nhsuk-input--error" : ""}`,
    source: asker(suggestUrl),
    templates: { inputValue: label, suggestion },
    tNoResults: () => noResults,
    tStatusNoResults: () => noResults,
    tAssistiveHint: () => how,
    tStatusQueryTooShort: (length) => tooShort.replace("{n}", String(length)),
    tStatusSelectedOption: (name, length, index) =>
      suggested
        .replace("{name}", () => name)
        .replace("{place}", String(index + 1))
        .replace("{n}", String(length)),
    tStatusResults: (length) =>
      length === 1 ? resultsOne : resultsMany.replace("{n}", String(length)),
    onConfirm: (found) => {
      if (!found) return;
      picked = label(found);
      if (chosen) chosen.value = found.id;
    },
  });
  input.remove();

  const typing = place.querySelector("input");
  if (describedBy) {
    const described = [describedBy, typing.getAttribute("aria-describedby")].filter(Boolean);
    typing.setAttribute("aria-describedby", described.join(" "));
  }
  typing.setAttribute("spellcheck", "false");
  typing.addEventListener("input", () => {
    if (chosen && typing.value !== picked) chosen.value = "";
  });
}

if (window.accessibleAutocomplete) {
  document.querySelectorAll("input[data-suggest-url]").forEach(enhance);
}
