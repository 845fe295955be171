// The register: children page by page, and one child with its explanation, what it can answer today, and the appeal.

import { allow, button, element, fill } from "../../../frontend/dom.js";
import { download } from "../../../frontend/tables.js";
import { explainedWish } from "../explained.js";
import { choice, keepingFocus } from "../parts.js";

export function registerPanel({ labels, ask, change, looked, uid }) {
  const wanted = { search: "", state: "", order: "entry", page: 0 };
  const search = element("input", { id: `${uid}-search`, type: "text", autocomplete: "off", oninput: () => look({ search: search.value, page: 0 }) });
  const state = choice(labels.list_state, `${uid}-state`, (value) => look({ state: value, page: 0 }));
  const order = choice(labels.list_order, `${uid}-order`, (value) => look({ order: value, page: 0 }));
  const found = element("p", { role: "status", class: "quiet" });
  const table = element("div");
  const pager = element("p", { class: "actions" });
  const child = element("div", { class: "child" });
  let run = 0;
  let open = null;

  const fields = element("div", { class: "fields" }, element("p", { class: "field" }, element("label", { for: search.id }, labels.list_search), search), state.element, order.element);
  const list = element("section", { class: "part" }, element("h3", {}, labels.list), fields, found, table, pager);
  const root = element("div", { class: "columns" }, list, child);

  async function look(change_ = {}) {
    Object.assign(wanted, change_);
    const mine = ++run;
    const page = await ask({ what: "list", ...wanted });
    if (page && mine === run) draw(page);
  }

  function draw(page) {
    wanted.page = page.page;
    state.show(page.states, wanted.state, labels.list_all);
    order.show(["entry", "points"].map((value) => ({ value, text: labels[`order_${value}`] })), wanted.order);
    found.textContent = fill(labels.list_found, { n: page.found, page: page.page + 1, pages: page.pages });
    const back = button(labels.page_back, () => look({ page: page.page - 1 }), { "data-key": "page-back" });
    const on = button(labels.page_on, () => look({ page: page.page + 1 }), { "data-key": "page-on" });
    allow(back, page.page > 0);
    allow(on, page.page + 1 < page.pages);
    keepingFocus(list, () => {
      table.replaceChildren(childTable(page.children));
      pager.replaceChildren(back, on);
    });
  }

  function childTable(children) {
    if (!children.length) return element("p", { class: "quiet" }, labels.list_nobody);
    const titles = ["child", "points", "standing", "where", "rank"].map((name) => element("th", { scope: "col" }, labels[`column_${name}`]));
    const rows = children.map((one) => {
      const press = button(one.child, () => show(one.child, 0), { "aria-label": fill(labels.child_open, { child: one.child }), "data-key": `child-${one.child}` });
      const cells = [one.points, one.state, one.institution, one.rank].map((text) => element("td", {}, text));
      return element("tr", { "data-open": String(open === one.child) }, element("th", { scope: "row" }, press), ...cells);
    });
    const id = `${uid}-list`;
    const drawn = element("table", { class: "register" }, element("caption", { id, class: "hidden" }, labels.list), element("thead", {}, element("tr", {}, ...titles)), element("tbody", {}, ...rows));
    return element("div", { class: "wide", role: "region", tabindex: "0", "aria-labelledby": id }, drawn);
  }

  async function show(name, turn, focus = true) {
    open = name;
    const one = await ask({ what: "child", child: name, turn });
    if (!one) return;
    keepingFocus(child, () => child.replaceChildren(childCard(one)));
    if (focus) child.querySelector("h3").focus();
    for (const row of table.querySelectorAll("tr[data-open]")) row.dataset.open = String(row.querySelector("button").textContent === name);
    if (one.chosen) looked(name, one.chosen);
  }

  function childCard(one) {
    const heading = element("h3", { tabindex: "-1" }, fill(labels.child, { child: one.child }));
    const doings = one.actions.map((what) => button(labels[`child_${what}`], () => act(what, one.child), { "data-key": `do-${what}` }));
    const card = element("section", { class: "part" }, heading, element("p", {}, fill(labels.child_about, one)));
    if (doings.length) card.append(element("p", { class: "actions" }, ...doings));
    if (one.turns.length > 1) {
      const turns = choice(labels.child_turn, `${uid}-turn`, (value) => show(one.child, Number(value), false));
      turns.element.querySelector("select").dataset.key = "turn";
      turns.show(one.turns.map((turn) => ({ value: String(turn), text: fill(labels.round_n, { turn }) })), String(one.chosen));
      card.append(turns.element);
    }
    if (one.why) card.append(...whyParts(one));
    else card.append(element("p", { class: "quiet" }, labels.child_not_ranked));
    return card;
  }

  function whyParts(one) {
    const { why } = one;
    const print = button(labels.card, async () => {
      const page = await ask({ what: "card", child: one.child, turn: one.chosen });
      if (page) download(page);
    }, { "data-key": "card" });
    return [
      element("p", { class: "headline", "data-tone": why.placed ? "right" : "wrong" }, why.headline),
      why.claims.length ? element("ul", {}, ...why.claims.map((line) => element("li", {}, line))) : element("p", { class: "quiet" }, labels.no_claims),
      element("p", { class: "quiet" }, why.draw),
      element("ol", { class: "explained" }, ...why.wishes.map((wish) => explainedWish(wish, labels))),
      element("h4", {}, labels.appeal),
      ...why.defence.map((line) => element("p", {}, line)),
      element("p", { class: "actions" }, print),
    ];
  }

  async function act(what, name) {
    const named = what === "transfer" ? { child: name } : { children: [name] };
    await change({ do: what, ...named });
  }

  return {
    element: root,
    /** The register has changed: the page and the open child are asked for anew. */
    async refresh() {
      await look();
      if (open) await show(open, 0, false);
    },
    forget() {
      open = null;
      child.replaceChildren();
    },
  };
}
