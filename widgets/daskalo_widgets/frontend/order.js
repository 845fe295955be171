// Ordering: a numbered list whose items move up and down by buttons; the focus stays on the item that moved.

import { allow, button, element, verdict } from "./dom.js";

export function orderBody({ spec, labels, uid, change }) {
  let order = spec.items.map(({ id }) => id);
  const rows = new Map(
    spec.items.map((item) => {
      const note = verdict(`${uid}-${item.id}-why`, labels);
      const mover = (symbol, label, step) =>
        button(element("span", { "aria-hidden": "true" }, symbol), () => move(item.id, step), {
          class: "step",
          title: label,
          "aria-label": `${label}: ${item.text}`,
        });
      const up = mover("↑", labels.up, -1);
      const down = mover("↓", labels.down, 1);
      const steps = element("span", { class: "steps" }, up, down);
      const line = element("div", { class: "row" }, element("span", { class: "text" }, item.text), steps);
      const row = element("li", { class: "card" }, line, note.element);
      return [item.id, { row, up, down, note }];
    }),
  );
  const list = element("ol", { class: "cards" }, ...[...rows.values()].map(({ row }) => row));

  function move(id, step) {
    const from = order.indexOf(id);
    order = order.toSpliced(from, 1).toSpliced(from + step, 0, id);
    arrange();
    change({ part: id, value: order });
  }

  function arrange() {
    const focused = document.activeElement;
    const inside = list.contains(focused);
    list.append(...order.map((id) => rows.get(id).row));
    if (inside) focused.focus();
    order.forEach((id, at) => {
      allow(rows.get(id).up, at > 0);
      allow(rows.get(id).down, at < order.length - 1);
    });
  }

  return {
    element: list,
    show({ value, marks }) {
      const wanted = value ?? spec.items.map(({ id }) => id);
      if (wanted.join() !== order.join()) order = [...wanted];
      arrange();
      for (const [id, { note }] of rows) note.show(marks[id]);
    },
  };
}
