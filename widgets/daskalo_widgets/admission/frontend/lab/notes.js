// The notebook of the lab: experiments side by side, as a table and as small bars.

import { allow, button, element, fill } from "../../../frontend/dom.js";
import { tryLies } from "./lies.js";
import { bar, keepingFocus } from "../parts.js";

const COLUMNS = { first: "lab_col_first", unplaced: "lab_col_unplaced", envy: "lab_col_envy", gaining: "lab_col_gaining" };
const MEASURES = Object.keys(COLUMNS);

export function notesPanel({ labels, uid, ask, change }) {
  const note = button(labels.lab_note, () => change({ do: "note" }), {});
  const series = button(labels.lab_series, () => change({ do: "series" }), {});
  const trying = button(labels.lab_lies_all, tryAll, { hidden: true });
  const progress = element("progress", { max: 1, value: 0, "aria-label": labels.lab_lies_all, hidden: true });
  const body = element("div");
  const root = element("div", {}, element("p", { class: "actions" }, note, series, trying), progress, body);
  let notes = [];
  let run = 0;

  async function tryAll() {
    const mine = ++run;
    const still = () => mine === run;
    const open = notes.filter(({ gaining }) => gaining.n === null).map(({ at }) => at);
    progress.hidden = false;
    for (const [number, at] of open.entries()) {
      const told = (done, all) => ((progress.max = open.length), (progress.value = number + done / all));
      if (!(await tryLies(ask, { noted: at }, told, still))) break;
      const fresh = await change({ do: "look", what: "lies", noted: at }, still);
      if (!fresh || !still()) break;
    }
    if (still()) progress.hidden = true;
  }

  function show(state) {
    if (notes.length !== state.notes.length) run += 1;
    notes = state.notes;
    progress.hidden = progress.hidden || !notes.length;
    allow(note, !state.noted);
    trying.hidden = !notes.some(({ gaining }) => gaining.n === null);
    keepingFocus(body, () => body.replaceChildren(...(notes.length ? [table(), charts()] : [element("p", { class: "quiet" }, labels.lab_notes_empty)])));
  }

  function table() {
    const id = `${uid}-notes`;
    const titles = [labels.lab_letter, labels.lab_bonus, ...MEASURES.map((name) => labels[COLUMNS[name]]), labels.lab_note_away];
    const head = titles.map((title, at) => element("th", { scope: "col", class: at > 1 && at < 6 ? "number" : null }, title));
    const lines = notes.map((one) => {
      const away = button("×", () => change({ do: "forget", at: one.at }), { "aria-label": fill(labels.lab_forget, { letter: one.letter }), "data-key": `${id}-${one.at}` });
      const name = element("td", {}, one.bonus, one.rest ? element("span", { class: "quiet rest" }, one.rest) : null);
      const cells = MEASURES.map((measure) => element("td", { class: "number" }, one[measure].n === null ? "–" : `${one[measure].text} (${one[measure].n})`));
      return element("tr", {}, element("th", { scope: "row" }, one.letter), name, ...cells, element("td", {}, away));
    });
    const whole = element("table", { class: "noted" }, element("caption", { id }, labels.lab_notes_caption), element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...lines));
    return element("div", { class: "wide", role: "region", tabindex: "0", "aria-labelledby": id }, whole);
  }

  /** Small bars, one group a measure. They say nothing that the table does not. */
  function charts() {
    const most = (measures) => Math.max(0.001, ...notes.flatMap((one) => measures.map((measure) => one[measure].share ?? 0)));
    const scale = { first: 1, unplaced: most(["unplaced"]), envy: most(["envy", "gaining"]), gaining: most(["envy", "gaining"]) };
    const tones = { first: "right", unplaced: "quiet", envy: "wrong", gaining: "accent" };
    const groups = MEASURES.map((measure) => {
      const bars = notes.map((one) => bar(one.letter, (one[measure].share ?? 0) / scale[measure], one[measure].n === null ? "–" : one[measure].text, { tone: tones[measure] }));
      return element("div", {}, element("p", { class: "what" }, labels[COLUMNS[measure]]), element("ul", { class: "bars" }, ...bars));
    });
    return element("div", { class: "multiples", "aria-hidden": "true" }, ...groups);
  }

  return { element: root, show };
}
