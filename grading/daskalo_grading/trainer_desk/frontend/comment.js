// The comment, with earlier ones to pick.

import { button, element } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { keyCap } from "./keys.js";

const MOST = 9; // one digit each

export function commentForm({ comments, labels, uid, changed, picked }) {
  const area = element("textarea", { id: `${uid}-comment`, rows: 3, spellcheck: true, oninput: changed });
  const list = element("ol", { class: "earlier", "aria-labelledby": `${uid}-earlier` });
  const choices = comments.slice(0, MOST).map((text, at) =>
    button(element("span", {}, keyCap(String(at + 1)), " ", text), () => pick(at), { class: "suggestion" }),
  );
  list.append(...choices.map((choice) => element("li", {}, choice)));

  function pick(at) {
    const text = comments[at];
    if (text === undefined || at >= MOST) return;
    if (!area.value.includes(text)) area.value = [area.value.trimEnd(), text].filter(Boolean).join("\n");
    changed();
    picked(text);
  }

  const earlier = element("div", {}, element("p", { class: "label", id: `${uid}-earlier` }, labels.earlier, " ", keyCap("v")), list);
  const label = element("label", { for: area.id }, labels.comment, " ", keyCap("c"));
  return {
    element: element("div", { class: "comment" }, element("div", { class: "field" }, label, area), choices.length ? earlier : null),
    focus: () => area.focus(),
    /** Moves to the earlier comments; returns whether there are any. */
    browse: () => (choices[0]?.focus(), choices.length > 0),
    browsing: () => list.contains(document.activeElement),
    step(by) {
      const at = choices.indexOf(document.activeElement) + by;
      choices[Math.max(0, Math.min(at, choices.length - 1))]?.focus();
    },
    pick: (key) => pick(Number(key) - 1),
    value: () => area.value.trim(),
    set(text) {
      area.value = text ?? "";
    },
  };
}
