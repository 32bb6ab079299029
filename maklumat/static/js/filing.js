/* Filing a report. Everything works without this; with it, a lost network loses nothing. */
import {
  drop, forget as forgetNoted, keep as keepForLater, note, onChange, outcome, sent,
} from "./offline/queue.js";
import { boxIn, sendFilesOf } from "./parcelbox.js";

const KEY = "maklumat:report";
const KEPT_DAYS = 7;
const PATIENCE = 60000; /* milliseconds for one step, on a slow network with photos */
const SLOW = 8000;
const PROOF_PATIENCE = 20000;
/* Who somebody is never stays on the device: phones and counters are shared. */
const NEVER_KEPT = new Set([
  "csrfmiddlewaretoken", "name", "email", "phone", "address", "tell_by", "homepage", "altcha", "attachments", "parcels",
]);

let proof = Promise.resolve("");
const NOT_SENT = new Set(["csrfmiddlewaretoken", "go", "step", "attachments"]);

let followed = null; /* the report that was given out of hand here, until it has arrived */
let waiting = null; /* what to send again when the network returns */

const root = () => document.querySelector("[data-filing]");
const form = () => document.querySelector("[data-filing-form]");
const keeps = () => root() && root().dataset.draft !== "off";

function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return found && Date.now() - found.at < KEPT_DAYS * 86400000 ? found : null;
  } catch {
    return null;
  }
}

function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    /* Storage is switched off: then nothing was kept either. */
  }
}

function keep() {
  if (!keeps() || !form()) return;
  const values = [];
  for (const [name, value] of new FormData(form())) {
    if (!NEVER_KEPT.has(name) && typeof value === "string") values.push([name, value]);
  }
  if (!values.some(([name, value]) => name === "text" && value.trim())) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values }));
    document.querySelector("[data-kept]")?.removeAttribute("hidden");
  } catch {
    /* Full or switched off: the text still stands in the form. */
  }
}

/* Offer what is left of an earlier try; taking it posts its step anew, so that all steps come back. */
function offerLeft() {
  const left = stored();
  const box = document.querySelector("[data-left]");
  if (!left || !box || !keeps() || form().dataset.step !== "story") return;
  const text = left.values.find(([name]) => name === "text")?.[1] ?? "";
  if (form().elements.text.value.trim()) return;
  box.hidden = false;
  box.querySelector("[data-left-text]").textContent =
    text.length > 120 ? `${text.slice(0, 120)} …` : text;
  box.querySelector("[data-left-drop]").addEventListener("click", () => {
    forget();
    box.hidden = true;
    form().elements.text.focus();
  });
  box.querySelector("[data-left-take]").addEventListener("click", () => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form().elements.csrfmiddlewaretoken.value);
    for (const [name, value] of left.values) if (name !== "go") body.append(name, value);
    body.set("step", "story");
    body.set("go", "files");
    send(body);
  });
}

function show(name, is) {
  const box = document.querySelector(`[data-${name}]`);
  if (box) box.hidden = !is;
  if (is) box?.scrollIntoView({ block: "nearest" });
}

function busy(is) {
  for (const button of form()?.querySelectorAll("button[type=submit]") ?? []) {
    button.toggleAttribute("aria-busy", is);
    if (is) button.setAttribute("aria-busy", "true");
  }
}

/* The last step goes by the queue: written down first, sent once, also when this page is long gone. */
async function handIn(body) {
  busy(true);
  body.set("altcha", await proof);
  const { uid, queue: address } = form().dataset;
  const fields = [...body].filter(([name, value]) => typeof value === "string" && !NOT_SENT.has(name));
  try {
    await keepForLater({ uid, kind: "complaint", address, fields, isAnswered: true });
  } catch {
    send(body); /* nothing can be stored here: the browser sends it as ever */
    return;
  }
  followed = body;
  await follow(uid, await sent(uid));
}

/* Where what was given out of hand stands: arrived, refused, or kept here for the network. */
async function follow(uid, { said, row }) {
  const body = followed;
  if (!body || (!said && !row)) return;
  if (said) {
    followed = null;
    forget();
    location.assign(said.address);
  } else if (row.refused) {
    followed = null;
    await drop(row.number);
    show("queued", false);
    send(body); /* the server's page says what is wrong, beside it */
  } else {
    busy(false);
    show("queued", true);
  }
}

