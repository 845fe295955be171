// The invented plan of the town, drawn offline as SVG. It is a picture: all that can be done here can be done in a list.

import { element } from "../../frontend/dom.js";

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const path = (points) => points.map(([x, y]) => `${x},${y}`).join(" ");

/**
 * Draws the plan once; `show(marks)` says what lies on it.
 *
 * `marks`: `{label, home: districtId, places: {institutionId: {text, tone, share, rank}}, moves: [{from, to, count}]}`.
 * `share` (0 to 1) fills the circle from below; `tone` is one of quiet, wish, right, wrong, warning.
 */
export function planMap(plan, { onPick } = {}) {
  const [width, height] = plan.size;
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
  const title = drawn("title");
  const districts = new Map();
  const land = drawn("g", { class: "land" });
  const names = drawn("g", { class: "names" });
  for (const district of plan.districts) {
    const shape = drawn("polygon", { points: path(district.outline), class: "district" });
    const [x, y] = labelSpot(district, plan.institutions);
    land.append(shape);
    names.append(drawn("text", { x, y, class: "name" }, district.name));
    districts.set(district.id, shape);
  }
  land.prepend(drawn("polygon", { points: path(plan.river.outline), class: "river" }));
  for (const street of plan.streets) land.append(drawn("polyline", { points: path(street.line), class: "street" }));
  const lines = drawn("g", { class: "moves" });
  const dots = drawn("g", { class: "dots" });
  svg.append(title, land, lines, dots, names);

  const where = new Map(plan.institutions.map((one) => [one.id, one]));
  function show({ label = "", home = "", places = {}, moves = [] }) {
    title.textContent = label;
    for (const [id, shape] of districts) shape.classList.toggle("home", id === home);
    dots.replaceChildren(...Object.entries(places).filter(([id]) => where.has(id)).map(([id, mark]) => dot(where.get(id), mark)));
    const most = Math.max(1, ...moves.map(({ count }) => count));
    lines.replaceChildren(
      ...moves
        .filter(({ from, to }) => where.has(from) && where.has(to))
        .map(({ from, to, count }) => arrow(where.get(from), where.get(to), 3 + (9 * count) / most)),
    );
  }

  function dot(place, { text = "", tone = "quiet", share = 0, rank = "" }) {
    const radius = 24;
    const level = place.y + radius - 2 * radius * Math.min(1, Math.max(0, share));
    const clip = `${id(place)}-level`;
    const spot = drawn(
      "g",
      { class: "dot", "data-tone": tone, "data-part": share < 1 && rank !== "" ? "" : null },
      drawn("title", {}, [place.name, text].filter(Boolean).join(": ")),
      drawn("clipPath", { id: clip }, drawn("rect", { x: place.x - radius, y: level, width: 2 * radius, height: 2 * radius })),
      drawn("circle", { cx: place.x, cy: place.y, r: radius, class: "ground" }),
      drawn("circle", { cx: place.x, cy: place.y, r: radius, class: "level", "clip-path": `url(#${clip})` }),
      drawn("circle", { cx: place.x, cy: place.y, r: radius, class: "rim" }),
      drawn("text", { x: place.x, y: place.y + 9, class: String(rank).length > 2 ? "long" : null }, String(rank)),
    );
    if (onPick) spot.addEventListener("click", () => onPick(place.id));
    return spot;
  }

  const uid = Math.random().toString(36).slice(2, 8);
  const numbers = new Map(plan.institutions.map((one, at) => [one.id, at]));
  const id = (place) => `map-${uid}-${numbers.get(place.id)}`;
  return { element: element("div", { class: onPick ? "map pick" : "map" }, svg), show };
}

function arrow(from, to, width) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [bendX, bendY] = [(from.x + to.x) / 2 - dy / 6, (from.y + to.y) / 2 + dx / 6];
  const line = drawn("path", { d: `M ${from.x} ${from.y} Q ${bendX} ${bendY} ${to.x} ${to.y}`, "stroke-width": width, class: "move" });
  const long = Math.hypot(to.x - bendX, to.y - bendY) || 1;
  const [ux, uy] = [(to.x - bendX) / long, (to.y - bendY) / long];
  const at = (back, aside) => [to.x - back * ux - aside * uy, to.y - back * uy + aside * ux];
  const wide = 9 + width / 2;
  return drawn("g", {}, line, drawn("polygon", { points: path([at(26, 0), at(48, wide), at(48, -wide)]), class: "head" }));
}

/** Where the name of a district covers no institution: its middle, or near it. */
function labelSpot({ name, outline }, institutions) {
  const [x, y] = middle(outline);
  const half = 8 * name.length + 26;
  const covers = ([right, down]) => institutions.some((one) => Math.abs(one.x - x - right) < half && Math.abs(one.y - y - down + 9) < 36);
  const near = [0, 45, -45, 80, -80].flatMap((down) => [0, 60, -60].map((right) => [right, down]));
  const [right, down] = near.find((spot) => !covers(spot)) ?? [0, 0];
  return [x + right, y + down];
}

function middle(outline) {
  const sum = outline.reduce(([x, y], [nextX, nextY]) => [x + nextX, y + nextY], [0, 0]);
  return sum.map((value) => Math.round(value / outline.length));
}
