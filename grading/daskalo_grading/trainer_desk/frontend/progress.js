// Long work of the kernel: a bar, who is done, and at the end a table. The rest of the page stays usable meanwhile.

import { allow, button, element } from "../../../../widgets/daskalo_widgets/frontend/dom.js";
import { dataTable } from "../../../../widgets/daskalo_widgets/frontend/tables.js";

export function progressPanel({ ask, labels, say, uid }) {
  const bar = element("progress", { max: 1, value: 0, "aria-label": labels.progress });
  const sentence = element("p", {});
  const stop = button(labels.stop, () => ask({ do: "stop" }), {});
  const close = button(labels.close, () => {
    panel.hidden = true;
  });
  const table = element("div");
  const panel = element("section", { class: "progress", "aria-label": labels.progress, hidden: true });
  panel.append(sentence, bar, stop, table, close);
  let ran = false;
  return {
    element: panel,
    running: () => ran,
    /** Shows what the kernel last told; returns whether the work has just ended. */
    show(state) {
      if (!state) return false;
      const ended = ran && !state.running;
      ran = state.running;
      panel.hidden = false;
      bar.hidden = !state.running;
      close.hidden = state.running;
      bar.max = Math.max(state.all, 1);
      if (state.running && !state.all) bar.removeAttribute("value");
      else bar.value = state.done;
      sentence.textContent = state.sentence;
      sentence.className = state.failed ? "problem" : "";
      stop.hidden = !state.running || !state.stoppable;
      allow(stop, !state.stopping);
      table.replaceChildren(...(state.table?.rows.length ? [dataTable(state.table, uid)] : []));
      if (ended || state.running) say(state.sentence, state.failed ? "error" : "quiet");
      return ended;
    },
  };
}
