// Without this the feedback scrolls inside its frame. With it the frame is as tall as the feedback.
const frame = document.querySelector("iframe.feedback");
const fit = () => {
  const root = frame.contentDocument?.documentElement;
  if (root) frame.style.height = `${root.scrollHeight + 4}px`;
};
frame.addEventListener("load", fit);
addEventListener("resize", fit);
fit();
