/* The portal's one service worker: keeps public pages and their files usable without a network.

   `MAKLUMAT` comes before it, from /pekerja.js or /kiosk/pekerja.js: the release, what the shell
   consists of, which page stands in for another. Kept is only what the server calls public: the
   same for everybody. Answers, pages with a secret in their address and staff pages never are. */
"use strict";
const { release, prefix, offline, english, shell, instead, own, words, signs, shares } = self.MAKLUMAT;
const isKiosk = prefix !== "/";
const PAGES = "luring-halaman";
const FILES = "luring-berkas";
const OLD = "survei"; /* the cache of earlier releases */
const PINNED = new URL(`${prefix}luring/keadaan`, self.location).href; /* what must not go */
const MOST_PAGES = 80; /* that were opened, on a phone; what is pinned does not count */
const MOST_FILES = 300;
const AT_ONCE = 4;
const PATIENCE = 5000; /* milliseconds until a kept page is shown instead */
const STAFF = /^\/(en\/)?(petugas|akun|mulai|jawab|admin)(\/|$)/;
const SECRET =
  /\/(lacak|lanjut|ambil|isi|periksa|kirim|terkirim|alihkan|peramban|daftar)(\/|$)|isian\.|\/pengaduan\/baru\/.*:/;
const ONES_OWN = /[?&](kode|alasan|q|token)=/; /* a one-time code, a tap, what somebody searched for */
const IS_FILE = ["style", "script", "font", "image", "manifest", "worker"];

const isMine = (url) => url.pathname.startsWith("/kiosk/") === isKiosk;
const isKnownFile = (url) => /^\/(kiosk\/buka\/)?(static|tema)|^\/kiosk\/tampilan\.css$/.test(url.pathname);
const mayStay = (url) => !STAFF.test(url.pathname) && !SECRET.test(url.pathname) && !ONES_OWN.test(url.search);
const isPublic = (answer) => /\bpublic\b/.test(answer.headers.get("Cache-Control") ?? "");

function mayKeep(url, answer) {
  if (!answer.ok || answer.redirected || answer.type === "opaque") return false;
  if (own.includes(url.pathname) || isKnownFile(url)) return true;
  return mayStay(url) && isPublic(answer);
}

/* --- A life ---------------------------------------------------------------------------------------- */

self.addEventListener("install", (event) => {
  const begin = async () => {
    const { failed } = await keep(shell);
    if (failed.includes(offline)) throw new Error("the shell did not arrive"); /* tried again later */
    await self.skipWaiting(); /* pages stay as they are; only what they ask for next is new */
  };
  event.waitUntil(begin());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    await self.registration.navigationPreload?.enable();
    await takeOver();
    await self.clients.claim();
  };
  event.waitUntil(begin());
});

/* What an earlier release kept stays usable under this one. */
async function takeOver() {
  if (isKiosk || !(await caches.has(OLD))) return;
  const [old, pages, files] = await Promise.all([OLD, PAGES, FILES].map((name) => caches.open(name)));
  for (const key of await old.keys()) {
    const url = new URL(key.url);
    const cache = isKnownFile(url) ? files : pages;
    const answer = await old.match(key);
    if (answer && mayKeep(url, answer) && !(await cache.match(key.url))) await put(cache, key.url, answer);
  }
  await caches.delete(OLD);
}

/* --- Keeping --------------------------------------------------------------------------------------- */

/* With the time at which the server said so; of the device's clock nothing is believed if it may not be. */
async function put(cache, address, answer, told = answer) {
  const headers = new Headers(answer.headers);
  const dated = told.headers.get("Date");
  headers.set("Kept-At", dated ? new Date(dated).toISOString() : new Date().toISOString());
  const { status, statusText } = answer;
  await cache.put(address, new Response(await answer.blob(), { status, statusText, headers }));
}

