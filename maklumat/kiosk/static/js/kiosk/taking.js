/* Papers: printed at this screen where it has a printer, else fetched by a phone, once. */
import * as dialogs from "./dialogs.js";
import { facts, root, tell, word } from "./state.js";

const SHOWN = 6000; /* milliseconds for which it says where the paper comes out */
const PATIENCE = 40000;

let sheet = null; /* the frame that holds what is printed */
let asking = null;

const failed = () => dialogs.working(word("no_paper"), word("no_paper_text"));

export function paper(url) {
  return facts.printer === "silent" && url.pathname.endsWith(".pdf") ? print(url) : fetchable(url);
}

async function ask(address, options) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  const clock = setTimeout(() => mine.abort("slow"), PATIENCE);
  try {
    return await fetch(address, { ...options, signal: mine.signal, cache: "no-store" });
  } finally {
    clearTimeout(clock);
  }
}

async function print(url) {
  dialogs.working(word("making"));
  let content;
  try {
    const answer = await ask(url.href);
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("pdf")) throw new Error("no paper");
    content = await answer.blob();
  } catch {
    if (asking) failed();
    return;
  }
  forget();
  sheet = document.createElement("iframe");
  sheet.className = "printed";
  sheet.ariaHidden = "true";
  sheet.tabIndex = -1;
  sheet.addEventListener("load", () => {
    if (sheet?.src.startsWith("blob:")) {
      sheet.contentWindow.print();
      tell("count", { task: "printed" });
    }
  });
  sheet.src = URL.createObjectURL(content);
  root.append(sheet);
  dialogs.working(word("printing"), word("printing_text"));
  setTimeout(() => dialogs.close("working"), SHOWN);
}

async function fetchable(url) {
  dialogs.working(word("making"));
  try {
    const body = new FormData();
    body.set("alamat", url.pathname + url.search);
    const answer = await ask(root.dataset.take, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    const { address, name } = await answer.json();
    tell("count", { task: "taken" });
    dialogs.code({ title: word("paper_title"), text: word("paper_text"), address, shown: name });
  } catch {
    if (asking) failed();
  }
}

/* Nothing that was printed stays in the browser. */
export function forget() {
  if (sheet?.src) URL.revokeObjectURL(sheet.src);
  sheet?.remove();
  sheet = null;
}

export function stop() {
  const before = asking;
  asking = null;
  before?.abort();
  forget();
}
