// The page works without this. With it, it is fresh again whenever somebody comes back to its tab.
const quietMs = 3000;
let shownAt = Date.now();

async function refresh() {
  if (document.visibilityState !== "visible" || Date.now() - shownAt < quietMs) return;
  shownAt = Date.now();
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!fresh || !main) return;
  for (const open of main.querySelectorAll("details[open]")) {
    fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  }
  if (fresh.innerHTML === main.innerHTML) return;
  const focused = main.contains(document.activeElement) && document.activeElement.getAttribute("href");
  main.replaceChildren(...fresh.childNodes);
  if (focused) main.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

document.addEventListener("visibilitychange", refresh);
addEventListener("focus", refresh);
