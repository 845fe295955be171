// The museum of wrong implementations: each mechanism as an exhibit, placed when it is looked at.

import { element } from "../../../frontend/dom.js";
import { labParts } from "./outcome.js";
import { choice, section } from "../parts.js";

export function museumPanel({ labels, uid, ask }) {
  const list = element("ul", { class: "exhibits" });
  const progress = element("progress", { max: 1, value: 0, "aria-label": labels.lab_museum, hidden: true });
  const rooms = choice(labels.lab_room, `${uid}-room`, (room) => enter(room));
  let state;
  let shown = "";
  let run = 0;

  async function enter(room) {
    const mine = ++run;
    shown = room;
    list.replaceChildren();
    progress.hidden = false;
    progress.max = state.mechanisms.length;
    for (const [at, mechanism] of state.mechanisms.entries()) {
      progress.value = at;
      const found = await ask({ what: "exhibit", mechanism, room });
      if (!found || mine !== run) break;
      list.append(exhibit(found));
    }
    if (mine === run) progress.hidden = true;
  }

  function exhibit(found) {
    const said = found.said.map((sentence) => element("p", {}, sentence));
    const broken = found.promise ? element("p", { class: "promise" }, found.promise) : null;
    const story = found.story.length ? element("div", { class: "story" }, ...found.story.map((sentence) => element("p", {}, sentence))) : null;
    const parts = labParts(found.parts, found.children);
    return element("li", {}, element("h4", {}, found.name), element("p", { class: "quiet" }, found.about), parts, ...said, broken, story);
  }

  const part = section(labels.lab_museum, element("p", {}, labels.lab_museum_how), rooms.element, progress, list);
  return {
    element: part,
    show(fresh) {
      state = fresh;
      rooms.show(state.rooms, shown || state.rooms[0].value);
    },
    /** Fills the room when somebody comes in. */
    open() {
      if (state && !list.children.length) enter(shown || state.rooms[0].value);
    },
  };
}
