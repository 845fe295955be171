// The first view: what waits where, what the trainer should know, and grading of everything new.

import { allow, button, element, fill } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { dataTable } from "../../../../widgets/daskalo_widgets/frontend/tables.js";

const count = (label, number, tone) =>
  element("li", { "data-tone": number ? tone : "none" }, element("b", {}, String(number)), ` ${label}`);

export function overviewView({ ask, labels, go, uid, running }) {
  const root = element("div");

  function unitCard(unit) {
    const numbers = element("ul", { class: "numbers" });
    numbers.append(
      count(labels.to_grade, unit.to_grade, "open"),
      count(labels.to_mark, unit.to_mark, "open"),
      count(labels.to_release, unit.to_release, "open"),
      count(labels.failed, unit.failed, "problem"),
      count(labels.handed_in, unit.handed_in, "fact"),
    );
    const title = element("h3", { id: `${uid}-${unit.id}` }, unit.title);
    const about = { "aria-describedby": title.id };
    const actions = element("div", { class: "actions" });
    if (unit.to_grade) {
      actions.append(button(fill(labels.grade_n, { n: unit.to_grade }), () => grade([unit.id]), about));
    }
    if (unit.to_mark) {
      actions.append(button(fill(labels.mark_n, { n: unit.to_mark }), () => go("marking", unit.id), about));
    }
    if (unit.to_release) {
      actions.append(button(fill(labels.release_n, { n: unit.to_release }), () => go("feedback", unit.id), about));
    }
    const mean = unit.mean ? element("p", { class: "quiet" }, fill(labels.mean, { mean: unit.mean })) : null;
    const none = unit.handed_in ? null : element("p", { class: "quiet" }, labels.none_handed_in);
    const card = element("li", { class: "unit" }, title, mean, none, numbers);
    if (actions.childElementCount) card.append(actions);
    return card;
  }

  function grade(units) {
    return running() ? null : ask({ do: "grade", units });
  }

  function notes(list) {
    const items = element("ul", { class: "notes" });
    for (const note of list) {
      items.append(element("li", {}, element("strong", {}, `${note.who} · ${note.unit}`), element("p", {}, note.sentence)));
    }
    return items;
  }

  return {
    element: root,
    async open() {
      const shown = await ask({ do: "overview" });
      if (!shown) return;
      const all = shown.units.reduce((sum, unit) => sum + unit.to_grade, 0);
      const gradeAll = button(all ? fill(labels.grade_all, { n: all }) : labels.nothing_to_grade, () => grade(null), {
        class: "main",
      });
      allow(gradeAll, all > 0 && !running());
      const units = element("ul", { class: "units" });
      units.append(...shown.units.map(unitCard));
      root.replaceChildren(
        element("div", { class: "actions" }, gradeAll),
        element("h2", {}, labels.units),
        shown.units.length ? units : element("p", { class: "quiet" }, labels.no_units),
        element("h2", {}, labels.notes),
        shown.notes.length ? notes(shown.notes) : element("p", { class: "quiet" }, labels.no_notes),
        element("h2", {}, labels.people),
        dataTable(shown.people, uid),
      );
    },
  };
}
