// One wish after the round, the same for a parent and an official.

import { element } from "../../frontend/dom.js";
import { bar } from "./parts.js";

/** Own points beside those of the last child placed, then the sentences. */
export function explainedWish(wish, labels) {
  const most = Math.max(wish.own, wish.cutoff ?? 0, 1);
  const own = bar(labels.own_points, wish.own / most, wish.own_text, { tone: wish.granted ? "right" : "accent" });
  const last = bar(labels.cutoff, (wish.cutoff ?? 0) / most, wish.cutoff_text, { tone: "quiet" });
  const bars = wish.needed ? element("ul", { class: "bars" }, own, last) : null;
  const heading = element("p", {}, element("strong", {}, wish.name), ": ", wish.outcome);
  const said = wish.sentences.map((sentence) => element("p", {}, sentence));
  return element("li", { "data-granted": String(wish.granted) }, heading, bars, ...said);
}
