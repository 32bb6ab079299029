/* Thanks: at a kiosk a fresh form opens by itself, unless somebody is still reading. */
import "./unsent.js";

const page = document.querySelector("[data-again]");
if (page) {
  let clock;
  const begin = () => {
    clearTimeout(clock);
    clock = setTimeout(() => location.replace(page.dataset.again), Number(page.dataset.seconds) * 1000);
  };
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, begin);
  begin();
}
