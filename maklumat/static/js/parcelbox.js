/* What a person sees of files on their way: `core/components/parcel.html` holds the words. */
import { Trouble, drop, newToken, send, works } from "./parcels.js";

/* Tokens of files that were begun, by what tells files apart: one chosen again after a reload goes on
   where it stopped. They end with the tab, and as soon as the file is where it belongs. */
const tokens = new Map();
const known = (file) => `maklumat:parcel:${file.size}/${file.lastModified}`;

function tokenOf(file) {
  const name = known(file);
  try {
    if (!tokens.has(name)) tokens.set(name, sessionStorage.getItem(name) ?? newToken());
    sessionStorage.setItem(name, tokens.get(name));
  } catch {
    if (!tokens.has(name)) tokens.set(name, newToken()); /* storage is switched off */
  }
  return tokens.get(name);
}

export function forget(file) {
  tokens.delete(known(file));
  try {
    sessionStorage.removeItem(known(file));
  } catch {
    /* Then nothing was kept. */
  }
}

/* Is there a box for progress here, and can this browser send in pieces? */
export const boxIn = (place) => (works() ? (place?.querySelector("[data-parcel]") ?? null) : null);

/* Send one file and show how far it is. Returns { token, name, size }; throws Trouble. */
export async function sendShown(file, box) {
  const said = box.querySelector("[data-parcel-said]");
  const bar = box.querySelector("progress");
  const percent = box.querySelector("[data-parcel-percent]");
  const say = (words) => {
    const text = words.replace("[name]", file.name);
    if (said.textContent !== text) said.textContent = text;
  };
  const show = (value) => {
    bar.value = value;
    percent.textContent = `${value}%`;
  };
  const stopping = new AbortController();
  const stop = box.querySelector("[data-parcel-stop]");
  stop.onclick = () => stopping.abort();
  box.hidden = false;
  box.classList.remove("parcel--stopped");
  say(box.dataset.going);
  show(0);
  try {
    const done = await send(file, {
      token: tokenOf(file),
      address: box.dataset.address,
      onProgress: show,
      onWaiting: (is) => say(is ? box.dataset.waiting : box.dataset.going),
      signal: stopping.signal,
    });
    box.hidden = true;
    return done;
  } catch (error) {
    if (stopping.signal.aborted) {
      box.hidden = true;
      drop(tokenOf(file), box.dataset.address);
      forget(file);
      throw new Trouble("stopped");
    }
    if (error instanceof Trouble) {
      error.words = error.problem || box.dataset[error.code].replace("[name]", file.name);
      if (error.code === "refused") forget(file);
      box.classList.add("parcel--stopped");
      say(error.words);
    }
    throw error;
  }
}

/* Send the files of a form's inputs; in `body` their tokens then stand instead, as `parcels`. */
export async function sendFilesOf(body, name, box) {
  const files = body.getAll(name).filter((file) => file instanceof File && file.size > 0);
  if (!box || !files.length) return;
  const sent = [];
  for (const file of files) sent.push(await sendShown(file, box));
  body.delete(name);
  for (const { token } of sent) body.append("parcels", token);
  files.forEach(forget);
}
