// Parts that the doors share: headings, choices, bars.

import { element } from "../../frontend/dom.js";

/** A part of a door under its heading. */
export function section(heading, ...children) {
  return element("section", { class: "part" }, element("h3", {}, heading), ...children);
}

/** The mark of a value that is invented for lessons. */
export const training = (labels) => element("span", { class: "training" }, labels.training);

/** A label with a mark beside it, which describes the control and is no part of its name. */
export function marked(control, label, mark) {
  const id = `${control.id}-mark`;
  if (mark) control.setAttribute("aria-describedby", id);
  return element("span", {}, element("label", { for: control.id }, label), " ", mark && element("span", { id }, mark));
}

/** A native list of choices; `show(options, chosen)` fills it, `choose(value)` is called on a change. */
export function choice(label, id, choose, mark = null) {
  const list = element("select", { id, onchange: () => choose(list.value) });
  return {
    element: element("p", { class: "field" }, mark ? marked(list, label, mark) : element("label", { for: id }, label), list),
    mark,
    show(options, chosen, first) {
      const all = first === undefined ? options : [{ value: "", text: first }, ...options];
      list.replaceChildren(...all.map(({ value, text }) => element("option", { value, selected: value === chosen }, text)));
    },
  };
}

/** A switch with its label. */
export function tick(label, on, change, attributes = {}) {
  const box = element("input", { type: "checkbox", checked: on, onchange: () => change(box.checked), ...attributes });
  return element("label", { class: "tick" }, box, element("span", {}, label));
}

/** A share as a bar with its words beside it; `interval` is a lighter band, all between 0 and 1. */
export function bar(label, share, words, { tone = "accent", interval = null } = {}) {
  const track = element("span", { class: "track", "aria-hidden": "true" });
  if (interval) {
    const [low, high] = interval;
    track.append(element("span", { class: "band", style: `inset-inline-start: ${100 * low}%; width: ${100 * (high - low)}%` }));
  }
  track.append(element("span", { class: "fill", "data-tone": tone, style: `width: ${100 * Math.min(1, share)}%` }));
  return element("li", { class: "bar" }, element("span", { class: "what" }, label), track, element("span", { class: "much" }, words));
}

/** Puts the focus where it was after a redraw: elements are known by their `data-key`. */
export function keepingFocus(root, redraw) {
  const key = document.activeElement && root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  redraw();
  if (key) root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
