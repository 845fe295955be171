// The calendar of a term: the working days that count are numbered, weekends and holidays are not.

import { element } from "../../../frontend/dom.js";

export function termCalendar(term, labels) {
  const key = ["term", "weekend", "holiday"].map((kind) =>
    element("li", {}, element("span", { class: "swatch", "data-kind": kind, "aria-hidden": "true" }), labels[`day_${kind}`]),
  );
  return element("div", { class: "calendars" }, ...term.months.map((month) => monthTable(month, term.weekdays)), element("ul", { class: "key" }, ...key));
}

function monthTable(month, weekdays) {
  const head = element("tr", {}, ...weekdays.map((name) => element("th", { scope: "col" }, name)));
  const weeks = month.weeks.map((week) => element("tr", {}, ...week.map(dayCell)));
  const table = element("table", { class: "calendar" }, element("caption", {}, month.title), element("thead", {}, head));
  table.append(element("tbody", {}, ...weeks));
  return table;
}

function dayCell(day) {
  if (!day) return element("td");
  const marks = { "data-kind": day.kind, "data-past": String(day.past), "aria-current": day.today ? "date" : null, "data-last": String(day.last) };
  return element(
    "td",
    marks,
    element("span", { "aria-hidden": "true" }, String(day.day)),
    element("small", { "aria-hidden": "true" }, day.n ? String(day.n) : ""),
    element("span", { class: "hidden" }, day.said),
  );
}
