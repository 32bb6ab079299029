/* What a person sees of files on their way: `core/components/parcel.html` holds the words. */
import { Trouble, newToken, send, works } from "./parcels.js";

const tokens = new Map(); /* of files that were begun on this page, by what tells them apart */

const known = (file) => `${file.name}/${file.size}/${file.lastModified}`;

export const forget = (file) => tokens.delete(known(file));

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
  if (!tokens.has(known(file))) tokens.set(known(file), newToken());
  box.hidden = false;
  box.classList.remove("parcel--stopped");
  say(box.dataset.going);
  show(0);
  try {
    const done = await send(file, {
      token: tokens.get(known(file)),
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
}
