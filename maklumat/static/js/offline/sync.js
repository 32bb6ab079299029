/* Keeps what a kiosk shows, and the cards of "layanan saya", for the time without a network.

   The list of /luring/isi.json names addresses, each with a version; only what differs is asked for.
   What this device has is noted in the same cache as the pages: when a browser throws the cache away
   to make room, the note goes too, and everything comes again. */
import { askWorker } from "./page.js";

const CACHE = "luring-halaman";
const AT_A_TIME = 20; /* pages asked of the worker at once: it may be stopped between */

async function stateAt(address) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address);
  return kept ? kept.json() : { stamp: "", versions: {} };
}

async function note(address, state) {
  const cache = await caches.open(CACHE);
  await cache.put(address, Response.json(state));
}

/* Bring what this device keeps up to date. `base`: "/" or "/kiosk/buka/"; `agencies`: their names in
   addresses, none: the whole government. Returns how many are `done` now and `kept` in all, and the
   addresses that `failed`; throws without a network. */
export async function sync({ base = "/", agencies = [], onProgress } = {}) {
  const chosen = [...agencies].sort().join(",");
  const place = `${base}luring/daftar?opd=${encodeURIComponent(chosen)}`;
  const state = await stateAt(place);
  const query = new URLSearchParams({ ...(chosen && { opd: chosen }), ...(state.stamp && { sejak: state.stamp }) });
  const answer = await fetch(`${base}luring/isi.json?${query}`);
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  const isWhole = !told.since;
  const gone = isWhole ? Object.keys(state.versions).filter((one) => !(one in told.keep)) : told.drop;
  if (gone.length) await askWorker({ drop: gone });
  for (const address of gone) delete state.versions[address];
  const wanted = Object.keys(told.keep).filter((one) => state.versions[one] !== told.keep[one]);
  const result = { done: 0, failed: [], kept: 0 };
  for (let from = 0; from < wanted.length; from += AT_A_TIME) {
    const { done, failed } = await askWorker({ keep: wanted.slice(from, from + AT_A_TIME) });
    for (const address of done) state.versions[address] = told.keep[address];
    result.done += done.length;
    result.failed.push(...failed);
    await note(place, state); /* stopped here, the next time goes on */
    onProgress?.(Math.min(from + AT_A_TIME, wanted.length), wanted.length);
  }
  /* The list counts as known only when all of it is here; else the next time asks for all again. */
  if (!result.failed.length) state.stamp = told.stamp;
  result.kept = Object.keys(state.versions).length;
  await note(place, state);
  return result;
}
