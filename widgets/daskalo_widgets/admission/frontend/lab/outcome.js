// What a change leads to: figures before and now, who moves, from where to where on the map, and each child in a table.

import { element, fill } from "../../../frontend/dom.js";
import { dataTable } from "../../../frontend/tables.js";
import { planMap } from "../map.js";

const SYMBOLS = { gains: "▲", loses: "▼", moves: "↔", same: "=" };
const FLOWS = 12;

/** A result that can be drawn anew; its summary is said when it is `live`. */
export function labResult({ labels, plan, uid, live = false }) {
  const summary = element("p", { class: "headline", role: live ? "status" : null });
  const figures = element("ul", { class: "figures" });
  const who = element("div");
  const map = planMap(plan);
  const flows = element("ol", { class: "flows" });
  const table = element("div");
  const folded = element("details", {}, element("summary", {}, labels.lab_flows), flows);
  const root = element(
    "div",
    { class: "lab-result", hidden: true },
    summary,
    who,
    element("h4", {}, labels.lab_figures),
    figures,
    element("p", { class: "quiet" }, labels.lab_of),
    element("h4", {}, labels.lab_map),
    map.element,
    element("p", { class: "quiet" }, labels.lab_map_how),
    folded,
    element("details", {}, element("summary", {}, labels.lab_table), table),
  );

  function show(found) {
    root.hidden = false;
    if (summary.textContent !== found.said) summary.textContent = found.said;
    who.replaceChildren(labParts(found.counts, found.children), legend(found.counts));
    figures.replaceChildren(...found.figures.map((one) => figure(one, labels)));
    map.show({ label: fill(labels.lab_map_said, { said: found.said }), places: found.places, moves: found.flows });
    folded.hidden = !found.flows.length;
    const more = found.flows.length - FLOWS;
    const lines = found.flows.slice(0, FLOWS).map(({ text, count }) => element("li", {}, element("strong", {}, String(count)), " ", text));
    if (more > 0) lines.push(element("li", { class: "quiet" }, fill(labels.lab_flows_more, { n: more })));
    flows.replaceChildren(...lines);
    table.replaceChildren(dataTable(found.table, uid));
  }

  return { element: root, show };
}

/** All children as one bar: who gains, loses, moves, stays. A picture; the words stand beside it. */
export function labParts(parts, all) {
  const pieces = parts
    .filter(({ n }) => n)
    .map(({ change, n }) => element("span", { class: "piece", "data-change": change, style: `flex-grow: ${n / all}` }));
  return element("div", { class: "stacked", "aria-hidden": "true" }, ...pieces);
}

function legend(counts) {
  const lines = counts.map(({ change, text, n }) =>
    element("li", { "data-change": change }, element("span", { "aria-hidden": "true" }, SYMBOLS[change]), element("strong", {}, String(n)), ` ${text}`),
  );
  return element("ul", { class: "legend" }, ...lines);
}

function figure({ name, text, before, now, before_share, now_share, percent }, labels) {
  const line = (share, tone) => element("span", { class: "fill", "data-tone": tone, style: `width: ${100 * Math.min(1, share)}%` });
  const good = name === "first" ? now > before : now < before;
  const tone = now === before ? "accent" : good ? "right" : "wrong";
  const change = now === before ? String(now) : fill(labels.lab_from_to, { before, now });
  const bars = element("span", { class: "pair", "aria-hidden": "true" });
  bars.append(element("span", { class: "track" }, line(before_share, "quiet")), element("span", { class: "track" }, line(now_share, tone)));
  const much = element("span", { class: "much" }, element("strong", {}, change), percent ? ` (${percent})` : "");
  return element("li", { class: "bar" }, element("span", { class: "what" }, text), bars, much);
}
