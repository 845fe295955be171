// The order of the wishes: up, down, away; a list to add from. The map beside it shows the same.

import { allow, button, element, fill } from "../../../frontend/dom.js";

/** Draws the wishes; `order(ids)` is told the new order. */
export function wishList(state, { labels, order, uid }) {
  const ids = state.wishes.map(({ id }) => id);
  const locked = state.stage !== "draft";
  const swap = (at, to) => {
    const moved = [...ids];
    [moved[at], moved[to]] = [moved[to], moved[at]];
    order(moved);
  };
  const list = element("ol", { class: "wishes" });
  state.wishes.forEach((wish, at) => {
    const control = (label, text, press, allowed) => {
      const made = button(text, press, { "aria-label": fill(label, { name: wish.name }), "data-key": `${uid}-${wish.id}-${text}` });
      allow(made, allowed && !locked);
      return made;
    };
    const about = fill(labels.wish_about, { points: wish.points, places: wish.places, applicants: wish.applicants });
    list.append(
      element(
        "li",
        {},
        element("div", {}, element("strong", {}, wish.name), element("span", { class: "quiet" }, about)),
        element(
          "div",
          { class: "buttons" },
          control(labels.wish_up, "↑", () => swap(at, at - 1), at > 0),
          control(labels.wish_down, "↓", () => swap(at, at + 1), at < ids.length - 1),
          control(labels.wish_away, "×", () => order(ids.filter((id) => id !== wish.id)), true),
        ),
      ),
    );
  });
  return element("div", {}, ids.length ? list : element("p", { class: "quiet" }, labels.no_wishes), adder(state, { labels, order, uid }));
}

function adder(state, { labels, order, uid }) {
  const ids = state.wishes.map(({ id }) => id);
  if (state.stage !== "draft") return null;
  if (ids.length >= state.most) return element("p", { class: "quiet" }, fill(labels.wishes_full, { most: state.most }));
  const id = `${uid}-add`;
  const list = element("select", { id, "data-key": id, onchange: () => list.value && order([...ids, list.value]) });
  const left = state.offered.filter(({ value }) => !ids.includes(value));
  list.append(...[{ value: "", text: labels.choose }, ...left].map(({ value, text }) => element("option", { value }, text)));
  return element("p", { class: "field" }, element("label", { for: id }, labels.wish_add), list);
}
