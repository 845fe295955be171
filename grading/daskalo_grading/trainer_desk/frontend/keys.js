// Which key was meant, on any layout, and the list of the keys.

import { button, element } from "../../../../widgets/daskalo_widgets/frontend/dom.js";

/**
 * Returns the plain key of an event: a small Latin letter, a digit, `?`, or its own name such as `Enter`.
 *
 * A Bulgarian layout writes Cyrillic letters: there the place of the key counts, as it is printed on the keyboard.
 */
export function plainKey(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (event.key === "?") return "?";
  if (digit) return digit[1];
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  if (event.key.length === 1 && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return event.key;
}

/** The key that chooses each level: its points where those are whole and below ten, else its place in the row. */
export function levelKeys(levels) {
  const points = levels.map((level) => level.points);
  const plain = points.every((given) => Number.isInteger(given) && given >= 0 && given < 10);
  return plain && new Set(points).size === points.length ? points.map(String) : points.map((_, at) => String(at + 1));
}

export function keyCap(key) {
  return element("kbd", { "aria-hidden": "true" }, key);
}

/** The list of keys; the browser itself keeps the focus inside and gives it back. */
export function keyHelp(labels, uid) {
  const rows = [
    [["0", "…", "9"], labels.key_digit],
    [["j", "k", "↓", "↑"], labels.key_move],
    [["c"], labels.key_comment],
    [["v"], labels.key_earlier],
    [["Esc"], labels.key_leave],
    [["Enter"], labels.key_save],
    [["Ctrl", "Enter"], labels.key_save_comment],
    [["n", "p"], labels.key_step],
    [["u"], labels.key_undo],
    [["?"], labels.key_help],
  ];
  const title = element("h2", { id: `${uid}-keys` }, labels.keys);
  const list = element("dl", { class: "keys" });
  for (const [keys, words] of rows) {
    const caps = keys.map((key) => (key === "…" ? key : element("kbd", {}, key)));
    list.append(element("div", {}, element("dt", {}, ...caps), element("dd", {}, words)));
  }
  const box = element("dialog", { "aria-labelledby": title.id });
  box.append(title, list, button(labels.close, () => box.close(), { class: "main" }));
  return box;
}