/* Keep these pages with their files; what has not changed is only asked for. */
async function keep(addresses) {
  const done = [];
  const failed = [];
  const queue = [...new Set(addresses)];
  const work = async () => {
    while (queue.length) {
      const address = queue.shift();
      const isKept = await keepOne(new URL(address, self.location)).catch(() => false);
      (isKept ? done : failed).push(address);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await prune();
  return { done, failed };
}

async function keepOne(url) {
  url.hash = "";
  if (url.origin !== self.location.origin || !isMine(url) && !isKnownFile(url)) return false;
  if (isKnownFile(url)) return keepFile(url);
  const cache = await caches.open(PAGES);
  const known = await cache.match(url.href);
  const etag = known?.headers.get("ETag");
  const answer = await fetch(url, {
    cache: etag ? "no-store" : "no-cache", /* what the browser itself has need not come twice */
    credentials: isKiosk ? "same-origin" : "omit", /* nobody's own page can come back */
    headers: etag ? { "If-None-Match": etag } : {},
  });
  if (answer.status === 304 && known) await put(cache, url.href, known, answer);
  else if (mayKeep(url, answer)) await put(cache, url.href, answer);
  else {
    await answer.body?.cancel(); /* unread, it would hold one of the few connections */
    if (answer.status === 404 || answer.status === 410) await cache.delete(url.href);
    return false;
  }
  await keepFilesOf(await cache.match(url.href), url);
  return true;
}

async function keepFile(url) {
  const cache = await caches.open(FILES);
  if (await cache.match(url.href)) return true;
  const answer = await fetch(url, { credentials: isKiosk ? "same-origin" : "omit" });
  if (!mayKeep(url, answer)) {
    await answer.body?.cancel();
    return false;
  }
  await put(cache, url.href, answer);
  await keepFilesOf(await cache.match(url.href), url);
  return true;
}

async function keepFilesOf(answer, url) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!/html|css|javascript/.test(type)) return;
  const text = await answer.text();
  const found = /html/.test(type) ? ofPage(text) : /css/.test(type) ? ofSheet(text) : ofScript(text);
  for (const address of new Set(found)) {
    const file = new URL(address.replaceAll("&amp;", "&"), url);
    if (file.origin === self.location.origin && isKnownFile(file)) await keepFile(file);
  }
}

const allOf = (text, pattern) => [...text.matchAll(pattern)].map((found) => found[1]);
const ofSheet = (text) => allOf(text, /(?:url\(\s*|@import\s+)["']?([^"')\s]+)/g);
const ofScript = (text) => allOf(text, /\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g);
const ofPage = (text) =>
  allOf(text, /<(?:link|script)\b[^>]*?\s(?:href|src)="([^"]+)"/g).concat(allOf(text, /\sdata-worker="([^"]+)"/g));

async function prune() {
  const pages = await caches.open(PAGES);
  if (!isKiosk) {
    const pinned = new Set(((await (await pages.match(PINNED))?.json()) ?? {}).pinned ?? []);
    const fixed = new Set([...shell, ...pinned].map((address) => new URL(address, self.location).href));
    const loose = (await pages.keys()).filter(
      ({ url }) => isMine(new URL(url)) && url !== PINNED && !fixed.has(url),
    );
    await Promise.all(loose.slice(0, Math.max(0, loose.length - MOST_PAGES)).map((key) => pages.delete(key)));
  }
  const files = await caches.open(FILES);
  const keys = await files.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_FILES)).map((key) => files.delete(key)));
}

/* --- Answering ------------------------------------------------------------------------------------- */

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && shares[url.pathname]) {
    event.respondWith(shared(request, shares[url.pathname]));
    return;
  }
  if (request.method !== "GET" || url.origin !== self.location.origin || STAFF.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (IS_FILE.includes(request.destination)) event.respondWith(file(event, url));
});

/* What another app shares becomes a report on the server; without a network it waits for its person
   on the page where all of a report is written at once. */
async function shared(request, waiting) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const sent = await copy.formData();
    const words = ["title", "text", "url"].map((name) => sent.get(name)).filter(Boolean);
    const files = sent.getAll("attachments").filter((value) => value instanceof File && value.size > 0);
    await self.unsent.note("report", { values: [["text", words.join("\n")]], files });
    return Response.redirect(new URL(waiting, self.location), 303);
  }
}

async function page(event, url) {
  const known = await keptPage(url);
  try {
    const answer = await patiently(event, known);
    if (answer.status >= 500 && known) return dated(known);
    if ([502, 503, 504].includes(answer.status)) return missing(url);
    const html = /html/.test(answer.headers.get("Content-Type") ?? "");
    if (mayKeep(url, answer) && html && (!isKiosk || (await isListed(url)))) {
      const copy = answer.clone();
      event.waitUntil(caches.open(PAGES).then((cache) => put(cache, url.href, copy)));
    }
    return answer;
  } catch {
    return known ? dated(known) : missing(url);
  }
}

/* A kiosk renews what it has, by its whole address: what somebody chose behind "?" tells of them. */
async function isListed(url) {
  if (own.includes(url.pathname)) return true;
  return Boolean(await (await caches.open(PAGES)).match(url.href));
}

