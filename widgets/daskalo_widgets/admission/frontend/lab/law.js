// The same children under two versions of the law; what is known of each version, and how well.

import { button, element } from "../../../frontend/dom.js";
import { labSeed, labSlider } from "./controls.js";
import { labResult } from "./outcome.js";
import { choice, section } from "../parts.js";

export function lawPanel({ labels, plan, uid, ask, change }) {
  const set = (what) => (value) => change({ do: "versions", what, value: String(value) });
  const before = choice(labels.lab_before, `${uid}-before`, set("before"));
  const after = choice(labels.lab_after, `${uid}-after`, set("after"));
  const share = labSlider(labels.lab_share, `${uid}-payers`, { step: 5 });
  share.moved(() => {}, set("share"));
  const redraw = button(labels.lab_payers, () => set("payers")(labSeed()), {});
  const only = element("ul", { class: "only" });
  const warnings = element("div", { class: "warnings" });
  const result = labResult({ labels, plan, uid: `${uid}-law`, live: true });
  const times = element("ol", { class: "timeline" });
  let wanted = "";
  let got = "";

  const root = element(
    "div",
    { class: "lab-columns" },
    section(
      labels.lab_law,
      element("p", {}, labels.lab_law_how),
      before.element,
      after.element,
      element("div", { class: "payers" }, share.element, redraw),
      element("h4", {}, labels.lab_timeline),
      times,
    ),
    section(labels.lab_law_result, warnings, only, result.element),
  );

  async function load() {
    if (got === wanted) return;
    const asked = wanted;
    const found = await ask({ what: "versions" });
    if (!found || asked !== wanted) return;
    got = asked;
    warnings.replaceChildren(...found.warnings.map((sentence) => element("p", { class: "warning" }, sentence)));
    only.replaceChildren(...found.only.map((sentence) => element("li", {}, sentence)));
    result.show(found);
  }

  return {
    element: root,
    open: load,
    show(state) {
      before.show(state.law, state.versions.before);
      after.show(state.law, state.versions.after);
      share.show(state.versions.share, 100);
      wanted = JSON.stringify(state.versions);
      const chosen = [state.versions.before, state.versions.after];
      times.replaceChildren(...state.law.map((one) => version(one, chosen.includes(one.value))));
    },
  };
}

function version({ day, title, lines }, chosen) {
  const facts = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
  const about = element("details", {}, element("summary", {}, element("span", {}, element("strong", {}, day), " ", title)), facts);
  return element("li", { "data-chosen": String(chosen) }, about);
}
