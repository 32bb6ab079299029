/* Small screens show one question from the first paint on, so that nothing jumps when the module
   comes. Not a module: it runs where it stands, before anything below it is drawn. */
(() => {
  "use strict";
  const PATIENCE = 6000; /* milliseconds; a module that did not come by then does not come */
  const root = document.querySelector("[data-survey]");
  const isSmall = !window.matchMedia("(min-width: 48em)").matches;
  if (!(isSmall || "kiosk" in root.dataset) || document.querySelector(".error-summary")) return;
  const form = root.querySelector("[data-answers]");
  const first = form.querySelector("[data-step]");
  const moves = form.querySelector("[data-moves]");
  if (form.querySelector(".question :checked")) return; /* answered before, the page came back */

  root.toggleAttribute("data-by-one", true);
  first.toggleAttribute("data-now", true);
  moves.hidden = false;
  moves.querySelector("[data-back]").hidden = true;
  moves.querySelector("[data-next]").hidden = first.matches("fieldset");
  const modes = root.querySelector("[data-modes]");
  modes.hidden = "kiosk" in root.dataset;

  setTimeout(() => {
    if ("ready" in root.dataset) return;
    root.toggleAttribute("data-by-one", false);
    moves.hidden = modes.hidden = true;
  }, PATIENCE);
})();
