/* /pasang/: offers the browser's own question where there is one, and shows which device this is. */
const root = document.querySelector("[data-install]");
const offer = root.querySelector("[data-install-offer]");
const said = root.querySelector("[data-install-said]");
let question = null;

function platform() {
  const agent = navigator.userAgent;
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) {
    return "ios";
  }
  if (/SamsungBrowser/.test(agent)) return "samsung";
  return /Android/.test(agent) ? "android" : "desktop";
}

const isInstalled = () =>
  matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

function done() {
  root.querySelector("[data-install-done]").hidden = false;
  offer.hidden = true;
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  question = event;
  offer.hidden = false;
});

addEventListener("appinstalled", done);

root.querySelector("[data-install-now]").addEventListener("click", async () => {
  if (!question) return;
  const asked = question;
  question = null; /* it can be asked once */
  await asked.prompt();
  const { outcome } = await asked.userChoice;
  offer.querySelector("button").hidden = true;
  if (outcome !== "accepted") said.textContent = said.dataset.refused;
});

/* This device's steps first; all others stay below them. */
const own = root.querySelector(`[data-platform="${platform()}"]`);
own.querySelector("[data-platform-here]").hidden = false;
root.querySelector("[data-platform]").before(own);
if (isInstalled()) done();
