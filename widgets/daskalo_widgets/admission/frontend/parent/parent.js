// The door of a parent: the application as the portal asks for it, the chance before the draw, the explanation after it.

import { allow, button, element, fill } from "../../../frontend/dom.js";
import { download } from "../../../frontend/tables.js";
import { chancePanel } from "./chance.js";
import { criteriaList } from "./criteria.js";
import { explainedWish } from "../explained.js";
import { planMap } from "../map.js";
import { choice, keepingFocus, section, training } from "../parts.js";
import { wishList } from "./wishes.js";

export function parentDoor({ labels, spec, uid, apply, ask, say }) {
  const group = choice(labels.group, `${uid}-group`, (value) => change({ do: "group", group: value }));
  const district = choice(labels.district, `${uid}-district`, (value) => change({ do: "district", district: value }));
  const criteria = element("div");
  const points = element("p", { class: "total", role: "status" });
  const wishRules = element("p", {});
  const wishes = element("div");
  const map = planMap(spec.plan, { onPick: pick });
  const chance = chancePanel({ labels, ask: (message) => ask("parent", message), began: () => change({ do: "look", what: "chance" }) });
  const send = element("div");
  const result = element("div");
  let state;

  const root = element("div", { class: "columns" });
  root.append(
    element(
      "div",
      {},
      section(labels.step_child, element("div", { class: "fields" }, group.element, district.element)),
      section(labels.step_criteria, element("p", { class: "quiet" }, labels.criteria_how), criteria, points),
      section(labels.step_wishes, element("p", { class: "quiet" }, labels.wishes_how), wishRules, wishes),
    ),
    element(
      "div",
      {},
      section(labels.map, map.element),
      section(labels.step_chance, element("p", { class: "quiet" }, labels.chance_how), chance.element),
      section(labels.step_send, send),
    ),
    result,
  );

  async function change(operation) {
    const { instead = [], ...plain } = operation;
    for (const other of instead) await apply("parent", { ...plain, institution: other, on: false });
    const fresh = await apply("parent", plain);
    if (fresh) draw(fresh);
    else if (state) draw(state); // what was ticked in vain is shown as it is
    return fresh;
  }

  /** The list may lie far from the map: what was picked is said, too. */
  async function pick(id) {
    const name = state.offered.find(({ value }) => value === id)?.text;
    if (state.stage !== "draft" || !name) return;
    const ids = state.wishes.map((wish) => wish.id);
    const dropped = ids.includes(id);
    if (!dropped && ids.length >= state.most) return say(fill(labels.wishes_full, { most: state.most }));
    const fresh = await change({ do: "wishes", institutions: dropped ? ids.filter((other) => other !== id) : [...ids, id] });
    if (fresh && !fresh.taskDone) say(dropped ? fill(labels.wish_dropped, { name }) : fill(labels.wish_picked, { rank: ids.length + 1, name }));
  }

  function draw(fresh) {
    const told = state && JSON.stringify([state.wishes, state.criteria]) === JSON.stringify([fresh.wishes, fresh.criteria]);
    state = fresh;
    wishRules.replaceChildren(state.wish_rules.said, " ", ...(state.wish_rules.training ? [training(labels)] : []));
    group.show(state.groups, state.group);
    district.show(state.districts, state.district, labels.choose);
    keepingFocus(root, () => {
      criteria.replaceChildren(criteriaList(state, { labels, change, uid }));
      const order = (institutions) => change({ do: "wishes", institutions });
      wishes.replaceChildren(wishList(state, { labels, order, uid }));
      send.replaceChildren(sending());
    });
    const sum = fill(labels.points_total, { points: state.points });
    if (points.textContent !== sum) points.textContent = sum;
    if (!told) chance.forget(state.wishes);
    showMap();
    result.replaceChildren(...(state.result ? [explained(state.result)] : []));
  }

  function showMap() {
    const places = Object.fromEntries(state.offered.map(({ value }) => [value, {}]));
    state.wishes.forEach((wish, at) => {
      const granted = state.result?.institution === wish.id;
      places[wish.id] = { tone: granted ? "right" : "wish", rank: at + 1, share: 1, text: wish.points };
    });
    map.show({ label: fill(labels.map_parent, { n: state.wishes.length }), home: state.district, places });
  }

  function sending() {
    if (state.stage === "draft") {
      const ready = button(labels.send, () => change({ do: "send" }), { class: "main", "data-key": "send" });
      allow(ready, !state.lacking.length);
      const missing = state.lacking.map((sentence) => element("li", {}, sentence));
      return element("div", {}, missing.length ? element("ul", { class: "lacking" }, ...missing) : null, ready);
    }
    const back = button(labels.take_back, () => change({ do: "take-back" }), { "data-key": "send" });
    const hold = button(labels.hold_round, () => change({ do: "rank" }).then(() => result.firstChild?.querySelector("h3")?.focus()), { class: "main" });
    return element(
      "div",
      {},
      element("p", {}, fill(labels.sent, { child: state.child })),
      element("p", { class: "actions" }, state.stage === "sent" ? hold : null, back),
    );
  }

  function explained(found) {
    const print = button(labels.card, async () => {
      const page = await ask("parent", { what: "card" });
      if (page) download(page);
    }, {});
    const rows = found.wishes.map((wish) => explainedWish(wish, labels));
    const claims = found.claims.map((line) => element("li", {}, line));
    const part = section(
      labels.step_result,
      element("p", { class: "headline", "data-tone": found.placed ? "right" : "wrong" }, found.headline),
      claims.length ? element("ul", {}, ...claims) : null,
      element("p", {}, found.draw),
      element("ol", { class: "explained" }, ...rows),
      element("p", { class: "quiet" }, fill(labels.commitment, { hash: found.commitment, seed: found.seed })),
      element("p", { class: "actions" }, print),
    );
    part.querySelector("h3").tabIndex = -1;
    part.classList.add("result");
    return part;
  }

  return { element: root, draw };
}
