/* Adds to the pages of one's own report: keeps what was typed when the connection breaks, sends a
   form once. Everything works without it; js/push.js lets this browser be told of news. */
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

if (document.querySelector("[data-forget]")) forgetAll();
forgetSent();
keepTyped();
sendOnce();
