/* The one queue of all pages: when to send, and what pages may ask of it. See sending.js, ADR 25. */
import { Trouble, digest, newToken, send as sendParcel, works } from "../parcels.js";
import "./sending.js";

const { all, changed, drop, find, forget, forgetProgress, isKiosk, listeners, note, noted, put, waits } =
  self.unsent;
const FIRST_WAIT = 10000;
const LAST_WAIT = 300000;
const PATIENCE = 30000; /* milliseconds without a piece arriving: then it is tried later */

let timer = 0;
let wait = FIRST_WAIT;

export { drop, find, forget, forgetProgress, isKiosk, note, noted, waits };

/* What an earlier release left here is moved before anybody counts. */
let moved = null;
const ready = () => (moved ??= self.unsent.move().catch(() => undefined));

export async function every() {
  await ready();
  return all();
}

/* Keep a post. `files`: File objects; each is kept with its hash, and is compared before it is sent. */
export async function keep({ files = [], ...what }) {
  const kept = [];
  for (const file of files) {
    kept.push({ name: file.name, blob: file, token: newToken(), digest: await digest(file) });
  }
  await self.unsent.keep({ ...what, files: kept });
  askForSync();
}

export const canKeepFiles = works;

/* Send a refused post once more, without the fields that were wrong. */
export async function withoutFields(row, names) {
  const fields = row.fields.filter(([field]) => !names.includes(field));
  const files = names.includes("attachments") ? [] : row.files;
  await put({ ...row, fields, files, refused: null });
  changed();
  return flush();
}

export function onChange(listener) {
  listeners.add(listener);
}

/* Tell `listener` how many wait: now, and whenever that changes, in every tab. For the kiosk's
   frame, too: only a number, never what waits. */
export function watchCount(listener) {
  let last = null;
  const look = async () => {
    try {
      const count = (await every()).filter(waits).length;
      if (count !== last) listener((last = count));
    } catch {
      /* Nothing is stored on this device: forms are posted as ever. */
    }
  };
  onChange(look);
  return look();
}

export function newUid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/* "" when the file is there, null when it did not arrive yet, else why it will not do. */
async function sendFile({ blob, name, token, digest: known }) {
  try {
    if ((await digest(blob)) !== known) throw new Trouble("unreadable");
    const file = new File([blob], name, { type: blob.type });
    await sendParcel(file, { token, patience: PATIENCE });
    return "";
  } catch (error) {
    if (error.code === "refused") return error.problem || name;
    return error.code === "unreadable" ? name : null;
  }
}

/* Send what waits; tabs take turns. The next try comes by itself while something is left. */
export async function flush() {
  clearTimeout(timer);
  try {
    await ready();
    const left = await self.unsent.sendAll({ sendFile, onSent: () => (wait = FIRST_WAIT) });
    if (!left) return;
  } catch {
    return; /* Nothing is stored on this device. */
  }
  timer = setTimeout(flush, wait);
  wait = Math.min(wait * 2, LAST_WAIT);
}

export function now() {
  wait = FIRST_WAIT;
  return flush();
}

/* Send, and tell what became of one post: { said } from the server, { row } while it is left here. */
export async function sent(uid, hurry = 6000) {
  await Promise.race([now(), new Promise((resolve) => setTimeout(resolve, hurry))]);
  return outcome(uid);
}

export async function outcome(uid) {
  const row = await find(uid);
  return { said: self.unsent.answers.get(uid) ?? row?.done, row: row?.done ? undefined : row };
}

/* Where a browser has it, the worker sends when this page is long closed. */
async function askForSync() {
  if (!navigator.serviceWorker?.controller) return;
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.sync?.register("luring");
  } catch {
    /* Not there, or refused: pages send. */
  }
}

addEventListener("online", now);
document.addEventListener("visibilitychange", () => document.hidden || now());
