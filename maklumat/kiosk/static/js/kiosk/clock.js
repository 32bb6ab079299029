/* The clock on the wall of the place, and whether the place is open. */
import { facts, language, part, word } from "./state.js";

const STEP = 5000;
let ahead = 0; /* milliseconds by which the server is ahead of this device */

export const now = () => new Date(Date.now() + ahead);

/* Take the time from an answer of the server: clocks of devices are wrong, sometimes by a year. */
export function setBy(answer) {
  const told = Date.parse(answer.headers.get("Date") ?? "");
  if (told) ahead = Math.abs(told - Date.now()) > 2 * STEP ? told - Date.now() : 0;
}

function shown(options) {
  const place = language() === "id" ? "id-ID" : "en-GB";
  return new Intl.DateTimeFormat(place, { timeZone: facts.time_zone, ...options }).format(now());
}

function inZone() {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: facts.time_zone, dateStyle: "short", timeStyle: "short", hour12: false,
  }).formatToParts(now());
  const of = (name) => parts.find(({ type }) => type === name).value;
  return { day: `${of("year")}-${of("month")}-${of("day")}`, time: `${of("hour")}:${of("minute")}` };
}

/* What the server says of today. */
export function learn({ open_today: spans, always_open: always, hours_known: known }) {
  if (!spans) return;
  Object.assign(facts, { always_open: always, hours_known: known });
  facts.days[inZone().day] = spans;
  show();
}

const plain = (time) => (language() === "id" ? time.replace(":", ".") : time);

/* Return the sentence that says whether the place is open; "" when nobody knows. */
export function opening() {
  if (facts.always_open) return word("open_always");
  const { day, time } = inZone();
  const spans = facts.days[day];
  if (!facts.hours_known || !spans) return "";
  const open = spans.find(([from, until]) => from <= time && time < until);
  if (open) return word("open_until", plain(open[1]));
  const next = spans.find(([from]) => time < from);
  return next ? word("opens_today", plain(next[0])) : word("closed");
}

export function show() {
  part("clock").textContent = shown({ hour: "2-digit", minute: "2-digit" });
  part("date").textContent = shown({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const said = opening();
  part("open").textContent = said;
  part("open").hidden = !said;
}

export function run() {
  show();
  setInterval(show, STEP);
  document.addEventListener("kiosk:language", show);
}
