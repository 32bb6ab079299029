/* Shows on survey pages what waits on this device, and what was refused there. */
import { drop, every, now, onChange, waits, withoutFields } from "../offline/queue.js";

const box = document.querySelector("[data-unsent]");
const part = (name) => box.querySelector(`[data-unsent-${name}]`);
const CODES = ["code", "point"]; /* an answer counts without them */
let last = 0;

function row(kept) {
  const line = part("row").content.cloneNode(true);
  line.querySelector("[data-said]").textContent = Object.values(kept.refused).flat().join(" ");
  const wrong = Object.keys(kept.refused);
  const again = line.querySelector("[data-without-code]");
  again.hidden = !wrong.every((name) => CODES.includes(name));
  again.addEventListener("click", () => withoutFields(kept, wrong));
  line.querySelector("[data-drop]").addEventListener("click", () => drop(kept.number));
  return line;
}

async function show() {
  let rows;
  try {
    rows = await every();
  } catch {
    return; /* Nothing is stored on this device: forms are posted as ever. */
  }
  const waiting = rows.filter(waits).length;
  part("waiting").hidden = !waiting;
  part("number").textContent = waiting;
  if (waiting !== last) {
    const words = part("waiting").querySelector(".notice__title").textContent.trim();
    part("said").textContent = waiting ? words : box.dataset.none;
    last = waiting;
  }
  const refused = rows.filter((kept) => kept.refused && (kept.kind ?? "survey") === "survey");
  part("refused").replaceChildren(...refused.map(row));
}

onChange(show);
part("send").addEventListener("click", () => now());
/* The first look is silent: nobody needs to hear that nothing waits. */
show();
