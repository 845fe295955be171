// Small helpers to build native, labelled controls. Texts are set as text, never as HTML.

/** Makes an element; `on…` attributes become listeners, `false` and `null` ones are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

/** Makes a button. `allow(button, false)` switches it off but leaves the focus on it: a keyboard user is not lost. */
export function button(label, onPress, attributes = {}) {
  const press = (event) => event.currentTarget.getAttribute("aria-disabled") === "true" || onPress(event);
  return element("button", { type: "button", onclick: press, ...attributes }, label);
}

export function allow(control, allowed) {
  control.setAttribute("aria-disabled", String(!allowed));
}

/** Fills the named fields of a label: `fill("{n} of {all}", {n: 3, all: 12})`. */
export function fill(label, fields) {
  return label.replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
}

/** The verdict on one part of an answer: a symbol, a word and the reason. Empty until the learner asks for a check. */
export function verdict(id, labels) {
  const line = element("p", { class: "verdict", id, hidden: true });
  return {
    element: line,
    show(mark) {
      line.hidden = !mark;
      line.dataset.right = String(mark?.right ?? "");
      line.replaceChildren();
      if (!mark) return;
      const symbol = element("span", { class: "symbol", "aria-hidden": "true" }, mark.right ? "✓" : "✗");
      const word = element("strong", {}, mark.right ? labels.right : labels.wrong);
      line.append(symbol, element("span", {}, word, mark.why ? ` ${mark.why}` : ""));
    },
  };
}
