/* Counts the characters left in fields with a limit, and opens the editor at one component. */

const hintFor = (field) => {
  let hint = field.nextElementSibling;
  if (!hint?.classList.contains("length-hint")) {
    hint = document.createElement("span");
    hint.className = "length-hint";
    field.after(hint);
  }
  return hint;
};

const count = (field) => {
  const most = Number(field.getAttribute("maxlength"));
  if (most >= 80 && most <= 2000) hintFor(field).textContent = `${field.value.length} / ${most}`;
};

const isText = (node) => node instanceof HTMLElement && node.matches("input[maxlength], textarea[maxlength]");

document.addEventListener("input", (event) => isText(event.target) && count(event.target));
document.addEventListener("focusin", (event) => isText(event.target) && count(event.target));

const openComponent = () => {
  const [, name] = location.hash.split("/");
  if (!name) return;
  const section = document.querySelector(`[data-component="${CSS.escape(name)}"]`);
  if (!section) return;
  const panel = section.closest('[role="tabpanel"]');
  document.querySelector(`[role="tab"][aria-controls="${panel?.id}"], [role="tab"][href="#${panel?.id}"]`)?.click();
  requestAnimationFrame(() => {
    section.scrollIntoView({ block: "start" });
    section.querySelector("input, textarea, select, button")?.focus({ preventScroll: true });
  });
};

addEventListener("load", openComponent);
addEventListener("hashchange", openComponent);
