// The manual queue: the work, the rubric beside it, and a key for everything.

import { allow, button, element, fill } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { keeper } from "./drafts.js";
import { keyCap, keyHelp, plainKey } from "./keys.js";
import { pieceForm, pieceWork } from "./piece.js";
import { picker } from "../../../../widgets/daskalo_widgets/frontend/tables.js";

/** A side taller than the window sticks with its end, any other below the line that says what happened. */
function keepInSight(side) {
  const room = window.innerHeight - side.offsetHeight - 16;
  side.style.setProperty("--top", `${Math.min(56, room)}px`);
}

export function markingView({ ask, labels, say, uid, units, spec, rater, anonymous }) {
  const root = element("div", { class: "marking", tabindex: "-1" });
  const help = keyHelp(labels, uid);
  const content = element("div");
  const place = element("p", { class: "place" });
  const known = new Map(); // key -> a piece, or the promise of it
  let pieces = [];
  let at = -1;
  let unit = "";
  let form = null;
  let saved = []; // keys of what was saved here, the newest last
  let busy = false;

  const drafts = () => keeper(spec.course, rater(), anonymous() ? "anonymous" : "named");
  const fetchPiece = (key) => {
    if (!known.has(key)) known.set(key, ask({ do: "piece", key }));
    return known.get(key);
  };

  async function show(to) {
    at = to;
    const { key } = pieces[at];
    const piece = await fetchPiece(key);
    if (at !== to) return; // somebody has gone on meanwhile
    if (!piece) {
      known.delete(key);
      return;
    }
    const draft = drafts().get(key);
    form = pieceForm({ piece, labels, uid, say, save, undo, help, draft, keep: (value) => drafts().set(key, value) });
    place.textContent = fill(labels.place, { n: at + 1, all: pieces.length, open: pieces.filter(({ marked }) => !marked).length });
    const sides = [pieceWork(piece, labels, uid), form.element];
    content.replaceChildren(element("div", { class: "sides" }, ...sides));
    for (const side of sides) keepInSight(side);
    allow(previous, at > 0);
    allow(next, at + 1 < pieces.length);
    root.scrollIntoView({ block: "start" });
    form.focus();
    if (draft) say(labels.draft_kept, "quiet");
    if (at + 1 < pieces.length) fetchPiece(pieces[at + 1].key);
  }

  function step(by) {
    const to = at + by;
    if (to < 0 || to >= pieces.length) return say(by < 0 ? labels.is_first : labels.is_last, "quiet");
    return show(to);
  }

  async function save() {
    if (busy || !form) return;
    const missing = form.missing();
    if (missing) return say(missing, "error");
    busy = true;
    const { key } = pieces[at];
    const done = await ask({ do: "mark", key, ...form.value() });
    busy = false;
    if (!done) return; // the draft is still here
    drafts().drop(key);
    known.set(key, Promise.resolve(done.piece));
    for (const other of pieces) if (other.key !== key && other.task === pieces[at].task) known.delete(other.key);
    pieces[at].marked = true;
    saved.push(key);
    const order = [...pieces.keys()];
    const open = [...order.slice(at + 1), ...order.slice(0, at)].find((each) => !pieces[each].marked);
    if (open === undefined) finish(done.said);
    else {
      await show(open);
      say(done.said, "saved");
    }
  }

  function finish(said) {
    form = null;
    const end = element("p", { class: "done", tabindex: "-1" }, labels.all_marked);
    const back = button(labels.look_again, () => show(at), {});
    content.replaceChildren(end, pieces.length ? back : "");
    place.textContent = "";
    end.focus();
    say([said, labels.all_marked].filter(Boolean).join(" "), "saved");
  }

  async function undo() {
    const key = form && pieces[at].marked ? pieces[at].key : saved.pop();
    if (!key) return say(labels.nothing_to_undo, "quiet");
    const before = await fetchPiece(key);
    const done = await ask({ do: "undo", key });
    if (!done) return;
    saved = saved.filter((each) => each !== key);
    if (before?.mine) drafts().set(key, { points: before.mine.points, comment: before.mine.comment });
    known.set(key, Promise.resolve(done.piece));
    const to = pieces.findIndex((piece) => piece.key === key);
    pieces[to].marked = false;
    await show(to);
    say(done.said, "quiet");
  }

  const withKey = (label, key, onPress) => button(element("span", {}, label, " ", keyCap(key)), onPress);
  const previous = withKey(labels.previous, "p", () => step(-1));
  const next = withKey(labels.next, "n", () => step(1));
  const keys = withKey(labels.keys, "?", () => help.showModal());

  root.addEventListener("keydown", (event) => {
    if (help.open) return;
    const key = plainKey(event);
    if (event.ctrlKey && key === "Enter" && form) {
      event.preventDefault();
      save();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (form?.key(event, key)) {
      event.preventDefault();
      return;
    }
    if (event.target.matches("textarea, select, input[type=text]:not([data-plain])")) return;
    const acts = { n: () => step(1), p: () => step(-1), u: undo, "?": () => help.showModal() };
    if (Object.hasOwn(acts, key)) {
      event.preventDefault();
      acts[key]();
    }
  });

  async function load() {
    const queue = await ask({ do: "queue", unit });
    if (!queue) return;
    pieces = queue.pieces;
    known.clear();
    const open = pieces.findIndex(({ marked }) => !marked);
    const bar = element("div", { class: "bar" });
    const all = [{ value: "", text: labels.all_units }, ...units()];
    const choose = (value) => {
      unit = value;
      load();
    };
    bar.append(picker(labels.unit, all, unit, `${uid}-queue-unit`, choose), place, element("div", { class: "actions" }, previous, next, keys));
    root.replaceChildren(bar, content, help);
    if (open < 0) {
      at = 0;
      finish("");
    } else await show(open);
  }

  return {
    element: root,
    async open(wanted) {
      unit = wanted ?? unit;
      await load();
    },
  };
}
