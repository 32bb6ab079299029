/* Writes into a field as a keyboard would: caret and selection, length, events, undo. */
const TYPED = "input, textarea";
const NOT_TYPED = new Set([
  "button", "checkbox", "color", "file", "hidden", "image", "radio", "range", "reset", "submit",
]);
const HELD = new Set(["date", "time"]); /* written whole, once the last digit is there */

/* Whether this is something to write in, now. */
export function isField(one) {
  return Boolean(one?.matches?.(TYPED)) && !NOT_TYPED.has(one.type) && !one.disabled && !one.readOnly;
}

/* Tell the page of a key; it may want it for itself. */
function press(field, key) {
  const { KeyboardEvent } = field.ownerDocument.defaultView;
  const goes = field.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true }),
  );
  return {
    goes,
    release: () => field.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true, composed: true })),
  };
}

export function write(field, text) {
  const { goes, release } = press(field, text.length === 1 ? text : "Unidentified");
  if (goes && !command(field, "insertText", text)) replace(field, text);
  release();
}

export function erase(field) {
  const { goes, release } = press(field, "Backspace");
  if (goes && !command(field, "delete") && field.value) replace(field, "", 1);
  release();
}

/* Enter sends a search, and begins a line where there are lines; return whether it did either. */
export function enter(field) {
  const { goes, release } = press(field, "Enter");
  release();
  if (!goes) return true;
  if (field.localName === "textarea") return command(field, "insertText", "\n") || replace(field, "\n");
  if (field.type !== "search" || !field.form) return false;
  const submit = field.form.querySelector("button:not([type]), [type=submit]");
  field.form.requestSubmit(submit);
  return true;
}

export function moveCaret(field, step) {
  press(field, step < 0 ? "ArrowLeft" : "ArrowRight").release();
  field.ownerDocument.getSelection().modify("move", step < 0 ? "backward" : "forward", "character");
}

/* The browser's own way of writing keeps caret, selection, length and undo, and tells the page. */
function command(field, name, text) {
  const inner = field.ownerDocument;
  if (inner.activeElement !== field) field.focus({ preventScroll: true });
  return inner.execCommand(name, false, text);
}

/* For browsers that have given that up. */
function replace(field, text, before = 0) {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? field.value.length;
  const from = start === end ? Math.max(0, start - before) : start;
  const room = field.maxLength < 0 ? Infinity : field.maxLength - (field.value.length - (end - from));
  const fits = text.slice(0, Math.max(0, room));
  if (field.selectionStart === null) {
    field.value = before ? field.value.slice(0, -before) : field.value + fits;
  } else {
    field.setRangeText(fits, from, end, "end");
  }
  const { InputEvent } = field.ownerDocument.defaultView;
  const inputType = before ? "deleteContentBackward" : "insertText";
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: fits || null, inputType }));
  return true;
}

/* --- Days and hours --------------------------------------------------------------------------------

   Chromium's own field for a day has parts too small to touch and opens a calendar with cells of 7 mm.
   Digits are gathered here instead and shown above the keys, in the order people write them. */
export const isHeld = (field) => HELD.has(field.type);

export function heldDigits(field) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(field.value) ?? [];
  if (year) return day + month + year;
  return field.value.replace(/\D/g, "").slice(0, 4);
}

/* Show digits as a day or an hour with the places that are still empty. */
export function heldShown(field, digits) {
  const empty = field.type === "date" ? "DD-MM-YYYY" : "HH:MM";
  let at = 0;
  return [...empty].map((sign) => (/\w/.test(sign) ? (digits[at++] ?? "_") : sign)).join("");
}

/* Set the field once it is whole; return whether there is such a day or hour, as far as can be said. */
export function writeHeld(field, digits) {
  const size = field.type === "date" ? 8 : 4;
  const whole = field.type === "date"
    ? `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`
    : `${digits.slice(0, 2)}:${digits.slice(2)}`;
  const before = field.value;
  field.value = digits.length === size ? whole : "";
  const isRight = digits.length < size || field.value !== "";
  if (field.value !== before) {
    const { Event } = field.ownerDocument.defaultView;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
  return isRight;
}
export const heldSize = (field) => (field.type === "date" ? 8 : 4);

/* --- Which field comes next ---------------------------------------------------------------------- */

export function nextField(field) {
  const all = [...field.ownerDocument.querySelectorAll("input, textarea, select")].filter(
    (one) => one.type !== "hidden" && !one.disabled && one.tabIndex >= 0
      && one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().right > 0,
  );
  const group = field.form ? all.filter((one) => one.form === field.form) : all;
  return group[group.indexOf(field) + 1] ?? null;
}

/* Whether the next letter begins a sentence or a name, as the field asks for. */
export function wantsUpper(field) {
  const mode = field.getAttribute("autocapitalize") || (field.localName === "textarea" ? "sentences" : "none");
  if (["none", "off"].includes(mode) || ["email", "url", "search"].includes(field.type)) return false;
  if (mode === "characters") return true;
  const before = field.value.slice(0, field.selectionStart ?? field.value.length);
  return mode === "words" ? /(^|\s)$/.test(before) : /(^\s*|[.!?]\s+|\n\s*)$/.test(before);
}
