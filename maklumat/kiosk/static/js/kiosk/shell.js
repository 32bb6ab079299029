/* The frame of a kiosk. It never leaves its own address: see stage.js. */
import * as after from "./after.js";
import * as beat from "./beat.js";
import * as clock from "./clock.js";
import * as dialogs from "./dialogs.js";
import * as leave from "./leave.js";
import * as links from "./links.js";
import * as stage from "./stage.js";
import { facts, inside, part, root, say, speak, word } from "./state.js";
import * as taking from "./taking.js";
import * as visit from "./visit.js";

const FIRST = "id";

/* --- Look --------------------------------------------------------------------------------------- */

if (facts.theme) document.documentElement.dataset.theme = facts.theme;

function dress(page) {
  if (facts.theme) page.documentElement.dataset.theme = facts.theme;
}

function hint() {
  part("search").elements.q.placeholder =
    part("search").elements.q.dataset[document.documentElement.lang === "id" ? "hintId" : "hintEn"];
}

function showBar() {
  part("bar").hidden = !visit.isGoing() && !stage.isOpen();
  for (const name of ["back", "restart", "take"]) {
    part("bar").querySelector(`[data-act="${name}"]`).hidden = !stage.isOpen();
  }
}

/* --- The end of a visit ------------------------------------------------------------------------- */

async function finish() {
  taking.stop();
  dialogs.closeAll();
  after.hide();
  visit.over();
  part("search").reset();
  stage.close();
  speak(FIRST);
  showBar();
  await leave.erase();
  say(word("erased"));
}

/* This screen is no kiosk any more: nothing stays, and only the page to set it up is left. */
async function withdraw() {
  visit.over();
  stage.close();
  await leave.erase({ all: true });
  location.replace(`${facts.start}daftar/`);
}

/* --- What can be touched ------------------------------------------------------------------------ */

const acts = {
  back: stage.back,
  restart: () => {
    after.hide();
    stage.close();
    say(word("start"));
  },
  take: () => stage.frame() && dialogs.takeAlong(stage.frame().contentWindow),
  again: stage.again,
  stay: visit.stay,
  close: dialogs.closeAll,
  number: after.number,
  print: after.print,
  finish,
};

root.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act && acts[act.dataset.act]) acts[act.dataset.act]();
  const tongue = event.target.closest("[data-language]");
  if (tongue) {
    speak(tongue.dataset.language);
    if (stage.isOpen()) stage.translate();
  }
  const link = event.target.closest("a[href]");
  if (link && !event.defaultPrevented) {
    event.preventDefault();
    links.follow(new URL(inside(link.getAttribute("href")), location.href).href);
  }
});

part("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = part("search").elements.q.value.trim();
  stage.open(inside(`layanan/${asked ? `?q=${encodeURIComponent(asked)}` : ""}`));
});

document.addEventListener("kiosk:page", ({ detail }) => {
  dress(detail.document);
  links.watch(detail.window);
  visit.watch(detail.window);
  visit.touch();
  after.look(detail);
  showBar();
});
document.addEventListener("kiosk:coming", showBar);
document.addEventListener("kiosk:start", showBar);
document.addEventListener("kiosk:visit", showBar);
document.addEventListener("kiosk:language", hint);
document.addEventListener("kiosk:finished", finish);
document.addEventListener("kiosk:withdrawn", withdraw);
addEventListener("message", ({ data, origin }) => {
  if (origin === location.origin && data?.kiosk === "back") stage.back();
});
addEventListener("contextmenu", (event) => event.preventDefault());

/* --- Stay awake --------------------------------------------------------------------------------- */

async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    /* The device saves power: its own settings keep the screen on. */
  }
}

stage.waitFor(leave.settle);
dialogs.run();
hint();
clock.run();
visit.run(finish);
await finish(); /* whoever was here before the browser was started is gone */
beat.run();
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
root.dataset.ready = "";
