// One piece of work: what was handed in, and the form beside it.

import { button, element, fill } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { commentForm } from "./comment.js";
import { keyCap } from "./keys.js";
import { pointsForm, rubricForm } from "./rubric.js";
import { dataTable } from "../../../../widgets/daskalo_widgets/frontend/tables.js";

/** The work itself. Its HTML was made safe by the kernel: no scripts, no styles, no addresses. */
export function pieceWork(piece, labels, uid) {
  const title = element("h2", { id: `${uid}-work` }, piece.title);
  const work = element("div", { class: "handed-in" });
  work.innerHTML = piece.work_html;
  const notes = element("ul", { class: "notes" });
  for (const sentence of piece.notes) notes.append(element("li", {}, sentence));
  const about = element("p", { class: "quiet" }, `${piece.shown_as} · ${piece.unit_title}`);
  const automatic = piece.automatic ? element("p", { class: "quiet" }, piece.automatic) : null;
  const section = element("section", { class: "work", "aria-labelledby": title.id }, title, about, automatic);
  if (piece.notes.length) section.append(notes);
  section.append(work);
  return section;
}

export function pieceForm({ piece, labels, uid, say, save, undo, draft, keep }) {
  const decimal = (number) => String(number).replace(".", labels.decimal);
  const total = element("output", { class: "total" });
  const changed = () => {
    total.textContent = fill(labels.total, { points: decimal(marks.total()), most: piece.points_shown });
    keep({ points: marks.value(), comment: comment.value() });
  };
  const context = { piece, labels, uid, changed, say: (sentence) => say(sentence, "quiet") };
  const marks = piece.rubric ? rubricForm(context) : pointsForm(context);
  const comment = commentForm({
    ...{ comments: piece.comments, labels, uid, changed },
    picked: (text) => {
      say(fill(labels.comment_picked, { text }), "quiet");
      saving.focus();
    },
  });
  const saving = button(element("span", {}, labels.save, " ", keyCap("Enter")), save, { class: "main" });
  const undoing = button(element("span", {}, labels.undo, " ", keyCap("u")), undo, {});
  const heading = element("h2", { id: `${uid}-marks` }, piece.rubric?.title ?? labels.points);
  const box = element("section", { class: "marks", "aria-labelledby": heading.id }, heading, marks.element, total);
  box.append(comment.element, element("div", { class: "actions" }, saving, undoing));
  if (piece.others) box.append(dataTable(piece.others, uid));
  else if (piece.second) box.append(element("p", { class: "quiet" }, piece.second));

  const given = draft ?? piece.mine;
  marks.set(given?.points);
  comment.set(given?.comment);
  total.textContent = fill(labels.total, { points: decimal(marks.total()), most: piece.points_shown });

  const onButton = (event) => event.target.closest("button, a, summary");
  return {
    element: box,
    focus: marks.focus,
    missing: marks.missing,
    value: () => ({ points: marks.value(), comment: comment.value() }),
    /** Acts on a key; returns whether it was one of ours. */
    key(event, key) {
      if (event.target.matches("select")) return false;
      if (event.target.matches("textarea")) return key === "Escape" ? (marks.focus(), true) : false;
      if (comment.browsing()) {
        if (/^[1-9]$/.test(key)) comment.pick(key);
        else if (key === "ArrowDown" || key === "j") comment.step(1);
        else if (key === "ArrowUp" || key === "k") comment.step(-1);
        else if (key === "Escape") marks.focus();
        else return false;
        return true;
      }
      if (/^\d$/.test(key)) {
        const stays = marks.digit(key);
        if (stays === false) saving.focus();
        return stays !== null;
      }
      const inForm = marks.element.contains(event.target) || event.target === saving;
      if (key === "j" || (key === "ArrowDown" && inForm)) return marks.move(1) || saving.focus(), true;
      if (key === "k" || (key === "ArrowUp" && inForm)) {
        if (event.target === saving) marks.last();
        else marks.move(-1);
        return true;
      }
      if (key === "c") return comment.focus(), true;
      if (key === "v") return comment.browse() || say(labels.no_earlier, "quiet"), true;
      if (key === "Enter" && !onButton(event)) return save(), true;
      return false;
    },
  };
}
