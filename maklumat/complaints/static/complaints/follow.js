/* Adds to the pages of one's own report: keeps what was typed when the connection breaks, sends a
   form once, and lets this browser be told of news. Everything else works without it. */
const PREFIX = "report:";

function place(form) {
  return PREFIX + form.dataset.keep;
}

function keepTyped() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const boxes = [...form.querySelectorAll("textarea")];
    const kept = JSON.parse(sessionStorage.getItem(place(form)) ?? "{}");
    for (const box of boxes) {
      if (!box.value && kept[box.name]) {
        box.value = kept[box.name];
        box.closest("details")?.setAttribute("open", "");
      }
    }
    form.addEventListener("input", () => {
      const typed = Object.fromEntries(boxes.map((box) => [box.name, box.value]));
      sessionStorage.setItem(place(form), JSON.stringify(typed));
    });
    form.addEventListener("submit", () => sessionStorage.setItem(`${PREFIX}sent`, place(form)));
  }
}

/* A page that came back from sending shows that the text arrived. */
function forgetSent() {
  const sent = sessionStorage.getItem(`${PREFIX}sent`);
  if (sent && document.querySelector("[data-forget-sent] .notice--success")) {
    sessionStorage.removeItem(sent);
  }
  sessionStorage.removeItem(`${PREFIX}sent`);
}

function forgetAll() {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  }
}

function sendOnce() {
  for (const form of document.querySelectorAll("form[method=post]:not([data-push])")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sending) event.preventDefault();
      form.dataset.sending = "yes";
      setTimeout(() => delete form.dataset.sending, 8000);
    });
  }
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending);
  });
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function tell(form, subscription, stop) {
  const body = new FormData(form);
  const { endpoint, keys = {} } = subscription.toJSON();
  body.set("endpoint", endpoint);
  body.set("p256dh", keys.p256dh ?? "");
  body.set("auth", keys.auth ?? "");
  if (stop) body.set("stop", "on");
  const answer = await fetch(form.action, { method: "POST", body });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function turnOn(form, said) {
  if ((await Notification.requestPermission()) !== "granted") {
    said.textContent = said.dataset.refused;
    return false;
  }
  await subscribe(form);
  said.textContent = said.dataset.done;
  return true;
}

/* The portal's one worker tells of all reports; each tells its own address with its news. */
async function subscribe(form) {
  const { key, worker, scope } = form.dataset;
  await navigator.serviceWorker.register(worker, { scope });
  const registration = await begun(scope);
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(key),
  });
  await tell(form, subscription, false);
  return subscription.toJSON().endpoint;
}

/* The worker once it runs; this page itself may still belong to one of an earlier release. */
async function begun(scope) {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const coming = registration.active ?? registration.installing ?? registration.waiting;
  if (coming.state === "activated") return registration;
  await new Promise((resolve) => {
    coming.addEventListener("statechange", () => coming.state === "activated" && resolve());
  });
  return registration;
}

async function turnOff(form, registration, said) {
  const subscription = await registration?.pushManager.getSubscription();
  if (subscription) {
    await tell(form, subscription, true);
    if (!othersTold(form)) await subscription.unsubscribe();
  }
  said.textContent = said.dataset.stopped;
}

/* Does this browser also hear of another report? */
function othersTold(form) {
  const own = `${PREFIX}push:${form.dataset.number}`;
  return Object.keys(localStorage).some((name) => name.startsWith(`${PREFIX}push:`) && name !== own);
}

/* A report that a worker of its own told of is told by the portal's from now on; nothing is missed. */
async function handOver(form, registration) {
  const endpoint = await subscribe(form);
  const old = await registration.pushManager.getSubscription();
  if (old && old.toJSON().endpoint !== endpoint) await tell(form, old, true);
  await registration.unregister();
}

/* Links to the same report differ in their signature: a mark on this device tells what it agreed to. */
async function offerPush() {
  const form = document.querySelector("form[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const [on, off, said] = ["[data-on]", "[data-off]", "[data-said]"].map((at) => form.querySelector(at));
  const mark = `${PREFIX}push:${form.dataset.number}`;
  let registration = null;
  const known = localStorage.getItem(mark);
  if (known) registration = (await navigator.serviceWorker.getRegistration(known)) ?? null;
  if (registration && known !== form.dataset.scope && new URL(registration.scope).pathname !== "/") {
    try {
      await handOver(form, registration);
      localStorage.setItem(mark, form.dataset.scope);
      registration = await navigator.serviceWorker.getRegistration(form.dataset.scope);
    } catch {
      /* No network: the old one goes on telling. */
    }
  }
  const show = (isOn) => {
    on.hidden = isOn;
    off.hidden = !isOn;
  };
  show(Boolean(registration));
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const isOn = !off.hidden;
    try {
      if (isOn) {
        await turnOff(form, registration, said);
        localStorage.removeItem(mark);
        show(false);
      } else if (await turnOn(form, said)) {
        localStorage.setItem(mark, form.dataset.scope);
        registration = await navigator.serviceWorker.getRegistration(form.dataset.scope);
        show(true);
      }
    } catch {
      said.textContent = said.dataset.failed;
    }
  });
}

if (document.querySelector("[data-forget]")) forgetAll();
forgetSent();
keepTyped();
sendOnce();
offerPush();
