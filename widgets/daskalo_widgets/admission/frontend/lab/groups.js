// How groups of children fared under the experiment; what would show fewer than five children is hidden.

import { element, fill } from "../../../frontend/dom.js";
import { bar, section } from "../parts.js";

const BY = { all: "", district: "lab_by_district", criterion: "lab_by_criterion" };

export function groupsPanel({ labels, ask }) {
  const body = element("div", { class: "groups" });
  const about = element("p", { class: "quiet" });
  const part = section(labels.lab_groups, element("p", {}, labels.lab_groups_how), about, body);
  let wanted = "";
  let got = "";

  async function load() {
    if (got === wanted) return;
    const asked = wanted;
    const found = await ask({ what: "groups" });
    if (!found || asked !== wanted) return;
    got = asked;
    const parts = Object.keys(BY).map((by) => [by, found.rows.filter((row) => row.by === by)]);
    body.replaceChildren(
      ...parts
        .filter(([, rows]) => rows.length)
        .map(([by, rows]) => element("div", {}, BY[by] ? element("h4", {}, labels[BY[by]]) : null, element("ul", {}, ...rows.map(group)))),
    );
  }

  function group(row) {
    const bars = element("ul", { class: "bars" }, share(labels.lab_placed, row.placed, row.placed_text, "accent"), share(labels.lab_first, row.first, row.first_text, "right"));
    const count = element("span", { class: "quiet" }, fill(labels.lab_group, { n: row.children, mean: row.mean }));
    return element("li", {}, element("p", {}, element("strong", {}, row.name), " ", count), bars);
  }

  /** A hidden share is no share of nothing: its bar is a dashed frame. */
  function share(label, value, words, tone) {
    const line = bar(label, value ?? 0, words, { tone });
    line.toggleAttribute("data-unseen", value === null);
    return line;
  }

  return {
    element: part,
    open: load,
    show(state) {
      about.textContent = fill(labels.lab_groups_of, { what: state.outcome.now });
      wanted = state.key;
    },
  };
}
