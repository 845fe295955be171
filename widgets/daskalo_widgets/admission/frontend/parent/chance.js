// The chance before the draw: lotteries are drawn a hundred at a time, so the bars are there at once and grow steady.

import { button, element, fill } from "../../../frontend/dom.js";
import { bar } from "../parts.js";

const LOTTERIES = 1000;

/** `look(from)` asks the kernel for the next lotteries; `began()` is told when somebody starts to look. */
export function chancePanel({ labels, ask, began }) {
  const list = element("ul", { class: "bars" });
  const progress = element("progress", { max: LOTTERIES, value: 0, "aria-label": labels.chance, hidden: true });
  const said = element("p", { class: "quiet", role: "status" });
  let run = 0;
  let wishes = [];
  const start = button(labels.chance_look, look, { class: "main" });

  async function look() {
    const mine = ++run;
    await began();
    const counts = new Array(wishes.length + 1).fill(0);
    progress.hidden = false;
    for (let drawn = 0; drawn < LOTTERIES && mine === run; ) {
      const found = await ask({ what: "chance", from: drawn });
      if (!found || mine !== run) break;
      drawn += found.draws;
      found.counts.forEach((count, at) => (counts[at] += count));
      progress.value = drawn;
      said.textContent = fill(labels.chance_drawn, { n: drawn });
      draw(counts, drawn);
    }
    if (mine === run) progress.hidden = true;
  }

  function draw(counts, drawn) {
    const named = [...wishes.map(({ name }, at) => `${at + 1}. ${name}`), labels.chance_none];
    list.replaceChildren(
      ...named.map((name, at) => {
        const share = counts[at] / drawn;
        const margin = 1.96 * Math.sqrt((share * (1 - share)) / drawn);
        const interval = [Math.max(0, share - margin), Math.min(1, share + margin)];
        const tone = at < wishes.length ? "accent" : "wrong";
        return bar(name, share, percent(share), { tone, interval });
      }),
    );
  }

  /** What is neither nothing nor all is never rounded to it. */
  function percent(share) {
    if (share > 0 && share < 0.005) return labels.chance_least;
    if (share < 1 && share >= 0.995) return labels.chance_most;
    return fill(labels.percent, { n: Math.round(100 * share) });
  }

  return {
    element: element("div", {}, element("p", { class: "actions" }, start), progress, said, list),
    /** What was drawn for other wishes is no longer true. */
    forget(now) {
      run += 1;
      wishes = now;
      progress.hidden = true;
      said.textContent = "";
      list.replaceChildren();
      start.setAttribute("aria-disabled", String(!now.length));
    },
  };
}
