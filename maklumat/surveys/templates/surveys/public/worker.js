{% load i18n %}{% get_current_language as language %}/* Keeps opened survey pages and their files usable without a network. Release {{ version|escapejs }} */
const KEPT = "survei";
const SCOPE = "{{ scope|escapejs }}";
const PAGES = 40; /* of each kind at most; the oldest go first */
const FILES = 120;
const PATIENCE = 5000; /* milliseconds until a kept page is shown instead */
/* A page that holds somebody's one-time code or tap is nobody else's. */
const isOnesOwn = (address) => /[?&](kode|alasan)=/.test(address);
const isFile = (url) => !url.pathname.startsWith(SCOPE);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* A page names itself and its files: those that came before this worker did. */
self.addEventListener("message", (event) => {
  event.waitUntil(keepAll(event.data?.keep ?? []).then(() => event.ports[0]?.postMessage("kept")));
});

async function keepAll(addresses) {
  const cache = await caches.open(KEPT);
  const wanted = addresses.map((address) => new URL(address, self.location.href));
  await Promise.allSettled(
    wanted
      .filter((url) => url.origin === self.location.origin)
      .map(async (url) => {
        if (isFile(url) && (await cache.match(url))) return;
        const answer = await fetch(url);
        if (answer.ok && !answer.redirected) await cache.put(url, answer);
      }),
  );
  const keys = await cache.keys();
  for (const [most, some] of [
    [PAGES, keys.filter((key) => !isFile(new URL(key.url)))],
    [FILES, keys.filter((key) => isFile(new URL(key.url)))],
  ]) {
    await Promise.all(some.slice(0, Math.max(0, some.length - most)).map((key) => cache.delete(key)));
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (["style", "script", "font", "image"].includes(request.destination)) {
    event.respondWith(file(event));
  }
});

async function page(request) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  const known = await keptPage(request.url);
  try {
    const answer = await fetch(request, known ? { signal: stop.signal } : {});
    if (answer.status >= 500 && known) return known;
    if (answer.ok && !answer.redirected && !isOnesOwn(request.url)) {
      const copy = answer.clone();
      caches.open(KEPT).then((cache) => cache.put(request.url, copy));
    }
    return answer;
  } catch {
    return known ?? nothing();
  } finally {
    clearTimeout(clock);
  }
}

/* The same address; else the page of the point that was scanned; else the same page without query. */
async function keptPage(address) {
  const cache = await caches.open(KEPT);
  const exact = await cache.match(address);
  if (exact) return exact;
  const url = new URL(address);
  const code = url.pathname.match(/\/t\/([^/]+)\/$/)?.[1];
  if (code) {
    for (const key of await cache.keys()) {
      if (new URL(key.url).searchParams.get("titik") === code) return Response.redirect(key.url);
    }
  }
  return cache.match(address, { ignoreSearch: true });
}

async function file(event) {
  const cache = await caches.open(KEPT);
  const known = await cache.match(event.request);
  const fresh = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(cache.put(event.request, answer.clone()));
    return answer;
  });
  if (!known) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return known;
}

function nothing() {
  const text = "{{ text|escapejs }}";
  const title = "{{ title|escapejs }}";
  return new Response(
    `<!doctype html><html lang="{{ language }}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="{{ style|escapejs }}"><main><div class="page stack"><h1>${title}</h1><p>${text}</p><p><a class="button" href="">{{ again|escapejs }}</a></p></div></main>`,
    { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}
