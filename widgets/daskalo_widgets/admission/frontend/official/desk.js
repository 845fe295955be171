// What an official does next: one form after the other, as the year goes on.

import { allow, button, element, fill } from "../../../frontend/dom.js";
import { dataTable } from "../../../frontend/tables.js";
import { termCalendar } from "./calendar.js";
import { choice, section, tick } from "../parts.js";
import { uploadForm } from "./upload.js";

/** Returns the forms of this moment; `change(operation)` takes a step, `memory` keeps what is chosen but not done yet. */
export function deskForms(state, tools) {
  if (state.phase === "none") return [openingForm(state, tools)];
  if (state.phase === "ranked") return [publishForm(state, tools)];
  if (state.phase === "published") return [termForm(state, tools)];
  const late = state.rounds.length ? [yearEndForm(state, tools)] : [];
  const commit = commitForm(state, tools);
  return [...(state.committed ? [] : [commit]), applicationsForm(state, tools), rankForm(state, tools), placesForm(state, tools), ...late, ...(state.committed ? [commit] : [])];
}

const quietLine = (text) => element("p", { class: "quiet" }, text);
const actionRow = (...buttons) => element("p", { class: "actions" }, ...buttons);

function openingForm(state, { labels, change, ask, uid, memory, drawTown }) {
  const town = choice(labels.office_town, `${uid}-town`, (value) => {
    memory.town = value;
    drawTown();
  });
  memory.town ??= state.towns[0].value;
  town.show(state.towns, memory.town);
  memory.draw ??= "lesson";
  const draws = ["lesson", "new"].map((draw) => {
    const box = element("input", { type: "radio", name: `${uid}-draw`, checked: memory.draw === draw, onchange: () => (memory.draw = draw) });
    return element("label", { class: "tick" }, box, element("span", {}, labels[`draw_${draw}`]));
  });
  const rules = choice(labels.office_rules, `${uid}-rules`, (value) => (memory.rules = value));
  memory.rules ??= state.rule_ids[0].value;
  rules.show(state.rule_ids, memory.rules);
  const year = element("input", { id: `${uid}-year`, type: "number", min: 2000, max: 2099, value: memory.year ?? 2025, onchange: () => (memory.year = Number(year.value)) });
  const check = (tables) => ask({ what: "upload", tables, year: Number(year.value), rules: memory.rules });
  const own = uploadForm({ labels, how: labels.own_places_how, uid: `${uid}-places`, check, take: change });
  return section(
    labels.office_open,
    quietLine(labels.office_open_how),
    town.element,
    element("fieldset", {}, element("legend", {}, labels.office_draw), ...draws),
    quietLine(labels.hash_why),
    actionRow(button(labels.office_open_do, () => change({ do: "open", town: memory.town, draw: memory.draw }), { class: "main", "data-key": "open" })),
    folded(labels.own_places, "own", memory, rules.element, element("p", { class: "field" }, element("label", { for: `${uid}-year` }, labels.office_year), year), own),
  );
}

function commitForm(state, { labels, change }) {
  const hash = element("p", { class: "hash" }, element("span", {}, labels.hash), " ", element("code", {}, state.hash));
  if (state.committed) return section(labels.commit_done, hash, quietLine(fill(labels.committed, { day: state.committed })));
  const late = state.rounds.length ? element("p", { class: "problem" }, labels.commit_late) : null;
  const publish = button(labels.commit_do, () => change({ do: "commit" }), { class: "main", "data-key": "commit" });
  return section(labels.commit, quietLine(labels.hash_why), hash, late, actionRow(publish));
}

function applicationsForm(state, { labels, change, ask, uid, memory }) {
  const buttons = state.imports.map(({ id, text, n }) =>
    element("li", {}, element("p", {}, text), actionRow(button(fill(labels.import_do, { n }), () => change({ do: "import", from: id }), { class: "main", "data-key": `import-${id}` }))),
  );
  const check = (tables) => ask({ what: "upload", tables });
  const own = uploadForm({ labels, how: labels.upload_how, uid: `${uid}-tables`, check, take: change });
  return section(
    labels.applications,
    element("p", {}, fill(labels.applications_n, { n: state.children, waiting: state.waiting })),
    buttons.length ? element("ul", {}, ...buttons) : null,
    folded(labels.upload, "upload", memory, own),
  );
}

function rankForm(state, { labels, change, uid, say }) {
  const id = `${uid}-rank`;
  const day = element("input", { id, type: "date", value: state.next_round, min: state.today, max: state.year_ends });
  const rank = button(labels.rank_do, () => (day.value ? change({ do: "rank", on: day.value }) : say(labels.rank_day)), { class: "main", "data-key": "rank" });
  allow(rank, state.waiting > 0);
  return section(
    fill(labels.rank, { turn: state.rounds.length + 1 }),
    state.waiting ? null : quietLine(labels.rank_nobody),
    element("p", { class: "field" }, element("label", { for: id }, labels.rank_day), day),
    actionRow(rank),
  );
}

