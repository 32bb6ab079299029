/* /luring/: what waits on this device, what arrived, which pages it keeps. */
import { drop, every, now, onChange, waits, withoutFields } from "./queue.js";

const MOST_PAGES = 30;
const box = document.querySelector("[data-outbox]");
const isMissing = "missing" in document.documentElement.dataset;
const language = document.documentElement.lang || "id";
const moment = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const part = (name) => document.querySelector(`[data-${name}]`);

function waiting(row) {
  const line = part("outbox-row").content.cloneNode(true);
  const kinds = [...line.querySelectorAll("[data-kind]")];
  const kind = kinds.find((one) => one.dataset.kind === row.kind) ?? kinds.at(-1);
  for (const one of kinds) one.hidden = one !== kind;
  line.querySelector("[data-at]").textContent = moment.format(row.at);
  const files = row.files?.length ?? 0;
  line.querySelector("[data-files]").hidden = !files;
  line.querySelector("[data-number]").textContent = files;
  const state = row.refused ? "refused" : row.tries > 0 && navigator.onLine ? "stuck" : "waiting";
  for (const one of line.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  if (row.refused) {
    line.querySelector('[data-state="refused"]').textContent = Object.values(row.refused).flat().join(" ");
    line.querySelector("li").classList.replace("notice--warning", "notice--error");
  }
  const bare = line.querySelector("[data-without-files]");
  bare.hidden = !row.refused || !("attachments" in row.refused);
  bare.addEventListener("click", () => withoutFields(row, ["attachments", "files"]));
  const again = line.querySelector("[data-retry]");
  again.addEventListener("click", () => (row.refused ? withoutFields(row, []) : now()));
  line.querySelector("[data-drop]").addEventListener("click", () => drop(row.number));
  return line;
}

function arrived(row) {
  const line = part("arrived-row").content.cloneNode(true);
  line.querySelector("[data-number]").textContent = row.done.number;
  line.querySelector("[data-code-line]").hidden = !row.done.code;
  line.querySelector("[data-code]").textContent = row.done.code ?? "";
  line.querySelector("[data-open]").href = row.done.address;
  line.querySelector("[data-drop]").addEventListener("click", () => drop(row.number));
  return line;
}

async function show() {
  let rows;
  try {
    rows = await every();
  } catch {
    part("outbox-none").textContent = box.dataset.failed;
    return;
  }
  const left = rows.filter((row) => !row.done);
  part("outbox-list").replaceChildren(...left.map(waiting));
  part("outbox-none").hidden = left.length > 0;
  part("outbox-all").hidden = !left.some(waits);
  const done = rows.filter((row) => row.done);
  part("arrived-list").replaceChildren(...done.map(arrived));
  part("arrived").hidden = !done.length;
}

/* Pages by their titles, the newest first; the portal's own lists are found in the menu. */
async function showPages() {
  if (!("caches" in window)) return;
  const cache = await caches.open("luring-halaman");
  const keys = (await cache.keys()).reverse().slice(0, MOST_PAGES);
  const found = [];
  for (const key of keys) {
    const answer = await cache.match(key);
    if (!/html/.test(answer.headers.get("Content-Type") ?? "")) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const isOther = page.documentElement.lang !== language || page.querySelector("[data-outbox], [data-filing-once]");
    if (isOther || new URL(key.url).pathname.startsWith("/kiosk/")) continue;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = key.url;
    link.textContent = page.title.split(" – ")[0];
    item.append(link);
    found.push(item);
  }
  part("kept-list").replaceChildren(...found);
  part("kept-pages").hidden = !found.length;
}

if (isMissing) {
  addEventListener("online", () => location.reload());
  part("again").addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}
if (box) {
  onChange(show);
  part("outbox-send").addEventListener("click", () => now());
  show();
  showPages();
}
