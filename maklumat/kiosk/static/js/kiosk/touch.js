/* How somebody wants to use this screen: the keys on it, how it looks, reading aloud. */
import * as keyboard from "./keyboard.js";
import * as looks from "./looks.js";
import * as speech from "./speech.js";
import { part } from "./state.js";

/* The names of keys in the language of now. */
const words = new Proxy({}, {
  get: (_none, name) =>
    document.querySelector(`[data-key="${CSS.escape(String(name))}"] [lang="${document.documentElement.lang}"]`)
      ?.textContent.trim(),
});

part("dock").classList.add("keys");
part("dock").hidden = true;
keyboard.dock(part("dock"), words);
keyboard.attach(document);
looks.run();
speech.run();

document.addEventListener("kiosk:page", ({ detail }) => {
  looks.apply(detail.document);
  keyboard.attach(detail.document);
});
for (const name of ["coming", "start", "left"]) {
  document.addEventListener(`kiosk:${name}`, () => {
    keyboard.close();
    speech.stop();
  });
}
document.addEventListener("kiosk:left", looks.reset);
document.addEventListener("kiosk:language", keyboard.close);

/* Whoever sets the screen up finds the way to measure it on the start screen; visitors never see it. */
const measuring = document.querySelector("[data-measure]");
if (measuring) {
  part("start").querySelector("nav").before(measuring);
  measuring.addEventListener("click", () => location.replace(measuring.dataset.measure));
}
