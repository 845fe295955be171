// Own tables: they are read here, checked by the kernel, and taken in only when all of them are right.

import { button, element } from "../../../frontend/dom.js";

const UPLOAD_BYTES = 8_000_000;

/** `check(tables)` asks the kernel; `take(operation)` is told when somebody takes in what is right. */
export function uploadForm({ labels, how, uid, check, take }) {
  const said = element("p", { role: "status" });
  const faults = element("ul", { class: "lacking" });
  const accept = element("p", { class: "actions" });
  const id = `${uid}-files`;
  const input = element("input", { id, type: "file", accept: ".csv,text/csv", multiple: true, onchange: read });

  async function read() {
    faults.replaceChildren();
    accept.replaceChildren();
    const files = [...input.files];
    if (!files.length) return;
    input.value = ""; // the same files, mended, are a new choice
    if (files.reduce((sum, file) => sum + file.size, 0) > UPLOAD_BYTES) return (said.textContent = labels.upload_large);
    const tables = {};
    for (const file of files) tables[file.name.toLowerCase()] = await file.text();
    const found = await check(tables);
    if (!found) return;
    said.textContent = found.said;
    faults.replaceChildren(...(found.faults ?? []).map((line) => element("li", {}, line)));
    if (found.operation) accept.replaceChildren(button(labels.upload_take, () => take(found.operation), { class: "main" }));
  }

  return element(
    "div",
    { class: "upload" },
    element("p", { class: "quiet" }, how),
    element("p", { class: "field" }, element("label", { for: id }, labels.upload_choose), input),
    said,
    faults,
    accept,
  );
}
