// Tables and numbers as the kernel has worded them.

import { element } from "./dom.js";

/** A table that scrolls inside itself on a phone and can be reached with Tab. */
export function dataTable({ caption, columns, rows, empty }, uid) {
  if (!rows.length) return element("p", { class: "quiet" }, empty);
  const id = `${uid}-${Math.random().toString(36).slice(2, 8)}`;
  const head = element("tr");
  for (const column of columns) {
    head.append(element("th", { scope: "col", class: column.number ? "number" : null }, column.title));
  }
  const body = element("tbody");
  for (const row of rows) {
    const line = element("tr");
    row.forEach((cell, at) => {
      const look = columns[at].number ? { class: "number" } : {};
      line.append(at ? element("td", look, cell) : element("th", { scope: "row", ...look }, cell));
    });
    body.append(line);
  }
  const table = element("table", {}, element("caption", { id }, caption), element("thead", {}, head), body);
  return element("div", { class: "wide", role: "region", tabindex: "0", "aria-labelledby": id }, table);
}

export function picture({ src, alt }) {
  return element("img", { class: "picture", src, alt });
}

/** A native list of choices with its label; `choose(value)` is called on a change. */
export function picker(label, options, chosen, id, choose) {
  const list = element("select", { id, onchange: (event) => choose(event.currentTarget.value) });
  for (const { value, text } of options) list.append(element("option", { value, selected: value === chosen }, text));
  return element("p", { class: "field" }, element("label", { for: id }, label), list);
}

/** Hands a file to the reader's own downloads; nothing of it stays on the server. */
export function download({ name, type, data }) {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const link = element("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
