// The frame of the admission app: three doors, the tour, and one line that says what happened.

import { connect } from "../../frontend/connection.js";
import { allow, button, element, fill } from "../../frontend/dom.js";
import { officialDoor } from "./official/official.js";
import { labDoor } from "./lab/lab.js";
import { parentDoor } from "./parent/parent.js";
import { tourPanel } from "./tour.js";

const DOORS = { parent: parentDoor, official: officialDoor, lab: labDoor };

function render({ model, el }) {
  const spec = model.get("spec");
  const labels = model.get("labels");
  const uid = `admission-${Math.random().toString(36).slice(2, 8)}`;
  const status = element("p", { class: "status", role: "status" });
  const say = (sentence, tone = "quiet") => {
    status.dataset.tone = tone;
    if (status.textContent !== sentence) status.textContent = sentence;
  };
  const connection = connect(model, () => say(labels.silent, "error"));
  async function send(message) {
    const { error, data } = await connection.ask(message);
    if (error) say(error, "error");
    else if (status.dataset.tone === "error") say("");
    return error ? null : (data ?? {});
  }

  const warning = element("p", { class: "warning", hidden: true });
  const undo = button(labels.undo, () => step("undo"), {});
  const restart = button(labels.restart, () => window.confirm(labels.restart_sure) && step("restart"), {});
  const tour = tourPanel({ labels, go });
  const doors = Object.fromEntries(spec.doors.map((id) => [id, DOORS[id]({ labels, spec, uid: `${uid}-${id}`, apply, ask, say })]));
  const tabs = Object.fromEntries(spec.doors.map((id) => [id, doorButton(id)]));
  const nav = element("nav", { class: "doors", "aria-label": labels.doors }, ...Object.values(tabs));
  const heading = element("h2", { tabindex: "-1" });
  const intro = element("p", { class: "quiet" });
  const view = element("div", { class: "view" });
  let at;

  function doorButton(id) {
    const words = [element("strong", {}, labels[`door_${id}`]), element("span", {}, labels[`door_${id}_about`])];
    return element("button", { type: "button", "data-door": id, onclick: () => go(id) }, ...words);
  }

  /** Takes in what the kernel says of a door, and what it means for the tour. */
  function taken(id, data) {
    if (!data) return null;
    const done = tour.show(data.tasks);
    if (done) say(fill(labels.task_just_done, { title: done }), "saved");
    data.state.taskDone = Boolean(done);
    if (id === at) {
      warning.textContent = data.state.rules.warning;
      warning.hidden = !data.state.rules.warning;
      intro.textContent = data.state.rules.title;
      allow(undo, data.state.undoable);
      allow(restart, data.state.undoable);
    }
    return data.state;
  }

  async function apply(door, operation) {
    const data = await send({ do: "apply", operation: { ...operation, door } });
    if (data) return taken(door, data);
    // What is refused may have been asked of a page that another window has left behind: show where things stand.
    const now = await connection.ask({ do: "open", door });
    if (now.data) doors[door].draw(taken(door, now.data));
    return null;
  }

  function ask(door, message) {
    return send({ ...message, do: "ask", door });
  }

  async function step(what) {
    const door = at;
    const fresh = await apply(door, { do: what });
    if (fresh) doors[door].draw(fresh);
  }

  async function go(id, focus = true) {
    at = id;
    location.hash = id;
    for (const [other, tab] of Object.entries(tabs)) {
      if (other === id) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    heading.textContent = labels[`door_${id}`];
    view.replaceChildren(doors[id].element);
    view.setAttribute("aria-busy", "true");
    const state = taken(id, await send({ do: "open", door: id }));
    if (state && at === id) doors[id].draw(state);
    view.setAttribute("aria-busy", "false");
    if (focus) heading.focus();
  }

  const tools = element("p", { class: "actions tools" }, undo, restart);
  el.append(
    element(
      "div",
      { class: "daskalo daskalo-admission", lang: spec.language },
      element("h1", {}, spec.title),
      nav,
      tour.element,
      element("div", { class: "top" }, element("div", {}, heading, intro), tools),
      warning,
      status,
      view,
    ),
  );

  const leaving = new AbortController();
  // JupyterLab listens to plain keys to move, cut and delete cells: inside the app they belong to the app.
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal: leaving.signal });
  const leave = (event) => connection.waiting() && event.preventDefault();
  window.addEventListener("daskalo-leave", leave, { signal: leaving.signal });
  const wanted = () => spec.doors.find((id) => id === location.hash.slice(1));
  // The way back of the browser, and an address that names another door.
  window.addEventListener("hashchange", () => wanted() && wanted() !== at && go(wanted()), { signal: leaving.signal });
  go(wanted() ?? spec.doors[0], false);

  return () => {
    leaving.abort();
    connection.close();
  };
}

export default { render };
