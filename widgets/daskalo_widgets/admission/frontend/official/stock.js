// Where places are: free, offered, confirmed, freed. Bars, their key, and the marks on the map; the same in all views.

import { element, fill } from "../../../frontend/dom.js";

/** In the order of the bars: what is settled stands first. */
export const STOCK = ["confirmed", "offered", "freed", "free"];

/** What the colours of the bars mean. */
export function stockKey(labels) {
  const one = (name) => element("li", {}, element("span", { class: "swatch", "data-stock": name, "aria-hidden": "true" }), labels[`stock_${name}`]);
  return element("ul", { class: "key" }, ...STOCK.map(one));
}

/** One institution as a bar; `show(counts)` changes it in place, so that it can move. */
export function stockBar(name, most, labels) {
  const parts = STOCK.map((stock) => element("span", { class: "stock", "data-stock": stock }));
  const words = element("span", { class: "much" });
  const row = element(
    "li",
    { class: "stocked" },
    element("span", { class: "what" }, name),
    element("span", { class: "track", "aria-hidden": "true" }, ...parts),
    words,
  );
  return {
    element: row,
    show(counts) {
      STOCK.forEach((stock, at) => (parts[at].style.width = `${(100 * counts[stock]) / Math.max(1, most)}%`));
      const said = STOCK.filter((stock) => counts[stock]).map((stock) => fill(labels[`stock_${stock}_n`], { n: counts[stock] }));
      words.textContent = said.join(" · ");
    },
  };
}

/** The marks of the map: how much of an institution is taken, and the number of places nobody has. */
export function stockMarks(places, labels) {
  const marks = {};
  for (const place of places) {
    const taken = place.confirmed + place.offered;
    const all = taken + place.free + place.freed;
    const tone = place.offered ? "wish" : "right";
    const text = fill(labels.stock_map, { taken, places: all, free: all - taken });
    marks[place.id] = { share: taken / Math.max(1, all), tone, rank: all - taken, text };
  }
  return marks;
}

/** All institutions together. */
export function stockSum(places) {
  const sum = Object.fromEntries(STOCK.map((stock) => [stock, 0]));
  for (const place of places) for (const stock of STOCK) sum[stock] += place[stock];
  return sum;
}
