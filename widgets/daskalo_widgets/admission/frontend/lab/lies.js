// Who would gain by a false order of wishes: tried part by part, with progress; then one child as a story.

import { button, element, fill } from "../../../frontend/dom.js";
import { bar } from "../parts.js";

/** Tries all parts; `told(done, all, gaining)` after each. Returns whether nothing came between. */
export async function tryLies(ask, message, told, still = () => true) {
  let gaining = 0;
  for (let part = 0, parts = 1; part < parts; part += 1) {
    const found = await ask({ what: "lies", ...message, part });
    if (!found || !still()) return false;
    parts = found.parts;
    gaining += found.gaining;
    told(part + 1, parts, gaining);
  }
  return true;
}

export function liesPanel({ labels, ask, looked }) {
  const progress = element("progress", { max: 1, value: 0, "aria-label": labels.lab_lies_try, hidden: true });
  const said = element("p", { role: "status" });
  const story = element("div", { class: "story", hidden: true });
  const bars = element("ul", { class: "bars" });
  const start = button(labels.lab_lies_try, look, { class: "main" });
  let run = 0;

  function cancel() {
    run += 1;
    progress.hidden = true;
  }

  async function look() {
    const mine = ++run;
    progress.hidden = false;
    progress.value = 0;
    bars.replaceChildren();
    story.hidden = true;
    const told = (done, all, gaining) => {
      progress.max = all;
      progress.value = done;
      said.textContent = fill(labels.lab_lies_so_far, { n: gaining });
    };
    const whole = await tryLies(ask, {}, told, () => mine === run);
    if (mine !== run) return;
    progress.hidden = true;
    if (whole) await looked();
  }

  return {
    element: element("div", {}, element("p", { class: "actions" }, start), progress, said, bars, story),
    /** Something is about to change: what is being tried is no longer asked for, what is asked from now on is. */
    cancel,
    /** Shows what was found; null when nobody has looked yet. */
    show(found) {
      if (!progress.hidden) return;
      const sentence = found ? `${found.said} ${found.moves}` : "";
      if (said.textContent !== sentence) said.textContent = sentence;
      bars.replaceChildren(...(found ? [bar(labels.lab_gaining, found.share, String(found.gaining), { tone: found.gaining ? "wrong" : "right" })] : []));
      story.hidden = !found?.story.length;
      story.replaceChildren(...(found?.story ?? []).map((sentence) => element("p", {}, sentence)));
      start.setAttribute("aria-disabled", String(Boolean(found)));
    },
  };
}