/* From the network; where something is kept, only so long as somebody waits gladly. */
async function patiently(event, known) {
  const asked = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  if (!known) return asked;
  asked.catch(() => undefined);
  const end = new Promise((resolve, reject) => setTimeout(() => reject(new Error("slow")), PATIENCE));
  return Promise.race([asked, end]);
}

/* The same address; the page that stands in for it; the page of the point that was scanned; the same
   page without its query. */
async function keptPage(url) {
  const cache = await caches.open(PAGES);
  const exact = await cache.match(url.href);
  if (exact) return exact;
  if (instead[url.pathname]) return cache.match(new URL(instead[url.pathname], url).href);
  const code = url.pathname.match(/\/survei\/t\/([^/]+)\/$/)?.[1];
  if (code) {
    for (const key of await cache.keys()) {
      if (new URL(key.url).searchParams.get("titik") === code) return Response.redirect(key.url);
    }
  }
  if (!mayStay(new URL(url.pathname, url))) return undefined;
  return cache.match(url.href, { ignoreSearch: true });
}

/* A kept page says of itself since when it is kept: js/offline/page.js shows it. */
async function dated(answer) {
  if (answer.redirected || answer.status !== 200) return answer;
  const headers = new Headers(answer.headers);
  if (!/html/.test(headers.get("Content-Type") ?? "")) return answer;
  const text = (await answer.text()).replace("<html ", `<html data-dated="${headers.get("Kept-At") ?? ""}" `);
  return new Response(text, { status: 200, headers });
}

/* Never opened on this device: one sentence, and ways on; never a blank screen. */
async function missing(url) {
  const cache = await caches.open(PAGES);
  const address = /(^|\/)en\//.test(url.pathname) ? english : offline;
  const known = await cache.match(new URL(address, self.location).href);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  const text = known
    ? (await known.text()).replace("<html ", '<html data-missing="" ')
    : `<!doctype html><html lang="${words.language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title><h1>${words.title}</h1><p>${words.text}</p><p><a href="">${words.again}</a></p></html>`;
  return new Response(text, { status: 503, headers });
}

async function file(event, url) {
  const cache = await caches.open(FILES);
  const known = await cache.match(url.href);
  const isForEver = /\.[0-9a-f]{12}\./.test(url.pathname);
  if (known && isForEver) return known;
  const fresh = fetch(event.request).then((answer) => {
    if (isKnownFile(url) && mayKeep(url, answer)) event.waitUntil(put(cache, url.href, answer.clone()));
    return answer;
  });
  if (!known) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return known;
}

/* --- What pages ask for ---------------------------------------------------------------------------- */

self.addEventListener("message", (event) => {
  event.waitUntil(asked(event.data ?? {}).then((said) => event.ports[0]?.postMessage(said)));
});

async function asked({ type, address, keep: wanted, once, drop, whole }) {
  const more = [];
  if (type === "keep" && address) more.push(await pin(address));
  for (const address of once ?? []) {
    if (!(await caches.match(new URL(address, self.location).href))) more.push(address);
  }
  if (drop) {
    const cache = await caches.open(PAGES);
    await Promise.all(drop.map((address) => cache.delete(new URL(address, self.location).href)));
  }
  /* A device that is short of room throws caches away: what is gone comes again. */
  const isWhole = !whole || (await caches.match(new URL(offline, self.location).href));
  return { release, ...(await keep([...(isWhole ? [] : shell), ...(wanted ?? []), ...more])) };
}

/* A card of "layanan saya" stays however many other pages are opened. */
async function pin(address) {
  const cache = await caches.open(PAGES);
  const { pinned = [] } = (await (await cache.match(PINNED))?.json()) ?? {};
  if (!pinned.includes(address)) pinned.push(address);
  await cache.put(PINNED, Response.json({ pinned: pinned.slice(-200) }));
  return address;
}

/* --- Sending when all pages are closed; news of one's own report ------------------------------------ */

self.addEventListener("sync", (event) => {
  if (event.tag === "luring") event.waitUntil(self.unsent.sendAll());
});

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    told = { text: event.data.text() };
  }
  const { text = words.news, address = "" } = told;
  const options = { tag: address || "kabar", renotify: true, data: { address }, ...signs };
  event.waitUntil(self.registration.showNotification(text, options).then(count));
});

/* The app's icon tells how many notices nobody has opened yet; pages add what waits to be sent. */
async function count() {
  if (!self.navigator.setAppBadge) return;
  const shown = await self.registration.getNotifications();
  await self.navigator.setAppBadge(shown.length).catch(() => undefined);
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.address || prefix, self.location);
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});
