/* After something was sent: the number to take along, and the way out. */
import * as dialogs from "./dialogs.js";
import * as stage from "./stage.js";
import { facts, part, shared, tell, word } from "./state.js";
import { paper } from "./taking.js";

const SENT = /\/pengaduan\/(baru|ikut)\/[^/]+\/$|\/formulir\/terkirim\/|\/terima-kasih\/$/;
const BEGUN = [
  ["card", /\/layanan\/[^/]+\/[^/]+\/$/],
  ["form", /\/formulir\/[^/]+\/[^/]+\/[^/]+\/$/],
  ["complaint", /\/pengaduan\/baru\/$/],
  ["survey", /\/survei\/(t\/[^/]+|[^/]+\/[^/]+)\/$/],
];

let own = null; /* the page that follows what was sent */
let receipt = null;

/* Look at a page that was opened: what is counted of it, and whether it says that something arrived. */
export function look({ document: page, window: view }) {
  const { pathname } = view.location;
  const begun = BEGUN.find(([, pattern]) => pattern.test(pathname));
  if (begun) tell("count", { task: begun[0] });
  const isSent = SENT.test(pathname) && !page.querySelector("form [name=step]");
  part("done").hidden = !isSent;
  if (!isSent) return;
  stage.forgetPast();
  own = page.querySelector('a[href*="/lacak/"]:not([href$="/lacak/"], [href$=".pdf"])')?.href ?? null;
  const onPage = page.querySelector('a[href$=".pdf"]');
  receipt = onPage?.href ?? null;
  const act = (name) => part("done").querySelector(`[data-act="${name}"]`);
  act("number").hidden = part("done-number").hidden = !own;
  part("done-plain").hidden = Boolean(own);
  act("print").hidden = !receipt || facts.printer !== "silent";
  if (onPage) onPage.hidden = !act("print").hidden; /* one way to print */
}

export function number() {
  dialogs.code({ title: word("number_title"), text: word("number_text"), address: shared(own) });
  tell("count", { task: "taken" });
}

export const print = () => paper(new URL(receipt));

/* Does the page that is seen say that something arrived? */
export const isSent = () => !part("done").hidden;

export function hide() {
  part("done").hidden = true;
  [own, receipt] = [null, null];
}
