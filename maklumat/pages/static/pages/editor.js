/* Wagtail's box for rich text has no name of its own: give it the label that stands above it. */
const BOX = ".public-DraftEditor-content:not([aria-label])";

function name(box) {
  const label = box.closest("[data-contentpath]")?.querySelector("label, [data-panel-heading-text]");
  box.setAttribute("aria-label", label?.textContent.replace("*", "").trim() || document.title);
}

const look = () => document.querySelectorAll(BOX).forEach(name);
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
look();
