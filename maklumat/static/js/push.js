/* Lets this browser be told that there is news of one's own report or form. Without it nothing is offered. */
const MARK = "report:push:"; /* of forms too, whose numbers begin otherwise: one agreement serves all */

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

/* The portal's one worker tells of everything; each matter tells its own address with its news. */
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

/* Does this browser also hear of another report or form? */
function othersTold(form) {
  const own = MARK + form.dataset.number;
  return Object.keys(localStorage).some((name) => name.startsWith(MARK) && name !== own);
}

/* A report that a worker of its own told of is told by the portal's from now on; nothing is missed. */
async function handOver(form, registration) {
  const endpoint = await subscribe(form);
  const old = await registration.pushManager.getSubscription();
  if (old && old.toJSON().endpoint !== endpoint) await tell(form, old, true);
  await registration.unregister();
}

/* Links to the same matter differ in their signature: a mark on this device tells what it agreed to. */
async function offerPush() {
  const form = document.querySelector("form[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const [on, off, said] = ["[data-on]", "[data-off]", "[data-said]"].map((at) => form.querySelector(at));
  const mark = MARK + form.dataset.number;
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
  form.closest("[data-news]")?.removeAttribute("hidden");
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

offerPush();
