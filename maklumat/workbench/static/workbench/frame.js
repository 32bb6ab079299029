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

const tabOf = (panel) =>
  panel && document.querySelector(`[role="tab"][aria-controls="${panel.id}"], [role="tab"][href="#${panel.id}"]`);

/* Rows are still being drawn after the page has come: stay at the place until the person moves. */
const stayAt = (section) => {
  const show = () => section.scrollIntoView({ block: "start", behavior: "instant" });
  const watch = new ResizeObserver(show);
  const leave = () => watch.disconnect();
  ["wheel", "touchstart", "pointerdown", "keydown"].forEach((name) => {
    addEventListener(name, leave, { once: true, capture: true, passive: true });
  });
  watch.observe(section.closest("form"));
  show();
};

/* A component of a standard, or any field or list of rows by its name. */
const sectionOf = (name) =>
  document.querySelector(`[data-component="${CSS.escape(name)}"]`) ??
  document.getElementById(`id_${name}`)?.closest("[data-contentpath], .w-field, section") ??
  document.getElementById(`id_${name}-FORMS`)?.closest("section");

const openComponent = () => {
  const [, name] = location.hash.split("/");
  if (!name) return;
  const section = sectionOf(name);
  if (!section) return;
  tabOf(section.closest('[role="tabpanel"]'))?.click();
  requestAnimationFrame(() => {
    const field = section.querySelector("input:not([type=hidden]), textarea, select") ?? section.querySelector("button");
    field?.focus({ preventScroll: true });
    stayAt(section);
  });
};

addEventListener("load", openComponent);
addEventListener("hashchange", openComponent);
