// What a round brought: by wish, published figures beside ours, cutoffs; the audit; the files to take away.

import { button, element, fill } from "../../../frontend/dom.js";
import { dataTable, download } from "../../../frontend/tables.js";
import { bar, choice, section } from "../parts.js";

/** A choice of the round and what `draw(round number)` puts below it. */
function byRound({ labels, uid, draw }) {
  let turn = 0;
  let rounds = 0;
  const content = element("div", { class: "stack" });
  const turns = choice(labels.round, `${uid}-turn`, (value) => show(Number(value)));
  async function show(wanted) {
    turn = wanted;
    const drawn = await draw(turn);
    if (drawn && wanted === turn) content.replaceChildren(...drawn);
  }
  return {
    element: element("div", { class: "stack" }, turns.element, content),
    async refresh(state) {
      const many = state.rounds?.length ?? 0;
      if (many !== rounds || turn > many) turn = many;
      rounds = many;
      turns.element.hidden = many < 2;
      turns.show(Array.from({ length: many }, (_one, at) => ({ value: String(at + 1), text: fill(labels.round_n, { turn: at + 1 }) })), String(turn));
      if (turn) await show(turn);
      else content.replaceChildren(element("p", { class: "part quiet" }, labels.no_round));
    },
    forget() {
      rounds = 0;
    },
  };
}

export function resultsPanel({ labels, ask, uid, current }) {
  return byRound({ labels, uid: `${uid}-results`, draw });

  async function draw(turn) {
    const page = await ask({ what: "round", turn });
    if (!page) return null;
    const most = Math.max(1, page.children);
    const shares = page.by_rank.map(({ rank, n }) => bar(fill(labels.wish_n, { rank }), n / most, String(n), { tone: "right" }));
    const lost = [bar(labels.no_place, page.unplaced / most, String(page.unplaced), { tone: "wrong" })];
    const figures = current().figures.filter((one) => one.turn === turn);
    const columns = [{ title: labels.column_where }, { title: labels.column_group }, { title: labels.column_points, number: true }, { title: labels.column_lot, number: true }];
    const brought = section(
      fill(labels.results, { turn }),
      element("p", { class: "total" }, fill(labels.results_n, page)),
      element("p", { class: "quiet" }, page.said),
      element("ul", { class: "bars" }, ...shares, ...lost),
      page.not_eligible ? element("p", { class: "quiet" }, fill(labels.not_eligible, { n: page.not_eligible })) : null,
    );
    const last = section(
      labels.cutoffs,
      element("p", { class: "quiet" }, page.check),
      dataTable({ caption: fill(labels.cutoffs_table, { turn }), columns, rows: page.cutoffs, empty: labels.no_round }, uid),
    );
    const left = element("div", {}, brought, figures.length ? published(figures) : null);
    return [element("div", { class: "columns" }, left, element("div", {}, last))];
  }

  function published(figures) {
    const names = ["what", "ours", "published", "status", "source"];
    const columns = names.map((name) => ({ title: labels[`figure_${name}`], number: name === "ours" || name === "published" }));
    const rows = figures.map((one) => names.map((name) => one[name]));
    return section(labels.figures, element("p", { class: "quiet" }, labels.figures_how), dataTable({ caption: labels.figures_table, columns, rows, empty: "" }, uid));
  }
}

export function auditPanel({ labels, ask, uid }) {
  return byRound({ labels, uid: `${uid}-audit`, draw });

  async function draw(turn) {
    const page = await ask({ what: "audit", turn });
    if (!page) return null;
    const tile = (n, words, tone) => element("li", { "data-tone": tone }, element("strong", {}, String(n)), element("span", {}, words));
    const tiles = [
      tile(page.passed, labels.tile_passed, page.passed ? "wrong" : "right"),
      tile(page.wasted, labels.tile_wasted, page.wasted ? "wrong" : "right"),
      page.bonus ? tile(page.passed_without_bonus, labels.tile_base, "quiet") : "",
    ];
    const parts = page.parts.map(({ heading, lines }, at) => {
      const list = element("ul", { class: "told" }, ...lines.map((line) => element("li", {}, line)));
      return element("details", { class: "fold", open: at < 1 }, element("summary", {}, heading), list);
    });
    return [section(fill(labels.audit, { turn }), element("p", { class: "quiet" }, labels.audit_how), element("ul", { class: "tiles" }, ...tiles), ...parts)];
  }
}

export function exportPanel({ labels, ask }) {
  const save = button(labels.export_do, async () => {
    const packed = await ask({ what: "export" });
    if (packed) download(packed);
  }, { class: "main" });
  const none = element("p", { class: "quiet" }, labels.no_round);
  const warning = element("p", { class: "warning" });
  const files = element("ul", { class: "told" }, ...["placements", "cutoffs", "report", "film", "register"].map((name) => element("li", {}, labels[`file_${name}`])));
  const all = element("div", { class: "stack" }, files, warning, element("p", { class: "quiet" }, labels.export_seed), element("p", { class: "actions" }, save));
  return {
    element: section(labels.export, none, all),
    refresh(state) {
      none.hidden = state.rounds.length > 0;
      all.hidden = !none.hidden;
      warning.textContent = state.rules.warning;
      warning.hidden = !state.rules.warning;
    },
    forget() {},
  };
}
