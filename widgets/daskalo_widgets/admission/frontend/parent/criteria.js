// The criteria a parent may claim, each with its documents; one that counts at one institution asks which.

import { element, fill } from "../../../frontend/dom.js";
import { tick, training } from "../parts.js";

/** Draws all criteria; `change(operation)` is told what was ticked. */
export function criteriaList(state, { labels, change, uid }) {
  const list = element("ul", { class: "criteria" });
  for (const criterion of state.criteria) list.append(one(criterion, state, { labels, change, uid }));
  return list;
}

function one(criterion, state, { labels, change, uid }) {
  const locked = state.stage !== "draft";
  const claimed = criterion.at.length > 0;
  const points = element("span", { class: "points" }, `+${criterion.points}`);
  if (criterion.training) points.append(training(labels));
  const name = element("span", {}, criterion.name, " ", points);
  const line = element("li", { "data-claimed": String(claimed) });
  if (criterion.there) {
    const id = `${uid}-${criterion.id}`;
    const where = element("select", {
      id,
      disabled: locked,
      "data-key": id,
      onchange: () => change(there(criterion, where.value)),
    });
    const choices = [{ value: "", text: labels.nowhere }, ...state.offered];
    where.append(...choices.map(({ value, text }) => element("option", { value, selected: criterion.at.includes(value) }, text)));
    line.append(element("p", { class: "field" }, element("label", { for: id }, name), where));
  } else {
    const claim = (on) => change({ do: "claim", criterion: criterion.id, on });
    line.append(tick(name, claimed, claim, { disabled: locked, "data-key": `${uid}-${criterion.id}` }));
  }
  if (claimed) line.append(proofs(criterion, { labels, change, uid, locked }));
  return line;
}

function there(criterion, institution) {
  if (institution) return { do: "claim", criterion: criterion.id, institution, on: true, instead: criterion.at };
  return { do: "claim", criterion: criterion.id, institution: criterion.at[0], on: false };
}

function proofs(criterion, { labels, change, uid, locked }) {
  if (!criterion.proofs.length) return element("p", { class: "quiet" }, labels.no_proofs);
  const list = element("ul", { class: "proofs", "aria-label": labels.proofs });
  criterion.proofs.forEach((proof, at) => {
    const attach = (on) => change({ do: "proof", criterion: criterion.id, proof: at, on });
    const key = { disabled: locked, "data-key": `${uid}-${criterion.id}-${at}` };
    list.append(element("li", {}, tick(fill(labels.attached, { proof: proof.text }), proof.on, attach, key)));
  });
  const missing = element("p", { class: "problem" }, labels.unproved);
  return element("div", {}, list, criterion.proved ? null : missing);
}
