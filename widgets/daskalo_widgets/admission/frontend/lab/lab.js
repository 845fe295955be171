// The door of the lab: change a rule and see at once who moves; the museum; the law then and now; groups of children.

import { allow, button, element, fill } from "../../../frontend/dom.js";
import { labControls } from "./controls.js";
import { groupsPanel } from "./groups.js";
import { lawPanel } from "./law.js";
import { liesPanel } from "./lies.js";
import { museumPanel } from "./museum.js";
import { notesPanel } from "./notes.js";
import { labResult } from "./outcome.js";
import { section } from "../parts.js";

/** After these the summary is said, too: on a phone the result lies far below the control. */
const CHANGES = ["set", "points", "places", "plain"];
const TABS = { rules: "lab_tab_rules", museum: "lab_tab_museum", law: "lab_tab_law", groups: "lab_tab_groups" };

export function labDoor({ labels, spec, uid, apply, ask, say }) {
  const asking = (message) => ask("lab", message);
  const controls = labControls({ labels, uid, change, preview });
  const changed = element("p", { class: "changed" });
  const against = element("p", {});
  const plain = button(labels.lab_plain, () => change({ do: "plain" }), {});
  const pin = button(labels.lab_pin, () => change({ do: "pin" }), {});
  const unpin = button(labels.lab_unpin, () => change({ do: "unpin" }), {});
  const result = labResult({ labels, plan: spec.plan, uid });
  const lies = liesPanel({ labels, ask: asking, looked: () => change({ do: "look", what: "lies" }) });
  const notes = notesPanel({ labels, uid, ask: asking, change });
  const rooms = {
    rules: element(
      "div",
      { class: "lab-columns" },
      element("div", {}, section(labels.lab_rules, element("p", { class: "quiet" }, labels.lab_rules_how), changed, element("p", { class: "actions" }, plain), controls.element)),
      element(
        "div",
        {},
        section(labels.lab_result, against, element("p", { class: "actions" }, pin, unpin), result.element),
        section(labels.lab_lies, element("p", { class: "quiet" }, labels.lab_lies_how), lies.element),
      ),
      section(labels.lab_notes, element("p", { class: "quiet" }, labels.lab_notes_how), notes.element),
    ),
  };
  const panels = {
    museum: museumPanel({ labels, uid, ask: asking }),
    law: lawPanel({ labels, plan: spec.plan, uid, ask: asking, change }),
    groups: groupsPanel({ labels, ask: asking }),
  };
  for (const [id, panel] of Object.entries(panels)) rooms[id] = panel.element;
  const tabs = Object.fromEntries(Object.keys(rooms).map((id) => [id, button(labels[TABS[id]], () => enter(id), {})]));
  const nav = element("nav", { class: "lab-nav", "aria-label": labels.lab_nav }, ...Object.values(tabs));
  const root = element("div", { class: "lab" }, nav, ...Object.values(rooms));
  let at = "";
  let waiting = null;
  let asked = false;
  let drawn = 0;
  enter("rules");

  function enter(id) {
    at = id;
    for (const [other, tab] of Object.entries(tabs)) {
      if (other === id) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
      rooms[other].hidden = other !== id;
    }
    panels[id]?.open();
  }

  async function change(operation) {
    waiting = null;
    drawn += 1;
    if (CHANGES.includes(operation.do)) lies.cancel();
    const fresh = await apply("lab", operation);
    if (!fresh) return null;
    redraw(fresh);
    if (CHANGES.includes(operation.do) && !fresh.taskDone) say(fresh.outcome.said);
    return fresh;
  }

  /** While the slider moves only its last stand is asked about; what is slower than the hand is left out. */
  async function preview(bonus) {
    waiting = bonus;
    if (asked) return;
    asked = true;
    while (waiting !== null) {
      const [wanted, mine] = [waiting, drawn];
      waiting = null;
      const found = await asking({ what: "preview", bonus: wanted });
      if (!found || mine !== drawn) continue;
      result.show(found.outcome);
      controls.said(found.said);
    }
    asked = false;
  }

  /** Draws what did not come from a control here: the door was opened, or a step undone. */
  function draw(state) {
    lies.cancel();
    redraw(state);
  }

  function redraw(state) {
    controls.show(state.controls);
    changed.textContent = state.changed.length ? fill(labels.lab_changed, { what: state.changed.join("; ") }) : labels.lab_unchanged;
    allow(plain, state.changed.length > 0);
    against.textContent = fill(labels.lab_against, { what: state.pinned });
    allow(pin, !state.pinned_now);
    unpin.hidden = state.pinned_plain;
    result.show(state.outcome);
    lies.show(state.lies);
    notes.show(state);
    for (const panel of Object.values(panels)) panel.show(state);
    panels[at]?.open();
  }

  return { element: root, draw };
}
