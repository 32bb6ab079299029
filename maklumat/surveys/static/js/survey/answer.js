/* The questionnaire: one question at a time where the screen is small, kept before it is sent. */
import { chosen, oneStop, toFocus } from "./choice.js";

const root = document.querySelector("[data-survey]");
const form = root.querySelector("[data-answers]");
const isKiosk = "kiosk" in root.dataset;
const steps = [...form.querySelectorAll("[data-step]")];
const moves = form.querySelector("[data-moves]");
const modes = root.querySelector("[data-modes]");
const SEE = 180; /* milliseconds in which somebody sees what was chosen */
const IDLE = 120000; /* then somebody has left a kiosk in the middle of the form */
const HURRY = 6000; /* then the thanks come, and the answer goes when it can */

let uid = ""; /* of this answer; made when it is sent */
let began = performance.now();
let here = 0;
let byOne = false;
let isSent = false;

/* The queue is larger than all the rest and needed at the end: it comes once the page is there. */
const queued = new Promise((resolve) => {
  const begin = () => {
    import("./unsent.js").catch(() => undefined);
    resolve(import("../offline/queue.js"));
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
});
queued.catch(() => undefined); /* sending then goes the plain way */

const isQuestion = (step) => step.matches("fieldset");
const select = (step) => step.querySelector("select[name=unit]");

function isAnswered(step) {
  if (isQuestion(step)) return Boolean(chosen(step));
  return !select(step) || Boolean(select(step).value);
}

/* --- One at a time, or all at once -------------------------------------------------------------- */

function show(to, { focus = true, remember = true } = {}) {
  const forward = to > here;
  here = Math.max(0, Math.min(to, steps.length - 1));
  const step = steps[here];
  steps.forEach((one, at) => one.toggleAttribute("data-now", at === here));
  root.toggleAttribute("data-begun", here > 0);
  for (const head of form.querySelectorAll("[data-set]")) {
    head.toggleAttribute("data-now", head.nextElementSibling === step);
  }
  moves.querySelector("[data-back]").hidden = here === 0;
  moves.querySelector("[data-next]").hidden =
    "last" in step.dataset || (isQuestion(step) && !isAnswered(step));
  moves.querySelector("[data-skip]").hidden = !("extra" in step.dataset);
  if (byOne && forward && remember) history.pushState({ step: here }, "");
  if (!byOne || !focus) return;
  window.scrollTo(0, 0);
  const target = isQuestion(step) ? toFocus(step) : step.querySelector("h2, select");
  target.focus({ preventScroll: true });
}

function setMode(one, options) {
  byOne = one;
  root.toggleAttribute("data-by-one", byOne);
  moves.hidden = !byOne;
  modes.hidden = isKiosk;
  modes.querySelector("[data-all]").hidden = !byOne;
  modes.querySelector("[data-one]").hidden = byOne;
  show(byOne ? Math.max(0, firstOpen()) : here, options);
}

const firstOpen = () => steps.findIndex((step) => !isAnswered(step) || "last" in step.dataset);

function goOn() {
  if (select(steps[here]) && !isAnswered(steps[here])) {
    complain(steps[here], steps[here].dataset.needed);
    select(steps[here]).focus();
    return;
  }
  show(here + 1);
}

function skip() {
  const { extra } = steps[here].dataset;
  for (const step of steps.filter((one) => one.dataset.extra === extra)) {
    for (const radio of step.querySelectorAll("input")) radio.checked = false;
  }
  let to = here;
  while (steps[to].dataset.extra === extra) to += 1;
  show(to);
}

/* --- What is wrong, said where it is ------------------------------------------------------------ */

function complain(where, sentence) {
  where.querySelector("[data-complaint]")?.remove();
  where.classList.toggle("field--error", Boolean(sentence));
  where.removeAttribute("aria-describedby");
  if (!sentence) return;
  where.querySelector(".field__error")?.parentElement.remove();
  const said = document.createElement("p");
  said.className = "field__error";
  said.dataset.complaint = "";
  said.setAttribute("role", "alert");
  said.id = `said-${steps.indexOf(where.closest("[data-step]"))}-${where.className.split(" ")[0]}`;
  said.textContent = sentence;
  where.setAttribute("aria-describedby", said.id);
  (where.querySelector("legend, label") ?? where).after(said);
}

function isStarted(code) {
  return steps.some((step) => step.dataset.extra === code && chosen(step));
}

/* Return the places that need another look, with the sentence said there. */
function faults() {
  const found = [];
  const check = (where, isWrong, sentence) => {
    complain(where, isWrong ? sentence : "");
    if (isWrong) found.push(where);
  };
  for (const step of steps) {
    if (!("needed" in step.dataset)) continue;
    const { extra } = step.dataset;
    check(step, !isAnswered(step) && (!extra || isStarted(extra)), step.dataset.needed);
  }
  const age = form.querySelector("[data-age]");
  const years = form.elements.age.value.trim();
  const isYears = /^\d{1,3}$/.test(years) && Number(years) >= 10 && Number(years) <= 110;
  check(age, Boolean(years) && !isYears, age.dataset.wrong);
  const text = form.querySelector("[data-text]");
  check(text, form.elements.text.value.trim().length > Number(text.dataset.most), text.dataset.wrong);
  return found;
}

function lookAt(where) {
  const step = where.closest("[data-step]");
  if (byOne) show(steps.indexOf(step), { focus: false });
  const target = isQuestion(where) ? toFocus(where) : where.querySelector("input, select, textarea");
  target.focus();
  where.scrollIntoView({ block: "center" });
}

/* The server's sentences; the form still holds everything. */
function showRefusal(errors) {
  let first = null;
  for (const [name, sentences] of Object.entries(errors)) {
    const field = form.elements[name];
    const node = field instanceof RadioNodeList ? field[0] : field;
    const where =
      node && node.type !== "hidden" ? node.closest("fieldset, .field") : form.querySelector("[data-last]");
    complain(where, sentences.join(" "));
    if (node?.type === "hidden") node.value = ""; /* as the sentence says: it goes without */
    if (name === "code") where.closest("details").open = true;
    first ??= where;
  }
  if (first) lookAt(first);
}

/* --- Sending ------------------------------------------------------------------------------------ */

function filled() {
  form.elements.seconds.value = Math.round((performance.now() - began) / 1000);
  return [...new FormData(form)].filter(([name]) => name !== "uid" && name !== "ago");
}

function query(fields) {
  const said = new Map(fields);
  const told = new URLSearchParams();
  for (const [name, field] of [["unit", "unit"], ["titik", "point"], ["kanal", "channel"]]) {
    if (said.get(field)) told.set(name, said.get(field));
  }
  return String(told) && `?${told}`;
}

/* Can the thanks be opened without a network? */
async function isKept(address) {
  if (!navigator.serviceWorker?.controller) return false;
  return Boolean(await caches.match(address, { ignoreSearch: true }));
}

function fresh() {
  uid = "";
  began = performance.now();
  isSent = false;
  form.reset();
  for (const step of steps) complain(step, "");
  show(0, { focus: false });
}

async function submit(event) {
  event.preventDefault();
  const button = form.querySelector("[data-send]");
  if (button.getAttribute("aria-busy") === "true") return;
  const wrong = faults();
  if (wrong.length) {
    lookAt(wrong[0]);
    return;
  }
  const fields = filled();
  button.setAttribute("aria-busy", "true");
  let queue;
  try {
    queue = await queued;
    uid ||= queue.newUid();
    await queue.keep({ uid, kind: "survey", address: location.pathname, fields });
  } catch {
    form.elements.uid.value = uid;
    form.submit(); /* Nothing can be stored here: the browser sends it as ever. */
    return;
  }
  await Promise.race([queue.flush(), new Promise((resolve) => setTimeout(resolve, HURRY))]);
  const left = await queue.find(uid);
  button.removeAttribute("aria-busy");
  if (left?.refused) {
    await queue.drop(left.number);
    showRefusal(left.refused);
    return;
  }
  isSent = true;
  const thanks = root.dataset.thanks + query(fields);
  if (!left || (await isKept(thanks))) {
    location.assign(thanks);
    return;
  }
  const saved = root.querySelector("[data-saved]");
  saved.hidden = false;
  fresh();
  saved.focus();
}

/* Nobody finds at a kiosk what the last person left there. */
function forgetTheIdle() {
  let clock;
  const again = () => {
    clearTimeout(clock);
    clock = setTimeout(fresh, IDLE);
  };
  for (const sign of ["pointerdown", "keydown", "input"]) document.addEventListener(sign, again);
}

/* --- Begin -------------------------------------------------------------------------------------- */

/* A kept page may have been opened at another code: the address of now decides. */
function takeAddress() {
  const told = new URLSearchParams(location.search);
  form.elements.point.value = told.get("titik") ?? "";
  form.elements.channel.value = told.get("kanal") === "kiosk" ? "kiosk" : "";
  if (told.get("kode") && !form.elements.code.value) form.elements.code.value = told.get("kode");
  const place = form.elements.unit;
  if (told.get("unit") && place && !place.value) place.value = told.get("unit");
}

takeAddress();
for (const group of form.querySelectorAll("fieldset")) oneStop(group);
for (const step of steps.filter(isQuestion)) {
  step.addEventListener("click", ({ target }) => {
    if (!target.matches("input[type=radio]")) return;
    complain(step, "");
    if (byOne) setTimeout(() => steps[here] === step && show(here + 1), SEE);
  });
}
form.addEventListener("submit", submit);
moves.querySelector("[data-back]").addEventListener("click", () => {
  if (history.state?.step) history.back();
  else show(here - 1);
});
moves.querySelector("[data-next]").addEventListener("click", goOn);
moves.querySelector("[data-skip]").addEventListener("click", skip);
modes.querySelector("[data-all]").addEventListener("click", () => {
  setMode(false);
  toFocus(steps.find(isQuestion)).focus();
});
modes.querySelector("[data-one]").addEventListener("click", () => setMode(true));
window.addEventListener("popstate", ({ state }) => {
  if (byOne) show(state?.step ?? 0, { remember: false });
});
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted && isSent) fresh(); /* The next person, not the last one's answers. */
});
if (isKiosk) forgetTheIdle();
const isRefused = Boolean(document.querySelector(".error-summary"));
const isSmall = !window.matchMedia("(min-width: 48em)").matches;
setMode((isSmall || isKiosk) && !isRefused, { focus: false, remember: false });
root.dataset.ready = "";
