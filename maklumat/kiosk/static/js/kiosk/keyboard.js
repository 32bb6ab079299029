/* The keys on the screen: docked below the page, which gets smaller, so that they never cover what is
   written in. They write into whatever field has the focus, in the frame or in a page of it. */
import * as keys from "./keys.js";
import * as typing from "./typing.js";

const [KEY, GAP] = [20, 1.5]; /* millimetres */
const LEAST_PAGE = 52; /* millimetres of page that must stay above the keys */
const [WAIT, AGAIN] = [450, 90]; /* milliseconds until a held key repeats, and between repeats */
const [ROOM, LEAST_FIELD] = [8, 90]; /* pixels above what is shown; of the field, at least */
const MOVING = new Set(["done", "next", "search", "signs", "letters", "page"]);
const REPEATED = new Set(["erase", "left", "space"]);
const root = document.documentElement;

let board = null; /* where the keys are drawn */
let words = {};
let field = null;
let state = {};
let hold = {};
let shifted = -Infinity; /* when capitals were asked for last */
let pressed = -Infinity; /* when a key was touched last */
const modes = new WeakMap(); /* what each field asked for before its own keyboard was switched off */

const millimetre = () => parseFloat(getComputedStyle(root).getPropertyValue("--mm")) || 3.78;

/* Draw the keys into `host` when something is to be written. `sentences` names what has no letter. */
export function dock(host, sentences) {
  [board, words] = [host, sentences];
  board.setAttribute("role", "group");
  board.addEventListener("pointerdown", down);
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) board.addEventListener(end, up, true);
  board.addEventListener("mousedown", (event) => event.preventDefault());
  board.addEventListener("click", clicked);
  board.addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("resize", () => field && draw());
}

/* Serve the fields of a document: the frame's own or a page's. */
export function attach(inner) {
  inner.addEventListener("pointerdown", ({ target }) => quiet(target), true);
  inner.addEventListener("focusin", ({ target }) => typing.isField(target) && open(target));
  inner.addEventListener("focusout", () => setTimeout(settle));
  inner.addEventListener("click", ({ target }) => {
    if (typing.isField(target) && target === inner.activeElement && target !== field) open(target);
  });
  inner.addEventListener("keydown", ({ isTrusted, key }) => isTrusted && key !== "Tab" && close(), true);
  inner.defaultView.addEventListener("pagehide", () => field?.ownerDocument === inner && close());
  if (typing.isField(inner.activeElement)) open(inner.activeElement);
}

export function close() {
  if (!field) return;
  release();
  field = null;
  board.hidden = true;
  board.replaceChildren();
  delete root.dataset.keyboard;
}

export const isOpen = () => field !== null;

/* The device's own keyboard stays away; one that is plugged in goes on working. */
function quiet(one) {
  if (!typing.isField(one) || modes.has(one)) return;
  modes.set(one, one.inputMode);
  one.inputMode = "none";
}

function open(one) {
  quiet(one);
  field = one;
  state = { page: 0, shift: "", digits: typing.isHeld(one) ? typing.heldDigits(one) : "" };
  state.fresh = true;
  const { type, autocomplete, placeholder = "" } = one;
  state.kind = keys.kind({ type, inputMode: modes.get(one), autocomplete, placeholder });
  autoShift();
  draw();
  reveal();
}

function settle() {
  if (field && field.ownerDocument.activeElement !== field) close();
}

/* --- Drawing ------------------------------------------------------------------------------------- */

function draw() {
  const mm = millimetre();
  const screen = board.parentElement;
  const fits = (size) => Math.floor((size / mm - GAP) / (KEY + GAP) + 0.02);
  const high = screen.clientHeight / mm;
  const most = Math.max(4, Math.floor((high - LEAST_PAGE) / (KEY + GAP)));
  board.hidden = false;
  /* Where there is little room the head and the bar step aside while somebody writes. */
  root.dataset.keyboard = high < 400 ? "alone" : "open";
  const enter = field.localName === "textarea" ? "line" : field.type === "search" ? "search" : "next";
  const wide = Math.max(4, fits(screen.clientWidth));
  const rows = keys.rows({ kind: state.kind, columns: wide, most: Math.min(most, 7), page: state.page, enter });
  const columns = rows[0].reduce((sum, key) => sum + key.wide, 0);
  board.style.setProperty("--columns", columns);
  board.dataset.pad = columns === 4 && wide > 4 ? "narrow" : "";
  const shown = document.createElement("div");
  shown.className = "keys__rows";
  for (const row of rows) shown.append(...row.map(button));
  board.replaceChildren(...(typing.isHeld(field) ? [strip()] : []), shown);
  board.setAttribute("aria-label", words.keyboard);
}

function button(key) {
  const drawn = document.createElement("button");
  drawn.type = "button";
  drawn.tabIndex = -1;
  drawn.className = key.act ? "key key--act" : "key";
  drawn.style.gridColumn = `span ${key.wide}`;
  if (key.text) {
    const sign = state.shift && key.text.length === 1 ? key.text.toUpperCase() : key.text;
    drawn.dataset.text = sign;
    drawn.textContent = sign;
    if (sign.length > 1) drawn.classList.add("key--word");
    if (words[`sign ${sign}`]) drawn.setAttribute("aria-label", words[`sign ${sign}`]);
    return drawn;
  }
  drawn.dataset.act = key.act;
  dress(drawn, key);
  return drawn;
}

