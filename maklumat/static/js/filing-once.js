/* A whole report on one page, without a network: written down first, sent by the queue, once. */
import {
  canKeepFiles, drop, forget, keep, newUid, note, noted, onChange, outcome, sent,
} from "./offline/queue.js";

const NOTED = "report";
const root = document.querySelector("[data-filing-once]");
const form = root.querySelector("[data-filing-once-form]");
const part = (name) => root.querySelector(`[data-${name}]`);
const input = form.elements.attachments;

let uid = newUid();
let taken = []; /* files that came along from the three steps */
let isGiven = false;

function show(name, is = true) {
  part(name).hidden = !is;
  if (is) part(name).scrollIntoView({ block: "nearest" });
}

/* What was typed before, on the three steps or here before a reload. */
async function takeBack() {
  const linked = new URLSearchParams(location.search).get("layanan") ?? new URLSearchParams(location.search).get("opd");
  if (linked) link(linked, true);
  const found = await noted(NOTED).catch(() => null);
  if (!found) return;
  for (const [name, value] of found.values) {
    if (name === "uid" && value) uid = value;
    else if (name === "about" && value.includes("/")) link(value, true);
    else fill(name, value);
  }
  taken = found.files ?? [];
  showTaken();
}

function fill(name, value) {
  const field = form.elements[name];
  if (!field || name === "attachments" || name === "begun" || !value) return;
  if (field instanceof RadioNodeList || field.type !== "checkbox") field.value = value;
  else field.checked = true;
}

function link(value, isChosen) {
  const choice = part("linked").querySelector("input");
  choice.value = value;
  choice.checked = isChosen;
  part("linked").hidden = false;
}

function showTaken() {
  const rows = taken.map((file, at) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button--quiet", textContent: "×" });
    button.setAttribute("aria-label", `× ${file.name}`);
    button.addEventListener("click", () => {
      taken.splice(at, 1);
      showTaken();
      write();
    });
    item.append(file.name, button);
    return item;
  });
  part("taken").replaceChildren(...rows);
}

function files() {
  return [...taken, ...input.files];
}

function values() {
  const own = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return [...own, ["uid", uid]];
}

/* Kept while it is written, so that a reload loses nothing; gone when it is given out of hand. */
function write() {
  if (!isGiven) note(NOTED, { values: values(), files: files() }).catch(() => undefined);
}

async function submit(event) {
  event.preventDefault();
  if (isGiven) return;
  input.setCustomValidity(files().length > Number(form.dataset.mostFiles) ? form.dataset.tooMany : "");
  if (!form.reportValidity()) return;
  const fields = values().filter(([name]) => name !== "uid" && name !== "attachments");
  show("refused", false);
  show("no-room", false);
  isGiven = true;
  try {
    await keep({
      uid, kind: "complaint", address: new URL(form.action).pathname, fields,
      files: canKeepFiles() ? files() : [], isAnswered: true,
    });
  } catch {
    isGiven = false;
    show("no-room");
    return;
  }
  await forget(NOTED);
  await follow(await sent(uid));
}

async function follow({ said, row }) {
  if (!isGiven || (!said && !row)) return;
  if (said) {
    isGiven = false;
    location.assign(said.address);
  } else if (row.refused) {
    isGiven = false;
    form.hidden = false;
    part("refused").querySelector("[data-said]").textContent = Object.values(row.refused).flat().join(" ");
    show("queued", false);
    show("refused");
    await drop(row.number);
    write();
  } else if (!form.hidden) {
    form.hidden = true;
    show("queued");
    part("queued").focus();
  }
}

form.addEventListener("submit", submit);
form.addEventListener("input", write);
onChange(async () => isGiven && follow(await outcome(uid)));
takeBack();
