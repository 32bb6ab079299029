/* Draws a card of 85.60 mm (ISO/IEC 7810 ID-1) and learns from its width how large a millimetre is. */
const page = document.querySelector("[data-measuring]");
const [HIGHEST, USUAL] = [1200, 800]; /* millimetres of the lower edge */
const [WAIT, AGAIN] = [400, 70];
const bottom = page.querySelector("[data-bottom]");
const said = page.querySelector("[data-said]");
let size = Number(page.dataset.size);
let height = bottom.dataset.value === "" ? null : Number(bottom.dataset.value);

function show() {
  document.documentElement.style.setProperty("--mm", `${size}px`);
  page.querySelector("[data-now]").textContent = size.toLocaleString("id", { minimumFractionDigits: 2 });
  bottom.textContent = height === null ? bottom.dataset.unknown : `${(height / 10).toLocaleString("id")} cm`;
}

function step({ step: by, raise }) {
  const { least, most } = page.dataset;
  if (by) size = Math.round(Math.min(most, Math.max(least, size + Number(by))) * 100) / 100;
  if (raise) {
    height = height === null ? USUAL : Math.min(HIGHEST, Math.max(0, height + Number(raise)));
  }
  show();
}

async function keep() {
  said.hidden = true;
  try {
    const answer = await fetch(page.dataset.send, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ px_per_mm: size.toFixed(2), bottom_mm: height }),
    });
    if (answer.ok) location.replace(page.dataset.start);
    else said.textContent = page.dataset.refused;
  } catch {
    said.textContent = page.dataset.away;
  }
  said.hidden = said.textContent === "";
}

let clock = 0;
function hold(button) {
  step(button.dataset);
  clock = setTimeout(function again() {
    step(button.dataset);
    clock = setTimeout(again, AGAIN);
  }, WAIT);
}

for (const button of page.querySelectorAll("[data-step], [data-raise]")) {
  button.addEventListener("pointerdown", () => hold(button));
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    button.addEventListener(end, () => clearTimeout(clock));
  }
  button.addEventListener("click", ({ detail }) => detail === 0 && step(button.dataset));
}
page.querySelector("[data-keep]").addEventListener("click", keep);
page.querySelector("[data-later]").addEventListener("click", () => location.replace(page.dataset.start));
addEventListener("contextmenu", (event) => event.preventDefault());
show();
