/* Answers wait here until the server has confirmed them: sent in order, each once by its uid. */
const NAME = "survei";
const STORE = "unsent";
const PATIENCE = 20000; /* milliseconds for one answer on a slow network */
const LONGEST = 30 * 86400000; /* as the server: older answers are taken for this old */
const STUBBORN = 5; /* tries after which an answer that the server fails on lets others pass */
const FIRST_WAIT = 10000;
const LAST_WAIT = 300000;

let opened;
let timer;
let wait = FIRST_WAIT;
const listeners = new Set();
const seen = new Map(); /* uid: when this page first saw it, on a clock that nobody sets */
const others = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () =>
      asked.result.createObjectStore(STORE, { keyPath: "number", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

/* Resolves when the change is on the disk, not before. */
async function inStore(mode, act) {
  const store = await database();
  return new Promise((resolve, reject) => {
    const change = store.transaction(STORE, mode, { durability: "strict" });
    const asked = act(change.objectStore(STORE));
    change.oncomplete = () => resolve(asked.result);
    change.onerror = change.onabort = () => reject(change.error);
  });
}

export const all = () => inStore("readonly", (store) => store.getAll());
export const find = async (uid) => (await all()).find((row) => row.uid === uid);

export function onChange(listener) {
  listeners.add(listener);
}

function changed(isHere = true) {
  for (const listener of listeners) listener();
  if (isHere) others?.postMessage("changed");
}

/* Keep an answer. Fails where the browser stores nothing: then the form is posted as ever. */
export async function keep({ uid, address, fields }) {
  seen.set(uid, { ago: 0, since: performance.now() });
  await inStore("readwrite", (store) =>
    store.add({ uid, address, fields, at: Date.now(), tries: 0, refused: null }),
  );
  changed();
}

export async function drop(number) {
  await inStore("readwrite", (store) => store.delete(number));
  changed();
}

/* Send a refused answer once more, without the fields that were wrong. */
export async function withoutFields(row, names) {
  const fields = row.fields.filter(([field]) => !names.includes(field));
  await inStore("readwrite", (store) => store.put({ ...row, fields, refused: null }));
  changed();
  return flush();
}

export function newUid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/* Seconds since it was answered. The device's clock may be wrong, so only differences count; one
   that can't be true (the clock was set meanwhile) gives way to what this page has measured. */
function ago(row) {
  const away = Date.now() - row.at;
  if (!seen.has(row.uid)) {
    seen.set(row.uid, { ago: away >= 0 && away < LONGEST ? away : 0, since: performance.now() });
  }
  const known = seen.get(row.uid);
  const measured = known.ago + performance.now() - known.since;
  const isTrue = away >= measured - 60000 && away < LONGEST;
  return Math.round((isTrue ? away : measured) / 1000);
}

/* "sent", "refused" or "later". Only the server's own words count: a captive portal says 200, too. */
async function send(row) {
  const body = new URLSearchParams(row.fields);
  body.set("uid", row.uid);
  body.set("ago", ago(row));
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(row.address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "omit",
      signal: stop.signal,
    });
    const said = await answer.json();
    if (answer.ok) return said.uid === row.uid ? { is: "sent" } : { is: "later" };
    if (answer.status === 429) return { is: "later", stop: true };
    if (answer.status >= 500) return { is: "later" };
    const errors = said.errors ?? (said.message ? { "": [said.message] } : null);
    return errors ? { is: "refused", errors } : { is: "later" };
  } catch {
    return { is: "later", stop: true };
  } finally {
    clearTimeout(clock);
  }
}

async function sendAll() {
  for (const row of await all()) {
    if (row.refused) continue;
    const outcome = await send(row);
    if (outcome.is === "sent") {
      await drop(row.number);
      wait = FIRST_WAIT;
      continue;
    }
    const tries = row.tries + 1;
    const refused = outcome.is === "refused" ? outcome.errors : null;
    await inStore("readwrite", (store) => store.put({ ...row, tries, refused }));
    if (refused) changed();
    else if (outcome.stop || tries < STUBBORN) break;
  }
}

/* Send what waits; two tabs take turns. The next try comes by itself while something is left. */
export async function flush() {
  clearTimeout(timer);
  try {
    if (navigator.locks) await navigator.locks.request(NAME, sendAll);
    else await sendAll();
    if (!(await all()).some((row) => !row.refused)) return;
  } catch {
    return; /* Nothing is stored on this device. */
  }
  timer = setTimeout(flush, wait);
  wait = Math.min(wait * 2, LAST_WAIT);
}

function now() {
  wait = FIRST_WAIT;
  flush();
}

if (others) others.onmessage = () => changed(false);
addEventListener("online", now);
document.addEventListener("visibilitychange", () => document.hidden || now());
