// Points for one piece of work: a level for each criterion, or a number where there is no rubric.

import { element, fill } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { keyCap, levelKeys } from "./keys.js";

/** The criteria; `changed()` after every choice, `say(sentence)` tells what was chosen. */
export function rubricForm({ piece, labels, uid, changed, say }) {
  const rows = piece.rubric.criteria.map((criterion, at) => {
    const keys = levelKeys(criterion.levels);
    const radios = criterion.levels.map((level, place) => {
      const radio = element("input", { type: "radio", name: `${uid}-${at}`, value: place, onchange: () => picked(at, false) });
      return { radio, level, key: keys[place] };
    });
    const box = element("fieldset", { class: "criterion" }, element("legend", {}, `${at + 1}. ${criterion.text}`));
    for (const { radio, level, key } of radios) {
      const points = element("b", {}, fill(labels.points_short, { points: level.shown }));
      box.append(element("label", { class: "pick" }, radio, keyCap(key), element("span", {}, points, ` ${level.text}`)));
    }
    return { criterion, radios, box };
  });
  const group = element("div", { class: "criteria" });
  group.append(...rows.map((row) => row.box));
  let current = 0;

  const chosen = (at) => rows[at].radios.find(({ radio }) => radio.checked);
  const firstOpen = () => rows.findIndex((_, at) => !chosen(at));

  function focus(at) {
    current = Math.max(0, Math.min(at, rows.length - 1));
    (chosen(current) ?? rows[current].radios[0]).radio.focus();
  }

  function picked(at, moveOn) {
    current = at;
    const { level } = chosen(at);
    say(fill(labels.picked, { criterion: rows[at].criterion.text, points: level.shown, text: level.text }));
    changed();
    if (!moveOn) return true;
    const next = at + 1 < rows.length ? at + 1 : firstOpen();
    if (next < 0) return false; // all have a level: the caller moves the focus on
    focus(next);
    return true;
  }

  group.addEventListener("focusin", (event) => {
    current = rows.findIndex((row) => row.box.contains(event.target));
  });

  return {
    element: group,
    focus: () => focus(Math.max(0, firstOpen())),
    last: () => focus(rows.length - 1),
    move: (step) => (current + step < rows.length ? (focus(current + step), true) : false),
    /** Takes a digit; returns whether the focus still lies on a criterion. */
    digit(key) {
      const meant = rows[current].radios.find((each) => each.key === key);
      if (!meant) {
        say(fill(labels.no_level, { key, criterion: rows[current].criterion.text }));
        return true;
      }
      meant.radio.checked = true;
      return picked(current, true);
    },
    value: () => Object.fromEntries(rows.flatMap((row, at) => (chosen(at) ? [[row.criterion.id, chosen(at).level.points]] : []))),
    set(points) {
      for (const { criterion, radios } of rows) {
        for (const { radio, level } of radios) radio.checked = points?.[criterion.id] === level.points;
      }
    },
    /** What is missing before it can be saved, as a sentence; it moves the focus there. */
    missing() {
      const open = firstOpen();
      if (open < 0) return "";
      focus(open);
      return fill(labels.level_missing, { criterion: rows[open].criterion.text });
    },
    total: () => rows.reduce((sum, _, at) => sum + (chosen(at)?.level.points ?? 0), 0),
  };
}

/** A single number of points, with the comma or the point as its decimal sign. */
export function pointsForm({ piece, labels, uid, changed }) {
  const id = `${uid}-points`;
  const field = element("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", "data-plain": "", oninput: changed });
  const label = element("label", { for: id }, fill(labels.points_of, { most: piece.points_shown }));
  const read = () => (field.value.trim() ? Number(field.value.trim().replace(",", ".")) : NaN);
  return {
    element: element("p", { class: "field" }, label, field),
    focus: () => field.focus(),
    last: () => field.focus(),
    move: () => false,
    digit: () => null,
    value: () => (Number.isNaN(read()) ? field.value : read()),
    set(points) {
      field.value = points == null ? "" : String(points).replace(".", labels.decimal);
    },
    missing() {
      const given = read();
      if (given >= 0 && given <= piece.points) return "";
      field.focus();
      return fill(labels.points_missing, { most: piece.points_shown });
    },
    total: () => read() || 0,
  };
}
