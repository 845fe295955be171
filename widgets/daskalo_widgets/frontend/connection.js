// The way to the kernel. A message counts as saved only when the kernel has said so; until then it is sent again.

const PATIENCE_MS = 4000;
const LONGEST_PATIENCE_MS = 30000;

/**
 * Sends messages one after another and waits for the reply to each.
 *
 * A message may arrive twice (the reply was lost, or came late), so the kernel must not mind repetitions.
 * `onSilence` is called each time the kernel lets a message wait too long.
 */
export function connect(model, onSilence) {
  const view = Math.random().toString(36).slice(2);
  const queue = [];
  let sent = 0;
  let patience = PATIENCE_MS;
  let alarm;

  function send() {
    clearTimeout(alarm);
    if (!queue.length) return;
    alarm = setTimeout(() => {
      patience = Math.min(2 * patience, LONGEST_PATIENCE_MS);
      onSilence();
      send();
    }, patience);
    // A closed channel throws or rejects: that is silence too, and the alarm already waits for it.
    try {
      Promise.resolve(model.send(queue[0].message)).catch(() => {});
    } catch {}
  }

  function receive(reply) {
    if (!queue.length || reply.reply !== queue[0].message.id) return;
    patience = PATIENCE_MS;
    queue.shift().resolve(reply);
    send();
  }

  model.on("msg:custom", receive);
  return {
    ask(message) {
      return new Promise((resolve) => {
        queue.push({ message: { ...message, id: `${view}-${++sent}` }, resolve });
        if (queue.length === 1) send();
      });
    },
    /** Whether the kernel still owes a reply; `toChange` asks only about messages that change the answer. */
    waiting: (toChange = false) => queue.some(({ message }) => !toChange || message.do !== "refresh"),
    /** Whether the kernel has let a message wait too long. */
    silent: () => patience > PATIENCE_MS,
    close() {
      clearTimeout(alarm);
      queue.length = 0;
      model.off("msg:custom", receive);
    },
  };
}
