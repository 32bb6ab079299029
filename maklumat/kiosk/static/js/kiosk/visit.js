/* Is somebody there? Any touch or key counts, in the frame and in its pages. */
import * as dialogs from "./dialogs.js";
import * as stage from "./stage.js";
import { facts, part, say, tell, word } from "./state.js";

const WARNING = 30; /* seconds in which somebody can still say "I am here" */
const STEP = 500;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "input", "scroll"];
const SPOKEN = new Set([20, 10, 5]);

let touched = performance.now();
let isVisit = false;
let asked = 0; /* when the warning came */
let end = () => {};
let lastSaid = 0;

export const isGoing = () => isVisit;
export const secondsStill = () => Math.round((performance.now() - touched) / 1000);

export function touch(event) {
  if (event && !event.isTrusted) return;
  if (event?.type === "scroll" && !isVisit) return;
  touched = performance.now();
  if (event?.type === "pointermove" || event?.type === "scroll") return;
  if (!isVisit) {
    isVisit = true;
    tell("visit");
  }
  if (asked && event?.type !== "pointerdown") stay();
}

/* Somebody answered the warning; a touch beside its buttons answers it too. */
export function stay() {
  touched = performance.now();
  if (!asked) return;
  asked = 0;
  dialogs.close("idle");
}

function warn() {
  asked = performance.now();
  lastSaid = 0;
  count();
  dialogs.show("idle");
}

function count() {
  const left = Math.max(0, WARNING - Math.floor((performance.now() - asked) / 1000));
  part("count").textContent = left;
  part("ring").style.setProperty("--spent", String(((WARNING - left) / WARNING) * 100));
  if (SPOKEN.has(left) && left !== lastSaid) {
    lastSaid = left;
    say(word("seconds", left));
  }
  return left;
}

function tick() {
  if (!isVisit) return;
  if (stage.isComing()) touched = performance.now(); /* a slow network is no absence */
  if (asked) {
    if (count() === 0) {
      tell("count", { task: "idle" });
      end();
    }
  } else if (secondsStill() >= facts.idle_seconds) {
    if (stage.isOpen() || part("search").elements.q.value) warn();
    else end();
  }
}

export function over() {
  isVisit = false;
  asked = 0;
}

/* Listen in a window: the frame's own, or a page's. */
export function watch(where) {
  for (const sign of SIGNS) where.addEventListener(sign, touch, { capture: true, passive: true });
}

export function run(ending) {
  end = ending;
  watch(window);
  part("ring").closest("dialog").addEventListener("pointerdown", (event) => {
    if (!event.target.closest("button")) stay();
  });
  part("ring").closest("dialog").addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  setInterval(tick, STEP);
}
