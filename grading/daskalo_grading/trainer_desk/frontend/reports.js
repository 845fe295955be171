// Agreement, statistics, feedback and scores: what the kernel worked out, and the buttons beside it.

import { button, element } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { dataTable, download, picker, picture } from "../../../../widgets/daskalo_widgets/frontend/tables.js";

/** A view about one unit at a time: the kernel's answer to `message` is drawn by `draw`. */
function aboutUnit({ ask, uid, labels, units }, name, draw) {
  const root = element("div");
  const content = element("div");
  let unit;
  async function load() {
    const shown = unit && (await ask({ do: name, unit }));
    if (shown) content.replaceChildren(...draw(shown, unit, load));
  }
  return {
    element: root,
    async open(wanted) {
      const known = units();
      unit = wanted ?? unit ?? known[0]?.value;
      const choose = (value) => {
        unit = value;
        load();
      };
      root.replaceChildren(picker(labels.unit, known, unit, `${uid}-${name}-unit`, choose), content);
      if (!unit) content.replaceChildren(element("p", { class: "quiet" }, labels.no_units));
      await load();
    },
  };
}

export function agreementView(context) {
  return aboutUnit(context, "agreement", ({ table, help }) => [
    element("p", { class: "quiet" }, help),
    dataTable(table, context.uid),
  ]);
}

export function statisticsView(context) {
  return aboutUnit(context, "statistics", ({ tables, image, help }) => [
    element("p", { class: "quiet" }, help),
    ...(image ? [picture(image)] : []),
    ...tables.map((table) => dataTable(table, context.uid)),
  ]);
}

export function feedbackView(context) {
  const { ask, labels, uid, running } = context;
  const release = (unit, people) => running() || ask({ do: "release", unit, people });
  return aboutUnit(context, "recipients", ({ people, help }, unit) => {
    const all = button(labels.release_all, () => release(unit, null), { class: "main" });
    const list = element("ul", { class: "people" });
    for (const person of people) {
      const name = element("span", { id: `${uid}-person-${person.id}` }, person.shown_as);
      const one = button(labels.release_one, () => release(unit, [person.id]), { "aria-describedby": name.id });
      list.append(element("li", {}, name, element("span", { class: "quiet" }, person.state), one));
    }
    return [element("p", { class: "quiet" }, help), ...(people.length ? [element("div", { class: "actions" }, all), list] : [])];
  });
}

export function scoresView({ ask, labels, uid }) {
  const root = element("div");
  const fetchFile = async (format) => {
    const made = await ask({ do: "export", formats: [format] });
    made?.files.forEach(download);
  };
  return {
    element: root,
    async open() {
      const shown = await ask({ do: "scores" });
      if (!shown) return;
      const files = element("div", { class: "actions" });
      files.append(button(labels.csv, () => fetchFile("csv"), {}), button(labels.xlsx, () => fetchFile("xlsx"), {}));
      root.replaceChildren(files, dataTable(shown.table, uid));
    },
  };
}
