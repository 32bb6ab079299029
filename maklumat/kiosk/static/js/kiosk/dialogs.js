/* Codes for phones, and what the frame has to say. */
import { part, root, shared, tell, word } from "./state.js";

const LONGEST = 1200; /* characters that a code is made of: longer ones no phone reads from a screen */

const box = (name) => root.querySelector(`[data-dialog="${name}"]`);
let opener = null;

export function show(name) {
  if (box(name).open) return;
  if (!root.querySelector("dialog[open]")) opener = document.activeElement;
  box(name).showModal();
  tell("dialog", { name });
}

export function close(name) {
  if (box(name).open) box(name).close();
}

export function closeAll() {
  for (const one of root.querySelectorAll("dialog[open]")) one.close();
  part("code").replaceChildren();
  part("code-address").textContent = ""; /* it may be the way to somebody's own report */
}

/* Show an address as a code. `shown` is what stands below it; by default the address itself. */
export function code({ title, text, address, shown = address }) {
  close("working");
  const picture = new Image();
  picture.alt = shown;
  picture.addEventListener("error", () => {
    picture.remove();
    part("code-text").textContent = word("unreadable");
  });
  picture.src = `${root.dataset.qr}?isi=${encodeURIComponent(address.slice(0, LONGEST))}`;
  part("code-title").textContent = title;
  part("code-text").textContent = text;
  part("code").replaceChildren(picture);
  part("code-address").textContent = shown.replace(/^(https?:\/\/|mailto:|tel:)/, "");
  show("code");
}

export function working(title, text = "") {
  part("working-title").textContent = title;
  part("working-text").textContent = text;
  show("working");
}

export function run() {
  for (const one of root.querySelectorAll("dialog")) {
    one.addEventListener("close", () => {
      if (one.dataset.dialog === "code") part("code").replaceChildren();
      if (!root.querySelector("dialog[open]")) opener?.focus({ preventScroll: true });
    });
    one.addEventListener("click", (event) => {
      if (event.target === one && one.dataset.dialog !== "idle") one.close(); /* beside it */
    });
  }
}

/* The page of now, for a phone: its public address, without what belongs to this visit. */
export function takeAlong(page) {
  const named = page.document.querySelector('link[rel="canonical"]')?.href;
  const url = new URL(page.location.href);
  const begun = url.pathname.match(/^(.*\/formulir\/[^/]+\/[^/]+\/[^/]+\/)/);
  const query = url.pathname.includes("/survei/") ? "" : url.search;
  const address = begun ? shared(begun[1]) : named ? named + query : shared(url);
  tell("count", { task: "taken" });
  code({ title: word("take_title"), text: word("take_text"), address });
}
