/* Tells the server now and then that this screen lives, and what it was used for; never by whom. */
import * as clock from "./clock.js";
import { facts, part, root, tell, word } from "./state.js";
import * as visit from "./visit.js";

const EVERY = 60000;
const MEGABYTE = 1048576;

let counts = {};
let touchedAt = null;
let isNewer = false;
let unsaid = null; /* the beat that no answer came to yet */

export function count(task) {
  counts[task] = (counts[task] ?? 0) + 1;
}

async function freeRoom() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota ? Math.round((quota - usage) / MEGABYTE) : null;
}

/* How much waits to be sent, in the queue that all pages share. */
async function waiting() {
  const known = (await indexedDB.databases?.()) ?? [];
  if (!known.some(({ name }) => name === "luring")) return 0;
  return new Promise((resolve) => {
    const asked = indexedDB.open("luring");
    asked.onerror = () => resolve(0);
    asked.onsuccess = () => {
      const base = asked.result;
      if (!base.objectStoreNames.contains("pending")) {
        base.close();
        resolve(0);
        return;
      }
      const counted = base.transaction("pending").objectStore("pending").count();
      counted.onsuccess = counted.onerror = () => {
        base.close();
        resolve(counted.result ?? 0);
      };
    };
  });
}

async function showWaiting() {
  const number = await waiting();
  part("waiting").hidden = number === 0;
  part("waiting").textContent = number ? word("waiting", number) : "";
  return number;
}

/* What was counted goes under a name: a beat that is sent twice counts once. */
async function beat() {
  unsaid ??= { uid: crypto.randomUUID?.() ?? newUid(), counts, at: performance.now() };
  counts = unsaid.counts === counts ? {} : counts;
  const ago = (moment) => Math.round((performance.now() - moment) / 1000);
  try {
    const body = JSON.stringify({
      uid: unsaid.uid, counts: unsaid.counts, counted_ago: ago(unsaid.at),
      version: root.dataset.release, waiting: await showWaiting(), free_mb: await freeRoom(),
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
    isNewer = told.version !== root.dataset.release || told.stamp !== facts.stamp;
    renew();
  } catch {
    /* The network is away: the next beat says it. */
  }
}

/* `randomUUID` is there on safe connections only. */
function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
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
  addEventListener("online", beat);
  setInterval(beat, EVERY);
  beat();
}