const DRAWN = { erase: "⌫", shift: "⇧", left: "←", signs: "123", letters: "ABC", line: "↵" };

function dress(drawn, key) {
  if (!key.act) {
    drawn.disabled = true;
    drawn.classList.add("key--none");
    return;
  }
  const sign = DRAWN[key.act] ?? key.shows;
  drawn.textContent = sign ?? words[key.act];
  if (sign) drawn.setAttribute("aria-label", key.shows ?? words[key.act]);
  else drawn.classList.add("key--word");
  if (key.act === "shift") {
    drawn.setAttribute("aria-pressed", String(Boolean(state.shift)));
    drawn.dataset.lock = state.shift === "lock" ? "" : "no";
  }
  if (key.act === "done") drawn.classList.add("key--done");
}

function strip() {
  const shown = document.createElement("p");
  shown.className = "keys__held";
  shown.setAttribute("role", "status");
  shown.textContent = typing.heldShown(field, state.digits);
  if (state.wrong) shown.append(Object.assign(document.createElement("span"), { textContent: words.nosuch }));
  return shown;
}

/* Bring the field and its label into what is left of the page. */
export function reveal() {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (!field?.isConnected) return;
    const view = field.ownerDocument.defaultView;
    const label = field.labels?.[0] ?? field.closest("fieldset")?.querySelector("legend");
    const box = field.getBoundingClientRect();
    const above = label?.getBoundingClientRect();
    const top = above?.height ? Math.min(box.top, above.top) : box.top;
    const high = view.innerHeight;
    const size = box.bottom - top;
    const space = size <= high ? (high - size) / 2 : ROOM;
    const from = high - (box.top - top) > LEAST_FIELD ? top : box.top; /* else the label must go */
    view.scrollBy({ top: from - space, behavior: "instant" });
  }));
}

/* --- Pressing ------------------------------------------------------------------------------------ */

/* A key works when it is touched, not when it is let go: fast fingers overlap. */
function down(event) {
  event.preventDefault(); /* the focus stays in the field */
  const key = event.target.closest("button");
  if (!key || key.disabled || event.button > 0) return;
  key.dataset.down = "";
  hold[event.pointerId] = { key, wait: setTimeout(() => repeat(event.pointerId), WAIT) };
  pressed = event.timeStamp;
  if (!waits(key)) use(key);
}

function repeat(id) {
  const held = hold[id];
  if (!held || !field) return;
  const { act: name, text } = held.key.dataset;
  if (!text && !REPEATED.has(name)) return;
  use(held.key);
  held.wait = setTimeout(() => repeat(id), AGAIN);
}

function up({ pointerId, target, type }) {
  const held = hold[pointerId];
  if (!held || (type === "pointerleave" && !held.key.contains(target))) return;
  clearTimeout(held.wait);
  delete held.key.dataset.down;
  delete hold[pointerId];
}

function release() {
  for (const held of Object.values(hold)) clearTimeout(held.wait);
  hold = {};
}

/* What moves things on the screen waits until the finger has gone: its click would hit what comes to
   lie below it. Screen readers and switches click without touching. */
const waits = ({ dataset }) => MOVING.has(dataset.act);

function clicked(event) {
  const key = event.target.closest("button");
  if (!key || key.disabled) return;
  const wasTouched = event.detail > 0 || event.timeStamp - pressed < 800;
  if (waits(key) || !wasTouched) use(key);
}

function use(key) {
  if (!field) return;
  const { text, act: name } = key.dataset;
  if (typing.isHeld(field) && (text || name === "erase")) held(text);
  else if (text) letter(text);
  else acts[name]?.();
}

function letter(text) {
  shifted = -Infinity; /* two capitals one after the other are no double touch */
  typing.write(field, text);
  if (field && afterwards()) draw();
}

/* Return whether other keys are to be shown now. */
function afterwards() {
  const before = state.shift;
  if (state.shift === "once") state.shift = "";
  if (state.shift !== "lock") autoShift();
  return before !== state.shift;
}

function autoShift() {
  if (state.shift !== "lock") state.shift = typing.wantsUpper(field) ? "once" : state.shift;
}

function held(text) {
  const before = state.fresh && text ? "" : state.digits;
  state.fresh = false;
  state.digits = text ? (before + text).slice(0, typing.heldSize(field)) : before.slice(0, -1);
  state.wrong = !typing.writeHeld(field, state.digits);
  draw();
}

function turn(page) {
  state.page = page;
  draw();
}

const acts = {
  space: () => letter(" "),
  erase: () => {
    typing.erase(field);
    if (field && afterwards()) draw();
  },
  left: () => typing.moveCaret(field, -1),
  shift: () => {
    const isTwice = performance.now() - shifted < 500;
    shifted = performance.now();
    state.shift = isTwice ? "lock" : state.shift ? "" : "once";
    draw();
  },
  signs: () => turn("signs"),
  letters: () => turn(0),
  page: () => turn(state.page === "signs" ? "signs" : state.page + 1),
  line: () => {
    typing.enter(field);
    if (field && afterwards()) draw();
  },
  search: () => typing.enter(field) && close(),
  next: () => {
    if (typing.enter(field) || !field) return;
    const next = typing.nextField(field);
    const last = field;
    if (next) next.focus({ preventScroll: true });
    else last.blur();
    if (next && !typing.isField(next)) next.scrollIntoView({ block: "center", behavior: "instant" });
  },
  done: () => {
    const last = field;
    close();
    last.blur();
  },
};
