// The film of a year: how free places move from step to step, as bars, on the map, and as a table.

import { button, element, fill } from "../../../frontend/dom.js";
import { dataTable } from "../../../frontend/tables.js";
import { planMap } from "../map.js";
import { section } from "../parts.js";
import { STOCK, stockBar, stockKey, stockMarks } from "./stock.js";

const FILM_PAUSE_MS = 900;

export function filmPanel({ labels, plan, ask, uid }) {
  const map = planMap(plan);
  const slider = element("input", { id: `${uid}-film`, type: "range", min: 0, step: 1, oninput: () => show(Number(slider.value)) });
  const said = element("p", { class: "total", role: "status" });
  const strip = element("div", { class: "strip", "aria-hidden": "true" });
  const bars = element("ul", { class: "bars" });
  const table = element("div");
  const fold = element("details", { class: "fold", ontoggle: () => tell() }, element("summary", {}, labels.film_table), table);
  const back = button(labels.film_back, () => stop(show(at - 1)), {});
  const play = button(labels.film_play, () => (playing ? stop() : start()), { class: "main" });
  const on = button(labels.film_on, () => stop(show(at + 1)), {});
  const controls = element("p", { class: "actions" }, back, play, on);
  const field = element("p", { class: "field" }, element("label", { for: slider.id }, labels.film_step), slider);
  const root = element(
    "div",
    { class: "columns" },
    element("div", {}, section(labels.film, element("p", { class: "quiet" }, labels.film_how), said, strip, field, controls, map.element)),
    element("div", {}, section(labels.film_places, stockKey(labels), bars, fold)),
  );
  let film = null;
  let rows = [];
  let at = 0;
  let playing = null;

  function counts(step) {
    return film.frames[step].map((numbers, row) => {
      const named = Object.fromEntries(film.columns.map((column, which) => [column, numbers[which]]));
      return { ...film.institutions[row], ...named };
    });
  }

  function show(step) {
    at = Math.min(film.frames.length - 1, Math.max(0, step));
    const places = counts(at);
    slider.value = at;
    const { day, what } = film.steps[at];
    const words = fill(labels.film_said, { n: at + 1, all: film.frames.length, day, what });
    said.textContent = words;
    slider.setAttribute("aria-valuetext", words);
    places.forEach((place, row) => rows[row].show(place));
    map.show({ label: fill(labels.film_map, { what, day }), places: stockMarks(places, labels) });
    [...strip.children].forEach((column, step_) => column.toggleAttribute("data-now", step_ === at));
    tell();
  }

  function tell() {
    if (!fold.open || !film) return;
    const columns = [{ title: labels.column_where }, ...STOCK.map((stock) => ({ title: labels[`stock_${stock}`], number: true }))];
    const lines = counts(at).map((place) => [place.name, ...STOCK.map((stock) => String(place[stock]))]);
    table.replaceChildren(dataTable({ caption: said.textContent, columns, rows: lines, empty: "" }, uid));
  }

  function start() {
    if (at >= film.frames.length - 1) show(0);
    play.textContent = labels.film_pause;
    playing = setInterval(() => {
      if (!root.isConnected || at >= film.frames.length - 1) stop();
      else show(at + 1);
    }, FILM_PAUSE_MS);
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    play.textContent = labels.film_play;
  }

  function drawStrip() {
    const sums = film.frames.map((frame) => film.columns.map((_name, which) => frame.reduce((sum, row) => sum + row[which], 0)));
    const most = Math.max(1, ...sums.map((sum) => sum.reduce((one, other) => one + other, 0)));
    strip.replaceChildren(
      ...sums.map((sum) => {
        const part = (stock) => element("span", { "data-stock": stock, style: `height: ${(100 * sum[film.columns.indexOf(stock)]) / most}%` });
        return element("span", { class: "moment" }, ...[...STOCK].reverse().map(part));
      }),
    );
  }

  return {
    element: root,
    async refresh() {
      stop();
      const fresh = await ask({ what: "film" });
      if (!fresh) return;
      film = fresh;
      const most = Math.max(1, ...film.frames.flatMap((frame) => frame.map((row) => row.reduce((one, other) => one + other, 0))));
      rows = film.institutions.map(({ name }) => stockBar(name, most, labels));
      bars.replaceChildren(...rows.map((row) => row.element));
      slider.max = film.frames.length - 1;
      drawStrip();
      show(film.frames.length - 1);
    },
    forget: stop,
  };
}
