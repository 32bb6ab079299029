/* Forms without a network. A part that is posted waits and goes on by itself; what is handed in goes
   by the queue, whole, so that it arrives once even when this page and its cookie are long gone. */
import {
  drop, forget, isKiosk, keep, newUid, note, noted, onChange, outcome, sent,
} from "../offline/queue.js";

const FIRST_WAIT = 3000;
const LAST_WAIT = 60000;
const PATIENCE = 60000;
const section = document.querySelector("[data-eform]");
const last = document.querySelector("[data-hand-in]");
const box = (name) => document.querySelector(`[data-luring-${name}]`);

function busy(form, is) {
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    if (is) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

/* --- A part ------------------------------------------------------------------------------------- */

const place = `form:${location.pathname}`;
const UNKEPT = new Set(["csrfmiddlewaretoken", "seen"]);
let clock = 0;
let wait = FIRST_WAIT;
let isGoing = false;

const typed = () =>
  [...new FormData(section)].filter(([name, value]) => typeof value === "string" && !UNKEPT.has(name));

/* Post in the background: while the network is away, the page with everything in it stays. */
async function goOn() {
  if (isGoing) return;
  isGoing = true;
  clearTimeout(clock);
  busy(section, true);
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(location.href, { method: "POST", body: new FormData(section), signal: stop.signal });
    if ([502, 503, 504].includes(answer.status)) throw new Error("away");
    box("waits").hidden = true;
    await forget(place).catch(() => undefined);
    if (answer.redirected) location.assign(answer.url);
    else HTMLFormElement.prototype.submit.call(section); /* the page says what is to be mended */
  } catch {
    box("waits").hidden = false;
    box("waits").scrollIntoView({ block: "nearest" });
    note(place, typed()).catch(() => undefined);
    clock = setTimeout(goOn, wait);
    wait = Math.min(wait * 2, LAST_WAIT);
  } finally {
    clearTimeout(patience);
    isGoing = false;
    if (!box("waits").hidden) busy(section, false);
  }
}

/* What was typed before the network left, or before a reload. */
async function putBack() {
  const kept = await noted(place).catch(() => null);
  if (!kept || document.querySelector(".error-summary")) return;
  const many = Map.groupBy ? Map.groupBy(kept, ([name]) => name) : new Map(kept.map((pair) => [pair[0], [pair]]));
  for (const [name, pairs] of many) {
    const fields = [...section.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const values = pairs.map(([, value]) => value);
    for (const field of fields) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (field.type !== "hidden" && field.type !== "file") field.value = values[0];
    }
  }
  box("back").hidden = false;
  section.dispatchEvent(new Event("change"));
}

/* --- Handing in --------------------------------------------------------------------------------- */

let given = "";

async function handIn() {
  const { queue: address, uid } = last.dataset;
  const fields = ["sealed", "email"].map((name) => [name, last.elements[name].value]);
  busy(last, true);
  try {
    await keep({ uid: uid || newUid(), kind: "form", address, fields, isAnswered: true });
  } catch {
    HTMLFormElement.prototype.submit.call(last); /* nothing can be stored here: as ever */
    return;
  }
  given = uid;
  follow(await sent(uid));
}

async function follow({ said, row }) {
  if (!given || (!said && !row)) return;
  if (said) {
    given = "";
    location.assign(said.address);
  } else if (row.refused) {
    given = "";
    await drop(row.number);
    HTMLFormElement.prototype.submit.call(last); /* the page says why */
  } else {
    last.hidden = true;
    const queued = box("queued");
    if (queued.hidden) {
      queued.hidden = false;
      queued.focus();
    }
  }
}

/* --- Begin -------------------------------------------------------------------------------------- */

if (section) {
  /* After all others who listen: files that are still on their way hold it back. */
  document.addEventListener("submit", (event) => {
    if (event.target !== section || event.defaultPrevented) return;
    event.preventDefault();
    goOn();
  });
  addEventListener("online", () => box("waits").hidden || goOn());
  if (!isKiosk) putBack();
}
if (last?.dataset.queue) {
  last.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!given) handIn();
  });
  onChange(async () => given && follow(await outcome(given)));
}
