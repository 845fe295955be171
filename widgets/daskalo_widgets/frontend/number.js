// A number as people write it (decimal comma or point), with its unit.

import { element, verdict } from "./dom.js";
import { watchTyping } from "./typed.js";

export function numberBody({ spec, labels, uid, change, onDirty, onSettled, signal }) {
  const note = verdict(`${uid}-why`, labels);
  const input = element("input", {
    id: `${uid}-number`,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": note.element.id,
    oninput: () => typing.typed(),
    onblur: () => typing.save(),
  });
  const units = spec.units ?? [];
  const choose = units.length > 1;
  const select = element(
    "select",
    { id: `${uid}-unit`, onchange: () => typing.save() },
    element("option", { value: "" }, labels.choose_unit),
    ...units.map(({ id, text }) => element("option", { value: id }, text)),
  );

  const typing = watchTyping({
    read: () => {
      const value = input.value.trim();
      return value ? { value, unit: choose ? select.value : (units[0]?.id ?? "") } : null;
    },
    write: (value) => {
      input.value = value?.value ?? "";
      select.value = value?.unit ?? "";
    },
    send: (value) => change({ value }),
    onDirty,
    onSettled,
    signal,
  });

  return {
    element: element(
      "div",
      { class: "number" },
      element("div", { class: "field" }, element("label", { for: input.id }, labels.number), input),
      choose
        ? element("div", { class: "field" }, element("label", { for: select.id }, labels.unit), select)
        : element("span", { class: "unit" }, units[0]?.text ?? ""),
      note.element,
    ),
    dirty: typing.dirty,
    flush: typing.save,
    refuse: (refused) => input.setAttribute("aria-invalid", String(refused)),
    show({ value, marks }) {
      typing.accept(value);
      note.show(marks[spec.id]);
    },
  };
}
