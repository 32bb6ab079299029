/* Four faces for one tap. Kept before it is sent; ready for the next person by itself. */
import { flush, keep, newUid } from "../offline/queue.js";
import "./unsent.js";

const root = document.querySelector("[data-tap]");
const part = (name) => root.querySelector(`[data-tap-${name}]`);
const PARTS = ["ask", "why", "thanks"];
const WAITS = { why: 12000, thanks: 5000 }; /* milliseconds until the next person's turn */

let uid = newUid();
let clock;

function show(name) {
  for (const one of PARTS) part(one).hidden = one !== name;
  if (name === "ask") uid = newUid();
  part(name).querySelector("h1").focus();
  wait(name);
}

function wait(name) {
  clearTimeout(clock);
  if (WAITS[name]) clock = setTimeout(() => show(name === "why" ? "thanks" : "ask"), WAITS[name]);
}

async function take(event) {
  const [form, button] = [event.target, event.submitter];
  event.preventDefault();
  if (!button) return;
  const fields = [[button.name, button.value]];
  const own = form.elements.uid?.value || uid;
  try {
    await keep({ uid: own, kind: "survey", address: new URL(form.action).pathname, fields });
  } catch {
    if (form.elements.uid) form.elements.uid.value = own;
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: button.name, value: button.value });
    form.append(said);
    form.submit(); /* Nothing can be stored here: the browser sends it as ever. */
    return;
  }
  if (part("why").contains(form)) form.elements.uid.value = "";
  show(button.name === "value" ? "why" : "thanks");
  flush();
}

for (const form of root.querySelectorAll("[data-tap-form]")) form.addEventListener("submit", take);
for (const [name, next] of [["end", "thanks"], ["again", "ask"]]) {
  part(name).addEventListener("click", (event) => {
    event.preventDefault();
    show(next);
  });
}
/* Who reads with the keyboard or a screen reader gets the whole time anew with each step. */
for (const sign of ["keydown", "pointerdown", "focusin"]) {
  root.addEventListener(sign, () => wait(PARTS.find((name) => !part(name).hidden)));
}
wait(PARTS.find((name) => !part(name).hidden));
