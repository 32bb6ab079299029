/* Tells the server now and then that this screen lives, and what it was used for; never by whom. */
import { newUid, now as send, watchCount } from "../offline/queue.js";
import * as clock from "./clock.js";
import { facts, part, root, tell, word } from "./state.js";
import * as visit from "./visit.js";

const EVERY = 60000;
const MEGABYTE = 1048576;

let counts = {};
let touchedAt = null;
let isNewer = false;
let waiting = 0; /* posts of visitors, in the queue that all pages share */
let unsaid = null; /* the beat that no answer came to yet */

export function count(task) {
  counts[task] = (counts[task] ?? 0) + 1;
}

async function freeRoom() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota ? Math.round((quota - usage) / MEGABYTE) : null;
}

function showWaiting(number) {
  waiting = number;
  part("waiting").hidden = !number;
  part("waiting").textContent = number ? word("waiting", number) : "";
}

/* What was counted goes under a name: a beat that is sent twice counts once. */
async function beat() {
  unsaid ??= { uid: newUid(), counts, at: performance.now() };
  counts = unsaid.counts === counts ? {} : counts;
  const ago = (moment) => Math.round((performance.now() - moment) / 1000);
  try {
    const body = JSON.stringify({
      uid: unsaid.uid, counts: unsaid.counts, counted_ago: ago(unsaid.at),
      version: root.dataset.release, waiting, free_mb: await freeRoom(),
      touched_ago: touchedAt === null ? null : ago(touchedAt),
    });
    const answer = await fetch(root.dataset.beat, {
      method: "POST", body, headers: { "Content-Type": "application/json" }, cache: "no-store",
    });
    if (answer.status === 401) tell("withdrawn");
    if (!answer.ok) return;
    const told = await answer.json();
    if (told.uid === unsaid.uid) unsaid = null;
    clock.setBy(answer);
    clock.learn(told);
    isNewer = told.version !== root.dataset.release || told.stamp !== facts.stamp;
    renew();
  } catch {
    /* The network is away: the next beat says it. */
  }
}

/* A new version, or new settings: taken up when nobody is there. */
function renew() {
  if (isNewer && !visit.isGoing() && navigator.onLine) location.reload();
}

export function run() {
  document.addEventListener("kiosk:count", ({ detail }) => count(detail.task));
  document.addEventListener("kiosk:visit", () => count("visit"));
  document.addEventListener("kiosk:start", renew);
  for (const sign of ["pointerdown", "keydown"]) {
    addEventListener(sign, () => (touchedAt = performance.now()), { capture: true });
  }
  document.addEventListener("kiosk:page", () => (touchedAt = performance.now()));
  document.addEventListener("kiosk:language", () => showWaiting(waiting));
  addEventListener("online", beat);
  watchCount(showWaiting);
  send();
  setInterval(beat, EVERY);
  beat();
}
