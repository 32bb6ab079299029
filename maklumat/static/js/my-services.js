/* /layanan-saya/: shows what this device kept, and takes it away. */
import { forget, saved, store } from "./saved.js";

const box = document.querySelector("[data-mine]");
const list = document.querySelector("[data-mine-list]");
const said = document.querySelector("[data-mine-said]");
const prefix = document.documentElement.lang === "en" ? "/en" : "";

function drawn({ path, title, agency }) {
  const row = document.querySelector("[data-mine-row]").content.firstElementChild.cloneNode(true);
  const link = row.querySelector("a");
  link.href = prefix + path;
  link.textContent = title;
  row.querySelector("p").textContent = agency;
  const button = row.querySelector("button");
  button.querySelector("span").append(title);
  button.addEventListener("click", () => remove(path, title));
  return row;
}

function show() {
  const rows = saved();
  list.replaceChildren(...rows.map(drawn));
  document.querySelector("[data-mine-empty]").hidden = rows.length > 0;
  box.hidden = rows.length === 0 && !said.textContent;
}

function remove(path, title) {
  const before = saved();
  if (!forget(path)) {
    said.textContent = said.dataset.full;
    return;
  }
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "button button--quiet";
  undo.textContent = said.dataset.undo;
  undo.addEventListener("click", () => {
    store(before);
    said.textContent = "";
    show();
  });
  said.replaceChildren(`${said.dataset.removed.replace("[name]", title)} `, undo);
  show();
  undo.focus();
}

addEventListener("storage", show);
addEventListener("pageshow", show);
show();
