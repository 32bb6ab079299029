/* Where a link, a form or a script of a page leads: into a new frame, onto paper, or to a phone. */
import * as after from "./after.js";
import * as dialogs from "./dialogs.js";
import * as stage from "./stage.js";
import { facts, shared, tell, word } from "./state.js";
import { paper } from "./taking.js";

const PAPER = /\.pdf$|\/isian\.json$|\/berkas\//;
const FILE = /\.(csv|xlsx|ods|ics|xml|zip|docx|json|png|jpe?g|svg|webp)$/;
const HOMES = new Set(facts.languages.flatMap(({ inside }) => [inside, inside.replace(facts.inside, "/")]));

/* Go where an address leads, as far as this screen goes. */
export function follow(address, base = location.href) {
  const url = new URL(address, base);
  if (url.origin !== location.origin) {
    outside(url);
  } else if (HOMES.has(url.pathname)) {
    stage.close();
  } else if (!url.pathname.startsWith(facts.inside)) {
    dialogs.code({ title: word("out_title"), text: word("out_text"), address: facts.site + url.pathname });
  } else if (PAPER.test(url.pathname)) {
    paper(url);
  } else if (FILE.test(url.pathname)) {
    dialogs.code({ title: word("take_title"), text: word("take_text"), address: shared(url) });
  } else {
    stage.open(asKiosk(url).href);
  }
}

/* Questionnaires ask one thing at a time here, and say that the answer came from a kiosk. */
export function asKiosk(url) {
  if (/\/survei\//.test(url.pathname)) url.searchParams.set("kanal", "kiosk");
  return url;
}

function outside(url) {
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return;
  const kind = url.protocol === "tel:" ? "call" : "out";
  dialogs.code({ title: word(`${kind}_title`), text: word(`${kind}_text`), address: url.href });
}

/* An address within the page: no entry in the history, and the focus goes there. */
function jump(page, hash) {
  page.location.replace(hash || "#");
  const target = hash.length > 1 ? page.document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (!target) return;
  target.closest("details")?.setAttribute("open", "");
  if (!target.matches("a[href], button, input, select, textarea, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}

const isWithin = (url, page) =>
  url.hash && url.href.split("#")[0] === page.location.href.split("#")[0];

function click(event, page) {
  const link = event.target.closest?.("a[href], area[href]");
  if (!link || event.defaultPrevented || event.button) return;
  const url = new URL(link.href, page.location.href);
  event.preventDefault();
  if (isWithin(url, page)) jump(page, url.hash);
  else follow(url.href);
}

function submit(event) {
  if (event.defaultPrevented) return;
  const form = event.target;
  event.submitter?.removeAttribute("formtarget");
  if (event.submitter?.getAttribute("formmethod") === "dialog" || form.method === "dialog") return;
  const url = new URL(event.submitter?.getAttribute("formaction") || form.action, form.baseURI);
  if (url.origin !== location.origin || (form.method === "get" && PAPER.test(url.pathname))) {
    event.preventDefault();
    follow(url.href);
    return;
  }
  form.target = stage.fresh().name;
}

/* What a script of the page does by itself: `location.assign`, `form.submit()`, a refresh. */
function move(event, page) {
  if (event.destination.sameDocument && !event.hashChange) return;
  if (event.hashChange && event.navigationType === "replace") return;
  if (!event.cancelable || event.navigationType === "traverse") return;
  event.preventDefault();
  const { url } = event.destination;
  if (after.isSent()) tell("finished"); /* thanks were read: the next person's turn */
  else if (event.hashChange) jump(page, new URL(url).hash);
  else if (event.formData) post(url, event.formData);
  else if (event.navigationType === "replace") stage.open(url, { replace: true });
  else follow(url);
}

function post(address, content) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: address, enctype: "multipart/form-data", hidden: true });
  for (const [name, value] of content) {
    const field = document.createElement("input");
    field.name = name;
    if (value instanceof File) {
      const files = new DataTransfer();
      if (value.name) files.items.add(value);
      field.type = "file";
      field.files = files.files;
    } else {
      field.type = "hidden";
      field.value = value;
    }
    form.append(field);
  }
  document.body.append(form);
  form.target = stage.fresh().name;
  form.submit();
  form.remove();
}

/* Listen to one page. Its own listeners come first: what they prevented stays prevented. */
export function watch(page) {
  page.addEventListener("click", (event) => click(event, page));
  page.addEventListener("submit", submit);
  /* A long press, a middle button or a drag would open a window that no frame holds: not wiped. */
  for (const way of ["contextmenu", "auxclick", "dragstart"]) {
    page.addEventListener(way, (event) => event.preventDefault(), { capture: true });
  }
  page.navigation?.addEventListener("navigate", (event) => move(event, page));
  page.open = (address) => {
    if (address) follow(address, page.location.href);
    return null;
  };
}
