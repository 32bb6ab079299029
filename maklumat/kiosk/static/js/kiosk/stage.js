/* Pages in frames. Every page comes into a frame of its own: its first navigation replaces the empty
   page, so the history never gets an entry, and the browser's own "back" has nowhere to go. */
import { facts, inside, part, root, say, tell, word } from "./state.js";

const BUSY = 250; /* milliseconds until it says that a page is on its way */
const PATIENCE = 30000;
const RETRY = 4000;

let number = 0;
let current = null; /* the frame that is seen */
let coming = null;
let past = []; /* addresses before this one, with the place on their page */
let wanted = ""; /* what was asked for last */
let clocks = [];
let ready = async () => true;

export const frame = () => current;
export const isOpen = () => !part("stage").hidden;
export const isComing = () => coming !== null;
export const here = () => current?.contentWindow.location.href ?? "";
/* What must have happened before a page is shown; it answers whether it has. */
export const waitFor = (promise) => {
  ready = promise;
};

function stopClocks() {
  clocks.forEach(clearTimeout);
  clocks = [];
}

function drop(page) {
  page?.remove();
  if (page === coming) coming = null;
  if (page === current) current = null;
}

/* Return a frame that waits for a page: a form may name it as its target. */
export function fresh({ back = false, scroll = 0, replace = false } = {}) {
  drop(coming);
  const page = document.createElement("iframe");
  page.className = "stage__page";
  page.name = `halaman-${(number += 1)}`;
  page.title = word("opened", "…");
  page.dataset.coming = "";
  page.addEventListener("load", () => arrived(page, { back, scroll, replace }));
  coming = page;
  part("frames").append(page);
  part("stage").hidden = false;
  part("start").hidden = true;
  stopClocks();
  clocks = [
    setTimeout(() => (part("busy").hidden = false), BUSY),
    setTimeout(() => coming === page && trouble("broken"), PATIENCE),
  ];
  tell("coming");
  return page;
}

/* Show a page of the portal. */
export async function open(address, options) {
  wanted = new URL(address, location.href).href;
  const page = fresh(options);
  if (!(await ready())) {
    if (coming === page) trouble("offline");
    return;
  }
  if (coming === page) page.contentWindow.location.replace(wanted);
}

/* Return the address of the page that arrived; "" when it is none of the portal's: an error of the
   browser's own, the page to set a screen up, or what stands in for a page without a network. */
function settled(page) {
  try {
    const { href, pathname } = page.contentWindow.location;
    if (href === "about:blank") return href;
    const isMissing = page.contentDocument.documentElement.dataset.missing !== undefined;
    return pathname.startsWith(facts.inside) && !isMissing ? href : "";
  } catch {
    return "";
  }
}

async function arrived(page, { back, scroll, replace }) {
  if (page !== coming) return;
  const address = settled(page);
  if (address === "about:blank") return;
  if (!address) {
    trouble(await cause());
    return;
  }
  stopClocks();
  part("busy").hidden = true;
  hideTrouble();
  const [before, at] = [here(), current?.contentWindow.scrollY ?? 0];
  if (before && !back && !replace && before !== address) past.push({ address: before, scroll: at });
  drop(current);
  current = page;
  coming = null;
  wanted = address;
  delete page.dataset.coming;
  page.title = page.contentDocument.title;
  document.title = `${page.contentDocument.title} – ${facts.name}`;
  if (scroll) page.contentWindow.scrollTo(0, scroll);
  focus(page);
  say(word("opened", page.contentDocument.title));
  tell("page", { frame: page, window: page.contentWindow, document: page.contentDocument });
}

/* A reader of the screen goes on at the top of the new page. */
function focus(page) {
  const inner = page.contentDocument;
  page.focus({ preventScroll: true });
  const first = inner.querySelector("[data-focus], .error-summary, main");
  if (inner.activeElement === inner.body) first?.focus({ preventScroll: true });
}

/* --- When a page does not come ------------------------------------------------------------------ */

async function cause() {
  try {
    const answer = await fetch(`${facts.start}perangkat.json`, { cache: "no-store" });
    if (answer.status === 401) {
      tell("withdrawn");
      return "broken";
    }
    return answer.ok ? "broken" : "offline";
  } catch {
    return "offline";
  }
}

export function trouble(name) {
  stopClocks();
  drop(coming);
  part("busy").hidden = true;
  for (const box of root.querySelectorAll("[data-trouble]")) {
    box.hidden = box.dataset.trouble !== name;
    if (!box.hidden) {
      box.focus();
      say(box.querySelector("h1").textContent.trim());
    }
  }
  if (name === "offline") clocks.push(setTimeout(retry, RETRY));
  tell("trouble", { name });
}

function hideTrouble() {
  for (const box of root.querySelectorAll("[data-trouble]")) box.hidden = true;
}

async function retry() {
  if (!isOpen() || coming) return;
  const found = await cause();
  if (found === "offline") clocks.push(setTimeout(retry, RETRY));
  else again();
}

export const again = () => open(wanted, { replace: true });

/* --- Moving ------------------------------------------------------------------------------------- */

export function back() {
  if (!part("busy").hidden || coming) {
    drop(coming);
    stopClocks();
    part("busy").hidden = true;
    if (current) return;
  }
  if (root.querySelector("[data-trouble]:not([hidden])") && current) {
    hideTrouble();
    focus(current);
    return;
  }
  if (current?.contentWindow.kioskBack?.()) return;
  const last = past.pop();
  if (last) open(last.address, { back: true, scroll: last.scroll });
  else close();
}

/* What lies behind cannot be reached any more: something was sent. */
export function forgetPast() {
  past = [];
}

/* The same page in another language. */
export function translate() {
  const url = new URL(here() || wanted || location.href);
  if (!isOpen()) return;
  const bare = facts.languages
    .map((one) => one.inside)
    .sort((one, two) => two.length - one.length)
    .find((prefix) => url.pathname.startsWith(prefix));
  open(inside(url.pathname.slice(bare.length)) + url.search, { replace: true });
}

/* The start screen; no page stays. */
export function close() {
  stopClocks();
  drop(coming);
  drop(current);
  part("frames").replaceChildren();
  past = [];
  wanted = "";
  hideTrouble();
  part("busy").hidden = true;
  part("stage").hidden = true;
  part("start").hidden = false;
  document.title = facts.name;
  part("start").scrollTo(0, 0);
  part("start").focus({ preventScroll: true });
  tell("start");
}
