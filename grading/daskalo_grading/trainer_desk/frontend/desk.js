// The frame of the trainer's desk: who marks, the views, and one line that says what happened.

import { connect } from "../../../../widgets/daskalo_widgets/frontend/connection.js";
import { button, element, fill } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { keeper } from "./drafts.js";
import { markingView } from "./marking.js";
import { overviewView } from "./overview.js";
import { progressPanel } from "./progress.js";
import { agreementView, feedbackView, scoresView, statisticsView } from "./reports.js";

const VIEWS = {
  overview: overviewView,
  marking: markingView,
  agreement: agreementView,
  statistics: statisticsView,
  feedback: feedbackView,
  scores: scoresView,
};

function render({ model, el }) {
  const spec = model.get("spec");
  const labels = model.get("labels");
  const uid = `desk-${Math.random().toString(36).slice(2, 8)}`;
  const mine = keeper(spec.course);
  let name = spec.rater || mine.get("rater") || spec.suggested || "";
  let anonymous = Boolean(mine.get("anonymous"));
  let units = [];
  // The landing page leads to one view of one unit: `#marking/01-first-unit`.
  let [at, wished] = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (!Object.hasOwn(VIEWS, at)) at = "overview";

  const status = element("p", { class: "status", role: "status" });
  const say = (sentence, tone = "quiet") => {
    status.dataset.tone = tone;
    if (status.textContent !== sentence) status.textContent = sentence;
  };
  const connection = connect(model, () => say(labels.silent, "error"));
  async function ask(message) {
    const { error, data } = await connection.ask(message);
    if (error) say(error, "error");
    else if (status.textContent === labels.silent) say("");
    return error ? null : (data ?? {});
  }

  const context = {
    ...{ ask, labels, say, uid, spec, go },
    units: () => units,
    rater: () => name,
    anonymous: () => anonymous,
    running: () => progress.running(),
  };
  const progress = progressPanel(context);
  const made = () => Object.fromEntries(Object.entries(VIEWS).map(([id, make]) => [id, make(context)]));
  let views = made();
  const heading = element("h2", { class: "hidden", tabindex: "-1" });
  const view = element("div", { class: "view" });
  const tabs = Object.fromEntries(Object.keys(VIEWS).map((id) => [id, button(labels[id], () => (say(""), go(id)), {})]));
  const nav = element("nav", { "aria-label": labels.views });
  nav.append(...Object.values(tabs));

  async function go(id, wanted) {
    at = id;
    for (const [other, tab] of Object.entries(tabs)) {
      if (other === id) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    heading.textContent = labels[id];
    const shown = views[id];
    view.replaceChildren(heading, shown.element);
    if (wanted) heading.focus();
    view.setAttribute("aria-busy", "true");
    await shown.open(wanted);
    if (views[at] === shown) view.setAttribute("aria-busy", "false");
  }

  /** Tells the kernel who marks; everything shown is fetched anew, and nothing shown before stays. */
  async function enter() {
    views = made();
    view.replaceChildren(heading);
    const opened = await ask({ do: "open", rater: name, anonymous });
    if (!opened) return;
    units = opened.units;
    progress.show(opened.progress);
    const unit = units.some(({ value }) => value === wished) ? wished : undefined;
    wished = undefined;
    await go(name ? at : "overview", unit);
  }

  const who = element("input", { id: `${uid}-rater`, type: "text", value: name, autocomplete: "name", maxlength: 60 });
  const nameForm = element(
    "form",
    {
      class: "field",
      onsubmit: (event) => event.preventDefault(),
      onchange: () => {
        name = who.value.trim();
        mine.set("rater", name);
        enter();
      },
    },
    element("label", { for: who.id }, labels.rater),
    who,
  );
  const fixed = element("p", { class: "quiet" }, fill(labels.rater_is, { name }));
  const hide = element("input", {
    type: "checkbox",
    role: "switch",
    checked: anonymous,
    onchange: () => {
      anonymous = hide.checked;
      mine.set("anonymous", anonymous);
      enter().then(() => say(anonymous ? labels.anonymous_on : labels.anonymous_off));
    },
  });
  const top = element("div", { class: "top" });
  top.append(
    element("h1", {}, spec.title),
    element("div", { class: "who" }, spec.rater ? fixed : nameForm, element("label", { class: "switch" }, hide, labels.anonymous)),
  );
  el.append(element("div", { class: "daskalo daskalo-desk", lang: spec.language }, top, nav, status, progress.element, view));

  const told = (message) => {
    if (message.progress && progress.show(message.progress)) {
      ask({ do: "units" }).then((fresh) => {
        if (fresh) units = fresh.units;
        if (at !== "marking") go(at);
      });
    }
  };
  model.on("msg:custom", told);
  // JupyterLab listens to plain keys to move, cut and delete cells: inside the desk they belong to the desk.
  const leaving = new AbortController();
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal: leaving.signal });
  // Our Voila page asks before it ends the kernel: what is on its way shall arrive, what runs shall come to its end.
  const leave = (event) => (connection.waiting() || progress.running()) && event.preventDefault();
  window.addEventListener("daskalo-leave", leave, { signal: leaving.signal });
  enter();

  return () => {
    leaving.abort();
    connection.close();
    model.off("msg:custom", told);
  };
}

export default { render };