function placesForm(state, { labels, change, uid, memory }) {
  const where = choice(labels.add_where, `${uid}-where`, (value) => (memory.where = value));
  const group = choice(labels.add_group, `${uid}-add-group`, (value) => (memory.group = value));
  if (!state.institutions.some(({ value }) => value === memory.where)) memory.where = state.institutions[0].value;
  if (!state.groups.some(({ value }) => value === memory.group)) memory.group = state.groups[0].value;
  where.show(state.institutions, memory.where);
  group.show(state.groups, memory.group);
  const id = `${uid}-many`;
  const many = element("input", { id, type: "number", min: 1, max: 500, value: memory.many ?? 12, onchange: () => (memory.many = Number(many.value)) });
  const add = () => change({ do: "add-places", institution: memory.where, group: memory.group, places: Math.max(1, Math.round(Number(many.value) || 1)) });
  const fields = element("div", { class: "fields" }, where.element, group.element, element("p", { class: "field" }, element("label", { for: id }, labels.add_many), many));
  return element("section", { class: "part" }, folded(labels.add, "add", memory, quietLine(labels.add_how), fields, actionRow(button(labels.add_do, add, { "data-key": "add" }))));
}

function publishForm(state, { labels, change }) {
  const round = state.rounds.at(-1);
  return section(
    fill(labels.publish, { turn: round.turn }),
    element("p", { class: "total" }, fill(labels.ranked_n, { offered: round.offered, places: round.places })),
    quietLine(labels.publish_how),
    actionRow(button(labels.publish_do, () => change({ do: "publish" }), { class: "main", "data-key": "publish" })),
  );
}

function termForm(state, { labels, change, memory }) {
  const { term } = state;
  const round = state.rounds.at(-1);
  memory.families ??= true;
  const go = (until) => () => change({ do: "wait", until, families: memory.families });
  const close = button(labels.close_do, () => change({ do: "close" }), { class: "main", "data-key": "close" });
  allow(close, term.past || term.waiting === 0);
  const onward = [button(labels.wait_day, go(term.next), { "data-key": "wait-day" })];
  if (!term.at_last) onward.push(button(labels.wait_last, go(term.last), { class: "main", "data-key": "wait-last" }));
  else if (!term.past) onward.push(button(labels.wait_after, go(term.after), { class: "main", "data-key": "wait-after" }));
  const source = [term.remark, term.source].filter(Boolean).join(" ");
  return section(
    fill(labels.term, { turn: round.turn }),
    element("p", {}, term.said),
    source ? quietLine(fill(labels.term_source, { source })) : null,
    termCalendar(term, labels),
    element("p", { class: "total" }, fill(labels.answers_n, round)),
    term.past ? quietLine(labels.term_past) : tick(labels.families, memory.families, (on) => (memory.families = on), { "data-key": "families" }),
    term.past ? null : actionRow(...onward),
    quietLine(labels.close_how),
    actionRow(close),
  );
}

function yearEndForm(state, { labels, change, uid, memory }) {
  const sure = element("input", { type: "checkbox", "data-key": "sure", onchange: () => allow(erase, sure.checked) });
  const erase = button(labels.erase_do, () => change({ do: "next-year" }), { class: "main", "data-key": "erase" });
  allow(erase, false);
  const columns = [{ title: labels.erase_what }, { title: labels.erase_n, number: true }, { title: labels.erase_becomes }];
  const rows = [
    ...state.kept.erased.map(({ what, n }) => [what, String(n), labels.erase_gone]),
    ...state.kept.stays.map(({ what, n }) => [what, String(n), labels.erase_stays]),
  ];
  return element(
    "section",
    { class: "part" },
    folded(
      fill(labels.erase, { year: state.year }),
      "erase",
      memory,
      quietLine(labels.erase_how),
      dataTable({ caption: labels.erase_table, columns, rows, empty: "" }, uid),
      element("label", { class: "tick" }, sure, element("span", {}, labels.erase_sure)),
      actionRow(erase),
    ),
  );
}

/** Something that is needed now and then; whether it is open outlives a redraw. */
function folded(title, key, memory, ...children) {
  memory.open ??= new Set();
  const fold = element("details", { class: "fold", open: memory.open.has(key), ontoggle: () => (fold.open ? memory.open.add(key) : memory.open.delete(key)) });
  fold.append(element("summary", { "data-key": `fold-${key}` }, title), element("div", {}, ...children));
  return fold;
}
