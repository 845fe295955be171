// What is not saved yet, kept in this browser: a closed window or a lost connection takes no half-typed comment away.

const HOME = "daskalo-desk";

/** Reads and writes small values in the browser's own store; a browser without one keeps them until the page is left. */
export function keeper(...place) {
  const prefix = [HOME, ...place].join("/");
  const spare = new Map();
  const name = (key) => `${prefix}/${key}`;
  return {
    get(key) {
      try {
        return JSON.parse(localStorage.getItem(name(key)));
      } catch {
        return spare.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(name(key), JSON.stringify(value));
      } catch {
        spare.set(key, value);
      }
    },
    drop(key) {
      spare.delete(key);
      try {
        localStorage.removeItem(name(key));
      } catch {}
    },
  };
}
