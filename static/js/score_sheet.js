// What somebody wrote on a score sheet, as pairs of name and value, and its way to the server.

const PATIENCE_MS = 15_000;
const NO_CONTENT = new Set(["csrf_token", "edition", "words"]);

/** Return what is written on a sheet, in one fixed order and with one kind of line end. */
export function contentOf(form) {
  const pairs = [...new FormData(form)].filter(([name]) => !NO_CONTENT.has(name));
  return pairs.map(([name, value]) => [name, value.replaceAll("\r\n", "\n").trim()]);
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Write content back on a sheet; what has no place on it any more is left out. */
export function restore(form, content) {
  for (const [name, value] of content) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    field.value = value; // of radios, this chooses the one with the value
  }
}

/** Send content with what the sheet says about itself; the answer is JSON where all is well. */
export function post(url, form, { content, sending }) {
  const fixed = [...NO_CONTENT].map((name) => [name, form.elements.namedItem(name)?.value ?? ""]);
  const body = new URLSearchParams([...fixed, ...content]);
  if (sending) body.set("send", "1");
  return fetch(url, {
    method: "POST",
    body,
    redirect: "manual",
    keepalive: true,
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}
