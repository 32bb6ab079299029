/* What every public page does for the time without a network: the worker, the kept copy's date, how
   much waits. Loaded after the page is there; without it everything works as ever. */
import { showBadge } from "./badge.js";
import { now, watchCount } from "./queue.js";

const root = document.documentElement;
const bar = document.querySelector("[data-luring]");

/* This page, without a one-time code: the next who opens it has another, or none. */
function here() {
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.delete("kode");
  return address.pathname + address.search;
}

/* The worker that this page names; one of an earlier release may still speak for the page itself. */
async function working() {
  const { worker, scope } = bar.dataset;
  const found = await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
  if (found.active) return found.active;
  const coming = found.installing ?? found.waiting;
  await new Promise((resolve, reject) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve();
      if (coming.state === "redundant") reject(new Error("the worker did not begin"));
    });
  });
  return found.active ?? coming;
}

/* Ask the worker; resolves with its answer. */
export async function askWorker(message) {
  const active = await working();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(message, [port2]);
  });
}

/* Files that this page loaded are kept by their names: some come by scripts only. */
function files() {
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter((url) => url.origin === location.origin && /^\/(kiosk\/)?(buka\/)?(static|tema|tampilan)/.test(url.pathname))
    .map((url) => url.pathname + url.search);
}

async function work({ scope }) {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    if (root.dataset.dated !== undefined || root.dataset.missing !== undefined) return;
    const next = document.querySelector("[data-thanks]")?.dataset ?? {};
    /* The worker that answered this page has kept it; a kiosk keeps what its list names instead. */
    const own = navigator.serviceWorker.controller || scope !== "/" ? [] : [here()];
    const once = [...files(), next.thanks, next.thanksScript].filter(Boolean);
    await askWorker({ whole: true, keep: own, once });
    root.dataset.kept = "";
  } catch {
    /* Refused by the browser: without a network the open page still works. */
  }
}

function showDate(box) {
  const at = new Date(root.dataset.dated);
  if (!root.dataset.dated || Number.isNaN(at.getTime())) return;
  const language = root.lang || "id";
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(at);
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(at);
  box.querySelector("[data-dated-at]").textContent = `${day}, ${time}`;
  bar.hidden = box.hidden = false;
}

if (bar) {
  showDate(bar.querySelector("[data-dated-box]"));
  const box = bar.querySelector("[data-unsent-box]");
  watchCount((count) => {
    if (bar.dataset.scope === "/") showBadge(count);
    box.hidden = !count || Boolean(document.querySelector("[data-unsent], [data-outbox]"));
    box.querySelector("[data-unsent-count]").textContent = count;
    bar.hidden = box.hidden && bar.querySelector("[data-dated-box]").hidden;
  });
  now();
  if (document.readyState === "complete") work(bar.dataset);
  else addEventListener("load", () => work(bar.dataset));
}
