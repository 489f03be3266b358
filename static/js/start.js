// Tells the styles that scripts run, and wakes the NHS behaviours (focus on errors, double clicks).
const { documentElement, body } = document;
body.classList.add("js-enabled", "nhsuk-frontend-supported");

const { frontend } = documentElement.dataset;
if (frontend) {
  try {
    const { initAll } = await import(frontend);
    initAll();
  } catch {
    // Pages work without it, so a reader needs to know nothing.
  }
}
