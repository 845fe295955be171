// What is typed is sent when the fingers rest, and at once when the field is left or the page goes out of sight.

const REST_MS = 600;

/**
 * Watches a field. `read()` returns what stands in it, `write(value)` sets it, `send(value)` saves it and resolves to
 * whether that worked; `onDirty` and `onSettled` tell when it differs from what is saved, and when it no longer does.
 * The learner's typing always wins over what arrives from the kernel meanwhile.
 */
export function watchTyping({ read, write, send, onDirty, onSettled, signal }) {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  let saved = read();
  let alarm;

  async function save() {
    clearTimeout(alarm);
    const value = read();
    if (same(value, saved)) return void onSettled();
    const before = saved;
    saved = value;
    if (!(await send(value))) saved = before;
  }

  document.addEventListener("visibilitychange", () => document.hidden && save(), { signal });
  signal.addEventListener("abort", () => clearTimeout(alarm));
  return {
    typed() {
      clearTimeout(alarm);
      onDirty();
      alarm = setTimeout(save, REST_MS);
    },
    save,
    dirty: () => !same(read(), saved),
    accept(value) {
      if (!same(read(), saved)) return;
      if (!same(read(), value)) write(value);
      saved = read();
    },
  };
}
