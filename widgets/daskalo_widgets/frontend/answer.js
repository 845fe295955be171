// The frame around every kind of answer: title, task, controls, buttons, status line. It holds no logic of its own:
// what counts as an answer, what is saved and what the status says comes from the kernel.

import { choiceBody } from "./choice.js";
import { connect } from "./connection.js";
import { allow, button, element } from "./dom.js";
import { numberBody } from "./number.js";
import { orderBody } from "./order.js";
import { sortBody } from "./sort.js";
import { textBody } from "./text.js";

const BODIES = {
  choice: choiceBody,
  choices: choiceBody,
  sort: sortBody,
  order: orderBody,
  number: numberBody,
  "short-text": textBody,
  "long-text": textBody,
};

function render({ model, el }) {
  const spec = model.get("spec");
  const labels = model.get("labels");
  const uid = `daskalo-${spec.id}-${Math.random().toString(36).slice(2, 8)}`;
  const [titleId, promptId] = [`${uid}-title`, `${uid}-prompt`];
  const leaving = new AbortController();
  const { signal } = leaving;

  const status = element("p", { class: "status", role: "status" });
  const say = (sentence, tone) => {
    status.dataset.tone = tone;
    if (status.textContent !== sentence) status.textContent = sentence;
  };
  const inVoila = document.body.dataset.voila === "voila";
  const connection = connect(model, () => {
    const what = connection.waiting(true) ? labels.not_saved : labels.no_connection;
    say(`${what} ${inVoila ? labels.reload_page : labels.run_again}`, "error");
  });

  async function ask(message) {
    if (message.do !== "refresh") say("…", "quiet"); // not saved before the kernel says so
    const { error } = await connection.ask(message);
    if (error) say(error, "error");
    else if (!connection.waiting()) show();
    body.refuse?.(Boolean(error));
    return !error;
  }

  const body = BODIES[spec.kind]({
    spec,
    labels,
    uid,
    promptId,
    signal,
    change: (what) => ask({ do: "change", ...what }),
    onDirty: () => say("…", "quiet"),
    onSettled: () => {
      body.refuse?.(false);
      if (!connection.waiting()) show();
    },
  });
  const undo = button(labels.undo, () => ask({ do: "undo", at: model.get("state").at }), { class: "quiet" });
  const check = spec.checkable ? button(labels.check, () => ask({ do: "check" }), { class: "main" }) : null;

  function show() {
    const state = model.get("state");
    body.show(state);
    allow(undo, state.undoable);
    if (!body.dirty?.()) say(state.status, state.tone);
  }

  /** Sends the last words. Our Voila page asks first, by `daskalo-leave`, and spares the kernel until they arrived. */
  function leave(event) {
    body.flush?.();
    const lost = connection.silent();
    if (connection.waiting(true) && lost === (event.type === "beforeunload")) event.preventDefault();
  }

  const prompt = element("div", { class: "prompt", id: promptId });
  prompt.innerHTML = spec.prompt; // rendered and escaped by our own Markdown, never by the learner
  const title = element("span", { id: titleId }, spec.title);
  const badge = spec.practice ? element("span", { class: "badge" }, labels.practice) : null;
  el.append(
    element(
      "div",
      { class: "daskalo daskalo-answer", "data-kind": spec.kind, lang: spec.language },
      element(
        "fieldset",
        { class: "frame", "aria-describedby": promptId },
        element("legend", { class: "title" }, title, badge),
        prompt,
        body.element,
        element("div", { class: "foot" }, check, undo, status),
      ),
    ),
  );

  // JupyterLab listens to plain keys to move, cut and delete cells: inside an answer they belong to the answer.
  el.addEventListener("keydown", (event) => event.ctrlKey || event.metaKey || event.stopPropagation(), { signal });
  // Another window may have changed the answer meanwhile: what one comes back to is what the journal says.
  const refresh = () => document.hidden || connection.waiting() || ask({ do: "refresh" });
  document.addEventListener("visibilitychange", refresh, { signal });
  window.addEventListener("focus", refresh, { signal });
  window.addEventListener("daskalo-leave", leave, { signal });
  window.addEventListener("beforeunload", leave, { signal });
  const update = () => connection.waiting() || show();
  model.on("change:state", update);
  show();
  ask({ do: "refresh", opening: true }); // a kernel warmed up in advance may hold an old answer

  return () => {
    leaving.abort();
    connection.close();
    model.off("change:state", update);
  };
}

export default { render };
