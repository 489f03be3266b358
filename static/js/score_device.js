// What this device keeps of somebody's scores until the server has them, each nominee's under
// "scores:<person>:<nominee>". Private windows and full disks keep nothing.

const START = "scores:";

function attempt(act) {
  try {
    return act(window.localStorage);
  } catch {
    return null;
  }
}

const keys = (store) => Object.keys(store).filter((key) => key.startsWith(START));

/**
 * Say whose scores are kept here, and let go of everybody else's.
 *
 * @param {string} person - the number of whoever signed in
 * @returns {string[]} the numbers of the nominees whose scores are on this device only
 */
export function keptBy(person) {
  const mine = `${START}${person}:`;
  const found = attempt((store) => {
    const all = keys(store);
    all.filter((key) => !key.startsWith(mine)).forEach((key) => store.removeItem(key));
    return all.filter((key) => key.startsWith(mine)).map((key) => key.slice(mine.length));
  });
  return found ?? [];
}

/**
 * Give the place of one nominee's scores; those of anybody else who signed in here go at once.
 *
 * @param {string} key - "scores:<person>:<nominee>"
 * @returns {{read: Function, write: Function, forget: Function}} `write` tells whether it is kept
 */
export function device(key) {
  keptBy(key.split(":")[1]);
  return {
    read: () => attempt((store) => JSON.parse(store.getItem(key) ?? "null")),
    write: (value) => attempt((store) => (store.setItem(key, JSON.stringify(value)), true)) ?? false,
    forget: () => attempt((store) => store.removeItem(key)),
  };
}
