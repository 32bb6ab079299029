/* How this person wants to read: kept on this device, set before the first paint, so not a module. */
(() => {
  "use strict";
  const choices = ["theme", "contrast", "text"];
  const root = document.documentElement;

  function kept(name) {
    try {
      return localStorage.getItem(`display-${name}`) || "";
    } catch {
      return "";
    }
  }

  function show(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }

  root.dataset.scripts = "";
  choices.forEach((name) => show(name, kept(name)));

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".display-menu input").forEach((input) => {
      input.checked = input.value === kept(input.name);
    });
  });

  document.addEventListener("change", ({ target }) => {
    if (!target.closest(".display-menu")) return;
    try {
      localStorage.setItem(`display-${target.name}`, target.value);
    } catch {
      /* Storage is refused: the choice holds for this page. */
    }
    show(target.name, target.value);
  });
})();
