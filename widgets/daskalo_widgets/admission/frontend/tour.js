// The guided tour: what to try next. It never locks anything; a task is done when the operations have done it.

import { button, element, fill } from "../../frontend/dom.js";

export function tourPanel({ labels, go }) {
  const summary = element("summary", {});
  const list = element("ol", { class: "tasks" });
  const panel = element("details", { class: "tour" }, summary, list);
  const done = new Set();
  let first = true;
  return {
    element: panel,
    /** Shows the tasks; returns the title of one that has just been done. */
    show(tasks) {
      const fresh = first ? [] : tasks.filter((task) => task.done && !done.has(task.id));
      first = false;
      done.clear();
      for (const task of tasks) if (task.done) done.add(task.id);
      summary.textContent = fill(labels.tour, { n: done.size, all: tasks.length });
      const next = tasks.find((task) => !task.done);
      list.replaceChildren(...tasks.map((task) => item(task, task === next)));
      return fresh[0]?.title;
    },
  };

  function item(task, next) {
    const mark = element("span", { class: "mark", "aria-hidden": "true" }, task.done ? "✓" : "○");
    const state = element("span", { class: "hidden" }, task.done ? labels.task_done : labels.task_open);
    const line = element("li", { "data-done": String(task.done), "aria-current": next ? "step" : null }, mark, state);
    const words = element("div", {}, element("strong", {}, task.title), element("span", {}, task.text));
    if (!task.done) words.append(button(fill(labels.go_to, { door: labels[`door_${task.door}`] }), () => go(task.door), {}));
    line.append(words);
    return line;
  }
}
