/* The button "Simpan" of a card. */
import { forget, isSaved, keepOffline, pathOf, save } from "./saved.js";

const box = document.querySelector("[data-save]");

function show() {
  const is = isSaved(pathOf(location.href));
  const button = box.querySelector("button");
  button.setAttribute("aria-pressed", String(is));
  box.querySelector("[data-save-link]").hidden = !is;
}

if (box) {
  box.querySelector("button").addEventListener("click", () => {
    const path = pathOf(location.href);
    const { title, agency, full, done, removed } = box.dataset;
    const was = isSaved(path);
    const is = was ? forget(path) : save({ path, title, agency });
    if (is && !was) keepOffline(path);
    box.querySelector("[data-save-said]").textContent = !is ? full : was ? removed : done;
    show();
  });
  addEventListener("pageshow", show);
  addEventListener("storage", show);
  show();
}
