/* What waits on this device until the server has confirmed it: sent in order, each once by its uid.

   Runs in pages (js/offline/queue.js) and in the worker, which know no common way of importing: so
   this file imports and exports nothing, and puts its one name, `unsent`, where both find it. */
(() => {
  "use strict";
  const NAME = "luring";
  const PENDING = "pending"; /* given out of hand: stays until the server has confirmed it */
  const PROGRESS = "progress"; /* half typed: whoever leaves a shared device takes it along */
  const OLD = { name: "survei", store: "unsent" }; /* of earlier releases, surveys only */
  const PATIENCE = 20000; /* milliseconds for one post on a slow network */
  const LONGEST = 30 * 86400000; /* as the server: older answers are taken for this old */
  const STUBBORN = 5; /* tries after which a post that the server fails on lets others pass */
  /* Each step makes of one version of the database the next; what was kept goes along. */
  const STEPS = [
    (base) => base.createObjectStore(PENDING, { keyPath: "number", autoIncrement: true }),
    (base) => base.createObjectStore(PROGRESS, { keyPath: "key" }),
  ];

  let opened = null;
  const listeners = new Set();
  const answers = new Map(); /* uid: what the server said, for the page that waits for it */
  const seen = new Map(); /* uid: when it was first seen here, on a clock that nobody sets */
  const others = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  const isKiosk = self.location.pathname.startsWith("/kiosk/");

  /* --- The database ----------------------------------------------------------------------------- */

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, STEPS.length);
      asked.onupgradeneeded = ({ oldVersion }) => {
        for (const step of STEPS.slice(oldVersion)) step(asked.result);
      };
      asked.onsuccess = () => {
        const base = asked.result;
        /* A tab of the next release may go on at once; this one opens anew when it is needed. */
        base.onversionchange = () => close(base);
        base.onclose = () => close(base);
        resolve(base);
      };
      asked.onerror = () => reject(asked.error);
    });
  }

  function close(base) {
    base.close();
    opened = null;
  }

  function database() {
    opened ??= open().catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  /* Resolves when the change is on the disk, not before. */
  async function inStore(name, mode, act) {
    const base = await database();
    return new Promise((resolve, reject) => {
      const change = base.transaction(name, mode, { durability: "strict" });
      const asked = act(change.objectStore(name));
      change.oncomplete = () => resolve(asked.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  }

  const put = (row) => inStore(PENDING, "readwrite", (store) => store.put(row));
  const all = () => inStore(PENDING, "readonly", (store) => store.getAll());
  const find = async (uid) => (await all()).find((row) => row.uid === uid);
  const waits = (row) => !row.refused && !row.done;

  /* --- Who wants to know ------------------------------------------------------------------------ */

  function changed(isHere = true) {
    for (const listener of listeners) listener();
    if (isHere) others?.postMessage("changed");
  }
  if (others) others.onmessage = () => changed(false);

  /* --- What comes in ---------------------------------------------------------------------------- */

  /* Keep a post: `fields` as pairs, `files` as { name, blob, token, digest }. `isAnswered`: the server
     tells a number that is worth keeping. Fails where the browser stores nothing. */
  async function keep({ uid, kind = "", address, fields, files = [], isAnswered = false }) {
    seen.set(uid, { ago: 0, since: performance.now() });
    /* The same report or form once more: mended, or pressed twice. A tap and its reason share a uid. */
    const known = isAnswered ? await find(uid) : undefined;
    const row = { uid, kind, address, fields, files, isAnswered, at: known?.at ?? Date.now() };
    if (known) row.number = known.number;
    await put({ ...row, tries: 0, refused: null, done: null });
    changed();
  }

  async function drop(number) {
    await inStore(PENDING, "readwrite", (store) => store.delete(number));
    changed();
  }

  /* --- Sending ---------------------------------------------------------------------------------- */

  /* Seconds since it was given. The device's clock may be wrong, so only differences count; one
     that can't be true (the clock was set meanwhile) gives way to what was measured here. */
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

  async function post(row) {
    const body = new URLSearchParams(row.fields);
    body.set("uid", row.uid);
    body.set("ago", ago(row));
    for (const file of row.files ?? []) body.append("parcels", file.token);
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(row.address, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: isKiosk ? "same-origin" : "omit", /* a kiosk's cookie says that it is one */
        signal: stop.signal,
      });
      return { answer, said: await answer.json() };
    } finally {
      clearTimeout(clock);
    }
  }

  /* "sent", "refused" or "later". Only the server's own words count: a captive portal says 200, too. */
  async function send(row, sendFile) {
    for (const file of row.files ?? []) {
      if (!sendFile) return { is: "later", stop: true }; /* left to a page */
      const problem = await sendFile(file);
      if (problem === null) return { is: "later", stop: true };
      if (problem) return { is: "refused", errors: { attachments: [problem] } };
    }
    try {
      const { answer, said } = await post(row);
      if (answer.ok) return said.uid === row.uid ? { is: "sent", said } : { is: "later" };
      if (answer.status === 429) return { is: "later", stop: true };
      if (answer.status >= 500) return { is: "later" };
      const errors = said.errors ?? (said.message ? { "": [said.message] } : null);
      return errors ? { is: "refused", errors } : { is: "later" };
    } catch {
      return { is: "later", stop: true };
    }
  }

  /* What the server said of it stays on one's own phone, without what was sent. */
  async function confirmed(row, said) {
    answers.set(row.uid, said);
    if (!row.isAnswered || isKiosk) return drop(row.number);
    const { uid, number, kind, address, at } = row;
    await put({ uid, number, kind, address, at, fields: [], files: [], refused: null, done: said });
    return changed();
  }

  async function sendEach({ sendFile, onSent }) {
    for (const { number } of await all()) {
      /* Read anew: it may have been dropped, or sent, since the list was made. */
      const row = await inStore(PENDING, "readonly", (store) => store.get(number));
      if (!row || !waits(row)) continue;
      const outcome = await send(row, sendFile);
      if (outcome.is === "sent") {
        await confirmed(row, outcome.said);
        onSent?.();
        continue;
      }
      const tries = row.tries + 1;
      const refused = outcome.is === "refused" ? outcome.errors : null;
      await put({ ...row, tries, refused });
      if (refused) changed();
      else if (outcome.stop || tries < STUBBORN) break;
    }
  }

  /* Send what waits; tabs and the worker take turns. Returns how many still wait. */
  async function sendAll(means = {}) {
    const act = () => sendEach(means);
    if (navigator.locks) await navigator.locks.request(NAME, act);
    else await act();
    return (await all()).filter(waits).length;
  }

  /* --- What an earlier release kept ------------------------------------------------------------- */

  function openOld() {
    return new Promise((resolve) => {
      const asked = indexedDB.open(OLD.name);
      asked.onupgradeneeded = () => asked.transaction.abort(); /* there was none: make none */
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
    });
  }

  /* Move an earlier queue: in the new one first, then out of the old one. A tab of the earlier
     release may still write there, so its database stays. Moved twice, the server keeps it once. */
  async function moveOld() {
    const base = await openOld();
    if (!base) return;
    try {
      if (!base.objectStoreNames.contains(OLD.store)) return;
      const rows = await new Promise((resolve, reject) => {
        const asked = base.transaction(OLD.store).objectStore(OLD.store).getAll();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      for (const { number, ...row } of rows) {
        if (!(await find(row.uid))) {
          const more = { kind: "survey", files: [], isAnswered: false, done: null };
          await inStore(PENDING, "readwrite", (store) => store.add({ ...row, ...more }));
        }
        await new Promise((resolve, reject) => {
          const change = base.transaction(OLD.store, "readwrite", { durability: "strict" });
          change.objectStore(OLD.store).delete(number);
          change.oncomplete = resolve;
          change.onerror = change.onabort = () => reject(change.error);
        });
      }
      if (rows.length) changed();
    } finally {
      base.close();
    }
  }

  const move = () =>
    navigator.locks ? navigator.locks.request(OLD.name, moveOld) : moveOld();

  /* --- What is half typed ----------------------------------------------------------------------- */

  const note = (key, value) =>
    inStore(PROGRESS, "readwrite", (store) => store.put({ key, value, at: Date.now() }));
  const noted = async (key) =>
    (await inStore(PROGRESS, "readonly", (store) => store.get(key)))?.value ?? null;
  const forget = (key) => inStore(PROGRESS, "readwrite", (store) => store.delete(key));
  const forgetProgress = () => inStore(PROGRESS, "readwrite", (store) => store.clear());

  self.unsent = {
    all, answers, changed, drop, find, forget, forgetProgress, isKiosk, keep, listeners, move, note, noted,
    put, sendAll, waits,
  };
})();
