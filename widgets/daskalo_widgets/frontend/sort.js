// Sorting into categories: a numbered card for each item, with one radio button for each category.

import { element, verdict } from "./dom.js";

export function sortBody({ spec, labels, uid, change }) {
  const cards = spec.items.map((item) => {
    const note = verdict(`${uid}-${item.id}-why`, labels);
    const radios = spec.categories.map((category) =>
      element("input", {
        type: "radio",
        name: `${uid}-${item.id}`,
        value: category.id,
        "aria-describedby": note.element.id,
        onchange: () => change({ part: item.id, value: category.id }),
      }),
    );
    const picks = spec.categories.map((category, at) =>
      element("label", { class: "pick" }, radios[at], element("span", {}, category.text)),
    );
    const legend = element("legend", {}, item.text);
    const group = element("fieldset", {}, legend, element("div", { class: "picks" }, ...picks), note.element);
    return { id: item.id, radios, note, card: element("li", { class: "card" }, group) };
  });

  return {
    element: element("ol", { class: "cards" }, ...cards.map(({ card }) => card)),
    show({ value, marks }) {
      for (const { id, radios, note, card } of cards) {
        for (const radio of radios) radio.checked = value?.[id] === radio.value;
        card.dataset.done = String(Boolean(value?.[id]));
        note.show(marks[id]);
      }
    },
  };
}