/* The network is away in the middle: all of the report can be written at once, on a kept page. */
async function takeAlong(event) {
  event.preventDefault();
  const { href } = event.currentTarget;
  const typed = [...new FormData(form())];
  const values = typed.filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const files = typed.map(([, value]) => value).filter((value) => value instanceof File && value.size > 0);
  await note("report", { values, files });
  location.assign(href);
}

/* Post in the background: when the network fails, the page with everything in it is still here. */
async function send(body) {
  busy(true);
  show("trouble", false);
  const stop = new AbortController();
  let clock = 0;
  /* A file on its way waits long; whoever does not want to is shown another way before. */
  const slow = setTimeout(() => show("offline", true), navigator.onLine ? SLOW : 0);
  try {
    await sendFilesOf(body, "attachments", boxIn(form()));
    clock = setTimeout(() => stop.abort(), PATIENCE);
    if (body.get("go") === "send") body.set("altcha", await proof);
    const answer = await fetch(form().action, { method: "POST", body, signal: stop.signal });
    waiting = null;
    show("offline", false);
    if (answer.redirected) {
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-filing], .filing")) {
      show("trouble", true);
      return;
    }
    replace(page);
  } catch (error) {
    /* A file that will not do, or that the person stopped: said beside it. All else waits. */
    if (["refused", "unreadable", "stopped"].includes(error.code)) return;
    waiting = body;
    show("offline", true);
  } finally {
    clearTimeout(clock);
    clearTimeout(slow);
    busy(false);
  }
}

function replace(page) {
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  window.scrollTo(0, 0);
  (document.querySelector("[data-focus]") ?? document.querySelector("h1"))?.focus();
  begin();
  keep();
  if (form() && form().dataset.step !== "story") history.pushState({ filing: true }, "");
}

function begin() {
  if (!form()) return;
  form().addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    event.preventDefault();
    keep();
    const body = new FormData(form(), event.submitter);
    if (body.get("go") === "send" && form().dataset.queue) handIn(body);
    else send(body);
  });
  form().addEventListener("input", keep);
  document.querySelector("[data-forget]")?.addEventListener("click", () => {
    forget();
    document.querySelector("[data-kept]").hidden = true;
  });
  document.querySelector("[data-all-at-once]")?.addEventListener("click", takeAlong);
  solve();
  findPlace();
}

function solve() {
  const { worker: address, challenge, salt, signature, most } = form().dataset;
  if (!address || !window.Worker || !window.crypto?.subtle) return;
  proof = new Promise((resolve) => {
    const worker = new Worker(address);
    const end = (solution) => {
      worker.terminate();
      resolve(solution);
    };
    setTimeout(() => end(""), PROOF_PATIENCE);
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end("");
    worker.postMessage({ challenge, salt, signature, most: Number(most) });
  });
}

function findPlace() {
  const box = document.querySelector("[data-spot]");
  if (!box || !navigator.geolocation || !window.isSecureContext) return;
  const [latitude, longitude] = [form().elements.latitude, form().elements.longitude];
  const said = box.querySelector("[data-spot-said]");
  const drop = box.querySelector("[data-spot-drop]");
  const tell = () => {
    const is = Boolean(latitude.value);
    said.textContent = is ? said.dataset.found : "";
    drop.hidden = !is;
  };
  box.hidden = false;
  tell();
  box.querySelector("[data-spot-take]").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = coords.latitude.toFixed(5);
        longitude.value = coords.longitude.toFixed(5);
        tell();
        keep();
      },
      () => {
        said.textContent = said.dataset.refused;
      },
      { timeout: 15000, maximumAge: 60000 },
    );
  });
  drop.addEventListener("click", () => {
    latitude.value = longitude.value = "";
    tell();
    keep();
  });
}

window.addEventListener("online", () => {
  if (!waiting) return;
  solve(); /* the worker may never have arrived */
  send(waiting);
});
onChange(async () => {
  const uid = followed && form()?.dataset.uid;
  if (uid) follow(uid, await outcome(uid));
});
window.addEventListener("popstate", () => form()?.querySelector('button[value="back"]')?.click());

const filed = document.querySelector("[data-filed]");
if (filed) {
  const left = stored();
  if (left?.values.some(([name, value]) => name === "uid" && value === filed.dataset.filed)) forget();
  forgetNoted("report").catch(() => undefined); /* nothing is stored here then */
}
begin();
if (form()) offerLeft();
