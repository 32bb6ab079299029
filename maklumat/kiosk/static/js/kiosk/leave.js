/* The end of a visit: nothing of it stays, here or at the server. */
import { root, tell } from "./state.js";

const DEVICE = "perangkat";
const QUEUE = "luring"; /* what waits to be sent stays, in this database only */
const PENDING = "pending";
const KEPT_STORES = new Set([PENDING]);
/* Caches of the worker that hold nothing of anybody: the frame and the catalogue. */
const KEPT_CACHES = new Set(["luring-halaman", "luring-berkas"]);
const FIRST_SURVEY = "survei"; /* the queue of surveys before there was one for everything */

const PATIENCE = 8000; /* milliseconds */

let isOwed = false;

/* Tell the server; what could not be told is owed, and told before anything else is asked of it. */
export async function settle() {
  if (!isOwed) return true;
  try {
    const answer = await fetch(root.dataset.leave, {
      method: "POST", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
    });
    isOwed = !answer.ok && answer.status !== 401;
  } catch {
    return false;
  }
  return !isOwed;
}

function forgetCookies() {
  for (const pair of document.cookie.split(";")) {
    const name = pair.split("=")[0].trim();
    if (!name || name === DEVICE) continue;
    for (const path of ["/", "/kiosk/", "/kiosk/buka/"]) {
      document.cookie = `${name}=; path=${path}; max-age=0`;
    }
  }
}

function asPromise(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = resolve; /* a page still closes it: then it goes */
  });
}

/* What the server refused nobody can mend any more once its writer has left. */
async function forgetRefused(base) {
  const store = base.transaction(PENDING, "readwrite").objectStore(PENDING);
  for (const { number, refused } of await asPromise(store.getAll())) {
    if (refused) await asPromise(store.delete(number));
  }
}

async function forgetDatabases(all) {
  for (const { name } of (await indexedDB.databases?.()) ?? []) {
    if (all || ![QUEUE, FIRST_SURVEY].includes(name)) {
      await asPromise(indexedDB.deleteDatabase(name)).catch(() => {});
    } else if (name === QUEUE) {
      const base = await asPromise(indexedDB.open(name));
      const gone = [...base.objectStoreNames].filter((store) => !KEPT_STORES.has(store));
      if (gone.length) {
        const work = base.transaction(gone, "readwrite");
        await Promise.all(gone.map((store) => asPromise(work.objectStore(store).clear())));
      }
      if (base.objectStoreNames.contains(PENDING)) await forgetRefused(base);
      base.close();
    }
  }
}

async function forgetCaches(all) {
  if (!window.caches) return;
  for (const name of await caches.keys()) {
    if (all || !KEPT_CACHES.has(name)) await caches.delete(name);
  }
}

async function forgetWorkers(all) {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    const { pathname } = new URL(worker.scope);
    if (all || pathname !== "/kiosk/") await worker.unregister();
  }
}

/* Erase everything of the visit; `all` is for a screen that is no kiosk any more. */
export async function erase({ all = false } = {}) {
  isOwed = true;
  tell("left");
  for (const name of Object.keys(window.kioskMemory ?? {})) window.kioskMemory[name].clear();
  window.unsent?.answers.clear(); /* numbers and codes that the frame's own queue was told */
  for (const storage of [localStorage, sessionStorage]) storage.clear();
  const done = await Promise.allSettled([
    forgetDatabases(all), forgetCaches(all), forgetWorkers(all),
    settle().finally(forgetCookies), /* the server knows by them what to forget */
  ]);
  for (const { reason } of done) if (reason) console.error(reason);
}
