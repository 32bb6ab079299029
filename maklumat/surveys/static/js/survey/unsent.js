/* Shows what waits on this device, and lets the worker keep this page for use without a network. */
import { all, drop, flush, onChange, withoutFields } from "./queue.js";

const box = document.querySelector("[data-unsent]");
const part = (name) => box.querySelector(`[data-unsent-${name}]`);
const CODES = ["code", "point"]; /* an answer counts without them */
let last = 0;

/* This page, without a one-time code: the next who opens it has another, or none. */
function here() {
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.delete("kode");
  return address.href;
}

function row(kept) {
  const line = part("row").content.cloneNode(true);
  line.querySelector("[data-said]").textContent = Object.values(kept.refused).flat().join(" ");
  const wrong = Object.keys(kept.refused);
  const again = line.querySelector("[data-without-code]");
  again.hidden = !wrong.every((name) => CODES.includes(name));
  again.addEventListener("click", () => withoutFields(kept, wrong));
  line.querySelector("[data-drop]").addEventListener("click", () => drop(kept.number));
  return line;
}

async function show() {
  let rows;
  try {
    rows = await all();
  } catch {
    return; /* Nothing is stored on this device: forms are posted as ever. */
  }
  const waiting = rows.filter((kept) => !kept.refused).length;
  part("waiting").hidden = !waiting;
  part("number").textContent = waiting;
  if (waiting !== last) {
    const words = part("waiting").querySelector(".notice__title").textContent.trim();
    part("said").textContent = waiting ? words : box.dataset.none;
    last = waiting;
  }
  part("refused").replaceChildren(...rows.filter((kept) => kept.refused).map(row));
}

/* What this page is made of, and the pages that follow it. */
async function keepForLater() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.scope });
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name);
    const linked = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map(
      (node) => node.href || node.src,
    );
    const before = document.querySelector("[data-thanks]")?.dataset ?? {};
    const next = [before.thanks, before.thanksScript].filter(Boolean);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      document.documentElement.dataset.kept = "";
    };
    const isWorker = (address) => address.endsWith(box.dataset.worker);
    const keep = new Set([here(), ...next, ...linked, ...files]);
    active.postMessage({ keep: [...keep].filter((address) => !isWorker(address)) }, [port2]);
  } catch {
    /* Refused by the browser: without a network the open page still works. */
  }
}

onChange(show);
part("send").addEventListener("click", () => flush());
/* The first look is silent: nobody needs to hear that nothing waits. */
show().then(flush);
if (document.readyState === "complete") keepForLater();
else addEventListener("load", keepForLater);
