// One of several (radio buttons) or any number of several (checkboxes).

import { element, verdict } from "./dom.js";

export function choiceBody({ spec, labels, uid, change }) {
  const many = spec.kind === "choices";
  const rows = spec.options.map((option) => {
    const note = verdict(`${uid}-${option.id}-why`, labels);
    const input = element("input", {
      type: many ? "checkbox" : "radio",
      name: uid,
      value: option.id,
      "aria-describedby": note.element.id,
      onchange: () => change(many ? { part: option.id, value: input.checked } : { value: option.id }),
    });
    const label = element("label", { class: "pick" }, input, element("span", {}, option.text));
    const row = element("div", { class: "option" }, label, note.element);
    return { id: option.id, input, note, row };
  });

  return {
    element: element("div", { class: "options" }, ...rows.map(({ row }) => row)),
    show({ value, marks }) {
      for (const { id, input, note } of rows) {
        input.checked = many ? (value ?? []).includes(id) : value === id;
        note.show(marks[id]);
      }
    },
  };
}
