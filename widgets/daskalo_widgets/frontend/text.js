// A short or long text, with a counter of words and advice that never gives points.

import { element, fill } from "./dom.js";
import { watchTyping } from "./typed.js";

const countWords = (text) => text.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)?.length ?? 0;

export function textBody({ spec, labels, uid, promptId, change, onDirty, onSettled, signal }) {
  const counter = element("p", { class: "counter", id: `${uid}-counter` });
  const advice = element("ul", { class: "advice", "aria-label": labels.advice });
  const area = element("textarea", {
    id: `${uid}-text`,
    rows: spec.kind === "long-text" ? 8 : 3,
    spellcheck: true,
    "aria-describedby": `${promptId} ${counter.id}`,
    oninput: () => {
      count();
      typing.typed();
    },
    onblur: () => typing.save(),
  });

  function count() {
    const fields = { n: countWords(area.value), least: spec.min_words, most: spec.max_words };
    const bounds = [spec.min_words && "least", spec.max_words && "most"].filter(Boolean).join("_");
    counter.textContent = fill(labels[bounds ? `words_${bounds}` : "words"], fields);
  }

  const typing = watchTyping({
    read: () => area.value.trimEnd() || null,
    write: (value) => {
      area.value = value ?? "";
    },
    send: (value) => change({ value }),
    onDirty,
    onSettled,
    signal,
  });

  return {
    element: element(
      "div",
      {},
      element("div", { class: "field" }, element("label", { for: area.id }, labels.text), area),
      counter,
      advice,
    ),
    dirty: typing.dirty,
    flush: typing.save,
    show({ value, advice: sentences }) {
      typing.accept(value);
      count();
      advice.hidden = !sentences.length;
      advice.replaceChildren(
        ...sentences.map(({ ok, sentence }) => {
          const symbol = element("span", { class: "symbol", "aria-hidden": "true" }, ok ? "✓" : "○");
          const word = element("span", { class: "hidden" }, `${ok ? labels.advice_met : labels.advice_open} `);
          return element("li", { "data-ok": String(ok) }, symbol, element("span", {}, word, sentence));
        }),
      );
    },
  };
}
