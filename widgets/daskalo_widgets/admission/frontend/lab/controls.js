// What can be changed in the lab: the bonus with its slider, the struck criterion, the tie-break, the mechanism, places.

import { button, element, fill } from "../../../frontend/dom.js";
import { choice, keepingFocus, marked, training } from "../parts.js";

const SETTINGS = { bonus: "lab_bonus", tax: "lab_tax", tie: "lab_tie", mechanism: "lab_mechanism", places: "lab_places" };

/** Draws the controls; `change(operation)` is told what was set, `preview(step)` where the slider is just now. */
export function labControls({ labels, uid, change, preview }) {
  const setting = (what) => (value) => change({ do: "set", what, value });
  const lists = Object.fromEntries(
    Object.entries(SETTINGS).map(([what, label]) => [what, choice(labels[label], `${uid}-${what}`, setting(what), training(labels))]),
  );
  const slider = labSlider(labels.lab_step, `${uid}-step`, { step: 0.1 });
  slider.moved((value) => preview(String(value)), (value) => change({ do: "set", what: "bonus", value: String(value) }));
  const share = labSlider(labels.lab_share, `${uid}-share`, { step: 5, most: 100 });
  share.moved(() => {}, (value) => change({ do: "set", what: "share", value: String(value) }));
  const redraw = button(labels.lab_payers, () => change({ do: "set", what: "payers", value: labSeed() }), {});
  const payers = element("div", { class: "payers" }, share.element, redraw);
  const bonus = element("p", { class: "quiet" });
  const tax = element("p", { class: "quiet" });
  const mechanism = element("p", { class: "quiet" });
  const seats = seatChanger({ labels, uid, change });
  const points = element("div", { class: "fields" });
  const root = element(
    "div",
    { class: "lab-controls" },
    element("div", {}, lists.bonus.element, slider.element, bonus),
    element("div", {}, lists.mechanism.element, mechanism),
    element("div", {}, lists.tie.element),
    element("div", {}, lists.tax.element, payers, tax),
    element("div", {}, lists.places.element, seats.element),
    element("details", {}, element("summary", {}, labels.lab_points), points),
  );

  function show(controls) {
    for (const [what, list] of Object.entries(lists)) {
      list.show(controls[what].options, controls[what].value);
      list.mark.hidden = !controls[what].training;
    }
    slider.show(controls.bonus.step, controls.bonus.most);
    said(controls.bonus.said);
    share.show(controls.tax.share, 100);
    payers.hidden = !controls.tax.counts;
    tax.textContent = controls.tax.about;
    mechanism.textContent = controls.mechanism.about;
    seats.show(controls.seats);
    keepingFocus(points, () => points.replaceChildren(...controls.points.map((one) => pointField(one, controls.most_points))));
  }

  function said(sentence) {
    bonus.textContent = sentence;
  }

  function pointField({ id, name, value, ruled, changed, training: invented }, most) {
    const key = `${uid}-points-${id}`;
    const input = element("input", { type: "number", id: key, "data-key": key, min: 0, max: most, step: 0.5, value });
    input.addEventListener("change", () => input.value !== "" && change({ do: "points", criterion: id, value: input.value }));
    const before = changed ? element("span", { class: "quiet" }, fill(labels.lab_ruled, { value: ruled })) : null;
    return element("p", { class: "field", "data-changed": String(changed) }, marked(input, name, invented ? training(labels) : null), input, before);
  }

  return { element: root, show, said };
}

/** A native slider with its value beside it: `moved(input, change)` is called while it moves and when it stands. */
export function labSlider(label, id, { step, most = 100 }) {
  const input = element("input", { type: "range", id, min: 0, max: most, step, value: 0 });
  const value = element("output", { for: id });
  const write = () => (value.textContent = Number(input.value).toLocaleString(document.documentElement.lang || undefined));
  return {
    element: element("p", { class: "field slider" }, element("label", { for: id }, label), element("span", {}, input, value)),
    moved(moving, stands) {
      input.addEventListener("input", () => (write(), moving(Number(input.value))));
      input.addEventListener("change", () => stands(Number(input.value)));
    },
    show(now, limit) {
      input.max = limit;
      input.value = now;
      write();
    },
  };
}

export const labSeed = () => String(Math.floor(1e9 * Math.random()));

/** More or fewer places at one institution. */
function seatChanger({ labels, uid, change }) {
  const id = `${uid}-seat`;
  const list = element("select", { id, onchange: () => say() });
  const count = element("p", { class: "count" });
  const by = (many) => {
    const seat = seats[list.selectedIndex];
    if (seat) change({ do: "places", institution: seat.institution, group: seat.group, by: many });
  };
  const steps = [-5, -1, 1, 5].map((many) => {
    const text = `${many > 0 ? "+" : "−"}${Math.abs(many)}`;
    return button(text, () => by(many), { "aria-label": fill(labels.lab_more, { n: text }) });
  });
  let seats = [];
  const say = () => {
    const seat = seats[list.selectedIndex];
    count.textContent = seat ? fill(labels.lab_seats, { places: seat.places, ruled: seat.ruled }) : "";
  };
  return {
    element: element(
      "div",
      { class: "seats" },
      element("p", { class: "field" }, element("label", { for: id }, labels.lab_seat), list),
      count,
      element("p", { class: "actions" }, ...steps),
    ),
    show(fresh) {
      const at = Math.max(0, list.selectedIndex);
      seats = fresh;
      list.replaceChildren(...seats.map((seat, number) => element("option", { value: number, selected: number === at }, seat.name)));
      say();
    },
  };
}
