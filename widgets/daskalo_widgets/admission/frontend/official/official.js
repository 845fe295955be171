// The door of an official: what to do now, where the places are, and five ways to look at the year.

import { button, element, fill } from "../../../frontend/dom.js";
import { dataTable } from "../../../frontend/tables.js";
import { deskForms } from "./desk.js";
import { filmPanel } from "./film.js";
import { planMap } from "../map.js";
import { keepingFocus, section } from "../parts.js";
import { registerPanel } from "./register.js";
import { auditPanel, exportPanel, resultsPanel } from "./results.js";
import { stockBar, stockKey, stockMarks, stockSum } from "./stock.js";

const OFFICE_STAGES = ["open", "applications", "rank", "publish", "answers", "close", "erase"];
const OFFICE_VIEWS = ["register", "results", "audit", "film", "export"];

export function officialDoor({ labels, spec, uid, apply, ask, say }) {
  const question = (message) => ask("official", message);
  const memory = {};
  const map = planMap(spec.plan);
  const told = element("p", { role: "status", class: "today" });
  const stages = element("ol", { class: "stages", "aria-label": labels.stages });
  const desk = element("div", { class: "desk" });
  const past = element("div", { class: "stack" });
  const sum = element("ul", { class: "bars" });
  const town = section(labels.town_places, sum, stockKey(labels), map.element, element("p", { class: "quiet" }, labels.town_number));
  const shared = { labels, ask: question, uid, plan: spec.plan, change, looked, current: () => state };
  const panels = { register: registerPanel(shared), results: resultsPanel(shared), audit: auditPanel(shared), film: filmPanel(shared), export: exportPanel(shared) };
  const tabs = Object.fromEntries(OFFICE_VIEWS.map((id) => [id, button(labels[`view_${id}`], () => look(id), { "data-key": `view-${id}` })]));
  const views = element("nav", { class: "views", "aria-label": labels.views }, ...Object.values(tabs));
  const panel = element("div");
  const year = element("div", { class: "stack" }, views, panel);
  const root = element("div", { class: "stack" }, past, stages, told, element("div", { class: "columns" }, desk, element("div", {}, town)), year);
  let state;
  let shown = "results";

  async function change(operation) {
    const fresh = await apply("official", operation);
    if (fresh) draw(fresh);
    else if (state) draw(state);
    return Boolean(fresh);
  }

  /** A child was looked at with its explanation: the tour asks for one of them. */
  async function looked(child, turn) {
    if (state.why_done) return;
    const fresh = await apply("official", { do: "look", what: "child", child, turn });
    if (fresh) state = fresh;
  }

  async function look(id) {
    shown = id;
    for (const [other, tab] of Object.entries(tabs)) {
      if (other === id) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    panel.replaceChildren(panels[id].element);
    if (state.phase !== "none") await panels[id].refresh(state);
  }

  function draw(fresh) {
    const before = state;
    state = fresh;
    if (before?.year !== state.year) for (const one of Object.values(panels)) one.forget();
    const here = desk.contains(document.activeElement);
    keepingFocus(root, () => {
      desk.replaceChildren(...deskForms(state, { labels, change, ask: question, uid, memory, say, drawTown }));
      past.replaceChildren(...[...state.past].reverse().map((one) => pastYear(one, labels, uid)));
    });
    if (here && !desk.contains(document.activeElement)) {
      const ended = before && state.past.length > before.past.length;
      focusOn((ended ? past : desk).querySelector("h3"));
    }
    const opened = state.phase !== "none";
    year.hidden = !opened;
    const now = stageOf(state);
    stages.replaceChildren(
      ...OFFICE_STAGES.map((name, at) => element("li", { "aria-current": at === now ? "step" : null, "data-done": String(at < now) }, labels[`stage_${name}`])),
    );
    const words = opened ? fill(labels.today, { day: state.today_text, turn: Math.max(1, state.rounds.length + (state.phase === "open" ? 1 : 0)) }) : labels.closed_year;
    if (told.textContent !== words) told.textContent = words;
    drawTown();
    if (opened) look(shown);
  }

  /** All places as one bar, and each institution on the map; before a year is opened those it would have. */
  function drawTown() {
    const here = state.places ?? state.towns.find(({ value }) => value === memory.town).places;
    const all = stockSum(here);
    const line = stockBar(labels.all_places, here.reduce((many, one) => many + one.places, 0), labels);
    line.show(all);
    sum.replaceChildren(line.element);
    const places = stockMarks(here, labels);
    map.element.hidden = !spec.plan.institutions.some(({ id }) => id in places);
    map.show({ label: fill(labels.office_map, { free: all.free + all.freed, offered: all.offered, confirmed: all.confirmed }), places });
  }

  return { element: root, draw };
}

/** Which stage of the year is the next one. */
function stageOf(state) {
  if (state.phase === "none") return 0;
  if (state.phase === "ranked") return 3;
  if (state.phase === "published") return state.term?.past || !state.term?.waiting ? 5 : 4;
  return state.waiting && !(state.rounds.length && state.imports.length) ? 2 : 1;
}

function focusOn(heading) {
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

function pastYear(one, labels, uid) {
  const columns = ["turn", "places", "offered", "confirmed", "left"].map((name) => ({ title: labels[`past_${name}`], number: true }));
  const rows = one.rounds.map((round) => [round.turn, round.places, round.offered, round.confirmed, round.left].map(String));
  return section(
    fill(labels.past, { year: one.year }),
    element("p", {}, fill(labels.past_erased, { what: one.erased.map(({ what, n }) => `${what}: ${n}`).join("; ") })),
    element("p", {}, fill(labels.past_enrolled, { n: one.enrolled })),
    dataTable({ caption: labels.past_table, columns, rows, empty: "" }, uid),
    element("p", { class: "hash" }, fill(labels.past_seed, { seed: one.seed }), " ", element("code", {}, one.hash)),
    element("p", { class: "quiet" }, labels.past_journal),
  );
}
